/** Quotas on the winners, against every committee there could be. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gather, type Profile } from '../../src/core/counting/elections/profile.js';
import { canMeet } from '../../src/core/counting/elections/replay/quotas.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { elect } from './ballots.js';
import { RUNS } from './runs.js';
import { profileOf, someApprovals, type Approvals } from './some-approvals.js';
import { committeesOf, meets, someQuotas, type SomeQuotas } from './some-quotas.js';

const RUNS_OF_EACH = { numRuns: RUNS };

const RANKED_BY = ['approval@1', 'approval-block@1', 'score@1', 'borda/tournament@1', 'plurality@1'] as const;
const GRADED = 'majority-judgment/median-removal@1';
const SEATED_BY = ['phragmen-sequential@1', 'pav-sequential@1', 'pav@1'] as const;
const ALL = [...RANKED_BY, GRADED, ...SEATED_BY] as const;

interface Asked {
  readonly given: Approvals;
  readonly quotas: SomeQuotas;
  readonly seats: number;
}

const asked: fc.Arbitrary<Asked> = someApprovals(6).chain((given) =>
  fc.record({
    given: fc.constant(given),
    quotas: someQuotas(given.names),
    seats: fc.integer({ min: 1, max: given.names.length }),
  }),
);

/** Approvals as a method counts them: grades from scores of one and none. */
const profileFor = (id: string, given: Approvals): Profile =>
  id === GRADED
    ? gather({
        kind: 'SCORED',
        names: given.names,
        piles: given.piles.map(({ marks, weight }) => ({
          marks: given.names.map((_, place) => (marks.includes(place) ? 1 : 0)),
          weight: BigInt(weight),
        })),
      })
    : profileOf(given);

