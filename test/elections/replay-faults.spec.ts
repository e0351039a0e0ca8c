/** Forgeries that hang together but for one thing, and the name that the replay gives to it. */
import { describe, expect, it } from '@jest/globals';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { wholeOf } from '../../src/core/counting/elections/replay/numbers.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { approved, elect, graded, ranked, scored } from './ballots.js';
import { missedIn } from './changes.js';

type Code = ElectionStep['code'];
type Data<C extends Code> = ElectionStep<C>['data'];

/** The election with one of its steps told otherwise: the first of a code, or the one numbered so. */
function forged<C extends Code>(
  election: Election,
  code: C,
  told: (data: Data<C>) => object,
  number = 0,
): Election {
  const at = election.steps.flatMap((step, place) => (step.code === code ? [place] : []))[number];
  if (at === undefined) throw new Error(`no step ${code} numbered ${number}`);
  const step = election.steps[at] as ElectionStep<C>;
  const other = { code, data: { ...step.data, ...told(step.data) } } as ElectionStep;
  return { ...election, steps: election.steps.with(at, other) };
}

const faultsOf = (election: Election): readonly string[] => replay(election).map(({ fault }) => fault);

const exactly = (exact: string) => ({ exact, rounded: exact });

describe('a whole number of a working', () => {
  const faults = (text: string | undefined): readonly string[] => {
    const found: string[] = [];
    wholeOf(text, (holds, fault) => void (holds || found.push(fault)));
    return found;
  };

  it.each(['0', '7', '10', '9'.repeat(40)])('is %s', (text) => {
    expect(faults(text)).toEqual([]);
    expect(wholeOf(text, () => undefined)).toBe(BigInt(text));
  });

  it.each(['', '-1', '01', '00', '1.0', '1/1', 'x1', '1x', ' 1', '1 ', '0x1', '1e3', undefined])(
    'is not %j, which counts as nothing after it was found',
    (text) => {
      expect(faults(text)).toEqual(['NOT_A_WHOLE_NUMBER']);
      expect(wholeOf(text, () => undefined)).toBe(0n);
    },
  );
});

describe('the replay of a count by rounds finds', () => {
  const IRV = elect('irv/rctab@1', ranked('A B C D E', '9: A', '8: B', '4: C > B', '3: D > B', '2: E > B'));
  const LOOKS_BACK = { tiebreakMode: 'previousRoundCountsThenRandom' };

  it('somebody elected below the threshold, or without the most voices', () => {
    const election = elect('irv/rctab@1', ranked('A B C', '5: A', '3: B', '1: C'));
    expect(election.winners).toEqual([['A']]);
    const below = forged(election, 'ELECTED_IN_ROUND', () => ({ options: ['B'] }));
    expect(faultsOf(below)).toContain('ELECTED_BELOW_THRESHOLD');
    expect(faultsOf(forged(below, 'ELECTED_IN_ROUND', () => ({ why: 'MOST' })))).toContain(
      'ELECTED_WITHOUT_THE_MOST',
    );
  });

  it('somebody eliminated or elected who went before', () => {
    const gone = forged(IRV, 'ELIMINATED_IN_ROUND', () => ({ options: ['E'] }), 1);
    expect(faultsOf(gone)).toContain('ELIMINATED_NOT_STANDING');
    expect(faultsOf(forged(IRV, 'ELECTED_IN_ROUND', () => ({ options: ['E'] })))).toContain(
      'ELECTED_NOT_STANDING',
    );
  });

  it('a batch that could overtake the next one, and one of several said to be the only one', () => {
    const two = { options: ['D', 'E'], together: exactly('5'), next: exactly('4') };
    for (const why of ['BATCH', 'TIED_BATCH'] as const)
      expect(faultsOf(forged(IRV, 'ELIMINATED_IN_ROUND', () => ({ ...two, why })))).toContain(
        'BATCH_COULD_LEAP',
      );
    expect(faultsOf(forged(IRV, 'ELIMINATED_IN_ROUND', () => ({ ...two, why: 'FEWEST' })))).toContain(
      'ELIMINATED_NOT_THE_FEWEST',
    );
  });

  it('voices of one who went', () => {
    const back = forged(IRV, 'ROUND', ({ tallies }) => ({ tallies: { ...tallies, E: exactly('0') } }), 1);
    expect(faultsOf(back)).toContain('TALLY_OF_ONE_WHO_WENT');
  });

  it('whatever is changed where an earlier round gives the seat, or says who goes', () => {
    const seat = elect('irv/rctab@1', ranked('A B C', '3: A', '2: B', '1: C > B'), { options: LOOKS_BACK });
    expect(seat).toMatchObject({ status: 'ELECTED', winners: [['A']] });
    const out = elect('irv/rctab@1', ranked('A B C D', '5: A', '3: B', '2: C', '1: D > C'), {
      options: LOOKS_BACK,
    });
    for (const election of [seat, out]) {
      expect(election.steps.map(({ code }) => code)).toContain('LOOKED_BACK');
      expect(replay(election)).toEqual([]);
      expect(missedIn(election)).toEqual([]);
      const later = forged(election, 'LOOKED_BACK', ({ round }) => ({ earlier: round }));
      expect(faultsOf(later)).toContain('NO_SUCH_ROUND');
      const others = forged(election, 'LOOKED_BACK', ({ tallies }) => ({
        tallies: Object.fromEntries(Object.keys(tallies).map((name) => [name, exactly('9')])),
      }));
      expect(faultsOf(others)).toEqual(
        expect.arrayContaining(['TALLIES_OF_ANOTHER_ROUND', 'LOOKED_BACK_WRONGLY']),
      );
    }
  });
});

