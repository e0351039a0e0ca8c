/**
 * The order in which each method writes its steps, and the names of the options that it says: a step left out, written twice,
 * in another place, or taken from another method is found here, whatever it says.
 */
import type { Election } from '../count-election.js';
import type { ElectionStep } from '../steps.js';
import type { Demand } from './finding.js';
import { sameList } from './numbers.js';

type Code = ElectionStep['code'];

interface Form {
  /** A regular expression over codes, `LOT` for whatever settles a tie within the count. */
  readonly steps: string | ((election: Election) => string);
  /** Sorted. */
  readonly options: readonly string[];
}

const form = (steps: Form['steps'], ...options: readonly string[]): Form => ({
  steps,
  options: [...options].sort(),
});

const READING = [
  'overvoteRule',
  'maxSkippedRanksAllowed',
  'maxRankingsAllowed',
  'exhaustOnDuplicateCandidate',
  'undeclaredWriteIns',
  'minimumVoteThreshold',
  'tiebreakMode',
  'eliminateTiedTogether',
  'batchElimination',
  'stopTabulationEarlyAfterRound',
];
const QUOTA = ['nonIntegerWinningThreshold', 'hareQuota', 'decimalPlacesForVoteArithmetic'];
const RUNOFF = [...READING, ...QUOTA, 'continueUntilTwoCandidatesRemain', 'doesFirstRoundDetermineThreshold'];

const LAST_OF_ROUND =
  'ROUND LOOKED_BACK* LOT? (ELECTED_IN_ROUND | ELECTED_IN_ROUND SURPLUS+ | ELIMINATED_IN_ROUND)?';
const EACH_FINDS_ONE = `(TRANSFERRED* THRESHOLD_FOUND ${LAST_OF_ROUND})*`;
const ONLY_THE_FIRST = `THRESHOLD_FOUND ${LAST_OF_ROUND} (TRANSFERRED* ${LAST_OF_ROUND})*`;
const AS_LONG_AS_NOBODY_WON = `(TRANSFERRED* THRESHOLD_FOUND ${LAST_OF_ROUND})* (TRANSFERRED* ${LAST_OF_ROUND})*`;

/** The rounds that find a threshold: the first, or each, or, where all go on until two are left, those before somebody won. */
function byRounds({ method, options, seats }: Election): string {
  const isOfFirst =
    options['doesFirstRoundDetermineThreshold'] === true ||
    method === 'stv/rctab@1' ||
    (method === 'bottoms-up/rctab@1' &&
      seats > 1 &&
      options['multiSeatBottomsUpPercentageThreshold'] === null);
  const rounds = isOfFirst
    ? ONLY_THE_FIRST
    : options['continueUntilTwoCandidatesRemain'] === true
      ? AS_LONG_AS_NOBODY_WON
      : EACH_FINDS_ONE;
  return method === 'irv/rctab-sequential@1'
    ? `(PASS (?!PASS) (${rounds})? STOPPED_EARLY?)*`
    : `(${rounds})? STOPPED_EARLY?`;
}

const BY_TRANSFERS = `STV_PAPERS STV_QUOTA (STV_NO_PAPERS | STV_STAGE (STV_ELECTED | STV_TIE_LOOKED_BACK | LOT
  | STV_TIE_WITHOUT_EFFECT | STV_SURPLUS+ STV_STAGE | STV_EXCLUDED STV_STAGE | STV_EXCLUDED_LAST)*)`;
const BY_SEATS =
  '(SEAT_WEIGHED (COMMITTEES_TIED | COMMITTEES_NOT_FOLLOWED)? LOT? SEAT_FILLED)* NOBODY_APPROVES?';
const ENDOWMENTS = '(ENDOWMENT_TRIED (OFFERS BOUGHT)* OFFERS? LOT*)+ ENDOWMENT_KEPT';
const STATUS_QUO = ['statusQuo', 'ratio', 'ratios', 'quorum'];
const SCHULZE = form('MATRIX STATUS_QUO? (STRONGEST_PATHS PATHS_DECIDE)?', ...STATUS_QUO);
const RANKED_PAIRS = form('MATRIX PAIRS_LOCKED* (ORDERS_OF_EQUAL_PAIRS | ORDERS_NOT_FOLLOWED)?');
const MINIMAX = form('MATRIX WORST_COMPARISONS');
const BORDA = form('POINTS_BY_RANK TOTALS');

