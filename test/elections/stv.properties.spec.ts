import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gather, type Pile, type Profile } from '../../src/core/counting/elections/profile.js';
import { sentenceOfElectionStep } from '../../src/core/counting/elections/sentences.js';
import { branchesOf, distribute, ONE } from '../../src/core/counting/elections/stv/keep.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import type { Amount } from '../../src/core/counting/elections/amounts.js';
import { add, fraction, multiply, type Fraction } from '../../src/core/kernel/fractions.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, ranked } from './ballots.js';
import { naiveMeek } from './naive-meek.js';
import { RUNS } from './runs.js';

const RUNS_OF_EACH = { numRuns: RUNS };

interface Variant {
  readonly id: string;
  readonly options: Json;
}
const GREGORY: readonly Variant[] = [
  { id: 'stv/scottish-2007@1', options: {} },
  { id: 'stv/scottish-2007@1', options: { lastTransfer: 'none' } },
  { id: 'stv/wigm-exact@1', options: {} },
  { id: 'stv/wigm-exact@1', options: { surpluses: 'together', ties: 'previous-stages' } },
];
const MEEK: Variant = { id: 'stv/meek-prf@1', options: {} };
const VARIANTS = [...GREGORY, MEEK].map(
  (variant) => [`${variant.id} ${JSON.stringify(variant.options)}`, variant] as const,
);

/** A few options and seats, papers that rank some of them one by one, and how often each was cast. */
interface Case {
  readonly names: readonly string[];
  readonly seats: number;
  readonly piles: readonly { readonly order: readonly number[]; readonly weight: number }[];
}

const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Eve'];

const someCase: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 5 }).chain((options) =>
  fc.record({
    names: fc.constant(NAMES.slice(0, options)),
    seats: fc.integer({ min: 1, max: 3 }),
    piles: fc.array(
      fc.record({
        order: fc.shuffledSubarray([...Array(options).keys()]),
        weight: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 8 },
    ),
  }),
);

/** Some of the options, and the sizes of the piles of those who put them first. */
const someGroup = fc.record({
  of: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 1 }),
  sizes: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }),
});

const weightOf = (piles: Case['piles']): number => piles.reduce((sum, { weight }) => sum + weight, 0);

const pileOf = ({ order, weight }: Case['piles'][number]): Pile<'RANKED'> => ({
  marks: order.map((place) => [place]),
  weight: BigInt(weight),
});

const profileOf = ({ names, piles }: Case): Profile =>
  gather({ kind: 'RANKED', names, piles: piles.map(pileOf) });

const elected = ({ id, options }: Variant, profile: Profile, seats: number): Election =>
  elect(id, profile, { seats, options });

/** Winners as sets, whatever their order: the order of names settles nothing, and names were changed. */
const winnersOf = ({ winners }: Election): string[] => winners.map((seat) => [...seat].sort().join()).sort();

describe.each(VARIANTS)('%s', (_, variant) => {
  it('gives the same bytes for ballots in another order, one by one or together', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const together = elected(variant, profileOf(one), one.seats);
        const scattered = one.piles
          .flatMap((pile) => Array.from({ length: pile.weight }, () => ({ ...pile, weight: 1 })))
          .reverse();
        const again = elected(variant, profileOf({ ...one, piles: scattered }), one.seats);
        expect(JSON.stringify(again)).toBe(JSON.stringify(together));
      }),
      RUNS_OF_EACH,
    );
  });

  it('renames the winners and the ranking where options are renamed', () => {
    fc.assert(
      fc.property(someCase, fc.shuffledSubarray(NAMES, { minLength: 5 }), (one, others) => {
        const renamed = others.slice(0, one.names.length);
        const rename = (name: string): string => renamed[one.names.indexOf(name)] as string;
        const before = elected(variant, profileOf(one), one.seats);
        const after = elected(variant, profileOf({ ...one, names: renamed }), one.seats);
        const expected = before.winners.map((seat) => seat.map(rename));
        expect(winnersOf(after)).toEqual(winnersOf({ ...before, winners: expected }));
        expect(after.ranking.map((level) => [...level].sort())).toEqual(
          before.ranking.map((level) => level.map(rename).sort()),
        );
      }),
      RUNS_OF_EACH,
    );
  });

  it('accounts for every valid paper at the end of every stage, and says every step in words', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const { steps } = elected(variant, profileOf(one), one.seats);
        const valid = String(weightOf(one.piles.filter(({ order }) => order.length > 0)));
        for (const step of everyStep(steps)) {
          for (const locale of ['fr', 'en'] as const)
            expect(sentenceOfElectionStep(step, locale)).toMatch(/^(?!.*(undefined|null|NaN|object)).+[.]$/);
          if (step.code === 'STV_STAGE') {
            const { votes, nonTransferable, lost } = step.data;
            expect(sumOf([...Object.values(votes), nonTransferable, lost])).toBe(valid);
          } else if (step.code === 'MEEK_ROUND') {
            const { votes, residual } = step.data.last;
            expect([...Object.values(votes), residual].reduce((sum, one) => sum + units(one), 0n)).toBe(
              units(`${valid}.000000000`),
            );
          }
        }
      }),
      RUNS_OF_EACH,
    );
  });

  it('gives seats to a group that shares its first options, one for each quota of voters', () => {
    fc.assert(
      fc.property(someCase, someGroup, (one, { of, sizes }) => {
        const group = of.filter((place) => place < one.names.length);
        if (group.length === 0) return;
        const others = one.piles.filter(({ order }) => order.length > 0);
        // The group agrees on its options and not on their order; afterwards each goes its own way.
        const solid = sizes.map((weight, at) => ({
          order: [...group.slice(at % group.length), ...group.slice(0, at % group.length)],
          weight,
        }));
        const piles = [...others, ...solid];
        const quota = Math.floor(weightOf(piles) / (one.seats + 1)) + 1;
        const due = Math.min(group.length, one.seats, Math.floor(weightOf(solid) / quota));
        const names = group.map((place) => one.names[place] as string);
        for (const seats of endsOf(elected(variant, profileOf({ ...one, piles }), one.seats)))
          expect(seats.filter((name) => names.includes(name)).length).toBeGreaterThanOrEqual(due);
      }),
      RUNS_OF_EACH,
    );
  });
});

