import { describe, expect, it } from '@jest/globals';
import { sentenceOfElectionStep } from '../../src/core/counting/elections/sentences.js';
import { approved, elect, ranked, refusalOf, scored } from './ballots.js';
import { approvalCases, APPROVALS_FILE, areKnown, committeesOf } from './golden-approvals.js';

const IDS = ['phragmen-sequential@1', 'pav-sequential@1', 'pav@1'] as const;
const RULES = {
  'phragmen-sequential@1': 'seqphragmen',
  'pav-sequential@1': 'seqpav',
  'pav@1': 'pav',
} as const;

const known = areKnown() ? describe : describe.skip;
known(`published committees${areKnown() ? '' : ` (skipped: no ${APPROVALS_FILE})`}`, () => {
  const answers = (areKnown() ? approvalCases() : []).flatMap((one) =>
    IDS.map((id) => ({ ...one, method: id })),
  );

  it.each(answers)('$method ties the committees of $id, all of them and no other', (one) => {
    const election = elect(one.method, one.profile, { seats: one.seats });
    const expected = one.expected[RULES[one.method]] ?? [];
    expect(committeesOf(election)).toEqual(expected);
    const sure = expected.reduce((all, committee) => all.filter((name) => committee.includes(name)));
    expect(
      election.winners
        .filter((seat) => seat.length === 1)
        .flat()
        .sort(),
    ).toEqual(sure);
    expect(new Set(election.winners.flat())).toEqual(new Set(expected.flat()));
  });

  it.each(answers)('$method elects one of the committees of $id, whatever is drawn', (one) => {
    for (const drawn of ['1', '2', '3', '4 2', 'a long value']) {
      const election = elect(one.method, one.profile, { seats: one.seats, drawn });
      expect(election.status).toBe('ELECTED');
      expect(one.expected[RULES[one.method]]).toContainEqual(election.winners.flat().sort());
    }
  });
});

describe('Phragmén’s sequential rule', () => {
  it('seats the option that its ballots bear most lightly, and says all that they bear', () => {
    const election = elect('phragmen-sequential@1', approved('A B C', '3: A B', '2: A C', '2: C'), {
      seats: 2,
    });
    expect(election.winners).toEqual([['A'], ['C']]);
    expect(election.ranking).toEqual([['A'], ['C'], ['B']]);
    expect(election.steps.map(({ code }) => code)).toEqual([
      'SEAT_WEIGHED',
      'SEAT_FILLED',
      'SEAT_WEIGHED',
      'SEAT_FILLED',
    ]);
    expect(election.steps[1]?.data).toEqual({
      rule: 'LOAD',
      seat: '1',
      option: 'A',
      value: { exact: '1/5', rounded: '0.20000' },
      shared: {
        B: [{ bears: { exact: '0', rounded: '0' }, ballots: '3' }],
        C: [{ bears: { exact: '0', rounded: '0' }, ballots: '2' }],
      },
    });
    expect(election.steps[2]?.data).toMatchObject({
      options: {
        B: { value: { exact: '8/15' } },
        C: { value: { exact: '7/20' }, rows: [{ ballots: '2' }, { bears: { exact: '1/5' }, ballots: '2' }] },
      },
    });
  });

  it('says the loads in words', () => {
    const { steps } = elect('phragmen-sequential@1', approved('A B', '2: A', '1: B'), { seats: 1 });
    expect(steps.map((step) => sentenceOfElectionStep(step, 'fr'))).toEqual([
      'Siège 1 : charge de chaque bulletin si l’option l’obtient, (1 + charges déjà portées) / bulletins. ' +
        'A : 0.50000 (2 bulletins chargés de 0). B : 1 (1 bulletins chargés de 0).',
      'Siège 1 : A, charge la plus légère (0.50000).',
    ]);
  });
});

