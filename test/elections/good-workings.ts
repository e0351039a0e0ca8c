/** Workings that hold, of every method and every kind of step: what is changed in them has to be found. */
import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { Profile } from '../../src/core/counting/elections/profile.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { approved, elect, graded, ranked, scored } from './ballots.js';

type Asked = { readonly seats?: number; readonly options?: Json; readonly drawn?: string | null };

const working = (
  name: string,
  id: string,
  profile: Profile,
  asked: Asked = {},
): readonly [string, Election] => [`${id}, ${name}`, elect(id, profile, asked)];

const CYCLE = ranked(
  'A B C D',
  '8: A > C > D > B',
  '5: D > A > B > C',
  '6: C > D > B > A',
  '3: B > A > D > C',
  '2: D > C > A > B',
);
/** Everything as strong as everything else, and ballots that put several together. */
const ROUND = ranked('A B C', '3: A > B > C', '3: B > C > A', '3: C > A > B', '2: A = B = C');
const LONG = ranked('A B C D E', '21: A > B', '8: B > C', '7: C > D', '4: D > E', '2: E', '1: E > C');
const PAPERS = ranked(
  'A B C D E F',
  '41: A > B > C',
  '7: A > D',
  '12: B > C',
  '11: C > E > B',
  '9: D > F > C',
  '6: E > D',
  '5: F > E',
  '1: B',
);
const TIED = ranked('A B C D', '5: A > B', '2: B', '2: C', '2: D > C');
const SCORES = scored('A B C D', '2: 5 3 0 -', '1: 0 5 1 1', '1: - 2 2 0', '3: 1 1 1 1');
const APPROVALS = approved('A B C D E', '5: A B', '3: A B C', '4: B C', '3: D', '2: D E A', '1: E', '2: C');
const COSTS = { A: '30', B: '45', C: '25', D: '35', E: '60' };
const GRADES = graded('a b c', 'A: 40 30 30', 'B: 38 34 28', 'C: 3 6 9');

