import { describe, expect, it } from '@jest/globals';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { workingOfElection } from '../../src/core/counting/elections/working/working.js';
import { approved, elect } from './ballots.js';
import { said } from './say-working.js';

describe('a working seat by seat', () => {
  it('has the load of each option, and the ballots that bear another one from then on', () => {
    expect(
      said(elect('phragmen-sequential@1', approved('A B C', '3: A B', '2: A C', '1: C'), { seats: 2 })),
    ).toEqual([
      'rule: LOAD',
      'seats: number 1 weighed (A 1/5 rows (0 ballots 5), B 1/3 rows (0 ballots 3), C 1/3 rows (0 ballots 3)) filledBy A shared (B rows (0 ballots 3), C rows (0 ballots 2))',
      'seats: number 2 weighed (B 8/15 rows (1/5 ballots 3), C 7/15 rows (0 ballots 1, 1/5 ballots 2)) filledBy C',
    ]);
  });

  it('has whom ties can lead to, and the one chosen by lot', () => {
    expect(
      said(elect('pav-sequential@1', approved('A B C', '2: A C', '1: B', '1: C'), { seats: 2, drawn: '7' })),
    ).toEqual([
      'rule: GAIN',
      'seats: number 1 weighed (A 2 rows (0 ballots 2), B 1 rows (0 ballots 1), C 3 rows (0 ballots 3)) filledBy C shared (A rows (0 ballots 2))',
      'seats: number 2 weighed (A 1 rows (1 ballots 2), B 1 rows (0 ballots 1)) filledBy A',
      'tied: number 2 committees ((A, C), (B, C))',
    ]);
  });

  it('has a seat that nobody has while its tie is open', () => {
    expect(said(elect('pav-sequential@1', approved('A B', '1: A', '1: B')))).toEqual([
      'rule: GAIN',
      'seats: number 1 weighed (A 1 rows (0 ballots 1), B 1 rows (0 ballots 1))',
      'tied: number 2 committees ((A), (B))',
    ]);
  });

  it('has whom nobody approves', () => {
    expect(said(elect('phragmen-sequential@1', approved('A B C', '3: A'), { seats: 2 }))).toEqual([
      'rule: LOAD',
      'seats: number 1 weighed (A 1/3 rows (0 ballots 3)) filledBy A',
      'unapproved: B, C',
    ]);
  });

  it('has the best of all committees', () => {
    expect(said(elect('pav@1', approved('A B C', '3: A B', '2: A C', '1: C'), { seats: 2 }))).toEqual([
      'best: examined 3 score (7) committees (members A, C rows (approved 1 ballots 4, approved 2 ballots 2))',
      'elected: A, C',
    ]);
  });
});