const FORMS: { readonly [method: string]: Form } = {
  'plurality@1': form('TOTALS SEVERAL_FIRST?'),
  'majority@1': form('TOTALS SEVERAL_FIRST? (MAJORITY_FOUND | MAJORITY_MISSED)'),
  'borda/tournament@1': BORDA,
  'borda/optimistic@1': BORDA,
  'borda/pessimistic@1': BORDA,
  'borda/modified@1': BORDA,
  'approval@1': form('APPROVED_BY_NUMBER TOTALS'),
  'approval-block@1': form('TOO_MANY_APPROVED? APPROVED_BY_NUMBER TOTALS', 'limit'),
  'score@1': form('SCORES_GIVEN MISSING_SCORES? TOTALS', 'missing', 'least', 'most'),
  'dots@1': form('SCORES_GIVEN DOTS_GIVEN TOTALS', 'budget'),
  'star@1': form(
    `SCORES_GIVEN (TOTALS (SCORE_TIE (HEAD_TO_HEAD | BEST_SCORES | LOT)*)*
      RUNOFF_REACHED (RUNOFF (RUNOFF_BY_POINTS RUNOFF_BY_BEST_SCORES?)?)?)?`,
    'maxScore',
    'headToHead',
    'fiveStar',
  ),
  'condorcet@1': form('MATRIX (CONDORCET_WINNER | CONDORCET_MISSED)'),
  'copeland@1': form('MATRIX COPELAND'),
  'schulze/wv@1': SCHULZE,
  'schulze/margins@1': SCHULZE,
  'ranked-pairs/wv-put@1': RANKED_PAIRS,
  'ranked-pairs/margins-put@1': RANKED_PAIRS,
  'minimax/wv@1': MINIMAX,
  'minimax/margins@1': MINIMAX,
  'minimax/opposition@1': MINIMAX,
  'smith-set@1': form('MATRIX SMITH_SET'),
  'smith-irv@1': form('MATRIX SMITH_SET (SMITH_ROUND (LOT? SMITH_ELIMINATED SMITH_ROUND)*)?'),
  'stv/scottish-2007@1': form(BY_TRANSFERS, 'lastTransfer'),
  'stv/wigm-exact@1': form(BY_TRANSFERS, 'quota', 'surpluses', 'ties', 'equalRanks'),
  'stv/meek-prf@1': form(
    'STV_PAPERS (STV_NO_PAPERS | (MEEK_ROUND | LOT | STV_TIE_WITHOUT_EFFECT | MEEK_DEFEATED)* MEEK_FINISHED?)',
    'equalRanks',
  ),
  'irv/rctab@1': form(byRounds, ...RUNOFF),
  'irv/rctab-sequential@1': form(byRounds, ...RUNOFF),
  'bottoms-up/rctab@1': form(
    byRounds,
    ...READING,
    'multiSeatBottomsUpPercentageThreshold',
    'doesFirstRoundDetermineThreshold',
    'cutoffElimination',
  ),
  'stv/rctab@1': form(byRounds, ...READING, ...QUOTA, 'onlyOneWinnerPerRound'),
  'majority-judgment/median-removal@1': form(
    'GRADES_GIVEN (MISSING_AS_GRADE | JUDGMENTS_NORMALIZED)? (MEDIANS | MEDIANS_REMOVED | JUDGED_ALIKE)*',
    'missingJudgments',
    'defaultGrade',
    'participants',
  ),
  'gradients@1': form('GRADES_GIVEN (PREDICATE AGREEMENT)?', 'share', 'support', 'floor', 'base'),
  'phragmen-sequential@1': form(BY_SEATS),
  'pav-sequential@1': form(BY_SEATS),
  'pav@1': form('(PAV_BEST COMMITTEES_TIED? LOT* PAV_ELECTED)? NOBODY_APPROVES?'),
  'equal-shares/cost@1': form(`BUDGET (COMMITTEES_TIED? LOT* ${ENDOWMENTS})?`, 'costs', 'budget'),
  'equal-shares/cost-add1u@1': form(
    `BUDGET (COMMITTEES_TIED? LOT* ${ENDOWMENTS} LOT* TOPPED_UP)?`,
    'costs',
    'budget',
    'unit',
  ),
  'sortition/hmac@1': form('SORTITION'),
  'sortition/rfc3797@1': form('RFC3797_POOL RFC3797_SELECTED*', 'key', 'numbers'),
};

const DOWN_A_RANKING = '(QUOTAS_PASSED_OVER | LOT? QUOTAS_SEATED)*';

/** Where quotas on the winners are asked: first what they are, then whom they pass over, and whom they seat down a ranking. */
function underQuotas({ steps, options }: Form, method: string): Form {
  const withThem = [...options, 'quotas', 'groups'].sort();
  if (typeof steps !== 'string') return { steps, options };
  const own = steps
    .replace('(SEAT_WEIGHED', '(QUOTAS_PASSED_OVER? SEAT_WEIGHED')
    .replace('NOBODY_APPROVES?', `QUOTAS_PASSED_OVER? (NOBODY_APPROVES ${DOWN_A_RANKING})?`);
  const isByItself = method === 'pav@1' || steps === BY_SEATS;
  return { steps: `QUOTAS ${isByItself ? own : `${own} ${DOWN_A_RANKING}`}`, options: withThem };
}

/** Each code with its end, so that none is the beginning of another. */
const patternOf = (steps: string): RegExp => {
  const codes = steps.replace(
    /[A-Z][A-Z0-9_]*/g,
    (code) => `(${code === 'LOT' ? 'TIE_SETTLED_BY_LOT' : code};)`,
  );
  return new RegExp(`^(READ_AS;)?${codes.replace(/\s/g, '')}$`);
};

/** Whether the method is known, says its own options, and could have written these steps in this order. */
export function checkOrder(election: Election, codes: readonly Code[], demand: Demand): void {
  const asked = FORMS[election.method];
  demand(asked !== undefined, 'METHOD_UNKNOWN');
  if (!asked) return;
  const own = election.options['quotas'] === undefined ? asked : underQuotas(asked, election.method);
  demand(sameList(Object.keys(election.options).sort(), own.options), 'OPTIONS_OF_ANOTHER_METHOD');
  const written = codes.filter((code) => code !== 'SEATS_SETTLED_BY_LOT').map((code) => `${code};`);
  const steps = typeof own.steps === 'string' ? own.steps : own.steps(election);
  demand(patternOf(steps).test(written.join('')), 'STEPS_OUT_OF_ORDER');
}
