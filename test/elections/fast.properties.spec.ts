import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gatherRows } from '../../src/core/counting/elections/fast/gather-rows.js';
import { NONE, pack, PackedBallots } from '../../src/core/counting/elections/fast/packed.js';
import { gather, type Ballots, type Rank } from '../../src/core/counting/elections/profile.js';
import { ELECTION_METHODS } from '../../src/core/counting/elections/registry.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect } from './ballots.js';
import { RUNS } from './runs.js';

const RUNS_OF_EACH = { numRuns: RUNS };
const NAMES = ['Di', 'Ana', 'Flo', 'Bo', 'Eve', 'Cy'];

/** Ballots with one option a rank or none, as rows: some short, some with gaps, some blank, some alike. */
interface Case {
  readonly names: readonly string[];
  readonly withdrawn: readonly number[];
  readonly ballots: readonly { readonly row: readonly number[]; readonly weight: number }[];
  readonly seats: number;
  readonly drawn: string | null;
}

const someCase = ({ withdrawn = false, most = 12 } = {}): fc.Arbitrary<Case> =>
  fc.integer({ min: 1, max: NAMES.length }).chain((options) => {
    const places = [...Array(options).keys()];
    const strict = fc.shuffledSubarray(places);
    const withGaps = fc
      .tuple(strict, fc.array(fc.nat({ max: options }), { maxLength: 2 }))
      .map(([row, gaps]) => gaps.reduce((longer, at) => longer.toSpliced(at, 0, NONE), row));
    const row = fc.oneof({ weight: 3, arbitrary: strict }, { weight: 1, arbitrary: withGaps });
    // Mostly weights that leave few ties: each tie is followed in all its ways, and takes as long.
    const weight = fc.oneof(
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) },
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 99 }) },
    );
    return fc.record({
      names: fc.constant(NAMES.slice(0, options)),
      withdrawn: withdrawn ? fc.shuffledSubarray(places) : fc.constant([]),
      ballots: fc.array(fc.record({ row, weight }), { maxLength: most }),
      seats: fc.integer({ min: 1, max: 4 }),
      drawn: fc.constantFrom(null, '4 2'),
    });
  });

const marksOf = (row: readonly number[]): readonly Rank[] =>
  row.map((place) => (place === NONE ? [] : [place]));

const plainOf = ({ names, withdrawn, ballots }: Case): Ballots<'RANKED'> =>
  gather({
    kind: 'RANKED',
    names,
    withdrawn,
    piles: ballots.map(({ row, weight }) => ({ marks: marksOf(row), weight: BigInt(weight) })),
  });

function rowsOf({ names, withdrawn, ballots }: Case, width = NAMES.length + 2): Ballots<'RANKED'> {
  const rows = new Uint8Array(ballots.length * width).fill(NONE);
  for (const [at, { row }] of ballots.entries()) rows.set(row, at * width);
  const weights = Float64Array.from(ballots, ({ weight }) => weight);
  return gatherRows({ names, withdrawn, width, rows, weights });
}

/** Options that change what is done with ballots or who goes; of each method those that it has. */
const VARIANTS: readonly { readonly [name: string]: Json }[] = [
  {},
  { batchElimination: true, continueUntilTwoCandidatesRemain: true },
  { maxSkippedRanksAllowed: 0, overvoteRule: 'alwaysSkipToNextRank' },
  { maxRankingsAllowed: 2, eliminateTiedTogether: false },
  { tiebreakMode: 'previousRoundCountsThenRandom', doesFirstRoundDetermineThreshold: true },
  { overvoteRule: 'exhaustIfMultipleContinuing', minimumVoteThreshold: 2 },
  { exhaustOnDuplicateCandidate: true, stopTabulationEarlyAfterRound: 2 },
  { lastTransfer: 'none', surpluses: 'together', ties: 'previous-stages' },
  { quota: 'hare', equalRanks: 'refused' },
  { multiSeatBottomsUpPercentageThreshold: 20 },
];

const METHODS = ELECTION_METHODS.filter(({ counts }) => counts === 'RANKED');

describe('a count from rows of bytes', () => {
  it.each(METHODS.map((method) => [method.id, method] as const))(
    'is the same as the plain one, byte for byte: %s',
    (id, method) => {
      const options = VARIANTS.map((variant) =>
        Object.fromEntries(Object.entries(variant).filter(([name]) => Object.hasOwn(method.options, name))),
      );
      const variants = [...new Map(options.map((one) => [JSON.stringify(one), one])).values()];
      fc.assert(
        fc.property(someCase(), fc.constantFrom(...variants), (one, chosen) => {
          const seats = method.seats === 'ONE' ? 1 : one.seats;
          const request = { seats, options: chosen, drawn: one.drawn };
          const plain = elect(id, plainOf(one), request);
          const packed = pack(plainOf(one)) as PackedBallots;
          expect(packed).toBeInstanceOf(PackedBallots);
          expect(JSON.stringify(elect(id, packed, request))).toBe(JSON.stringify(plain));
          expect(JSON.stringify(elect(id, rowsOf(one), request))).toBe(JSON.stringify(plain));
        }),
        RUNS_OF_EACH,
      );
    },
  );

  it('has put together what is put together from marks, withdrawn options passed over', () => {
    fc.assert(
      fc.property(someCase({ withdrawn: true, most: 30 }), (one) => {
        const [plain, rows] = [plainOf(one), rowsOf(one)];
        expect({ ...rows, piles: rows.piles }).toMatchObject({ ...plain });
        const { weights } = (rows as PackedBallots).packed;
        expect(weights.length).toBe(plain.piles.length);
      }),
      RUNS_OF_EACH,
    );
  });

  it('reads an option marked twice as marks do', () => {
    const place = fc.constantFrom(0, 1, 2, NONE);
    const ballot = fc.record({
      row: fc.array(place, { minLength: 3, maxLength: 3 }),
      weight: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(ballot, { maxLength: 6 }), (ballots) => {
        const one = { names: ['A', 'B', 'C'], withdrawn: [], ballots, seats: 1, drawn: null };
        const [plain, rows] = [plainOf(one), rowsOf(one, 3)];
        expect({ blank: rows.blank, piles: rows.piles }).toEqual({ blank: plain.blank, piles: plain.piles });
        const twice = ballots.some(({ row }) => {
          const marked = row.filter((one) => one !== NONE);
          return new Set(marked).size < marked.length;
        });
        expect(rows instanceof PackedBallots).toBe(!twice);
      }),
      RUNS_OF_EACH,
    );
  });
});
