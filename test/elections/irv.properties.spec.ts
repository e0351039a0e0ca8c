import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gather, type Place, type Profile, type Rank } from '../../src/core/counting/elections/profile.js';
import { canonicalJson, type Json } from '../../src/core/kernel/canonical-json.js';
import { elect } from './ballots.js';
import { RUNS } from './runs.js';

const NAMES = ['A', 'B', 'C', 'D', 'E'];

interface Given {
  readonly options: number;
  readonly piles: readonly { marks: readonly Rank[]; weight: bigint }[];
}

/** Up to four options, up to eight piles, with skipped ranks, equal ranks and short ballots. */
const given: fc.Arbitrary<Given> = fc.integer({ min: 1, max: 4 }).chain((options) =>
  fc.record({
    options: fc.constant(options),
    piles: fc.array(
      fc.record({
        marks: fc.array(fc.array(fc.integer({ min: 0, max: options - 1 }), { maxLength: 2 }), {
          maxLength: options + 1,
        }),
        weight: fc.bigInt(1n, 9n),
      }),
      { maxLength: 8 },
    ),
  }),
);

const strict: fc.Arbitrary<Given> = fc.integer({ min: 2, max: 4 }).chain((options) =>
  fc.record({
    options: fc.constant(options),
    piles: fc.array(
      fc.record({
        marks: fc
          .shuffledSubarray([...Array(options).keys()], { minLength: 1 })
          .map((order) => order.map((place) => [place])),
        weight: fc.bigInt(1n, 9n),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  }),
);

const profileOf = ({ options, piles }: Given, names: readonly string[] = NAMES): Profile =>
  gather({ kind: 'RANKED', names: names.slice(0, options), piles });

const IDS = ['irv/rctab@1', 'irv/rctab-sequential@1', 'bottoms-up/rctab@1', 'stv/rctab@1'] as const;
const id = fc.constantFrom(...IDS);
const rule = fc.constantFrom(
  'exhaustImmediately',
  'alwaysSkipToNextRank',
  'exhaustIfMultipleContinuing',
  'fractional',
);

const count = (method: string, profile: Profile, overvoteRule: string) =>
  elect(method, profile, { seats: method === 'irv/rctab@1' ? 1 : 2, options: { overvoteRule } });

const bytes = (value: unknown): string => canonicalJson(value as Json);

describe('counts by rounds', () => {
  it('come to the same bytes for any order of ballots, grouped or not', () => {
    fc.assert(
      fc.property(given, id, rule, (election, method, overvoteRule) => {
        const apart = election.piles.flatMap(({ marks, weight }) =>
          Array.from({ length: Number(weight) }, () => ({ marks, weight: 1n })),
        );
        const other = { ...election, piles: apart.toReversed() };
        expect(bytes(count(method, profileOf(other), overvoteRule))).toBe(
          bytes(count(method, profileOf(election), overvoteRule)),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('rename their winners as the options are renamed', () => {
    fc.assert(
      fc.property(
        given,
        id,
        rule,
        fc.shuffledSubarray(NAMES, { minLength: 5 }),
        (election, method, overvoteRule, names) => {
          const renamed = (name: string): string => names[NAMES.indexOf(name)] as string;
          const plain = count(method, profileOf(election), overvoteRule);
          const other = count(method, profileOf(election, names), overvoteRule);
          const sets = (seats: readonly (readonly string[])[]): string[] =>
            seats.map((seat) => [...seat].sort().join()).sort();
          expect(sets(other.winners)).toEqual(sets(plain.winners.map((seat) => seat.map(renamed))));
          expect(other.status).toBe(plain.status);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('keep every voice: those with an option and those inactive are all who voted', () => {
    fc.assert(
      fc.property(given, id, rule, (election, method, overvoteRule) => {
        const { steps, inputs } = elect(method, profileOf(election), {
          seats: method === 'irv/rctab@1' ? 1 : 2,
          options: { overvoteRule },
          drawn: 'a die',
        });
        let lost = 0;
        for (const step of steps) {
          if (step.code === 'PASS') lost = 0;
          if (step.code === 'SURPLUS') lost += inFull(step.data.lost.exact);
          if (step.code !== 'ROUND') continue;
          const all = [...Object.values(step.data.tallies), ...Object.values(step.data.inactive)];
          const total = all.reduce((sum, { exact }) => sum + inFull(exact), 0);
          expect(total + lost).toBeCloseTo(Number(inputs.voters), 6);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('elect whom more than half of all ballots put first', () => {
    fc.assert(
      fc.property(strict, fc.integer({ min: 0, max: 4 }), (election, loved) => {
        const first = loved % election.options;
        const others = election.piles.reduce((sum, { weight }) => sum + weight, 0n);
        const piles = [...election.piles, { marks: [[first]], weight: others + 1n }];
        expect(elect('irv/rctab@1', profileOf({ ...election, piles })).winners).toEqual([[NAMES[first]]]);
      }),
      { numRuns: RUNS },
    );
  });

  it('elect by instant runoff whom the plainest count elects, each tie followed both ways', () => {
    fc.assert(
      fc.property(strict, (election) => {
        const places = [...Array(election.options).keys()];
        const winners = [...plainly(election, places)].sort().map((place) => NAMES[place] as string);
        expect(elect('irv/rctab@1', profileOf(election)).winners).toEqual([winners]);
      }),
      { numRuns: RUNS },
    );
  });

  it('pass a vote for one seat as instant runoff does', () => {
    fc.assert(
      fc.property(strict, (election) => {
        const [one, other] = ['stv/rctab@1', 'irv/rctab@1'].map((method) =>
          elect(method, profileOf(election)),
        );
        expect(one?.winners).toEqual(other?.winners);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Instant runoff without a threshold: the last one left, whichever of those tied for the fewest goes. */
function plainly({ piles }: Given, standing: readonly Place[]): ReadonlySet<Place> {
  if (standing.length === 1) return new Set(standing);
  const voices = standing.map((place) =>
    piles
      .filter(({ marks }) => marks.flat().find((one) => standing.includes(one as Place)) === place)
      .reduce((sum, { weight }) => sum + weight, 0n),
  );
  const fewest = voices.reduce((a, b) => (a < b ? a : b));
  const active = voices.reduce((a, b) => a + b, 0n);
  const winner = standing.find((_, at) => 2n * (voices[at] as bigint) > active);
  if (winner !== undefined) return new Set([winner]);
  const ways = standing
    .filter((_, at) => voices[at] === fewest)
    .map((out) =>
      plainly(
        { options: 0, piles },
        standing.filter((place) => place !== out),
      ),
    );
  return new Set(ways.flatMap((way) => [...way]));
}

function inFull(exact: string): number {
  const [numerator, denominator = '1'] = exact.split('/');
  return Number(numerator) / Number(denominator);
}
