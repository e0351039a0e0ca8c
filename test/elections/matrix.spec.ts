import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { gather } from '../../src/core/counting/elections/profile.js';
import { orderBelow } from '../../src/core/counting/elections/matrix/order.js';
import { elect, ranked, refusalOf } from './ballots.js';

describe('the matrix', () => {
  const above = (profile: ReturnType<typeof ranked>) => elect('copeland@1', profile).steps[0]?.data;

  it('puts what is ranked above what is not, and counts equal ranks for neither', () => {
    expect(above(ranked('A B C D', '3: A > B = C', '2: D'))).toEqual({
      voters: '5',
      above: {
        A: { B: '3', C: '3', D: '3' },
        B: { A: '0', C: '0', D: '3' },
        C: { A: '0', B: '0', D: '3' },
        D: { A: '2', B: '2', C: '2' },
      },
    });
  });

  it('closes skipped ranks up, keeps the first of two marks, and stops where marks cannot be told apart', () => {
    expect(above(ranked('A B C', '1: - > A > - > A = B > A'))).toEqual(above(ranked('A B C', '1: A > B')));
    expect(above(ranked('A B C', '1: A > B > ?'))).toEqual(above(ranked('A B C', '1: A > B')));
    expect(above(ranked('A B C', '1: A > ? > B'))).toEqual(above(ranked('A B C', '1: A')));
  });
});