describe.each(
  GREGORY.map((variant) => [`${variant.id} ${JSON.stringify(variant.options)}`, variant] as const),
)('the working of %s', (_, variant) => {
  it('leads from each stage to the next by its transfers alone', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const { steps } = elected(variant, profileOf(one), one.seats);
        redo(steps, new Map(), null);
      }),
      RUNS_OF_EACH,
    );
  });
});

/** Redoes each stage from the one before: what was transferred leaves one option and reaches others. */
function redo(
  steps: readonly ElectionStep[],
  votes: ReadonlyMap<string, Fraction>,
  quota: Fraction | null,
): void {
  let now = new Map(votes);
  let kept = quota;
  for (const step of steps) {
    if (step.code === 'STV_QUOTA') kept = readAmount(step.data.quota);
    if (step.code === 'STV_SURPLUS' || step.code === 'STV_EXCLUDED') {
      const from = step.code === 'STV_SURPLUS' ? step.data.from : step.data.option;
      expect(readAmount(step.data.votes)).toEqual(now.get(from));
      now.set(from, step.code === 'STV_SURPLUS' ? (kept as Fraction) : fraction(0n));
      for (const { papers, value, votes: moved, to } of step.data.transfers) {
        expect(multiply(readAmount(value), fraction(BigInt(papers)))).toEqual(readAmount(moved));
        if (to !== null) now.set(to, add(now.get(to) as Fraction, readAmount(moved)));
      }
      if (step.code === 'STV_SURPLUS') {
        const { transfers, lost, surplus } = step.data;
        expect(sumOf([...transfers.map((transfer) => transfer.votes), lost])).toBe(surplus.exact);
      }
    }
    if (step.code === 'STV_STAGE') {
      const written = new Map(
        Object.entries(step.data.votes).map(([option, amount]) => [option, readAmount(amount)]),
      );
      if (step.data.stage !== '1') expect(written).toEqual(now);
      now = written;
    }
    if (step.code === 'TIE_OPEN') for (const way of step.data.ways) redo(way.steps, now, kept);
  }
}

/** Whom every way of going through ties elects. */
const electedForSure = ({ winners }: Election): readonly string[] =>
  winners.flatMap((seat) => (seat.length === 1 ? seat : []));

describe.each(VARIANTS)('%s', (_, variant) => {
  it('takes no seat from an option because a later one was added to a paper', () => {
    fc.assert(
      fc.property(someCase, fc.nat(7), fc.shuffledSubarray([0, 1, 2, 3, 4]), (one, at, more) => {
        const pile = one.piles[at];
        if (!pile || pile.order.length === 0) return;
        const added = more.filter((place) => place < one.names.length && !pile.order.includes(place));
        const longer = one.piles.map((other) =>
          other === pile ? { ...pile, order: [...pile.order, ...added] } : other,
        );
        const earlier = pile.order.map((place) => one.names[place] as string);
        const before = electedForSure(elected(variant, profileOf(one), one.seats));
        const after = electedForSure(elected(variant, profileOf({ ...one, piles: longer }), one.seats));
        for (const name of before.filter((winner) => earlier.includes(winner))) expect(after).toContain(name);
      }),
      RUNS_OF_EACH,
    );
  });
});

describe('what a single transferable vote does not keep', () => {
  it.each(VARIANTS)('an option raised on papers may lose the seat: %s', (_, variant) => {
    const raised = ranked('A B C', '6: A > B > C', '2: A > B > C', '4: B > C > A', '5: C > A > B');
    const before = ranked('A B C', '6: A > B > C', '2: B > A > C', '4: B > C > A', '5: C > A > B');
    expect(elected(variant, before, 1).winners).toEqual([['A']]);
    expect(elected(variant, raised, 1).winners).toEqual([['C']]);
  });
});

