import { describe, expect, it } from '@jest/globals';
import { elect, ranked } from './ballots.js';
import { workingOfElection } from '../../src/core/counting/elections/working/working.js';
import { said } from './say-working.js';

describe('a count of no papers', () => {
  const seated = (seats: number): readonly string[] => {
    const election = elect('stv/scottish-2007@1', ranked('A B', '2: - '), { seats });
    const working = workingOfElection(election);
    return working.family === 'ROUNDS' ? working.seatedAtOnce : [];
  };

  it('seats all at once where there are seats for all, and nobody where they are tied', () => {
    expect([1, 2, 3].map(seated)).toEqual([[], ['A', 'B'], ['A', 'B']]);
  });
});

describe('a count by transfers', () => {
  it('has the worth of papers that go on, what rounding cuts off, and the papers that never counted', () => {
    expect(
      said(
        elect(
          'stv/scottish-2007@1',
          ranked('A B C D', '9: A > B', '3: B', '2: C > B', '1: D > C', '1: A = B', '1: - > A'),
          { seats: 2 },
        ),
      ),
    ).toEqual([
      '1: A 9, B 3, C 2, D 1',
      '  6 elects: MORE 15 / 3',
      '  1 NO_FIRST_CHOICE',
      '  1 SEVERAL_FIRST',
      '  A in: REACHED',
      '  A → B 299997/100000 = 9 × 33333/100000',
      '  A → ROUNDED_AWAY 3/100000',
      '2: A 6, B 599997/100000, C 2, D 1',
      '  6 elects: MORE 15 / 3',
      '  1 NO_FIRST_CHOICE',
      '  1 SEVERAL_FIRST',
      '  3/100000 ROUNDED_AWAY',
      '  D out: FEWEST',
      '  D → C 1 = 1 × 1',
      '3: A 6, B 599997/100000, C 3, D 0',
      '  6 elects: MORE 15 / 3',
      '  1 NO_FIRST_CHOICE',
      '  1 SEVERAL_FIRST',
      '  3/100000 ROUNDED_AWAY',
      '  C out: FEWEST',
      '  C → B 2 = 2 × 1',
      '  C → NO_FURTHER_CHOICE 1 = 1 × 1',
      '4: A 6, B 799997/100000, C 0, D 0',
      '  6 elects: MORE 15 / 3',
      '  1 NO_FIRST_CHOICE',
      '  1 SEVERAL_FIRST',
      '  1 NO_FURTHER_CHOICE',
      '  3/100000 ROUNDED_AWAY',
      '  B in: REACHED',
    ]);
  });

  it('has a tie that an earlier stage settles', () => {
    expect(
      said(
        elect('stv/scottish-2007@1', ranked('A B C D', '11: A', '3: B', '2: C', '1: D > C'), { seats: 2 }),
      ),
    ).toEqual([
      '1: A 11, B 3, C 2, D 1',
      '  6 elects: MORE 17 / 3',
      '  A in: REACHED',
      '  A → NO_FURTHER_CHOICE 249997/50000 = 11 × 22727/50000',
      '  A → ROUNDED_AWAY 3/50000',
      '2: A 6, B 3, C 2, D 1',
      '  6 elects: MORE 17 / 3',
      '  249997/50000 NO_FURTHER_CHOICE',
      '  3/50000 ROUNDED_AWAY',
      '  D out: FEWEST',
      '  D → C 1 = 1 × 1',
      '3: A 6, B 3, C 3, D 0',
      '  6 elects: MORE 17 / 3',
      '  249997/50000 NO_FURTHER_CHOICE',
      '  3/50000 ROUNDED_AWAY',
      '  B = C, in 2: B 3, C 2: C',
      '  C out: FEWEST',
      '  C → NO_FURTHER_CHOICE 3 = 3 × 1',
      '4: A 6, B 3, C 0, D 0',
      '  6 elects: MORE 17 / 3',
      '  399997/50000 NO_FURTHER_CHOICE',
      '  3/50000 ROUNDED_AWAY',
      '  B in: LEFT',
    ]);
  });

  it('has a quota that is divided exactly, and the last one who goes', () => {
    expect(
      said(
        elect('stv/wigm-exact@1', ranked('A B C', '7: A > B', '3: B > C', '2: C'), {
          seats: 2,
          options: { quota: 'hare' },
        }),
      ),
    ).toEqual([
      '1: A 7, B 3, C 2',
      '  6 elects: REACH 12 / 2',
      '  A in: REACHED',
      '  A → B 1 = 7 × 1/7',
      '2: A 6, B 4, C 2',
      '  6 elects: REACH 12 / 2',
      '  B in: LEFT',
      '  C out: FEWEST',
    ]);
  });

  it('has nothing but the seats where no paper counts', () => {
    expect(said(elect('stv/scottish-2007@1', ranked('A B', '1: A = B'), { seats: 2 }))).toEqual([
      'seatedAtOnce: A, B',
    ]);
  });
});

