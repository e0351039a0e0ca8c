/** Workings forged in several places at once, so that they hang together but for one rule: the replay has to know it. */
import { describe, expect, it } from '@jest/globals';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { orderByLot } from '../../src/core/counting/elections/lot.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { approved, elect, graded, ranked, scored } from './ballots.js';

type Code = ElectionStep['code'];

const faultsOf = (election: Election): readonly string[] => replay(election).map(({ fault }) => fault);

const exactly = (exact: string) => ({ exact, rounded: exact });

/** The election with a step before the first of a code. */
const withBefore = (election: Election, code: Code, step: ElectionStep): Election => {
  const at = election.steps.findIndex((one) => one.code === code);
  expect(at).toBeGreaterThanOrEqual(0);
  return { ...election, steps: election.steps.toSpliced(at, 0, step) };
};

const told = <C extends Code>(
  election: Election,
  code: C,
  tell: (data: ElectionStep<C>['data']) => object,
) => ({
  ...election,
  steps: election.steps.map((step) =>
    step.code === code
      ? ({ code, data: { ...step.data, ...tell(step.data as never) } } as ElectionStep)
      : step,
  ),
});

/** A value by which the last of some is the one asked for. */
const drawnFor = (last: string, among: readonly string[]): string => {
  const value = Array.from({ length: 99 }, (_, at) => String(at)).find(
    (one) => orderByLot(one, [...among].sort()).at(-1) === last,
  );
  return value as string;
};

/** The same text wherever it stands in the steps. */
const everywhere = (election: Election, was: string, is: string): Election => ({
  ...election,
  steps: JSON.parse(JSON.stringify(election.steps).replaceAll(was, is)) as Election['steps'],
});

