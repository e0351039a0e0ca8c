import { describe, expect, it } from '@jest/globals';
import { sentenceOfElectionStep } from '../../src/core/counting/elections/sentences.js';
import { approved, elect, refusalOf } from './ballots.js';
import { approvalCases, APPROVALS_FILE, areKnown, committeesOf } from './golden-approvals.js';

const PLAIN = 'equal-shares/cost@1';
const RAISED = 'equal-shares/cost-add1u@1';

const known = areKnown() ? describe : describe.skip;
known(`published committees of equal shares${areKnown() ? '' : ` (skipped: no ${APPROVALS_FILE})`}`, () => {
  const rule = 'equal-shares-with-increment-completion';
  const cases = (areKnown() ? approvalCases() : []).filter(({ expected }) => expected[rule]);

  it.each(cases)('with raised endowments are those of $id', ({ profile, seats, expected }) => {
    expect(committeesOf(elect(RAISED, profile, { seats }))).toEqual(expected[rule]);
  });

  it.each(cases)('without completion are part of each of $id', ({ profile, seats, expected }) => {
    const { winners } = elect(PLAIN, profile, { seats });
    for (const committee of expected['equal-shares-with-av-completion'] ?? [])
      expect(committee).toEqual(expect.arrayContaining(winners.flat()));
  });
});

/** Ten units each: all four can pay for C, nobody for anything after it. */
const PARK = approved('A B C D', '1: A C D', '1: A C', '2: C');
const COSTS = { A: '20', B: '5', C: '30', D: '10' };

describe('equal shares of a budget', () => {
  it('buys what its supporters pay the least for a unit of cost', () => {
    const election = elect(PLAIN, PARK, { options: { costs: COSTS, budget: 40 } });
    expect(election).toMatchObject({
      status: 'ELECTED',
      winners: [['C']],
      ranking: [['C'], ['A', 'B', 'D']],
    });
    expect(election.steps.map(({ code }) => code)).toEqual([
      'BUDGET',
      'ENDOWMENT_TRIED',
      'OFFERS',
      'BOUGHT',
      'OFFERS',
      'ENDOWMENT_KEPT',
    ]);
    expect(election.steps[0]?.data).toEqual({
      budget: '40',
      costs: COSTS,
      voters: '4',
      approvals: { A: '2', C: '4', D: '1' },
      endowment: { exact: '10', rounded: '10' },
      tooDear: [],
      unsupported: ['B'],
    });
    expect(election.steps[3]?.data).toMatchObject({
      option: 'C',
      rate: { exact: '1/4' },
      share: { exact: '15/2' },
      shared: { A: [{ bears: { exact: '10' }, ballots: '2' }], D: [{ ballots: '1' }] },
    });
    expect(election.steps[4]?.data).toMatchObject({
      offers: { A: { rows: [{ bears: { exact: '5/2' }, ballots: '2' }], rate: null }, D: { rate: null } },
    });
  });

  it('lets who has little left pay that, and the others the rest', () => {
    const election = elect(PLAIN, approved('A B', '2: A B', '2: B', '4: A'), {
      options: { costs: { A: '48', B: '20' }, budget: 80 },
    });
    expect(election.winners).toEqual([['A'], ['B']]);
    const [, second] = election.steps.filter(({ code }) => code === 'OFFERS');
    expect(second?.data).toMatchObject({
      offers: {
        B: {
          rows: [
            { bears: { exact: '2' }, ballots: '2' },
            { bears: { exact: '10' }, ballots: '2' },
          ],
          rate: { exact: '2/5' },
        },
      },
    });
  });

  it('raises every endowment by a unit while the budget suffices, then tops up by approvals', () => {
    const election = elect(RAISED, PARK, { options: { costs: COSTS, budget: 40 } });
    expect(election.winners).toEqual([['C'], ['D']]);
    expect(election.options).toEqual({ costs: COSTS, budget: 40, unit: 1 });
    expect(
      election.steps.filter(({ code }) => code.startsWith('ENDOWMENT')).map(({ data }) => data),
    ).toMatchObject([
      { raises: '0', bought: ['C'], cost: '30' },
      { raises: '7', bought: ['C'], cost: '30' },
      { raises: '8', endowment: { exact: '18' }, bought: ['C', 'A'], cost: '50' },
      { raises: '7', endowment: { exact: '17' }, why: 'NEXT_OVERSPENDS' },
    ]);
    expect(election.steps.at(-1)).toEqual({
      code: 'TOPPED_UP',
      data: { added: [{ option: 'D', approvals: '1', cost: '10' }], left: '0' },
    });
  });

  it('stops raising where nothing more fits', () => {
    const election = elect(RAISED, approved('A B', '2: A', '1: B'), {
      options: { costs: { A: '20', B: '10' }, budget: 30 },
    });
    expect(election.winners.flat().sort()).toEqual(['A', 'B']);
    expect(election.steps.find(({ code }) => code === 'ENDOWMENT_KEPT')?.data).toMatchObject({
      why: 'NOTHING_MORE_FITS',
      raises: '0',
    });
  });

  it('says it all in words', () => {
    const { steps } = elect(RAISED, PARK, { options: { costs: COSTS, budget: 40 } });
    const words = steps.map((step) => sentenceOfElectionStep(step, 'fr'));
    expect(words[0]).toBe(
      'Budget : 40 ; pour chacun des 4 bulletins : 10. Coûts : A 20 ; B 5 ; C 30 ; D 10. Approbations : A 2 ; C 4 ; D 1. Approuvées par personne : B.',
    );
    expect(words.at(-1)).toBe(
      'Ajoutées, les plus approuvées d’abord : D (approbations : 1, coût : 10). Reste du budget : 0.',
    );
    for (const step of steps) expect(sentenceOfElectionStep(step, 'en')).toMatch(/\.$/);
  });

  it('settles a tie once for all endowments, and says every outcome', () => {
    const profile = approved('A B', '1: A', '1: B');
    const options = { costs: { A: '10', B: '10' }, budget: 15 };
    const election = elect(RAISED, profile, { options });
    expect(election).toMatchObject({ status: 'TIED', winners: [['A', 'B']] });
    expect(committeesOf(election)).toEqual([['A'], ['B']]);
    const drawn = elect(RAISED, profile, { options, drawn: '3' });
    expect(drawn.status).toBe('ELECTED');
    expect(drawn.ties).toHaveLength(1);
  });

  it.each([
    ['a budget without costs', { budget: 10 }, 'costs', 'COSTS_WITHOUT_BUDGET'],
    ['costs without a budget', { costs: COSTS }, 'budget', 'COSTS_WITHOUT_BUDGET'],
    ['an option without a cost', { costs: { A: '1' }, budget: 10 }, 'costs', 'NOT_ONE_COST_AN_OPTION'],
    ['a cost of nothing', { costs: { ...COSTS, A: '0' }, budget: 10 }, 'costs', 'NOT_ONE_COST_AN_OPTION'],
    [
      'the cost of a stranger',
      { costs: { ...COSTS, Z: '1' }, budget: 10 },
      'costs',
      'NOT_ONE_COST_AN_OPTION',
    ],
    [
      'a unit that is too small',
      { costs: { ...COSTS, D: '100000' }, budget: 100060 },
      'unit',
      'TOO_MANY_RAISES',
    ],
  ])('refuses by name %s', (_, options, option, reason) => {
    const refusal = refusalOf(() => elect(RAISED, PARK, { options }));
    expect(refusal).toMatchObject({ code: 'METHOD_OPTION_INVALID', facts: { option, reason } });
  });

  it('takes a greater unit instead', () => {
    const options = { costs: { ...COSTS, D: '100000' }, budget: 100060, unit: 1000 };
    expect(elect(RAISED, PARK, { options }).winners.flat()).toContain('D');
  });

  it('leaves out what costs more than there is', () => {
    const election = elect(RAISED, PARK, { options: { costs: { ...COSTS, A: '41' }, budget: 40 } });
    expect(election.winners).toEqual([['C'], ['D']]);
    expect(election.steps[0]?.data).toMatchObject({ tooDear: ['A'] });
  });
});