describe('a working of a budget', () => {
  it('has what is tried, what is bought, and who pays for it', () => {
    expect(
      said(
        elect('equal-shares/cost-add1u@1', approved('A B C D E', '3: A B', '2: B C', '1: C D'), {
          options: { budget: 60, costs: { A: '25', B: '30', C: '20', D: '5', E: '100' } },
        }),
      ),
    ).toEqual([
      'budget: 60',
      'voters: 6',
      'endowment: 10',
      'projects: A cost 25 approvals 3',
      'projects: B cost 30 approvals 5',
      'projects: C cost 20 approvals 3',
      'projects: D cost 5 approvals 1',
      'projects: E cost 100 leftOut TOO_DEAR',
      'tried: raises 0 endowment (10) bought B, D cost 35',
      'tried: raises 3 endowment (13) bought B, C, D cost 55',
      'kept: why NOTHING_MORE_FITS raises 3 endowment (13)',
      'purchases: B round 1 cost 30 rate (1/5) share (6) payers (ballots 5 has (13) pays (6)) rates (A 1/3, B 1/5, C 1/3, D 1)',
      'purchases: C round 2 cost 20 rate (1/3) share (20/3) payers (ballots 2 has (7) pays (20/3), ballots 1 has (13) pays (20/3)) rates (C 1/3, D 1)',
      'purchases: D round 3 cost 5 rate (1) share (5) payers (ballots 1 has (19/3) pays (5)) rates (D 1)',
      'spent: 55',
      'left: 5',
    ]);
  });

  it('has what is added from the rest, where one unit more would be too much', () => {
    expect(
      said(
        elect('equal-shares/cost-add1u@1', approved('A B C', '1: A C', '2: A', '2: B'), {
          options: { budget: 40, costs: { A: '25', B: '20', C: '10' } },
        }),
      ),
    ).toEqual([
      'budget: 40',
      'voters: 5',
      'endowment: 8',
      'projects: A cost 25 approvals 3',
      'projects: B cost 20 approvals 2',
      'projects: C cost 10 approvals 1',
      'tried: raises 0 endowment (8) cost 0',
      'tried: raises 1 endowment (9) bought A cost 25',
      'tried: raises 2 endowment (10) bought A, B cost 45',
      'kept: why NEXT_OVERSPENDS raises 1 endowment (9)',
      'purchases: A round 1 cost 25 rate (1/3) share (25/3) payers (ballots 3 has (9) pays (25/3)) rates (A 1/3)',
      'added: C approvals 1 cost 10',
      'spent: 35',
      'left: 5',
    ]);
  });

  it('has nothing bought while a tie is open', () => {
    expect(
      said(
        elect('equal-shares/cost@1', approved('A B', '1: A', '1: B', '1: A B'), {
          options: { budget: 30, costs: { A: '20', B: '20' } },
        }),
      ),
    ).toEqual([
      'budget: 30',
      'voters: 3',
      'endowment: 10',
      'projects: A cost 20 approvals 2',
      'projects: B cost 20 approvals 2',
      'spent: 0',
      'left: 30',
      'tied: number 2 committees ((A), (B))',
    ]);
  });

  it('has nothing bought by nobody', () => {
    expect(
      said(
        elect('equal-shares/cost@1', approved('A B', '1:'), {
          options: { budget: 30, costs: { A: '20', B: '40' } },
        }),
      ),
    ).toEqual([
      'budget: 30',
      'voters: 0',
      'endowment: 0',
      'projects: A cost 20 leftOut UNSUPPORTED',
      'projects: B cost 40 leftOut TOO_DEAR',
      'spent: 0',
      'left: 30',
    ]);
  });
});

describe('a working of a draw', () => {
  it('has the order of the lot', () => {
    expect(
      said(elect('sortition/hmac@1', approved('A B C D', '1: A'), { seats: 2, drawn: '5 3 1' })),
    ).toEqual([
      'pool: A',
      'pool: B',
      'pool: C',
      'pool: D',
      'value: 5 3 1',
      'order: D, B, A, C',
      'drawnOptions: D, B',
    ]);
  });

  it('has nothing to draw for one option', () => {
    expect(said(elect('sortition/hmac@1', approved('A', '1: A'), { seats: 2, drawn: '5 3 1' }))).toEqual([
      'pool: A',
      'order: A',
      'drawnOptions: A',
    ]);
  });

  it('has the selections of RFC 3797, by the numbers of the pool', () => {
    expect(
      said(
        elect('sortition/rfc3797@1', approved('A B C', '1: A'), {
          seats: 2,
          options: { key: '9319./2.', numbers: { A: '30', B: '4', C: '7' } },
        }),
      ),
    ).toEqual([
      'pool: B number 4',
      'pool: C number 7',
      'pool: A number 30',
      'value: 9319./2.',
      'selections: A index 0 digest b784f050a413d31ab8e0ca3d5a0981b8 left 3 remainder 2',
      'selections: B index 1 digest db68ad38657815301f67ecf40c922a0e left 2 remainder 0',
      'drawnOptions: A, B',
    ]);
  });
});

describe('a working that was not followed to its end', () => {
  const tied = elect('phragmen-sequential@1', approved('A B', '1: A', '1: B'));

  it('says of committees that their number is not known', () => {
    const steps: Election['steps'] = [{ code: 'COMMITTEES_NOT_FOLLOWED', data: { limit: '1000' } }];
    expect(workingOfElection({ ...tied, steps })).toMatchObject({ tied: { number: null, committees: [] } });
  });

  it('says of orders of pairs whom they might elect', () => {
    const data = { limit: '1000', winners: ['A'], undecided: ['B'] };
    const steps: Election['steps'] = [{ code: 'ORDERS_NOT_FOLLOWED', data }];
    const method = 'ranked-pairs/wv-put@1';
    expect(workingOfElection({ ...tied, method, steps })).toMatchObject({ undecided: ['B'], orders: [] });
  });
});