describe('a count by RCTab’s rounds', () => {
  it('has surpluses, what rounding loses of them, and those of the last ones elected', () => {
    expect(
      said(
        elect(
          'stv/rctab@1',
          ranked('A B C D E', '21: A > B', '8: B > C', '7: C > D', '4: D > E', '2: E', '1: E > C'),
          { seats: 3 },
        ),
      ),
    ).toEqual([
      '1: A 21, B 8, C 7, D 4, E 3',
      '  11 elects: MORE 43 / 4',
      '  A in: REACHED',
      '  A → ROUNDED_AWAY 19/10000',
      '  A → B 99981/10000',
      '2: A 11, B 179981/10000, C 7, D 4, E 3',
      '  11 elects: MORE 43 / 4',
      '  19/10000 ROUNDED_AWAY',
      '  B in: REACHED',
      '  B → ROUNDED_AWAY 3/5000',
      '  B → C 1944/625',
      '  B → NO_FURTHER_CHOICE 38871/10000',
      '3: A 11, B 11, C 6319/625, D 4, E 3',
      '  11 elects: MORE 43 / 4',
      '  38871/10000 NO_FURTHER_CHOICE',
      '  1/400 ROUNDED_AWAY',
      '  E out: FEWEST',
      '  E → C 1',
      '  E → NO_FURTHER_CHOICE 2',
      '4: A 11, B 11, C 6944/625, D 4',
      '  11 elects: MORE 43 / 4',
      '  58871/10000 NO_FURTHER_CHOICE',
      '  1/400 ROUNDED_AWAY',
      '  C in: REACHED',
      '  C → ROUNDED_AWAY 1/1250',
      '  C → LAST_SURPLUS 137/1250',
      '5: A 11, B 11, C 11, D 4',
      '  11 elects: MORE 43 / 4',
      '  58871/10000 NO_FURTHER_CHOICE',
      '  137/1250 LAST_SURPLUS',
      '  33/10000 ROUNDED_AWAY',
    ]);
  });

  it('has the reason of each vote that counts for nobody', () => {
    expect(
      said(
        elect(
          'irv/rctab@1',
          ranked(
            'A B C D',
            '6: A',
            '5: B',
            '1: C > ?',
            '1: C > - > - > A',
            '1: C > C > B',
            '1: C',
            '3: D > B',
          ),
          { options: { maxSkippedRanksAllowed: 1, exhaustOnDuplicateCandidate: true } },
        ),
      ),
    ).toEqual([
      '1: A 6, B 5, C 4, D 3',
      '  10 elects: MORE 18 / 2',
      '  D out: FEWEST',
      '  D → B 3',
      '2: A 6, B 8, C 4',
      '  10 elects: MORE 18 / 2',
      '  C out: FEWEST',
      '  C → NO_FURTHER_CHOICE 1',
      '  C → OVERVOTE 1',
      '  C → SKIPPED_RANKS 1',
      '  C → REPEATED_OPTION 1',
      '3: A 6, B 8',
      '  8 elects: MORE 14 / 2',
      '  1 NO_FURTHER_CHOICE',
      '  1 OVERVOTE',
      '  1 SKIPPED_RANKS',
      '  1 REPEATED_OPTION',
      '  B in: REACHED',
    ]);
  });

  it('has a tie that an earlier round settles', () => {
    expect(
      said(
        elect('irv/rctab@1', ranked('A B C D', '5: A', '4: B', '3: C', '1: D > C'), {
          options: { tiebreakMode: 'previousRoundCountsThenRandom' },
        }),
      ),
    ).toEqual([
      '1: A 5, B 4, C 3, D 1',
      '  7 elects: MORE 13 / 2',
      '  D out: FEWEST',
      '  D → C 1',
      '2: A 5, B 4, C 4',
      '  7 elects: MORE 13 / 2',
      '  B = C, in 1: B 4, C 3: C',
      '  C out: FEWEST',
      '  C → NO_FURTHER_CHOICE 4',
      '3: A 5, B 4',
      '  5 elects: MORE 9 / 2',
      '  4 NO_FURTHER_CHOICE',
      '  A in: REACHED',
    ]);
  });

  it('has those who go together', () => {
    expect(
      said(
        elect('irv/rctab@1', ranked('A B C D', '9: A > B', '8: B', '2: C > A', '1: D'), {
          options: { batchElimination: true },
        }),
      ),
    ).toEqual([
      '1: A 9, B 8, C 2, D 1',
      '  11 elects: MORE 20 / 2',
      '  C out: BATCH',
      '  D out: BATCH',
      '  C → A 2',
      '  D → NO_FURTHER_CHOICE 1',
      '2: A 11, B 8',
      '  10 elects: MORE 19 / 2',
      '  1 NO_FURTHER_CHOICE',
      '  A in: REACHED',
    ]);
  });

  it('has options that nobody declared, and an open tie after them', () => {
    expect(
      said(
        elect('irv/rctab@1', ranked('A B X', '2: A', '1: B', '1: X > B'), {
          options: { undeclaredWriteIns: 'X' },
        }),
      ),
    ).toEqual([
      '1: A 2, B 1, X 1',
      '  3 elects: MORE 4 / 2',
      '  X out: WRITE_IN',
      '  X → B 1',
      '2: A 2, B 2',
      '  3 elects: MORE 4 / 2',
    ]);
  });

  it('says that it stopped where it was asked to', () => {
    expect(
      said(
        elect('irv/rctab@1', ranked('A B C', '4: A', '3: B', '2: C > B'), {
          options: { stopTabulationEarlyAfterRound: 1 },
        }),
      ),
    ).toEqual(['1: A 4, B 3, C 2', '  5 elects: MORE 9 / 2', '  C out: FEWEST', 'stoppedEarly: true']);
  });
});

