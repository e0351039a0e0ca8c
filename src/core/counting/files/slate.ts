import { unreadable } from '../../kernel/readable.js';
import { faultAt } from './fault.js';

/** A matrix of more options than these is no election. */
export const MOST_OPTIONS = 10_000;
const LONGEST_NAME = 200;

/** The names of options in the order of a file; a name that is empty, unreadable or there already is refused. */
export class NamesInFile {
  readonly names: string[] = [];
  private readonly known = new Set<string>();

  constructor(private readonly text: string) {}

  /** Takes a name, without the spaces around it, that stands at an offset. */
  add(written: string, at: number): void {
    const name = written.trim();
    if (name === '') throw faultAt(this.text, at, 'OPTION_WITHOUT_NAME');
    const reason = unreadable(name, 'LINE', LONGEST_NAME);
    if (reason) throw faultAt(this.text, at, reason, name);
    if (this.known.has(name)) throw faultAt(this.text, at, 'OPTION_TWICE', name);
    if (this.names.length === MOST_OPTIONS) throw faultAt(this.text, at, 'TOO_MANY_OPTIONS');
    this.known.add(name);
    this.names.push(name);
  }
}
