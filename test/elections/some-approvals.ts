/** Approvals made up for properties. */
import fc from 'fast-check';
import { gather, type Profile } from '../../src/core/counting/elections/profile.js';

export interface Approvals {
  readonly names: readonly string[];
  readonly piles: readonly { readonly marks: readonly number[]; readonly weight: number }[];
}

const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Eve', 'Flo'];

export const someApprovals = (most = 5): fc.Arbitrary<Approvals> =>
  fc.integer({ min: 1, max: most }).chain((options) =>
    fc.record({
      names: fc.constant(NAMES.slice(0, options)),
      piles: fc.array(
        fc.record({
          marks: fc.subarray([...Array(options).keys()]),
          weight: fc.integer({ min: 1, max: 6 }),
        }),
        { maxLength: 7 },
      ),
    }),
  );

export const profileOf = ({ names, piles }: Approvals): Profile =>
  gather({
    kind: 'APPROVED',
    names,
    piles: piles.map(({ marks, weight }) => ({ marks, weight: BigInt(weight) })),
  });