const MATRIX = [
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
const BORDA = ['borda/tournament@1', 'borda/optimistic@1', 'borda/pessimistic@1', 'borda/modified@1'];
const STV = ['stv/scottish-2007@1', 'stv/wigm-exact@1', 'stv/meek-prf@1'];
const ROUNDS = ['irv/rctab-sequential@1', 'bottoms-up/rctab@1', 'stv/rctab@1'];
const SEATS = ['phragmen-sequential@1', 'pav-sequential@1', 'pav@1'];
const SHARES = ['equal-shares/cost@1', 'equal-shares/cost-add1u@1'];

const MAJORITY_JUDGMENT = 'majority-judgment/median-removal@1';

/** Name and working; each replays without a finding. */
export const GOOD_WORKINGS: readonly (readonly [string, Election])[] = [
  working('three', 'plurality@1', ranked('A B C', '3: A', '2: B > C', '1: A = B')),
  working('found', 'majority@1', ranked('A B C', '4: A', '2: B')),
  working('missed', 'majority@1', ranked('A B C', '3: A', '2: B', '1: A = B')),
  ...BORDA.map((id) =>
    working('two seats', id, ranked('A B C', '4: A > B', '3: B = C', '2: C'), { seats: 2 }),
  ),
  working('three', 'approval@1', approved('A B C', '3: A B', '2: C', '1: B')),
  working('seats by lot', 'approval@1', approved('A B C', '1: A B C', '1: A'), { seats: 2, drawn: '7' }),
  working('a limit', 'approval-block@1', approved('A B C', '3: A B', '2: C', '1: A B C'), {
    seats: 2,
    options: { limit: 'SEATS' },
  }),
  working('least', 'score@1', SCORES),
  working('averages', 'score@1', SCORES, { options: { missing: 'AVERAGE' } }),
  working('three each', 'dots@1', scored('A B', '2: 3 0', '1: 1 1'), { options: { budget: 3 } }),
  working('four', 'star@1', SCORES),
  working('ways', 'star@1', scored('A B C', '1: 5 3 3', '1: 5 2 1', '1: 4 0 1')),
  working('a lot', 'star@1', scored('A B C', '1: 5 3 3', '1: 5 2 1', '1: 4 0 1'), { drawn: '4 2 6' }),
  working('five stars', 'star@1', scored('A B', '1: 5 3', '1: 2 4'), { options: { fiveStar: true } }),
  working('stars for a place', 'star@1', scored('A B C', '2: 5 4 5', '1: 5 4 1', '1: 5 1 2'), {
    options: { fiveStar: true },
  }),
  ...MATRIX.map((id) => working('a cycle', id, CYCLE)),
  ...MATRIX.map((id) => working('all alike', id, ROUND)),
  ...['schulze/wv@1', 'schulze/margins@1'].map((id) =>
    working('a status quo', id, CYCLE, {
      options: { statusQuo: 'B', ratio: '3/2', ratios: { C: '1/1' }, quorum: 4 },
    }),
  ),
  working('a lot', 'smith-irv@1', ROUND, { drawn: '3 1 4' }),
  ...STV.map((id) => working('three seats', id, PAPERS, { seats: 3 })),
  ...STV.map((id) => working('ways', id, TIED, { seats: 2 })),
  ...STV.map((id) => working('a lot', id, TIED, { seats: 2, drawn: '3 1 4' })),
  // A has a seat, and what it has too much is lost; D and E have no votes, and go together while one seat is left.
  working('two without votes', 'stv/meek-prf@1', ranked('A B C D E', '5: A', '4: B', '4: C'), {
    seats: 2,
    drawn: '7',
  }),
  working('two without votes', 'stv/wigm-exact@1', ranked('A B C D E', '9: A', '6: B', '3: C > B')),
  working('no last transfer', 'stv/scottish-2007@1', PAPERS, {
    seats: 3,
    options: { lastTransfer: 'none' },
  }),
  working('an earlier stage', 'stv/scottish-2007@1', ranked('A B C D', '20: A', '5: B', '4: C', '1: D > C'), {
    seats: 2,
  }),
  working('surpluses together', 'stv/wigm-exact@1', PAPERS, {
    seats: 3,
    options: { quota: 'hare', surpluses: 'together' },
  }),
  working('five', 'irv/rctab@1', LONG),
  working('batches', 'irv/rctab@1', LONG, { options: { batchElimination: true } }),
  working('until two', 'irv/rctab@1', LONG, { options: { continueUntilTwoCandidatesRemain: true } }),
  working('earlier rounds', 'irv/rctab@1', ranked('A B C D', '5: A', '3: B', '2: C', '1: D > C'), {
    options: { tiebreakMode: 'previousRoundCountsThenRandom' },
  }),
  working('a lot', 'irv/rctab@1', ranked('A B', '1: A', '1: B'), { drawn: '3' }),
  working('ways', 'irv/rctab@1', ranked('A B C', '1: A', '1: B', '1: C')),
  ...ROUNDS.map((id) => working('three seats', id, LONG, { seats: 3 })),
  working('a share', 'bottoms-up/rctab@1', LONG, {
    seats: 2,
    options: { multiSeatBottomsUpPercentageThreshold: 20 },
  }),
  working('decimals', 'stv/rctab@1', LONG, { seats: 3, options: { nonIntegerWinningThreshold: true } }),
  // B comes to just what A kept.
  working('the quota twice', 'stv/rctab@1', ranked('A B C D', '8: A', '5: B', '3: D', '1: C > B'), {
    seats: 2,
  }),
  working('three', MAJORITY_JUDGMENT, GRADES),
  working('normalised', MAJORITY_JUDGMENT, graded('a b c', 'A: 4 3 3', 'B: 8 6 6', 'C: 3 6 9'), {
    options: { missingJudgments: 'Normalized' },
  }),
  working('removal', MAJORITY_JUDGMENT, graded('a b c', 'A: 50 0 50', 'B: 50 1 49')),
  working('two seats', 'gradients@1', graded('a b c', 'A: 0 30 30', 'B: 1 34 28', 'C: 0 16 2'), { seats: 2 }),
  ...SEATS.map((id) => working('three seats', id, APPROVALS, { seats: 3 })),
  ...SEATS.map((id) => working('ways', id, approved('A B C', '2: A B', '2: C'), { seats: 2 })),
  ...SHARES.map((id) => working('three seats', id, APPROVALS, { seats: 3, drawn: 'seed' })),
  ...SHARES.map((id) =>
    working('costs', id, APPROVALS, { options: { costs: COSTS, budget: 120 }, drawn: 'seed' }),
  ),
  working('ways', 'equal-shares/cost@1', approved('A B', '1: A', '1: B'), {
    options: { costs: { A: '5', B: '5' }, budget: 11 },
  }),
  working('three of five', 'sortition/hmac@1', APPROVALS, { seats: 3, drawn: 'seed' }),
  working('three of five', 'sortition/rfc3797@1', APPROVALS, {
    seats: 3,
    options: { key: '9./5.18./' },
    drawn: 'seed',
  }),
];