describe('the replay of a count by transfers finds', () => {
  const FIRST = elect('stv/scottish-2007@1', ranked('A B', '7: A', '3: B'));
  const MEEK = elect('stv/meek-prf@1', ranked('A B C', '9: A > B', '5: B', '4: C'), { seats: 2 });

  it('papers that nobody cast, and papers below none', () => {
    expect(replay(FIRST)).toEqual([]);
    const more = forged(FIRST, 'STV_STAGE', ({ votes }) => ({ votes: { ...votes, B: exactly('4') } }));
    expect(replay(more)).toEqual([{ at: '2', fault: 'PAPERS_NOT_KEPT' }]);
    const below = forged(FIRST, 'STV_STAGE', () => ({ votes: { A: exactly('11'), B: exactly('-1') } }));
    expect(replay(below)).toEqual([{ at: '2', fault: 'PAPERS_NOT_KEPT' }]);
  });

  it('somebody said to be the last to go who is not', () => {
    const election = elect('stv/wigm-exact@1', ranked('A B C D', '9: A > C', '6: B > D', '3: C', '2: D > C'));
    expect(replay(election)).toEqual([]);
    const at = election.steps.findIndex(({ code }) => code === 'STV_EXCLUDED');
    const { stage, option, votes } = (election.steps[at] as ElectionStep<'STV_EXCLUDED'>).data;
    const last: ElectionStep = { code: 'STV_EXCLUDED_LAST', data: { stage, option, votes } };
    expect(faultsOf({ ...election, steps: election.steps.with(at, last) })).toContain(
      'NOT_THE_LAST_EXCLUSION',
    );
  });

  it.each([null, '7'])('whatever is changed where surpluses are equal and %j was drawn', (drawn) => {
    // Of three surpluses the two largest are equal.
    const papers = ranked('A B C D E', '9: A > D', '9: B > E', '8: C > D', '2: D', '2: E');
    for (const method of ['stv/scottish-2007@1', 'stv/wigm-exact@1']) {
      const election = elect(method, papers, { seats: 4, drawn });
      expect(election.ties).toMatchObject([{ of: 'TRANSFER', among: ['A', 'B'] }]);
      expect(replay(election)).toEqual([]);
      expect(missedIn(election)).toEqual([]);
    }
  });

  it('a quota by another formula', () => {
    const wigm = elect('stv/wigm-exact@1', ranked('A B', '7: A', '3: B'), { options: { quota: 'hare' } });
    expect(faultsOf({ ...wigm, options: { ...wigm.options, quota: 'droop' } })).toContain('ANOTHER_FORMULA');
  });

  it('a count of no papers', () => {
    const none = elect('stv/scottish-2007@1', ranked('A B', '2: - '));
    expect(replay(none)).toEqual([]);
    const quota = FIRST.steps.find(({ code }) => code === 'STV_QUOTA') as ElectionStep;
    expect(faultsOf({ ...none, steps: [...none.steps, quota] })).toContain('COUNTED_WITHOUT_PAPERS');
  });

  it('papers set aside by Meek’s method, which passes over ranks left empty', () => {
    const told = forged(MEEK, 'STV_PAPERS', ({ valid }) => ({
      valid: String(Number(valid) - 1),
      noFirst: '1',
    }));
    expect(faultsOf(told)).toContain('ANOTHER_READING');
  });

  it.each(['0', '01', '1x', '1.5', ''])('%j iterations of Meek’s method', (iterations) => {
    expect(replay(MEEK)).toEqual([]);
    expect(faultsOf(forged(MEEK, 'MEEK_ROUND', () => ({ iterations })))).toContain('NOT_A_WHOLE_NUMBER');
  });

  it('votes of Meek’s method that are not written with nine decimals', () => {
    for (const text of ['9', '9.00000000', '09.000000000', '9.0000000000', '9.000000000 '])
      expect(
        faultsOf(
          forged(MEEK, 'MEEK_ROUND', ({ last }) => ({
            last: { ...last, votes: { ...last.votes, A: text } },
          })),
        ),
      ).toContain('NOT_NINE_DECIMALS');
  });
});