describe('Meek’s method', () => {
  it('has what each option keeps, the quota of each round, and who is still in at the end', () => {
    expect(
      said(
        elect('stv/meek-prf@1', ranked('A B C D', '9: A > B', '3: B > C', '3: C > D', '2: D', '1: ?'), {
          seats: 2,
        }),
      ),
    ).toEqual([
      '1: A 9, B 3, C 3, D 2',
      '  5666666667/1000000000 elects: MORE 17 / 3',
      '  1 SEVERAL_FIRST',
      '  keep A 1, B 1, C 1, D 1',
      '  A in: REACHED',
      '2: A 566666667/100000000, B 633333333/100000000, C 3, D 2',
      '  5666666667/1000000000 elects: MORE 17 / 3',
      '  1 SEVERAL_FIRST',
      '  keep A 62962963/100000000, B 1, C 1, D 1',
      '  B in: REACHED',
      '  C out: SEATS_FILLED',
      '  D out: SEATS_FILLED',
    ]);
  });

  it('has votes that nobody keeps, until a tie', () => {
    expect(
      said(elect('stv/meek-prf@1', ranked('A B C D', '5: A', '2: B', '1: C', '1: D > C'), { seats: 3 })),
    ).toEqual([
      '1: A 5, B 2, C 1, D 1',
      '  2250000001/1000000000 elects: MORE 9 / 4',
      '  keep A 1, B 1, C 1, D 1',
      '  A in: REACHED',
      '2: A 450000001/200000000, B 2, C 1, D 1',
      '  781250001/500000000 elects: MORE 1250000001/200000000 / 4',
      '  549999999/200000000 NO_FURTHER_CHOICE',
      '  keep A 450000001/1000000000, B 1, C 1, D 1',
      '  B in: REACHED',
      '3: A 200000109/200000000, B 500000271/500000000, C 1, D 1',
      '  62500017/62500000 elects: MORE 4000001087/1000000000 / 4',
      '  4999998913/1000000000 NO_FURTHER_CHOICE',
      '  keep A 200000109/1000000000, B 500000271/1000000000, C 1, D 1',
    ]);
  });

  it('has who gets the seats that are left', () => {
    expect(
      said(elect('stv/meek-prf@1', ranked('A B C', '6: A', '2: B', '2: C'), { seats: 2, drawn: '7' })),
    ).toEqual([
      '1: A 6, B 2, C 2',
      '  1666666667/500000000 elects: MORE 10 / 3',
      '  keep A 1, B 1, C 1',
      '  A in: REACHED',
      '2: A 500000211/250000000, B 2, C 2',
      '  1000000141/500000000 elects: MORE 1500000211/250000000 / 3',
      '  999999789/250000000 NO_FURTHER_CHOICE',
      '  keep A 166666737/500000000, B 1, C 1',
      '  C in: LEFT',
      '  B out: FEWEST',
    ]);
  });
});

describe('a series of counts', () => {
  it('has one for each seat, without those elected before', () => {
    expect(
      said(elect('irv/rctab-sequential@1', ranked('A B C', '5: A > B', '3: B > C', '1: C'), { seats: 2 })),
    ).toEqual([
      'seat 1, 1: A 5, B 3, C 1',
      '  5 elects: MORE 9 / 2',
      '  A in: REACHED',
      'seat 2, 1: B 8, C 1',
      '  5 elects: MORE 9 / 2',
      '  B in: REACHED',
    ]);
  });
});
