import type { BallotKind, Marks, Pile } from '../elections/profile.js';
import { faultAt } from './fault.js';

/** What is written of one ballot, and where it stands first. */
interface Written {
  readonly at: number;
  weight: bigint;
}

/** What a ballot says, and how many it stands for where its text holds that. */
interface Understood<K extends BallotKind> {
  readonly marks: Marks[K];
  readonly weight?: bigint;
}

/** Ballots are heard of once in so many. */
const EVERY = 8_192;

/**
 * Ballots put together by their very text, so that a million lines of which a thousand differ are understood a thousand
 * times. Two spellings of one ballot make two piles, which `gather` puts together.
 */
export class WrittenBallots {
  private readonly together = new Map<string, Written>();
  private number = 0;

  constructor(private readonly heard: (characters: number) => void) {}

  add(written: string, at: number, weight: bigint): void {
    const known = this.together.get(written);
    if (known) known.weight += weight;
    else this.together.set(written, { at, weight });
    this.hear(at);
  }

  /** A ballot was read, which is kept elsewhere or here. */
  hear(at: number): void {
    this.number += 1;
    if (this.number % EVERY === 0) this.heard(at);
  }

  /** Each ballot that differs, understood once, from what is written and where it stands first. */
  read<K extends BallotKind>(understand: (written: string, at: number) => Understood<K>): Pile<K>[] {
    return [...this.together].map(([written, { at, weight: times }]) => {
      const { marks, weight = 1n } = understand(written, at);
      return { marks, weight: weight * times };
    });
  }
}

/** More digits than any count of people has. */
const MOST_DIGITS = 30;

/** How many ballots a line stands for: a whole number, not below zero. */
export function weightAt(text: string, at: number, written: string): bigint {
  if (/^-\d/.test(written)) throw faultAt(text, at, 'WEIGHT_NEGATIVE', written);
  if (!/^\d+$/.test(written)) throw faultAt(text, at, 'WEIGHT_NOT_WHOLE', written);
  if (written.length > MOST_DIGITS) throw faultAt(text, at, 'WEIGHT_TOO_LONG', written);
  return BigInt(written);
}
