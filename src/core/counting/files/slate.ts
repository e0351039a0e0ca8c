import { unreadable } from '../../kernel/readable.js';
import { faultAt } from './fault.js';

/** A matrix of more options than these is no election. */
export const MOST_OPTIONS = 10_000;
const LONGEST_NAME = 200;

/** The names of options in the order of a file. */
export class NamesInFile {
  readonly names: string[] = [];
  private readonly places = new Map<string, number>();

  constructor(private readonly text: string) {}

  /**
   * The place of a name that stands at an offset, without the spaces around it, among those taken before. One that is
   * empty, unreadable or there already is refused.
   */
  add(written: string, at: number): number {
    const name = written.trim();
    if (this.places.has(name)) throw faultAt(this.text, at, 'OPTION_TWICE', name);
    return this.placeOf(name, at);
  }

  /** The place of a name; a name met for the first time is taken. */
  placeOf(written: string, at: number): number {
    const name = written.trim();
    const known = this.places.get(name);
    if (known !== undefined) return known;
    if (name === '') throw faultAt(this.text, at, 'OPTION_WITHOUT_NAME');
    const reason = unreadable(name, 'LINE', LONGEST_NAME);
    if (reason) throw faultAt(this.text, at, reason, name);
    if (this.names.length === MOST_OPTIONS) throw faultAt(this.text, at, 'TOO_MANY_OPTIONS');
    this.places.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  /** The place of a name that was taken before; null for another. */
  known(name: string): number | null {
    return this.places.get(name.trim()) ?? null;
  }
}