describe.each([PLAIN, RAISED])('%s at its edges', (id) => {
  it('buys nothing where nobody voted, or all were blank', () => {
    expect(elect(id, approved('A B'))).toMatchObject({ status: 'NO_BALLOTS', winners: [] });
    expect(elect(id, approved('A B', '3:'))).toMatchObject({ status: 'NO_BALLOTS', winners: [] });
  });

  it('names beside a purchase only what the same voices approve', () => {
    const { steps } = elect(id, approved('A B C', '3: A C', '2: B', '1: C'), { seats: 3 });
    const bought = steps.find((step) => step.code === 'BOUGHT');
    expect(bought?.data.option).toBe('C');
    expect(Object.keys(bought?.data.shared ?? {})).toEqual(['A']);
  });

  it('ranks those bought before the others, and names no place that nobody has', () => {
    expect(elect(id, approved('A B', '2: A')).ranking).toEqual([['A'], ['B']]);
    expect(elect(id, approved('A B', '1: A B'), { seats: 2 }).ranking).toEqual([['A', 'B']]);
    const tooDear = { costs: { A: '5', B: '9' }, budget: 4 };
    expect(elect(id, approved('A B', '1: A B'), { options: tooDear }).ranking).toEqual([['A', 'B']]);
  });

  it('fills seats where there are no costs, and no more than there are options', () => {
    expect(
      elect(id, approved('A B', '1: A', '1: B'), { seats: 2 })
        .winners.flat()
        .sort(),
    ).toEqual(['A', 'B']);
    expect(elect(id, approved('A', '1: A'), { seats: 3 })).toMatchObject({
      status: 'SEATS_LEFT',
      winners: [['A']],
    });
  });

  it('keeps ties of two, of three and of all', () => {
    expect(elect(id, approved('A B', '1: A B')).winners).toEqual([['A', 'B']]);
    expect(elect(id, approved('A B C', '1: A B C'), { seats: 2 }).winners).toEqual([
      ['A', 'B', 'C'],
      ['A', 'B', 'C'],
    ]);
  });
});