describe('the replay of a count by seats, of totals or of a budget finds', () => {
  it('a budget said to be overspent by what just fits', () => {
    // 5/4 for each buys nothing; 9/4, after one raise, buys both for 6.
    const election = elect('equal-shares/cost-add1u@1', approved('A B', '2: A', '2: B'), {
      options: { costs: { A: '3', B: '3' }, budget: 5 },
      drawn: '7',
    });
    const kept = election.steps.find(({ code }) => code === 'ENDOWMENT_KEPT');
    expect(kept).toMatchObject({ data: { why: 'NEXT_OVERSPENDS' } });
    expect(replay(election)).toEqual([]);
    const fits = forged(election, 'BUDGET', () => ({ budget: '6' }));
    expect(faultsOf({ ...fits, options: { ...fits.options, budget: 6 } })).toContain(
      'NEXT_DOES_NOT_OVERSPEND',
    );
  });

  it('what completes a budget in another order than by approvals', () => {
    // 4 for each buys nothing, 5 all three for 15: by approvals, then by lot, two of three fit into 12.
    const costs = { A: '5', B: '5', C: '5' };
    const spent = (...lines: readonly string[]): Election =>
      elect('equal-shares/cost-add1u@1', approved('A B C', ...lines), {
        options: { costs, budget: 12 },
        drawn: '7',
      });
    const alike = spent('1: A', '1: B', '1: C');
    const toppedUp = alike.steps.find(({ code }) => code === 'TOPPED_UP') as ElectionStep<'TOPPED_UP'>;
    expect(toppedUp.data.added.map(({ approvals }) => approvals)).toEqual(['1', '1']);
    expect(replay(alike)).toEqual([]);
    const told = forged(alike, 'TOPPED_UP', ({ added }) => ({
      added: added.map((one, at) => ({ ...one, approvals: String(at) })),
    }));
    expect(faultsOf(told)).toContain('NOT_THE_MOST_APPROVED');
    const twice = forged(alike, 'TOPPED_UP', ({ added }) => ({ added: [added[0], added[0]] }));
    expect(replay(twice)).not.toEqual([]);
  });

  it('a share of agreement where nobody judged', () => {
    const election = elect('gradients@1', graded('no yes', 'A: 0 0', 'B: 1 2'), {
      options: { base: 'JUDGMENTS' },
    });
    expect(replay(election)).toEqual([]);
    const told = forged(election, 'AGREEMENT', ({ options }) => ({
      options: { ...options, A: { ...options['A'], share: exactly('1') } },
    }));
    expect(faultsOf(told)).toContain('SHARE_NOT_BY_GRADES');
    const untold = forged(election, 'AGREEMENT', ({ options }) => ({
      options: { ...options, B: { ...options['B'], share: null } },
    }));
    expect(faultsOf(untold)).toContain('SHARE_NOT_BY_GRADES');
  });

  it('an order of equal pairs that is not shown, and elects somebody else', () => {
    const cycle = elect(
      'ranked-pairs/wv-put@1',
      ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B'),
    );
    expect(replay(cycle)).toEqual([]);
    const less = forged(cycle, 'ORDERS_OF_EQUAL_PAIRS', () => ({ winners: ['A', 'B'] }));
    const at = less.steps.findLastIndex(({ code }) => code === 'PAIRS_LOCKED');
    expect(faultsOf({ ...less, steps: less.steps.toSpliced(at, 1) })).toContain(
      'WINNERS_BY_AN_ORDER_NOT_SHOWN',
    );
  });

  it('points of another variant of Borda, and points that do not fall from rank to rank', () => {
    const ids = ['borda/tournament@1', 'borda/optimistic@1', 'borda/pessimistic@1', 'borda/modified@1'];
    for (const id of ids) {
      const election = elect(id, ranked('A B C', '2: A > B', '1: B = C'));
      expect(replay(election)).toEqual([]);
      for (const method of ids)
        if (method !== id) expect(faultsOf({ ...election, method })).toContain('ANOTHER_VARIANT');
      const turned = forged(election, 'POINTS_BY_RANK', ({ given }) => ({
        given: Object.fromEntries(Object.entries(given).map(([name, rows]) => [name, rows.toReversed()])),
      }));
      expect(replay(turned)).not.toEqual([]);
    }
  });

  it('ballots, scores and totals that are not those of the count', () => {
    const scores = elect('score@1', scored('A B', '2: 5 0', '1: 1 4'));
    const given = forged(scores, 'SCORES_GIVEN', ({ given: all }) => ({
      given: { ...all, A: (all['A'] ?? []).map((row, at) => (at === 0 ? { ...row, score: 'x' } : row)) },
    }));
    expect(faultsOf(given)).toContain('NOT_A_SCORE');
    const totals = forged(scores, 'TOTALS', ({ totals: { A } }) => ({ totals: { A } }));
    expect(faultsOf(totals)).toContain('OPTIONS_CHANGED');
  });

  it('another approval than there are ballots for', () => {
    const election = elect('approval@1', approved('A B', '3: A', '1: B'));
    const more = forged(election, 'TOTALS', () => ({ totals: { A: exactly('5'), B: exactly('-1') } }));
    expect(faultsOf(more)).toContain('MORE_APPROVALS_THAN_BALLOTS');
  });

  it('steps after the end: after seats drawn by lot, and after an open tie', () => {
    const drawn = elect('approval@1', approved('A B C', '1: A B C'), { seats: 2, drawn: 'x' });
    const [first] = drawn.steps as [ElectionStep];
    expect(faultsOf({ ...drawn, steps: [...drawn.steps, first] })).toContain('STEPS_AFTER_THE_SEATS');
    const open = elect('irv/rctab@1', ranked('A B', '1: A', '1: B'));
    const [threshold] = open.steps as [ElectionStep];
    expect(open.steps.at(-1)?.code).toBe('TIE_OPEN');
    expect(faultsOf({ ...open, steps: [...open.steps, threshold] })).toContain('STEPS_AFTER_A_TIE');
  });

  it('ways of a tie that are not those of all who are tied, or a tie of one', () => {
    const open = elect('irv/rctab@1', ranked('A B C', '1: A', '1: B', '1: C'));
    expect(replay(open)).toEqual([]);
    expect(faultsOf(forged(open, 'TIE_OPEN', ({ ways }) => ({ ways: ways.slice(1) })))).toContain(
      'WAYS_NOT_THOSE_TIED',
    );
    const one = forged(open, 'TIE_OPEN', ({ among, ways }) => ({
      among: among.slice(0, 1),
      ways: ways.slice(0, 1),
    }));
    expect(faultsOf(one)).toContain('WAYS_NOT_THOSE_TIED');
  });

  it('a working of another method, among those that compare two by two', () => {
    const votes = ranked(
      'A B C D',
      '8: A > C > D > B',
      '5: D > A > B > C',
      '6: C > D > B > A',
      '3: B > A > D > C',
    );
    const ids = [
      'condorcet@1',
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
    const isNamed = (fault: string): boolean =>
      ['STEP_OF_ANOTHER_METHOD', 'ANOTHER_MEASURE', 'NOTHING_DECIDED'].includes(fault);
    for (const id of ids) {
      const election = elect(id, votes);
      expect(replay(election)).toEqual([]);
      for (const method of ids.filter((other) => other !== id))
        expect([id, method, faultsOf({ ...election, method }).some(isNamed)]).toEqual([id, method, true]);
    }
    const missed = elect('condorcet@1', votes).steps.find(({ code }) => code === 'CONDORCET_MISSED');
    const path = elect('schulze/wv@1', votes);
    expect(faultsOf({ ...path, steps: [...path.steps, missed as ElectionStep] })).toContain(
      'STEP_OF_ANOTHER_METHOD',
    );
  });

  it('a winner of a working that names none, and a status that is not its own', () => {
    const election = elect('approval@1', approved('A B', '3: A', '1: B'));
    expect(faultsOf({ ...election, status: 'TIED' })).toEqual(['ANOTHER_STATUS']);
    expect(faultsOf({ ...election, drawn: '7' })).toContain('DRAWN_FOR_NOTHING');
    expect(faultsOf({ ...election, winnersBeforeLot: [['B']] })).toEqual(['OTHER_WINNERS_BEFORE_A_LOT']);
  });
});

/** Elections that come by seldom steps, each with the one that it is here for. */
const SELDOM: readonly (readonly [Code, Election])[] = [
  ['PASS', elect('irv/rctab-sequential@1', ranked('A B C', '6: A > B', '5: C', '1: B'), { seats: 2 })],
  [
    'LOOKED_BACK',
    // B, C and D have four each once E and F went; C and D had fewer before, and as many as each other.
    elect('irv/rctab@1', ranked('A B C D E F', '12: A', '4: B', '3: C', '3: D', '1: E > C', '1: F > D'), {
      options: { tiebreakMode: 'previousRoundCountsThenRandom' },
      drawn: '7',
    }),
  ],
  ['MISSING_SCORES', elect('score@1', scored('A B', '2: 3 -', '1: -1 2'), { options: { least: -2 } })],
  ['CONDORCET_WINNER', elect('condorcet@1', ranked('A B C', '3: A > B > C', '1: B > C > A'))],
  [
    'STATUS_QUO',
    elect('schulze/wv@1', ranked('A B C', '5: A > B', '3: C > B', '1: B > A'), {
      options: { statusQuo: 'B', ratio: '2/1' },
    }),
  ],
  ['BEST_SCORES', elect('star@1', scored('A B C', '1: 5 5 3', '1: 5 0 2'), { options: { fiveStar: true } })],
  [
    'HEAD_TO_HEAD',
    elect('star@1', scored('A B C', '2: 5 2 3', '1: 5 2 0'), { options: { headToHead: 'TWO_ONLY' } }),
  ],
  [
    'JUDGMENTS_NORMALIZED',
    elect('majority-judgment/median-removal@1', graded('a b c', 'A: 4 3 3', 'B: 3 6 6'), {
      options: { missingJudgments: 'Normalized' },
    }),
  ],
  [
    'MISSING_AS_GRADE',
    elect('majority-judgment/median-removal@1', graded('a b c', 'A: 4 3 3', 'B: 3 3 1'), {
      options: { missingJudgments: 'MedianDefault' },
    }),
  ],
  ['STV_TIE_WITHOUT_EFFECT', elect('stv/wigm-exact@1', ranked('A B C D E', '9: A', '6: B', '3: C > B'))],
  ['COMMITTEES_TIED', elect('pav@1', approved('A B C', '1: A', '1: B', '1: C'), { seats: 2, drawn: '7' })],
  ['COMMITTEES_TIED', elect('phragmen-sequential@1', approved('A B C', '1: A', '1: B'), { drawn: '7' })],
  [
    'BUDGET',
    elect('equal-shares/cost@1', approved('A B', '2: A', '1: B'), {
      options: { costs: { A: '2', B: '9' }, budget: 4 },
    }),
  ],
];

describe('whatever is changed in a working', () => {
  it.each(SELDOM)('is found where there is %s', (code, election) => {
    expect(election.steps.map((step) => step.code)).toContain(code);
    expect(replay(election)).toEqual([]);
    expect(missedIn(election).filter((where) => !isForARecount(where))).toEqual([]);
  });
});

/** Cells and committees from which nothing follows that is said: only the ballots know. */
const isForARecount = (where: string): boolean => /\/data\/(above|committees)\//.test(where);