describe('the criterion of Condorcet', () => {
  it('elects who beats each of the others, and orders nothing below', () => {
    const { winners, ranking } = elect(
      'condorcet@1',
      ranked('A B C', '2: A > B > C', '2: C > B', '1: B > C'),
    );
    expect({ winners, ranking }).toEqual({ winners: [['B']], ranking: [['B'], ['A', 'C']] });
  });

  it('elects nobody in a cycle, and says whom each does not beat', () => {
    const count = elect('condorcet@1', ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B'));
    expect(count).toMatchObject({ status: 'NO_WINNER', winners: [], ranking: [] });
    expect(count.steps.at(-1)).toEqual({
      code: 'CONDORCET_MISSED',
      data: { unbeaten: { A: ['C'], B: ['A'], C: ['B'] } },
    });
  });

  it('is not met by a win and an equality', () => {
    expect(elect('condorcet@1', ranked('A B C', '1: A > B > C', '1: B > A > C')).status).toBe('NO_WINNER');
  });
});

describe('Copeland', () => {
  it('gives one point a win and half a point an equality, as a fraction', () => {
    const count = elect('copeland@1', ranked('A B C', '1: A > B > C', '1: B > A > C'));
    expect(count.winners).toEqual([['A', 'B']]);
    expect(count.steps.at(-1)?.data).toEqual({
      scores: {
        A: { score: { exact: '3/2', rounded: '1.50000' }, won: '1', equal: '1', lost: '0' },
        B: { score: { exact: '3/2', rounded: '1.50000' }, won: '1', equal: '1', lost: '0' },
        C: { score: { exact: '0', rounded: '0' }, won: '0', equal: '0', lost: '2' },
      },
    });
  });
});

describe('Schulze', () => {
  const cycle = ranked('A B C', '4: A > B > C', '3: B > C > A', '2: C > A > B');

  it('goes by the strongest paths, and shows the ones that decide, there and back', () => {
    const count = elect('schulze/wv@1', cycle);
    expect(count.winners).toEqual([['A']]);
    expect(count.ranking).toEqual([['A'], ['B'], ['C']]);
    expect(count.steps.at(-1)).toEqual({
      code: 'PATHS_DECIDE',
      data: {
        winners: ['A'],
        beaten: [
          {
            option: 'B',
            by: 'A',
            path: { through: ['A', 'B'], weakest: { winner: 'A', loser: 'B', votes: '6', against: '3' } },
            back: {
              through: ['B', 'C', 'A'],
              weakest: { winner: 'C', loser: 'A', votes: '5', against: '4' },
            },
          },
          {
            option: 'C',
            by: 'A',
            path: {
              through: ['A', 'B', 'C'],
              weakest: { winner: 'A', loser: 'B', votes: '6', against: '3' },
            },
            back: { through: ['C', 'A'], weakest: { winner: 'C', loser: 'A', votes: '5', against: '4' } },
          },
        ],
      },
    });
  });

  it('takes the win with fewer against it for the stronger of two with as many votes', () => {
    const votes = ranked('A B C', '2: A > B > C', '2: B > C > A', '2: C > A > B', '1: B > A = C');
    const { above } = elect('schulze/wv@1', votes).steps[0]?.data as { above: unknown };
    expect(above).toEqual({ A: { B: '4', C: '2' }, B: { A: '3', C: '5' }, C: { A: '4', B: '2' } });
    expect(elect('schulze/wv@1', votes).winners).toEqual([['B']]);
  });

  it('puts below the winners only what the relation puts there', () => {
    const count = elect('schulze/wv@1', ranked('A B C D', '2: A > C', '1: D'));
    expect(count.ranking).toEqual([['A'], ['C'], ['D'], ['B']]);
    const apart = elect('schulze/wv@1', ranked('A B C D', '1: A > B > C > D', '1: D > A > B > C'));
    expect(apart.ranking).toEqual([['A', 'D'], ['B'], ['C']]);
  });
});

describe('Minimax', () => {
  const votes = ranked('A B C', '4: A = C > B', '47: A > C > B', '43: C > B > A', '6: B > A = C');
  const worst = (id: string) => elect(id, votes).steps.at(-1)?.data;

  it('by winning votes takes only those who beat the option for bad', () => {
    expect(worst('minimax/wv@1')).toEqual({
      measure: 'WINNING_VOTES',
      worst: { A: { bad: '0', by: ['B', 'C'] }, B: { bad: '94', by: ['C'] }, C: { bad: '47', by: ['A'] } },
    });
  });

  it('by margins takes the difference, below zero for who beats each of the others', () => {
    expect(worst('minimax/margins@1')).toEqual({
      measure: 'MARGINS',
      worst: { A: { bad: '-2', by: ['B'] }, B: { bad: '88', by: ['C'] }, C: { bad: '4', by: ['A'] } },
    });
  });

  it('by opposition may pass over who beats each of the others, where ranks are equal', () => {
    expect(elect('condorcet@1', votes).winners).toEqual([['A']]);
    expect(elect('minimax/opposition@1', votes).winners).toEqual([['C']]);
    expect(worst('minimax/opposition@1')).toMatchObject({
      worst: { A: { bad: '49', by: ['B'] }, C: { bad: '47', by: ['A'] } },
    });
  });
});

describe('the Smith set', () => {
  it('keeps in whoever equals one of it, and puts the rest set by set below', () => {
    const count = elect(
      'smith-set@1',
      ranked('A B C D E', '1: A > B > C > D > E', '1: B > C > A > D > E', '1: C > A > B > E > D', '1: - > ?'),
    );
    expect(count.winners).toEqual([['A', 'B', 'C']]);
    expect(count.ranking).toEqual([['A', 'B', 'C'], ['D'], ['E']]);
    expect(count.steps.at(-1)).toEqual({
      code: 'SMITH_SET',
      data: { set: ['A', 'B', 'C'], outside: ['D', 'E'] },
    });
    expect(elect('smith-set@1', ranked('A B C', '1: A = B > C')).winners).toEqual([['A', 'B']]);
  });
});

describe('Smith//IRV', () => {
  it('eliminates among the Smith set only, and says where each ballot went', () => {
    const count = elect(
      'smith-irv@1',
      ranked('A B C D', '4: D > A > B > C', '3: B > C > A', '2: C > A > B > D', '2: C > A > B', '1: A'),
    );
    expect(count.winners).toEqual([['C']]);
    expect(count.steps.slice(1)).toEqual([
      { code: 'SMITH_SET', data: { set: ['A', 'B', 'C'], outside: ['D'] } },
      {
        code: 'SMITH_ROUND',
        data: {
          tallies: { A: whole(5), B: whole(3), C: whole(4) },
          half: whole(6),
          exhausted: whole(0),
        },
      },
      { code: 'SMITH_ELIMINATED', data: { options: ['B'], to: { C: whole(3) }, exhausted: whole(0) } },
      {
        code: 'SMITH_ROUND',
        data: { tallies: { A: whole(5), C: whole(7) }, half: whole(6), exhausted: whole(0) },
      },
    ]);
  });

  it('shares a ballot between options at one rank', () => {
    const count = elect('smith-irv@1', ranked('A B C', '1: A = B > C', '1: B = C > A', '1: C = A > B'));
    expect(count.winners).toEqual([['A', 'B', 'C']]);
    const thirds = elect(
      'smith-irv@1',
      ranked('A B C', '2: A > B > C', '2: B > C > A', '2: C > A > B', '1: A = B = C', '1:'),
    );
    expect(thirds.steps[2]).toMatchObject({
      data: { tallies: { A: { exact: '7/3' }, B: { exact: '7/3' }, C: { exact: '7/3' } } },
    });
  });

  it('lets those go together whom nobody has first, and follows other ties each way', () => {
    const together = elect(
      'smith-irv@1',
      ranked('A B C D', '3: A', '2: B > C', '2: B > D', '1: A > D', '1: C = D > A'),
    );
    expect(together.ties.every(({ among }) => among.length > 1)).toBe(true);
    const cycle = ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B');
    const count = elect('smith-irv@1', cycle);
    expect(count.winners).toEqual([['A', 'B', 'C']]);
    expect(count.ties).toEqual([{ of: 'ELIMINATION', among: ['A', 'B', 'C'], chosen: null }]);
    expect(elect('smith-irv@1', cycle, { drawn: '1 2 3' }).status).toBe('ELECTED');
  });
});

describe('the status quo among the options', () => {
  const votes = ranked(
    'keep new other',
    '6: new > keep > other',
    '3: keep > other > new',
    '2: other > new > keep',
  );
  const count = (options: Json) => elect('schulze/wv@1', votes, { options });

  it('drops what does not beat it by the ratio that was asked, and wins where nothing does', () => {
    expect(count({}).winners).toEqual([['new']]);
    expect(count({ statusQuo: 'keep' })).toMatchObject({
      winners: [['new']],
      ranking: [['new'], ['keep'], ['other']],
    });
    expect(count({ statusQuo: 'keep', ratio: '8/3' }).winners).toEqual([['new']]);
    expect(count({ statusQuo: 'keep', ratio: '3/1' })).toMatchObject({
      winners: [['keep']],
      ranking: [['keep'], ['new', 'other']],
    });
  });

  it('says how many ballots each needed', () => {
    expect(count({ statusQuo: 'keep', ratios: { new: '5/2' }, quorum: 4 }).steps[1]).toEqual({
      code: 'STATUS_QUO',
      data: {
        option: 'keep',
        quorum: '4',
        judged: [
          { option: 'new', ratio: '5/2', votes: '8', against: '3', needed: '8', stays: true },
          { option: 'other', ratio: '1/1', votes: '2', against: '9', needed: '10', stays: false },
        ],
      },
    });
  });

  it('gives an option a ratio of its own, and asks for a quorum above it', () => {
    expect(count({ statusQuo: 'keep', ratios: { new: '3/1' } }).winners).toEqual([['keep']]);
    expect(count({ statusQuo: 'keep', ratio: '3/1', ratios: { new: '1/1' } }).winners).toEqual([['new']]);
    expect(count({ statusQuo: 'keep', quorum: 8 }).winners).toEqual([['new']]);
    expect(count({ statusQuo: 'keep', quorum: 9 }).winners).toEqual([['keep']]);
  });

  it('drops an option that equals it', () => {
    const equal = ranked('keep new', '2: keep', '2: new');
    expect(elect('schulze/wv@1', equal, { options: { statusQuo: 'keep' } }).winners).toEqual([['keep']]);
  });

  it.each([
    ['statusQuo', 'UNKNOWN_OPTION', { statusQuo: 'nothing' }],
    ['statusQuo', 'NOT_A_NAME', { ratio: '2/1' }],
    ['ratios', 'UNKNOWN_OPTION', { statusQuo: 'keep', ratios: { nothing: '2/1' } }],
    ['ratios', 'UNKNOWN_OPTION', { statusQuo: 'keep', ratios: { keep: '2/1' } }],
    ['ratios', 'NOT_FRACTIONS_BY_NAME', { statusQuo: 'keep', ratios: { new: '2' } }],
    ['ratio', 'NOT_A_FRACTION', { statusQuo: 'keep', ratio: '2' }],
  ])('refuses by name: %s %s', (option, reason, options) => {
    expect(refusalOf(() => count(options))).toMatchObject({
      code: 'METHOD_OPTION_INVALID',
      facts: { option, reason },
    });
  });
});

const whole = (number: number) => ({ exact: String(number), rounded: String(number) });

/** What is asked of every method that compares two by two. */
const METHODS = [
  'copeland@1',
  'schulze/wv@1',
  'schulze/margins@1',
  'ranked-pairs/wv-put@1',
  'ranked-pairs/margins-put@1',
  'minimax/wv@1',
  'minimax/margins@1',
  'minimax/opposition@1',
  'smith-set@1',
  'smith-irv@1',
];

describe.each(METHODS)('%s at its edges', (method) => {
  it('ties all where nobody voted', () => {
    for (const profile of [ranked('A B C'), ranked('A B C', '4:', '1: -')])
      expect(elect(method, profile)).toMatchObject({
        status: 'NO_BALLOTS',
        winners: [['A', 'B', 'C']],
        ranking: [['A', 'B', 'C']],
      });
  });

  it('elects the only option', () => {
    expect(elect(method, ranked('A', '1: A'))).toMatchObject({ winners: [['A']], status: 'ELECTED' });
  });

  it('refuses more seats than one', () => {
    expect(refusalOf(() => elect(method, ranked('A', '1: A'), { seats: 2 })).code).toBe('SEATS_INVALID');
  });

  it('follows the majority between two options', () => {
    expect(elect(method, ranked('A B', '3: A', '2: B')).winners).toEqual([['A']]);
    expect(elect(method, ranked('A B', '2: A', '3: B > A')).winners).toEqual([['B']]);
    expect(elect(method, ranked('A B', '2: A', '2: B', '5: A = B')).winners).toEqual([['A', 'B']]);
  });

  it('passes over withdrawn options, an empty first rank, and marks that cannot be told apart', () => {
    const votes = ranked('A B', '3: A > B', '2: B > A');
    const withdrawn = gather({
      kind: 'RANKED',
      names: ['A', 'B', 'C'],
      withdrawn: [2],
      piles: [
        { marks: [[], [0], [2], [1]], weight: 3n },
        { marks: [[2], [1], [0], 'OVERVOTE'], weight: 2n },
      ],
    });
    const count = elect(method, withdrawn);
    expect(count.inputs.withdrawn).toEqual(['C']);
    expect(count.winners).toEqual([['A']]);
    expect(count.ranking).toEqual(elect(method, votes).ranking);
  });

  it('leaves a tie of two open beside one that loses to both', () => {
    const votes = ranked('A B C', '2: A > B > C', '2: B > A > C');
    expect(elect(method, votes)).toMatchObject({ status: 'TIED', winners: [['A', 'B']] });
  });

  it('leaves a tie of all open, or to the lot', () => {
    const cycle = ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B');
    expect(elect(method, cycle).winners).toEqual([['A', 'B', 'C']]);
    const drawn = elect(method, cycle, { drawn: '6 1 4' });
    expect(drawn.winnersBeforeLot).toEqual([['A', 'B', 'C']]);
    expect(drawn.status).toBe('ELECTED');
  });
});

describe('a ranking of what is not ordered in all its pairs', () => {
  it('puts together what a chain of equals holds together, by rising place', () => {
    const over = new Set(['0 1', '2 1', ...[0, 1, 2, 3].map((place) => `4 ${place}`)]);
    const above = (first: number, second: number): boolean => over.has(`${first} ${second}`);
    expect(orderBelow([4], [0, 1, 2], above)).toEqual([[4], [0, 2], [1]]);
    // 3 is equal to each of the others, and so they all stand together.
    expect(orderBelow([4], [0, 1, 2, 3], above)).toEqual([[4], [0, 1, 2, 3]]);
  });
});