describe('one seat in exact fractions', () => {
  it('goes to whom plain elimination leaves, whatever way ties go', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const profile = profileOf(one);
        const { winners, inputs } = elected({ id: 'stv/wigm-exact@1', options: {} }, profile, 1);
        if (inputs.voters === '0') return;
        const left = leftByElimination(one, [...one.names.keys()]).map((place) => one.names[place] as string);
        expect(winnersOf({ winners } as Election)).toEqual([[...left].sort().join()]);
      }),
      RUNS_OF_EACH,
    );
  });
});

describe('a count by Meek’s method', () => {
  it('is that of the rule written down once more, in every decimal', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const { steps } = elected(MEEK, profileOf(one), one.seats);
        const ballots = one.piles
          .filter(({ order }) => order.length > 0)
          .map(({ order, weight }) => ({
            levels: order.map((place) => [one.names[place] as string]),
            weight: BigInt(weight),
          }));
        if (ballots.length === 0) return;
        const plain = naiveMeek({ ...one, ballots, rounded: 'up', tieOrder: one.names });
        for (const step of steps)
          if (step.code === 'MEEK_ROUND') {
            const { round, end, last } = step.data;
            const { votes, quota, surplus, residual } = last;
            expect(plain[Number(round) - 1]).toMatchObject({ end, votes, quota, surplus, residual });
          }
      }),
      RUNS_OF_EACH,
    );
  });

  it('gives options at the same rank what all orders of them give on average', () => {
    const factor = fc.bigInt(0n, ONE);
    fc.assert(
      fc.property(fc.array(factor, { minLength: 2, maxLength: 4 }), factor, (tied, after) => {
        const places = [...tied.keys()];
        const orders = permutations(places);
        const factors = [...tied, after];
        const level = distribute(
          branchesOf([{ levels: [places, [tied.length]], weight: BigInt(orders.length) }]),
          factors,
        );
        const apart = distribute(
          branchesOf(
            orders.map((order) => ({
              levels: [...order.map((place) => [place]), [tied.length]],
              weight: 1n,
            })),
          ),
          factors,
        );
        // Each order rounds a last decimal up at each rank, the level rounds one down.
        for (const [place, votes] of level.entries()) {
          const difference = (apart[place] as bigint) - votes;
          expect(difference >= -200n && difference <= 200n).toBe(true);
        }
        expect(level.reduce((sum, votes) => sum + votes, 0n) <= ONE * BigInt(orders.length)).toBe(true);
      }),
      RUNS_OF_EACH,
    );
  });
});

const permutations = (places: readonly number[]): readonly (readonly number[])[] =>
  places.length === 0
    ? [[]]
    : places.flatMap((first) =>
        permutations(places.filter((place) => place !== first)).map((rest) => [first, ...rest]),
      );

/** `1.500000000` in whole numbers of the last decimal. */
const units = (number: string): bigint => BigInt(number.replace('.', ''));

/** Instant runoff at its plainest: whoever has the fewest first preferences goes, each way where several have. */
function leftByElimination({ piles, names }: Case, standing: readonly number[]): readonly number[] {
  if (standing.length === 1) return standing;
  const first = (place: number): number =>
    weightOf(piles.filter(({ order }) => order.find((one) => standing.includes(one)) === place));
  const fewest = Math.min(...standing.map(first));
  const ways = standing
    .filter((place) => first(place) === fewest)
    .map((out) =>
      leftByElimination(
        { piles, names, seats: 1 },
        standing.filter((place) => place !== out),
      ),
    );
  return [...new Set(ways.flat())];
}

/** All steps, of every way in which a tie could go. */
const everyStep = (steps: readonly ElectionStep[]): ElectionStep[] =>
  steps.flatMap((step) =>
    step.code === 'TIE_OPEN' ? [step, ...step.data.ways.flatMap((way) => everyStep(way.steps))] : [step],
  );

/** Whom each way elects for certain; all winners where nothing was open. */
function endsOf({ steps, winners }: Election): readonly (readonly string[])[] {
  const open = steps.find((step) => step.code === 'TIE_OPEN');
  if (open?.code !== 'TIE_OPEN') return [winners.flat()];
  const ends = (step: typeof open): (readonly string[])[] =>
    step.data.ways.flatMap((way) => {
      const next = way.steps.find((inner) => inner.code === 'TIE_OPEN');
      return next?.code === 'TIE_OPEN' ? ends(next) : [way.winners.flat()];
    });
  return ends(open);
}

const sumOf = (amounts: readonly Amount[]): string => {
  const { numerator, denominator } = amounts.map(readAmount).reduce(add, fraction(0n));
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
};

function readAmount({ exact }: Amount): Fraction {
  const [numerator, denominator = '1'] = exact.split('/') as [string, string?];
  return fraction(BigInt(numerator), BigInt(denominator));
}
