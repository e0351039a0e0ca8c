import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sentenceOfElectionStep } from '../../src/core/counting/elections/sentences.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, graded, ranked, refusalOf, scored } from './ballots.js';
import { gatherGrades, type Profile } from '../../src/core/counting/elections/profile.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';

const ID = 'majority-judgment/median-removal@1';
const judge = (profile: Profile, options: Json = {}, seats = 1) => elect(ID, profile, { seats, options });
const codes = (profile: Profile) => judge(profile).steps.map(({ code }) => code);

/** What MieuxVoter's library ranks; where it is not here these tests are skipped. */
const KNOWN = '../shared/golden/counting/textbook/majority-judgment.json';
const whereKnown = existsSync(KNOWN) ? describe : describe.skip;

interface Case {
  readonly id: string;
  readonly title: string;
  readonly participants: number;
  readonly missingJudgments: string;
  readonly defaultGrade: number | null;
  readonly tallies: readonly (readonly number[])[];
  readonly expectedRanks: readonly number[];
}
const cases = existsSync(KNOWN) ? (JSON.parse(readFileSync(KNOWN, 'utf8')) as Case[]) : [];

whereKnown('majority judgment, on what others have counted', () => {
  it('knows nine cases', () => expect(cases).toHaveLength(9));

  it.each(cases.map((one) => [one.id, one.title, one] as const))('%s: %s', (_id, _title, one) => {
    const names = one.tallies.map((_, option) => `option ${option}`);
    const profile = gatherGrades(
      names,
      (one.tallies[0] as readonly number[]).map((_, grade) => `grade ${grade}`),
      one.tallies.map((tally) => tally.map(BigInt)),
    );
    // The library's static default is its worst grade where the case says none.
    const election = judge(profile, {
      missingJudgments: one.missingJudgments,
      defaultGrade: one.defaultGrade ?? 0,
      participants: one.participants,
    });
    const rankOf = (name: string): number =>
      election.ranking
        .slice(
          0,
          election.ranking.findIndex((level) => level.includes(name)),
        )
        .flat().length + 1;
    expect(names.map(rankOf)).toEqual(one.expectedRanks);
    expect(replay(election)).toEqual([]);
    expect(election.steps.length).toBeLessThan(60);
  });
});

describe('majority judgment', () => {
  it('elects the best median, the lower of the two in the middle', () => {
    const { winners, ranking } = judge(graded('bad fair good', 'A: 0 1 1', 'B: 0 2 0', 'C: 1 0 1'));
    expect({ winners, ranking }).toEqual({ winners: [['A']], ranking: [['A'], ['B'], ['C']] });
  });

  it('takes medians away until they differ, in runs, and says what was taken and what is left', () => {
    const { steps, winners } = judge(graded('bad fair good', 'A: 40 30 30', 'B: 38 34 28'));
    expect(winners).toEqual([['B']]);
    expect(steps.slice(1)).toEqual([
      { code: 'MEDIANS', data: { among: ['A', 'B'], judgments: '100', medians: { A: 'fair', B: 'fair' } } },
      {
        code: 'MEDIANS_REMOVED',
        data: { among: ['A', 'B'], removed: [{ grade: 'fair', number: '20' }], left: '80' },
      },
      { code: 'MEDIANS', data: { among: ['A', 'B'], judgments: '80', medians: { A: 'bad', B: 'fair' } } },
    ]);
  });

  it('takes from two grades in turn, where the middle stands between them', () => {
    const { steps, ranking } = judge(graded('bad fair good', 'A: 50 0 50', 'B: 50 1 49'));
    expect(ranking).toEqual([['A'], ['B']]);
    expect(steps.slice(1, 4)).toEqual([
      { code: 'MEDIANS', data: { among: ['A', 'B'], judgments: '100', medians: { A: 'bad', B: 'bad' } } },
      {
        code: 'MEDIANS_REMOVED',
        data: { among: ['A', 'B'], removed: [{ grade: 'bad', number: '1' }], left: '99' },
      },
      { code: 'MEDIANS', data: { among: ['A', 'B'], judgments: '99', medians: { A: 'good', B: 'fair' } } },
    ]);
    const three = judge(graded('bad fair good', 'A: 52 0 48', 'B: 52 0 48', 'C: 53 0 47'));
    expect(three.ranking).toEqual([['A', 'B'], ['C']]);
  });

  it('parts what the gauge leaves tied', () => {
    // Above and below the median stand as many in both: nothing but removal sees the grades further out.
    const { ranking } = judge(graded('0 1 2 3 4', 'A: 1 0 3 0 1', 'B: 0 1 3 0 1'));
    expect(ranking).toEqual([['B'], ['A']]);
  });

  it('ties those alone who were judged alike', () => {
    const count = judge(graded('bad good', 'A: 2 3', 'B: 2 3', 'C: 3 2'), {}, 2);
    expect(count).toMatchObject({ status: 'ELECTED', winners: [['A'], ['B']], ranking: [['A', 'B'], ['C']] });
    expect(judge(graded('bad good', 'A: 2 3', 'B: 2 3', 'C: 3 2'))).toMatchObject({
      status: 'TIED',
      winners: [['A', 'B']],
      ties: [{ of: 'SEAT', among: ['A', 'B'], chosen: null }],
    });
    expect(codes(graded('bad good', 'A: 2 3', 'B: 2 3', 'C: 3 2'))).toContain('JUDGED_ALIKE');
    expect(judge(graded('bad good', 'A: 2 3', 'B: 2 3', 'C: 2 3')).winners).toEqual([['A', 'B', 'C']]);
  });

  it('counts billions of judgments at once', () => {
    const many = graded(
      '0 1 2 3',
      `A: 5${'0'.repeat(15)} 0 0 5${'0'.repeat(15)}`,
      `B: 5${'0'.repeat(15)} 0 1 4${'9'.repeat(15)}`,
    );
    const count = judge(many);
    expect(count.winners).toEqual([['A']]);
    expect(count.steps.length).toBeLessThan(8);
    expect(replay(count)).toEqual([]);
  });

  it('says that nobody judged, and elects the only option', () => {
    expect(judge(graded('bad good', 'A: 0 0', 'B: 0 0'))).toMatchObject({
      status: 'NO_BALLOTS',
      winners: [['A', 'B']],
      inputs: { voters: '0' },
    });
    expect(judge(graded('bad good', 'A: 1 0'), {}, 3)).toMatchObject({
      status: 'SEATS_LEFT',
      winners: [['A']],
    });
    expect(judge(scored('A B', '4: - -'))).toMatchObject({
      status: 'NO_BALLOTS',
      inputs: { voters: '0', blank: '4' },
    });
  });
});

