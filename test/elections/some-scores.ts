/** Scores made up for properties. */
import fc from 'fast-check';
import { gather, type Profile } from '../../src/core/counting/elections/profile.js';

export type Scores = readonly (number | null)[];

export interface Scored {
  readonly names: readonly string[];
  readonly ballots: readonly { readonly scores: Scores; readonly weight: bigint }[];
}

export const NAMES = ['Ana', 'Bo', 'Cy', 'Di'];

/** Ballots that score one to four options from 0 to 2, few enough to tie often. */
export const someScores = (least = 1, missing = true): fc.Arbitrary<Scored> =>
  fc.integer({ min: least, max: 4 }).chain((options) => {
    const score = fc.integer({ min: 0, max: 2 });
    const scores = fc.array(missing ? fc.option(score) : score, { minLength: options, maxLength: options });
    return fc.record({
      names: fc.constant(NAMES.slice(0, options)),
      ballots: fc.array(fc.record({ scores, weight: fc.bigInt(1n, 4n) }), { maxLength: 6 }),
    });
  });

export const profileOf = ({ names, ballots }: Scored): Profile =>
  gather({ kind: 'SCORED', names, piles: ballots.map(({ scores, weight }) => ({ marks: scores, weight })) });