const count = (
  id: string,
  { given, quotas, seats }: Asked,
  drawn: string | null = null,
): Election | Refusal => {
  try {
    return elect(id, profileFor(id, given), { seats, drawn, options: quotas as unknown as Json });
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
};

const feasible = ({ given, quotas, seats }: Asked): readonly (readonly string[])[] =>
  committeesOf(given.names, seats).filter((members) => meets(quotas, seats, members));

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join() === [...b].sort().join();

describe('a replay of quotas', () => {
  it('knows of any seated and any out whether some committee can still meet them', () => {
    const bound = fc.record({
      of: fc.constantFrom('LEAST', 'MOST'),
      number: fc.integer({ min: 0, max: 3 }).map(String),
      options: fc.subarray(['A', 'B', 'C', 'D', 'E', 'F']),
    });
    const bounds = fc.array(bound, { maxLength: 4 });
    const some = fc.array(fc.constantFrom('', 'SEATED', 'OUT'), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(bounds, some, fc.integer({ min: 1, max: 5 }), (given, states, seats) => {
        const options = ['A', 'B', 'C', 'D', 'E', 'F'];
        const asked = given.map((one) => ({ ...one, group: 'g' }));
        const of = (state: string) => options.filter((_, at) => states[at] === state);
        const can = committeesOf(options, seats).some(
          (members) =>
            of('SEATED').every((name) => members.includes(name)) &&
            of('OUT').every((name) => !members.includes(name)) &&
            asked.every((one) => {
              const has = one.options.filter((name) => members.includes(name)).length;
              return one.of === 'LEAST' ? has >= Number(one.number) : has <= Number(one.number);
            }),
        );
        expect(canMeet(asked, { options, seats }, of('SEATED'), of('OUT'))).toBe(can);
      }),
      { numRuns: 10 * RUNS },
    );
  });
});

describe('quotas on the winners', () => {
  it('are refused exactly where no committee meets them, and met by whoever is elected', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...ALL), fc.string(), (given, id, drawn) => {
        const counted = count(id, given, drawn);
        const can = feasible(given);
        if (counted instanceof Refusal) {
          expect(counted.code).toBe('QUOTAS_CANNOT_BE_MET');
          expect(can).toEqual([]);
          return;
        }
        const winners = counted.winners.flat();
        expect(can.some((members) => sameMembers(members, winners))).toBe(true);
      }),
      RUNS_OF_EACH,
    );
  });

  it('leave a replay nothing to find, ties open or settled', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...ALL), fc.option(fc.string()), (given, id, drawn) => {
        const counted = count(id, given, drawn);
        if (!(counted instanceof Refusal)) expect(replay(counted)).toEqual([]);
      }),
      RUNS_OF_EACH,
    );
  });

  it('change nobody who was elected without a tie and meets them, down a ranking or from approvals', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...ALL), (given, id) => {
        const free = elect(id, profileFor(id, given.given), { seats: given.seats });
        if (free.winners.some(({ length }) => length > 1)) return;
        if (!meets(given.quotas, given.seats, free.winners.flat())) return;
        const bound = count(id, given) as Election;
        expect(sameMembers(bound.winners.flat(), free.winners.flat())).toBe(true);
      }),
      RUNS_OF_EACH,
    );
  });

  it('seat the committee that is first in the order of the ranking', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...RANKED_BY, GRADED), fc.string(), (given, id, drawn) => {
        const counted = count(id, given, drawn);
        if (counted instanceof Refusal) return;
        const numbers = (members: readonly string[]): string =>
          counted.ranking
            .map((level) => String(level.filter((name) => members.includes(name)).length).padStart(3, '0'))
            .join();
        const greedy = numbers(counted.winners.flat());
        // Nobody is passed over for somebody below, unless by whom a tie above let in.
        const tied = counted.ties.length > 0;
        const best = feasible(given).map(numbers).sort().at(-1) as string;
        if (!tied) expect(greedy).toBe(best);
      }),
      RUNS_OF_EACH,
    );
  });

  it('leave the best of the committees that meet them to an exact count', () => {
    const scoreOf = ({ piles, names }: Approvals, members: readonly string[]): number =>
      piles.reduce((sum, { marks, weight }) => {
        const seated = marks.filter((place) => members.includes(names[place] as string)).length;
        // In parts that 1 to 6 divide.
        return sum + weight * ([0, 60, 90, 110, 125, 137, 147][seated] as number);
      }, 0);
    fc.assert(
      fc.property(asked, fc.string(), (given, drawn) => {
        const counted = count('pav@1', given, drawn);
        if (counted instanceof Refusal) return;
        const scores = feasible(given).map((members) => scoreOf(given.given, members));
        expect(scoreOf(given.given, counted.winners.flat())).toBe(Math.max(...scores));
      }),
      RUNS_OF_EACH,
    );
  });

  it('say the same for any order of options, quotas and groups, and by any names', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...ALL), fc.string(), (given, id, drawn) => {
        const { names, piles } = given.given;
        const last = names.length - 1;
        const turned: Asked = {
          ...given,
          given: {
            names: [...names].reverse(),
            piles: [...piles].reverse().map(({ marks, weight }) => ({
              marks: marks.map((place) => last - place),
              weight,
            })),
          },
          quotas: {
            quotas: [...given.quotas.quotas].reverse(),
            groups: Object.fromEntries(
              Object.entries(given.quotas.groups)
                .reverse()
                .map(([name, groups]) => [name, [...groups].reverse()]),
            ),
          },
        };
        expect(JSON.stringify(count(id, turned, drawn))).toBe(JSON.stringify(count(id, given, drawn)));
        const other = (name: string): string => String.fromCharCode(219 - name.charCodeAt(0)) + name;
        const renamed: Asked = {
          ...given,
          given: { names: names.map(other), piles },
          quotas: {
            ...given.quotas,
            groups: Object.fromEntries(
              Object.entries(given.quotas.groups).map(([name, groups]) => [other(name), groups]),
            ),
          },
        };
        const [one, two] = [count(id, given), count(id, renamed)];
        if (one instanceof Refusal || two instanceof Refusal)
          return expect([one, two].every((result) => result instanceof Refusal)).toBe(true);
        const sets = (winners: Election['winners'], as: (name: string) => string): readonly string[] =>
          winners.map((seat) => seat.map(as).sort().join()).sort();
        expect(sets(two.winners, (name) => name)).toEqual(sets(one.winners, other));
      }),
      RUNS_OF_EACH,
    );
  });
});