describe('a forged working is found', () => {
  it('where Meek’s method begins another round before anybody is defeated', () => {
    const election = elect('stv/meek-prf@1', ranked('A B C', '9: A', '8: B', '4: C'));
    const at = election.steps.findIndex(({ code }) => code === 'MEEK_ROUND');
    const { data } = election.steps[at] as ElectionStep<'MEEK_ROUND'>;
    expect(data).toMatchObject({ round: '1', end: 'OMEGA' });
    const again: ElectionStep = { code: 'MEEK_ROUND', data: { ...data, round: '2' } };
    const forged = { ...election, steps: election.steps.toSpliced(at + 1, 0, again) };
    expect(faultsOf(forged)).toContain('NOTHING_LEFT_TO_DECIDE');
  });

  it.each([
    ['borda/tournament@1', 'POINTS_NOT_ALL_GIVEN'],
    ['borda/pessimistic@1', 'MORE_POINTS_THAN_THERE_ARE'],
    ['borda/modified@1', 'MORE_POINTS_THAN_THERE_ARE'],
  ])('where every ballot gives every option the points of the first, by %s', (id, fault) => {
    const election = elect(id, ranked('A B C', '3: A > B > C'));
    const most = id === 'borda/modified@1' ? '3' : '2';
    const forged = told(
      told(election, 'POINTS_BY_RANK', ({ given }) => ({
        given: Object.fromEntries(
          Object.keys(given).map((name) => [name, [{ points: exactly(most), ballots: '3' }]]),
        ),
      })),
      'TOTALS',
      ({ totals }) => ({
        totals: Object.fromEntries(
          Object.keys(totals).map((name) => [name, exactly(String(3 * Number(most)))]),
        ),
      }),
    );
    const end = {
      winners: [['A', 'B', 'C']],
      winnersBeforeLot: [['A', 'B', 'C']],
      ranking: [['A', 'B', 'C']],
    };
    expect(faultsOf({ ...forged, ...end })).toContain(fault);
  });

  it('where points left over, which an optimistic count gives, are taken away', () => {
    const election = elect('borda/optimistic@1', ranked('A B C', '3: A > B > C'));
    const none = told(
      told(election, 'POINTS_BY_RANK', ({ given }) => ({
        given: Object.fromEntries(
          Object.keys(given).map((name) => [name, [{ points: exactly('0'), ballots: '3' }]]),
        ),
      })),
      'TOTALS',
      ({ totals }) => ({
        totals: Object.fromEntries(Object.keys(totals).map((name) => [name, exactly('0')])),
      }),
    );
    expect(faultsOf(none)).toContain('POINTS_NOT_ALL_GIVEN');
  });

  it('where a draw stops before its seats are filled', () => {
    const options = { key: '9./5.18./' };
    const profile = approved('A B C D', '1: A');
    const election = elect('sortition/rfc3797@1', profile, { seats: 3, options, drawn: 'x' });
    expect(replay(election)).toEqual([]);
    const winners = election.winners.slice(0, 2);
    const forged = { ...election, steps: election.steps.slice(0, -1), winners, winnersBeforeLot: winners };
    expect(faultsOf({ ...forged, status: 'SEATS_LEFT' })).toEqual(['NOTHING_DECIDED']);
  });

  it('where it keeps somebody from a seat by a quota that was not asked, beside one that was', () => {
    const groups = { A: ['f'], B: ['f'], C: ['m'] };
    const options = { groups, quotas: [{ group: 'f', most: 1 }] };
    const election = elect('approval@1', approved('A B C', '3: A', '2: B', '1: C'), { seats: 2, options });
    expect(election.winners).toEqual([['A'], ['C']]);
    expect(replay(election)).toEqual([]);
    const forged = told(election, 'QUOTAS_PASSED_OVER', ({ options: held }) => ({
      options: held.map((one) => ({
        ...one,
        bounds: [...one.bounds, { group: 'm', of: 'LEAST', number: '1' }],
      })),
    }));
    expect(faultsOf(forged)).toEqual(['BOUND_NOT_ASKED']);
  });

  it.each([
    ['goes on to one who has gone', 'E', 1],
    ['goes on to another as nothing', 'B', 0],
  ])('where of a runoff in the Smith set what somebody had %s', (_how, to, number) => {
    // A beats B, B beats C, C beats A, and all three beat D, who beats E: none of it matters to the runoff but its rounds.
    const election = elect(
      'smith-irv@1',
      ranked(
        'A B C D E',
        '9: A > B > C > D > E',
        '8: B > C > D > E > A',
        '7: C > D > E > A > B',
        '4: D > E > A > B > C',
        '2: E > A > B > C > D',
      ),
    );
    const out = election.steps.flatMap((step) => (step.code === 'SMITH_ELIMINATED' ? [step] : []));
    expect(out.map(({ data }) => data.options)).toEqual([['E'], ['D'], ['C']].slice(0, out.length));
    expect(replay(election)).toEqual([]);
    let met = 0;
    let isAfter = false;
    const steps = election.steps.map((step): ElectionStep => {
      if (step.code === 'SMITH_ELIMINATED') {
        isAfter = met === number;
        met += 1;
        if (isAfter)
          return { code: step.code, data: { ...step.data, to: { [to]: exactly('0'), ...step.data.to } } };
      }
      if (step.code !== 'SMITH_ROUND' || !isAfter) return step;
      return {
        code: step.code,
        data: { ...step.data, tallies: { [to]: exactly('0'), ...step.data.tallies } },
      };
    });
    expect([...new Set(faultsOf({ ...election, steps }))]).toContain('TRANSFERRED_TO_NOBODY');
  });

  it('where one of those elected together leaves out another who has as many voices', () => {
    const election = elect('stv/rctab@1', ranked('A B C D', '7: A', '6: B', '6: C', '1: D'), { seats: 3 });
    expect(election.steps.find(({ code }) => code === 'ELECTED_IN_ROUND')).toMatchObject({
      data: { options: ['A', 'B', 'C'] },
    });
    const forged = told(election, 'ELECTED_IN_ROUND', () => ({ options: ['A', 'B'] }));
    expect(faultsOf(forged)).toContain('TIE_NOT_SETTLED');
  });

  it('where an only iteration of Meek’s method began with other votes, or other factors, than it ended with', () => {
    const election = elect('stv/meek-prf@1', ranked('A B C', '9: A', '5: B', '4: C'));
    expect(replay(election)).toEqual([]);
    expect(election.steps.find(({ code }) => code === 'MEEK_ROUND')).toMatchObject({
      data: { iterations: '1', first: { votes: { B: '5.000000000', C: '4.000000000' } } },
    });
    const votes = told(election, 'MEEK_ROUND', ({ first }) => ({
      first: { ...first, votes: { ...first.votes, B: first.votes['C'], C: first.votes['B'] } },
    }));
    expect([...new Set(faultsOf(votes))]).toEqual(['ONE_ITERATION_DIFFERS']);
    const factors = told(election, 'MEEK_ROUND', ({ last }) => ({
      last: { ...last, keepFactors: { ...last.keepFactors, A: '0.500000000' } },
    }));
    expect(faultsOf(factors)).toContain('ONE_ITERATION_DIFFERS');
  });

  it('where papers that go to one option at one value are told in two lines', () => {
    const election = elect('stv/wigm-exact@1', ranked('A B C', '5: A', '3: B', '2: C > A'), { seats: 2 });
    const seven = elect('stv/wigm-exact@1', ranked('A B C D', '9: A', '7: B', '5: C', '3: D > C'));
    for (const one of [election, seven]) expect(replay(one)).toEqual([]);
    const forged = told(seven, 'STV_EXCLUDED', ({ transfers }) => ({
      transfers: transfers.flatMap((transfer) => [
        { ...transfer, papers: '2', votes: exactly('2') },
        { ...transfer, papers: '1', votes: exactly('1') },
      ]),
    }));
    expect(faultsOf(forged)).toContain('TRANSFERRED_TWICE');
  });

  it('where an endowment is kept although the next one was not tried', () => {
    // 5/4 for each buys nothing; 9/4, after one raise, buys both for 6, and so would 13/4 after two.
    const election = elect('equal-shares/cost-add1u@1', approved('A B', '2: A', '2: B'), {
      options: { costs: { A: '3', B: '3' }, budget: 5 },
      drawn: '7',
    });
    const at = election.steps.findLastIndex(({ code }) => code === 'ENDOWMENT_TRIED');
    const raised = everywhere({ ...election, steps: election.steps.slice(at) }, '9/4', '13/4').steps;
    const forged = told(
      { ...election, steps: [...election.steps.slice(0, at), ...raised] },
      'ENDOWMENT_TRIED',
      (data) => (data.raises === '1' ? { raises: '2' } : {}),
    );
    expect(replay(election)).toEqual([]);
    expect(faultsOf(forged)).toContain('NEXT_DOES_NOT_OVERSPEND');
  });

  it('where it looks back to a round that parts nobody of those tied', () => {
    const election = elect('irv/rctab@1', ranked('A B C D', '4: A', '3: B', '1: D > B', '2: C'), {
      options: { tiebreakMode: 'previousRoundCountsThenRandom' },
    });
    expect(election.steps.find(({ code }) => code === 'LOOKED_BACK')).toMatchObject({
      data: { round: '3', among: ['A', 'B'], earlier: '1', left: ['A'] },
    });
    expect(replay(election)).toEqual([]);
    const [two, four] = [['A', 'B'], exactly('4')];
    const forged = withBefore(election, 'LOOKED_BACK', {
      code: 'LOOKED_BACK',
      data: { round: '3', among: two, earlier: '2', tallies: { A: four, B: four }, left: two },
    });
    expect(faultsOf(forged)).toEqual(['LOOKED_BACK_WRONGLY']);
  });

  it('where it looks back for some of those tied, and leaves another out', () => {
    const election = elect(
      'irv/rctab@1',
      ranked('A B C D E F', '15: A', '5: B', '4: C', '3: D', '1: E > C', '2: F > D'),
      { options: { tiebreakMode: 'previousRoundCountsThenRandom' } },
    );
    const look = election.steps.filter(({ code }) => code === 'LOOKED_BACK').at(-1);
    expect(look).toMatchObject({ data: { among: ['B', 'C', 'D'], left: ['D'] } });
    expect(replay(election)).toEqual([]);
    const forged = told(election, 'LOOKED_BACK', ({ among, tallies }) =>
      among.length === 3 ? { among: ['C', 'D'], tallies: { C: tallies['C'], D: tallies['D'] } } : {},
    );
    expect(faultsOf(forged)).toEqual(['LOOKED_BACK_FOR_OTHERS']);
  });

  it('where the majority of one is said to be that of another', () => {
    const election = elect('majority@1', ranked('A B', '4: A', '2: B'));
    const winners = [['B']];
    const forged = told(election, 'MAJORITY_FOUND', () => ({ option: 'B' }));
    expect(faultsOf({ ...forged, winners, winnersBeforeLot: winners })).toEqual(['ANOTHER_HAS_THE_MAJORITY']);
  });

  it('where STAR leaves out the runoff, and says that its two are tied', () => {
    const election = elect('star@1', scored('A B C', '2: 5 3 0', '1: 1 4 0'));
    const at = election.steps.findIndex(({ code }) => code === 'RUNOFF');
    const two = [['A', 'B']];
    const forged = { ...election, steps: election.steps.slice(0, at), winners: two, winnersBeforeLot: two };
    const tie = { of: 'SEAT', among: ['A', 'B'], chosen: null } as const;
    expect(replay(election)).toEqual([]);
    expect(faultsOf({ ...forged, ranking: [...two, ['C']], status: 'TIED', ties: [tie] })).toEqual([
      'NOTHING_DECIDED',
    ]);
  });

  it('where a lot chooses among some who are not tied, though whom it chooses goes anyway', () => {
    const votes = ranked('A B C', '4: A > B > C', '3: B > C > A', '2: C > A > B');
    const drawn = drawnFor('C', ['B', 'C']);
    const election = elect('smith-irv@1', votes);
    expect(election.steps.find(({ code }) => code === 'SMITH_ELIMINATED')).toMatchObject({
      data: { options: ['C'] },
    });
    expect(replay(election)).toEqual([]);
    const forged = withBefore({ ...election, drawn }, 'SMITH_ELIMINATED', {
      code: 'TIE_SETTLED_BY_LOT',
      data: { of: 'ELIMINATION', order: ['B', 'C'], chosen: 'C' },
    });
    const tie = { of: 'ELIMINATION', among: ['B', 'C'], chosen: ['C'] } as const;
    expect(faultsOf({ ...forged, ties: [tie] })).toEqual(['NOT_THOSE_TIED']);
  });

  it.each([
    ['phragmen-sequential@1', '1/2', '0.50000'],
    ['pav-sequential@1', '2', '2'],
  ])(
    'where %s gives the seat to another, told with the value that this one has',
    (method, exact, rounded) => {
      const election = elect(method, approved('A B', '3: A', '2: B'));
      expect(election.winners).toEqual([['A']]);
      const forged = told(election, 'SEAT_FILLED', () => ({ option: 'B', value: { exact, rounded } }));
      const winners = [['B']];
      expect(faultsOf({ ...forged, winners, winnersBeforeLot: winners })).toEqual(['SEAT_NOT_FOR_THE_BEST']);
    },
  );

  it('where judgments of more than two grades are taken at once, or those of one grade in two lines', () => {
    const election = elect('majority-judgment/median-removal@1', graded('a b c', 'A: 1 1 1', 'B: 1 1 1'));
    expect(replay(election)).toEqual([]);
    const at = election.steps.findIndex(({ code }) => code === 'MEDIANS_REMOVED');
    const end = election.steps.findIndex(({ code }) => code === 'JUDGED_ALIKE');
    const one = (grade: string) => ({ grade, number: '1' });
    const taking = (...grades: readonly string[]): ElectionStep => ({
      code: 'MEDIANS_REMOVED',
      data: { among: ['A', 'B'], removed: grades.map(one), left: '0' },
    });
    const forged = election.steps.toSpliced(at, end - at, taking('b', 'a', 'c'));
    expect(faultsOf({ ...election, steps: forged })).toEqual(['REMOVED_IN_OTHER_LINES']);

    const alike = elect('majority-judgment/median-removal@1', graded('a b', 'A: 2 0', 'B: 2 0'));
    const lines = told(alike, 'MEDIANS_REMOVED', () => ({ removed: [one('a'), one('a')] }));
    expect(replay(alike)).toEqual([]);
    expect(faultsOf(lines)).toEqual(['REMOVED_IN_OTHER_LINES']);
    const turned = told(
      elect('majority-judgment/median-removal@1', graded('a b', 'A: 1 1', 'B: 1 1')),
      'MEDIANS_REMOVED',
      ({ removed }) => ({ removed: removed.toReversed() }),
    );
    expect(faultsOf(turned)).toEqual(['REMOVED_IN_OTHER_LINES']);
  });
});