describe('judgments that are missing', () => {
  const votes = graded('bad fair good', 'A: 1 1 2', 'B: 0 1 1');

  it('count as the worst grade, for whoever marks nothing judges so', () => {
    const { options, steps, winners } = judge(votes);
    expect(options).toEqual({ missingJudgments: 'StaticDefault', defaultGrade: 0, participants: null });
    expect(steps[1]).toEqual({
      code: 'MISSING_AS_GRADE',
      data: {
        by: 'StaticDefault',
        filled: { A: { grade: 'bad', number: '0' }, B: { grade: 'bad', number: '2' } },
        judgments: '4',
      },
    });
    expect(winners).toEqual([['A']]);
  });

  it('count as each option’s own median, as another grade, or not, by the option', () => {
    expect(judge(votes, { missingJudgments: 'MedianDefault' }).steps[1]).toEqual({
      code: 'MISSING_AS_GRADE',
      data: {
        by: 'MedianDefault',
        filled: { A: { grade: 'fair', number: '0' }, B: { grade: 'fair', number: '2' } },
        judgments: '4',
      },
    });
    expect(judge(votes, { defaultGrade: 2 }).winners).toEqual([['B']]);
    expect(judge(votes, { missingJudgments: 'Normalized' }).steps[1]).toEqual({
      code: 'JUDGMENTS_NORMALIZED',
      data: { times: { A: '1', B: '2' }, judgments: '4' },
    });
  });

  it('are known of scores too, where a ballot scores some options only', () => {
    const some = scored('A B', '2: 2 -', '1: 0 1', '1: 1 -');
    expect(judge(some).steps.find(({ code }) => code === 'GRADES_GIVEN')?.data).toMatchObject({
      grades: ['0', '1', '2'],
      missing: { A: '0', B: '3' },
      participants: '4',
    });
    expect(judge(some, { missingJudgments: 'MedianDefault' }).winners).toEqual([['A']]);
  });

  it.each([
    ['JUDGMENTS_NOT_AS_MANY', votes, { missingJudgments: 'none' }],
    ['GRADE_UNKNOWN', votes, { defaultGrade: 3 }],
    ['MORE_JUDGMENTS_THAN_VOTERS', votes, { participants: 3 }],
    ['OPTION_NOT_JUDGED', graded('bad good', 'A: 1 1', 'B: 0 0'), { missingJudgments: 'Normalized' }],
  ])('are refused by name: %s', (reason, profile, options) => {
    expect(refusalOf(() => judge(profile, options))).toMatchObject({
      code: 'ELECTION_INVALID',
      facts: { reason },
    });
  });

  it('are no matter of rankings, which say no grades', () => {
    expect(refusalOf(() => judge(ranked('A B', '1: A')))).toMatchObject({ code: 'BALLOTS_OF_ANOTHER_KIND' });
  });
});

