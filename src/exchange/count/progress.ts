import type { Locale } from '../../core/kernel/actors.js';

/** Below this a file is counted before anybody could read how far it is. */
const LARGE = 4 * 1024 * 1024;
const WIDTH = 30;

const WORDS = {
  READING: { fr: 'lecture', en: 'reading' },
  UNDERSTANDING: { fr: 'bulletins', en: 'ballots' },
  COUNTING: { fr: 'dépouillement', en: 'counting' },
} as const;

/** What is heard of a screen, and no more. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar on a screen for a file that takes long; nothing for another file, and nothing where nobody looks. */
export class Progress {
  private shown = '';

  constructor(
    private readonly screen: Screen,
    private readonly locale: Locale,
    private readonly name: string,
  ) {}

  /** How far it is, of how much; written again only where something changed. */
  say(stage: keyof typeof WORDS, done: number, of: number): void {
    if (this.screen.isTTY !== true || Math.max(done, of) < LARGE) return;
    const filled = of === 0 ? 0 : Math.min(WIDTH, Math.floor((done / of) * WIDTH));
    const bar = stage === 'COUNTING' ? '…' : `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`;
    const line = `${this.name}  ${WORDS[stage][this.locale]} ${bar}`;
    if (line === this.shown) return;
    this.screen.write(`\r\x1b[K${line}`);
    this.shown = line;
  }

  /** Takes the bar away, so that what is said next stands on a line of its own. */
  end(): void {
    if (this.shown !== '') this.screen.write('\r\x1b[K');
    this.shown = '';
  }
}
