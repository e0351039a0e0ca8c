import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { add, compareFractions, fraction, ZERO, type Fraction } from '../../src/core/kernel/fractions.js';
import { canonicalJson, type Json } from '../../src/core/kernel/canonical-json.js';
import { approved, elect } from './ballots.js';
import { committeesOf } from './golden-approvals.js';
import { profileOf, someApprovals, type Approvals } from './some-approvals.js';
import { RUNS } from './runs.js';

const RUNS_OF_EACH = { numRuns: RUNS };
const SEATS = ['phragmen-sequential@1', 'pav-sequential@1', 'pav@1'] as const;
const ALL = [...SEATS, 'equal-shares/cost@1', 'equal-shares/cost-add1u@1'] as const;

const id = fc.constantFrom(...ALL);
const seats = fc.integer({ min: 1, max: 4 });
const bytes = (value: unknown): string => canonicalJson(value as Json);
const sorted = (committees: readonly (readonly string[])[]): readonly string[] =>
  committees.map((one) => [...one].sort().join()).sort();

describe('methods that fill seats from approvals', () => {
  it('come to the same bytes for any order of ballots, grouped or not, and for any order of options', () => {
    fc.assert(
      fc.property(someApprovals(), id, seats, (given, method, number) => {
        const last = given.names.length - 1;
        const other: Approvals = {
          names: given.names.toReversed(),
          piles: given.piles
            .flatMap(({ marks, weight }) =>
              Array.from({ length: weight }, () => ({
                marks: marks.map((place) => last - place),
                weight: 1,
              })),
            )
            .toReversed(),
        };
        expect(bytes(elect(method, profileOf(other), { seats: number }))).toBe(
          bytes(elect(method, profileOf(given), { seats: number })),
        );
      }),
      RUNS_OF_EACH,
    );
  });

  it('rename their committees as the options are renamed', () => {
    fc.assert(
      fc.property(someApprovals(), id, seats, (given, method, number) => {
        const as = (name: string): string => `${9 - given.names.indexOf(name)} ${name}`;
        const renamed = elect(method, profileOf({ ...given, names: given.names.map(as) }), { seats: number });
        const plain = elect(method, profileOf(given), { seats: number });
        expect(sorted(renamed.winners)).toEqual(sorted(plain.winners.map((seat) => seat.map(as))));
        if (
          plain.winners.every((seat) => seat.length === 1) ||
          plain.steps.some(({ code }) => code === 'COMMITTEES_TIED')
        )
          expect(sorted(committeesOf(renamed))).toEqual(
            sorted(committeesOf(plain).map((one) => one.map(as))),
          );
      }),
      RUNS_OF_EACH,
    );
  });

  it('give one seat to the option approved most, tied where several are', () => {
    fc.assert(
      fc.property(someApprovals(), fc.constantFrom(...SEATS), (given, method) => {
        const approvals = given.names.map((_, place) =>
          given.piles.reduce((sum, { marks, weight }) => sum + (marks.includes(place) ? weight : 0), 0),
        );
        const most = Math.max(...approvals);
        const first = given.names.filter((_, place) => approvals[place] === most);
        expect(elect(method, profileOf(given)).winners).toEqual([first]);
      }),
      RUNS_OF_EACH,
    );
  });

  it('elect one of the tied committees, whatever is drawn', () => {
    fc.assert(
      fc.property(someApprovals(), id, seats, fc.string(), (given, method, number, drawn) => {
        const open = elect(method, profileOf(given), { seats: number });
        const { winners } = elect(method, profileOf(given), { seats: number, drawn });
        const approvedOptions = new Set(given.piles.flatMap(({ marks }) => marks));
        expect(winners.every((seat) => seat.length === 1)).toBe(true);
        if (approvedOptions.size >= number)
          expect(sorted(committeesOf(open))).toContain(winners.flat().sort().join());
      }),
      RUNS_OF_EACH,
    );
  });
});

/** Parties whose voters approve their own options alone, with as many options as there are seats. */
const parties = fc.record({
  votes: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 3 }),
  number: fc.integer({ min: 1, max: 3 }),
});

function partyProfile(votes: readonly number[], number: number) {
  const name = (party: number, at: number): string => `${'PQR'[party] as string}${at}`;
  const lists = votes.map((_, party) => Array.from({ length: number }, (__, at) => name(party, at)));
  return approved(
    lists.flat().join(' '),
    ...votes.map((weight, party) => `${weight}: ${(lists[party] as string[]).join(' ')}`),
  );
}

const seatsOf = (committee: readonly string[], party: number): number =>
  committee.filter((name) => name.startsWith('PQR'[party] as string)).length;

describe('among parties', () => {
  it('no seat could be taken from a party for one that has more votes a seat (D’Hondt), by Phragmén and Thiele', () => {
    fc.assert(
      fc.property(parties, fc.constantFrom(...SEATS), ({ votes, number }, method) => {
        for (const committee of committeesOf(
          elect(method, partyProfile(votes, number), { seats: number, drawn: 'x' }),
        )) {
          const has = votes.map((_, party) => seatsOf(committee, party));
          for (const [one, mine] of has.entries())
            for (const [other, theirs] of has.entries())
              if (theirs > 0 && one !== other)
                expect((votes[one] as number) * theirs).toBeLessThanOrEqual(
                  (votes[other] as number) * (mine + 1),
                );
        }
      }),
      RUNS_OF_EACH,
    );
  });

  it('each party has the whole part of its share at least, by equal shares', () => {
    fc.assert(
      fc.property(parties, fc.boolean(), ({ votes, number }, completed) => {
        const method = completed ? 'equal-shares/cost-add1u@1' : 'equal-shares/cost@1';
        const { winners } = elect(method, partyProfile(votes, number), { seats: number, drawn: 'x' });
        const all = votes.reduce((a, b) => a + b);
        for (const [party, own] of votes.entries())
          expect(seatsOf(winners.flat(), party)).toBeGreaterThanOrEqual(Math.floor((own * number) / all));
        expect(winners.length).toBeLessThanOrEqual(number);
      }),
      RUNS_OF_EACH,
    );
  });
});

describe('proportional approval', () => {
  it('has the greatest score of all committees, counted without any shortcut', () => {
    fc.assert(
      fc.property(someApprovals(), seats, (given, number) => {
        const election = elect('pav@1', profileOf(given), { seats: number });
        if (election.steps.some(({ code }) => code === 'NOBODY_APPROVES')) return;
        const all = committees(given.names, Math.min(number, given.names.length));
        const scores = all.map((committee) => scoreOf(given, committee));
        const most = scores.reduce((a, b) => (compareFractions(a, b) < 0 ? b : a));
        const best = all.filter((_, at) => compareFractions(scores[at] as Fraction, most) === 0);
        expect(sorted(committeesOf(election))).toEqual(sorted(best));
      }),
      RUNS_OF_EACH,
    );
  });
});

const committees = (names: readonly string[], size: number): readonly (readonly string[])[] =>
  size === 0
    ? [[]]
    : names.flatMap((name, at) => committees(names.slice(at + 1), size - 1).map((rest) => [name, ...rest]));

function scoreOf({ names, piles }: Approvals, committee: readonly string[]): Fraction {
  let score = ZERO;
  for (const { marks, weight } of piles) {
    const approvedMembers = marks.filter((place) => committee.includes(names[place] as string)).length;
    for (let one = 1; one <= approvedMembers; one += 1)
      score = add(score, fraction(BigInt(weight), BigInt(one)));
  }
  return score;
}