describe('proportional approval', () => {
  it('counts a ballot less for each of its options that has a seat', () => {
    const profile = approved('A B C', '6: A B', '4: C');
    const election = elect('pav-sequential@1', profile, { seats: 2 });
    expect(election.winners).toEqual([['C'], ['A', 'B']]);
    expect(elect('pav@1', profile, { seats: 2 }).winners).toEqual(election.winners);
  });

  it('finds a better committee than seat after seat, where there is one', () => {
    const profile = approved('A B C', '2: A B', '2: A C', '1: B', '1: C', '1: B C');
    expect(committeesOf(elect('pav-sequential@1', profile, { seats: 2 }))).not.toEqual(
      committeesOf(elect('pav@1', profile, { seats: 2 })),
    );
  });

  it('says how many committees were looked at, and the ballots behind the best score', () => {
    const election = elect('pav@1', approved('A B C D', '3: A B', '2: C'), { seats: 2 });
    expect(election.steps[0]?.data).toEqual({
      options: ['A', 'B', 'C'],
      seats: '2',
      examined: '3',
      score: { exact: '5', rounded: '5' },
      best: [
        { members: ['A', 'C'], rows: [{ members: '1', ballots: '5' }] },
        { members: ['B', 'C'], rows: [{ members: '1', ballots: '5' }] },
      ],
    });
  });

  it('refuses by name more than twenty thousand committees, and counts as many', () => {
    const names = Array.from({ length: 18 }, (_, at) => `O${at}`).join(' ');
    const profile = approved(names, `1: ${names}`);
    expect(refusalOf(() => elect('pav@1', profile, { seats: 8 }))).toMatchObject({
      code: 'ELECTION_INVALID',
      facts: { reason: 'TOO_MANY_COMMITTEES' },
    });
    expect(elect('pav@1', profile, { seats: 4 }).status).toBe('TIED');
  });
});

describe.each(IDS)('%s at its edges', (id) => {
  it('has all tied where nobody voted, or all were blank', () => {
    expect(elect(id, approved('A B C'), { seats: 2 })).toMatchObject({
      status: 'NO_BALLOTS',
      winners: [
        ['A', 'B', 'C'],
        ['A', 'B', 'C'],
      ],
    });
    expect(elect(id, approved('A B', '5:')).status).toBe('NO_BALLOTS');
  });

  it('elects one option, and no more than there are', () => {
    expect(elect(id, approved('A', '1: A'))).toMatchObject({ status: 'ELECTED', winners: [['A']] });
    expect(elect(id, approved('A B', '2: A B', '1: A'), { seats: 5 })).toMatchObject({
      status: 'SEATS_LEFT',
      winners: [['A'], ['B']],
    });
  });

  it.each(['phragmen-sequential@1', 'pav-sequential@1', 'pav@1'])(
    'weighs nobody, and looks at no committee, where nobody is approved: %s',
    (id) => {
      const { steps } = elect(id, approved('A B', '2:'));
      expect(steps.map(({ code }) => code)).toEqual(['NOBODY_APPROVES']);
    },
  );

  it('leaves the seats that approvals do not fill to those whom nobody approves, tied', () => {
    const election = elect(id, approved('A B C D', '2: A', '1: A B'), { seats: 3 });
    expect(election.winners).toEqual([['A'], ['B'], ['C', 'D']]);
    expect(election.steps.at(-1)).toEqual({
      code: 'NOBODY_APPROVES',
      data: { options: ['C', 'D'], seats: '1' },
    });
    expect(elect(id, approved('A B C', '2: A', '1: B'), { seats: 3 }).winners).toEqual([['A'], ['B'], ['C']]);
  });

  it('keeps ties of two, of three and of all', () => {
    expect(elect(id, approved('A B C', '1: A', '1: B')).winners).toEqual([['A', 'B']]);
    const three = elect(id, approved('A B C D', '2: A', '1: B', '1: C', '1: D'), { seats: 2 });
    expect(three.winners).toEqual([['A'], ['B', 'C', 'D']]);
    const all = elect(id, approved('A B C', '1: A B C'), { seats: 2 });
    expect(committeesOf(all)).toEqual([
      ['A', 'B'],
      ['A', 'C'],
      ['B', 'C'],
    ]);
    expect(all).toMatchObject({
      status: 'TIED',
      winners: [
        ['A', 'B', 'C'],
        ['A', 'B', 'C'],
      ],
    });
  });

  it('follows a tie of ten for five seats, state by state', () => {
    const names = 'A B C D E F G H I J';
    const election = elect(id, approved(names, `7: ${names}`), { seats: 5 });
    expect(election.winners).toEqual(new Array(5).fill(names.split(' ')));
    expect(election.steps).toContainEqual({
      code: 'COMMITTEES_TIED',
      data: { number: '252', committees: [] },
    });
    expect(election.steps.some(({ code }) => code === 'TIES_NOT_FOLLOWED')).toBe(false);
  });

  it('passes over withdrawn options, and reads rankings and scores as approvals', () => {
    expect(elect(id, ranked('A B C', '3: C > A', '2: B')).winners).toEqual([['A', 'C']]);
    expect(elect(id, scored('A B', '2: 0 1', '1: 3 0')).winners).toEqual([['B']]);
  });
});