describe('gradients of agreement', () => {
  const KANER = 'veto serious dislike discuss abstain reservations minor endorse';
  const gradients = (profile: Profile, options: Json = {}, seats = 1) =>
    elect('gradients@1', profile, { options, seats });
  const STATED = { share: '3/4', support: 5, floor: 1 };

  it('agree where enough support and nobody vetoes', () => {
    const votes = graded(KANER, 'A: 0 0 1 0 0 2 3 2', 'B: 1 0 0 0 0 0 0 9', 'C: 0 0 0 3 0 2 0 3');
    const { winners, ranking, steps, status } = gradients(votes, STATED, 3);
    expect({ winners, ranking, status }).toEqual({
      winners: [['A']],
      ranking: [['A'], ['B'], ['C']],
      status: 'SEATS_LEFT',
    });
    expect(steps.slice(1)).toEqual([
      {
        code: 'PREDICATE',
        data: { share: '3/4', support: 'reservations', opposing: 'veto', base: 'JUDGMENTS' },
      },
      {
        code: 'AGREEMENT',
        data: {
          options: {
            A: {
              supporting: '7',
              base: '8',
              share: { exact: '7/8', rounded: '0.87500' },
              needed: '6',
              opposing: '0',
              holds: true,
            },
            B: {
              supporting: '9',
              base: '10',
              share: { exact: '9/10', rounded: '0.90000' },
              needed: '8',
              opposing: '1',
              holds: false,
            },
            C: {
              supporting: '5',
              base: '8',
              share: { exact: '5/8', rounded: '0.62500' },
              needed: '6',
              opposing: '0',
              holds: false,
            },
          },
        },
      },
    ]);
  });

  it('put support at exactly the share, and let anybody oppose where no floor is set', () => {
    expect(gradients(graded('no mild yes', 'A: 1 0 2'), { share: '2/3', floor: 0 }).winners).toEqual([['A']]);
    expect(gradients(graded('no mild yes', 'A: 1 0 2'), { share: '2/3' })).toMatchObject({
      status: 'NO_WINNER',
      winners: [],
    });
    expect(gradients(graded('no mild yes', 'A: 0 2 3'), { share: '2/3', support: 2 }).winners).toEqual([]);
  });

  it('take the better half of the scale as support where no grade is said', () => {
    const { steps } = gradients(graded(KANER, 'A: 0 0 0 0 1 0 0 0'));
    expect(steps[1]?.data).toEqual({
      share: '2/3',
      support: 'abstain',
      opposing: 'veto',
      base: 'JUDGMENTS',
    });
  });

  it('share among those who judged, or among all voters', () => {
    const votes = graded('no yes', 'A: 0 2', 'B: 1 3');
    expect(gradients(votes, { floor: 0 }, 2).winners).toEqual([['A'], ['B']]);
    expect(gradients(votes, { floor: 0, base: 'VOTERS' }, 2).winners).toEqual([['B']]);
  });

  it('tie options with as great a share of support, and elect none that nobody judged', () => {
    expect(gradients(graded('no yes', 'A: 0 2', 'B: 0 4', 'C: 0 0')).winners).toEqual([['A', 'B']]);
    expect(gradients(graded('no yes', 'A: 0 0', 'B: 0 0'))).toMatchObject({
      status: 'NO_BALLOTS',
      winners: [],
    });
  });

  it('refuse a grade that the scale does not have', () => {
    for (const options of [{ support: 2 }, { floor: 3 }])
      expect(refusalOf(() => gradients(graded('no yes', 'A: 1 1'), options))).toMatchObject({
        facts: { reason: 'GRADE_UNKNOWN' },
      });
  });

  it('say in words what is agreed on', () => {
    const [, predicate, agreement] = gradients(graded('non moyen oui', 'A: 0 1 5'), { support: 2 }).steps;
    expect(predicate && sentenceOfElectionStep(predicate, 'fr')).toBe(
      'Accord : au moins 2/3 des jugements à « oui » ou mieux, et personne à « non » ou moins.',
    );
    expect(agreement && sentenceOfElectionStep(agreement, 'fr')).toBe(
      'A : 5 soutiens sur 6, il en faut 4 ; oppositions : 0 ; accord.',
    );
  });
});

describe('tallies of grades', () => {
  it.each([
    ['an option without a tally', [[1n, 2n]], 'NOT_ONE_TALLY_AN_OPTION'],
    [
      'a tally too many',
      [
        [1n, 2n],
        [2n, 1n],
        [3n, 0n],
      ],
      'NOT_ONE_TALLY_AN_OPTION',
    ],
    ['a grade without a number', [[1n, 2n], [3n]], 'NOT_ONE_NUMBER_A_GRADE'],
    [
      'a number too many',
      [
        [1n, 2n],
        [1n, 1n, 1n],
      ],
      'NOT_ONE_NUMBER_A_GRADE',
    ],
    [
      'less than nobody',
      [
        [1n, 2n],
        [4n, -1n],
      ],
      'NEGATIVE_WEIGHT',
    ],
  ])('are refused with %s', (_, tallies, reason) => {
    const { code, facts } = refusalOf(() => gatherGrades(['A', 'B'], ['bad', 'good'], tallies));
    expect({ code, facts }).toEqual({ code: 'ELECTION_INVALID', facts: { reason } });
  });
});

describe('scores read as grades', () => {
  it('are a thousand different grades at most', () => {
    const count = (least: number, most: number) =>
      elect('majority-judgment/median-removal@1', scored('A B', `1: ${least} ${most}`));
    expect(count(-400, 599).winners).toEqual([['B']]);
    expect(refusalOf(() => count(-400, 600))).toMatchObject({
      code: 'ELECTION_INVALID',
      facts: { reason: 'TOO_MANY_GRADES' },
    });
  });
});
