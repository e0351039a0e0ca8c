import { describe, expect, it } from '@jest/globals';
import { elect, ranked } from './ballots.js';
import { said } from './say-working.js';

const CYCLE = ranked('A B C', '4: A > B > C', '3: B > C > A', '2: C > A > B', '1: C');

describe('a working by the matrix', () => {
  it('has the option that beats each of the others', () => {
    expect(said(elect('condorcet@1', ranked('A B', '2: A > B', '1: B')))).toEqual([
      'voters: 3',
      'options: A, B',
      'A above: B 2',
      'B above: A 1',
      'condorcetWinner: A',
    ]);
  });

  it('has whom each option does not beat, where none beats all', () => {
    expect(said(elect('condorcet@1', CYCLE))).toEqual([
      'voters: 10',
      'options: A, B, C',
      'A above: B 6, C 4',
      'B above: A 3, C 7',
      'C above: A 6, B 3',
      'unbeaten: A by C',
      'unbeaten: B by A',
      'unbeaten: C by B',
    ]);
  });

  it('has the score of each option', () => {
    expect(said(elect('copeland@1', CYCLE))).toEqual([
      'voters: 10',
      'options: A, B, C',
      'A above: B 6, C 4',
      'B above: A 3, C 7',
      'C above: A 6, B 3',
      'scores: A 1 won 1 equal 0 lost 1',
      'scores: B 1 won 1 equal 0 lost 1',
      'scores: C 1 won 1 equal 0 lost 1',
    ]);
  });

  it('has the worst comparison of each option', () => {
    expect(said(elect('minimax/margins@1', CYCLE))).toEqual([
      'voters: 10',
      'options: A, B, C',
      'A above: B 6, C 4',
      'B above: A 3, C 7',
      'C above: A 6, B 3',
      'measure: MARGINS',
      'worst: A bad 2 by C',
      'worst: B bad 3 by A',
      'worst: C bad 4 by B',
    ]);
  });

  it('has the paths, and those that decide', () => {
    expect(said(elect('schulze/margins@1', CYCLE))).toEqual([
      'voters: 10',
      'options: A, B, C',
      'A above: B 6, C 4',
      'B above: A 3, C 7',
      'C above: A 6, B 3',
      'measure: MARGINS',
      'paths: through A, B weakest (winner A loser B votes 6 against 3)',
      'paths: through A, B, C weakest (winner A loser B votes 6 against 3)',
      'paths: through B, C, A weakest (winner C loser A votes 6 against 4)',
      'paths: through B, C weakest (winner B loser C votes 7 against 3)',
      'paths: through C, A weakest (winner C loser A votes 6 against 4)',
      'paths: through C, A, B weakest (winner C loser A votes 6 against 4)',
      'beaten: B by A path (through A, B weakest (winner A loser B votes 6 against 3)) back (through B, C, A weakest (winner C loser A votes 6 against 4))',
      'beaten: C by A path (through A, B, C weakest (winner A loser B votes 6 against 3)) back (through C, A weakest (winner C loser A votes 6 against 4))',
    ]);
  });

  it('has the pairs in their order, and how one is shut out', () => {
    expect(said(elect('ranked-pairs/margins-put@1', CYCLE))).toEqual([
      'voters: 10',
      'options: A, B, C',
      'A above: B 6, C 4',
      'B above: A 3, C 7',
      'C above: A 6, B 3',
      'measure: MARGINS',
      'orders: winners A pairs (winner B loser C votes 7 against 3, winner A loser B votes 6 against 3, winner C loser A votes 6 against 4 shutOutBy A, B, C)',
    ]);
  });

  it('has what a status quo keeps out', () => {
    expect(
      said(
        elect('schulze/wv@1', ranked('A B S', '3: A > S > B', '2: S > B'), {
          options: { statusQuo: 'S', ratios: { A: '3/2' }, quorum: 2 },
        }),
      ),
    ).toEqual([
      'voters: 5',
      'options: A, B, S',
      'A above: B 3, S 3',
      'B above: A 2, S 0',
      'S above: A 2, B 5',
      'statusQuo: S quorum 2 judged (A ratio 3/2 votes 3 against 2 needed 3 stays true, B ratio 1/1 votes 0 against 5 needed 6)',
      'measure: WINNING_VOTES',
      'paths: through A, S weakest (winner A loser S votes 3 against 2)',
      'beaten: S by A path (through A, S weakest (winner A loser S votes 3 against 2))',
    ]);
  });
});

describe('the runoff of the Smith set', () => {
  it('has rounds without numbers of their own', () => {
    expect(
      said(
        elect('smith-irv@1', ranked('A B C D', '5: A > B > C', '4: B > C > A', '2: C > A > B', '1: C = D')),
      ),
    ).toEqual([
      'voters: 12',
      'options: A, B, C, D',
      'A above: B 7, C 5, D 11',
      'B above: A 4, C 9, D 11',
      'C above: A 7, B 3, D 11',
      'D above: A 1, B 1, C 0',
      'smithSet: A, B, C',
      '1: A 5, B 4, C 3',
      '  6 elects: EXCEED 12 / 2',
      '  C out: FEWEST',
      '  C → A 2',
      '  C → NO_FURTHER_CHOICE 1',
      '2: A 7, B 4',
      '  11/2 elects: EXCEED 11 / 2',
      '  1 NO_FURTHER_CHOICE',
      '  A in: REACHED',
    ]);
  });

  it('has those who go together', () => {
    expect(
      said(
        elect(
          'smith-irv@1',
          ranked(
            'A B C D E',
            '1: C > D > B > E > A',
            '1: D > A > C > E > B',
            '4: E > B > A > D > C',
            '4: A > C > E > D > B',
            '4: B > D > C > E > A',
          ),
        ),
      ),
    ).toEqual([
      'voters: 14',
      'options: A, B, C, D, E',
      'A above: B 5, C 9, D 8, E 5',
      'B above: A 9, C 8, D 8, E 5',
      'C above: A 5, B 6, D 5, E 10',
      'D above: A 6, B 6, C 9, E 6',
      'E above: A 9, B 9, C 4, D 8',
      'smithSet: A, B, C, D, E',
      '1: A 4, B 4, C 1, D 1, E 4',
      '  7 elects: EXCEED 14 / 2',
      '  C out: TIED_BATCH',
      '  D out: TIED_BATCH',
      '  C + D → A 1',
      '  C + D → B 1',
      '2: A 5, B 5, E 4',
      '  7 elects: EXCEED 14 / 2',
      '  E out: FEWEST',
      '  E → B 4',
      '3: A 5, B 9',
      '  7 elects: EXCEED 14 / 2',
      '  B in: REACHED',
    ]);
  });

  it('has one round where the set has one option', () => {
    expect(said(elect('smith-irv@1', ranked('A B', '2: A', '1: B')))).toEqual([
      'voters: 3',
      'options: A, B',
      'A above: B 2',
      'B above: A 1',
      'smithSet: A',
      '1: A 2',
      '  1 elects: EXCEED 2 / 2',
      '  1 NO_FURTHER_CHOICE',
      '  A in: LEFT',
    ]);
  });
});
