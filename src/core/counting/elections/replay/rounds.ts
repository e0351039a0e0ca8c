/**
 * Redoes a count by rounds from its working alone, with none of the code that wrote it: no voice comes or goes, each
 * threshold follows from the voices that count, whoever is elected has it, whoever goes has the fewest, and the tallies of
 * a round are those of the one before with what passed on.
 */
import {
  add,
  compareFractions,
  divide,
  fraction,
  subtract,
  truncate,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import type { Election } from '../count-election.js';
import type { ElectionStep } from '../steps.js';
import type { RoundFacts } from '../rounds/facts.js';
import type { Seats } from './end.js';
import { exactOf, exactsOf, type Demand } from './finding.js';
import { checkFollowed, isRising, isSettled, replayLookBack } from './look-back.js';
import { filled } from './standing.js';
import { equal, sameList, sameSet, sumOf } from './numbers.js';

/** What is known of a count between two steps. Values are replaced, never changed: the ways of a tie share them. */
export interface RoundsSoFar {
  readonly round: number;
  readonly tallies: ReadonlyMap<string, Fraction>;
  readonly inactive: ReadonlyMap<string, Fraction>;
  readonly threshold: Fraction | null;
  readonly active: Fraction | null;
  readonly elected: readonly string[];
  /** Those of this round, whose surplus is to be said. */
  readonly electedNow: readonly string[];
  readonly gone: ReadonlySet<string>;
  readonly lost: Fraction;
  readonly lostNow: ReadonlyMap<string, Fraction>;
  readonly transfers: readonly RoundFacts['TRANSFERRED'][];
  readonly earlier: readonly ReadonlyMap<string, Fraction>[];
  /** Whom a lot chose, until the step that follows it. */
  readonly chosen: string | null;
  /** Whom earlier rounds left of those tied, and whether as those with the most voices, until the step that follows. */
  readonly looked: { readonly left: readonly string[]; readonly isMost: boolean } | null;
}

export const BEFORE_ROUNDS: RoundsSoFar = {
  round: 0,
  tallies: new Map(),
  inactive: new Map(),
  threshold: null,
  active: null,
  elected: [],
  electedNow: [],
  gone: new Set(),
  lost: ZERO,
  lostNow: new Map(),
  transfers: [],
  earlier: [],
  chosen: null,
  looked: null,
};

/** Those elected; where nobody marked anything all are equal. Null where no round was held. */
export function seatsByRounds(
  { round, elected }: RoundsSoFar,
  { inputs, seats }: Pick<Election, 'inputs' | 'seats'>,
): Seats | null {
  if (round > 0) return elected.map((name) => [name]);
  return inputs.voters === '0' ? filled([inputs.options], seats) : null;
}

/** What one step makes of what was known; steps of other families change nothing. */
export function replayRoundStep(
  soFar: RoundsSoFar,
  step: ElectionStep,
  election: Pick<Election, 'method' | 'inputs' | 'options' | 'seats'>,
  demand: Demand,
): RoundsSoFar {
  const { method, inputs, options } = election;
  switch (step.code) {
    case 'PASS':
      return replayPass(soFar, step.data, demand);
    case 'TRANSFERRED':
      return replayTransfer(soFar, step.data, method, demand);
    case 'THRESHOLD_FOUND':
      demand(step.data.round === String(soFar.round + 1), 'STEP_OF_ANOTHER_ROUND');
      return replayThreshold(soFar, step.data, election, demand);
    case 'ROUND':
      if (method === 'stv/rctab@1') checkSurpluses(soFar, demand);
      return replayRound(soFar, step.data, fraction(BigInt(inputs.voters)), demand);
    case 'ELECTED_IN_ROUND':
      demand(step.data.round === String(soFar.round), 'STEP_OF_ANOTHER_ROUND');
      return replayElected(soFar, step.data, options, demand);
    case 'ELIMINATED_IN_ROUND':
      demand(step.data.round === String(soFar.round), 'STEP_OF_ANOTHER_ROUND');
      return replayEliminated(soFar, step.data, options, demand);
    case 'SURPLUS':
      demand(step.data.round === String(soFar.round), 'STEP_OF_ANOTHER_ROUND');
      return replaySurplus(soFar, step.data, options, demand);
    case 'TIE_SETTLED_BY_LOT':
      demand(soFar.looked === null || sameSet(step.data.order, soFar.looked.left), 'LOT_AMONG_OTHERS');
      return { ...soFar, chosen: step.data.chosen };
    case 'LOOKED_BACK':
      demand(step.data.round === String(soFar.round), 'STEP_OF_ANOTHER_ROUND');
      return replayLookBack(soFar, step.data, demand);
    default:
      return soFar;
  }
}

type Options = Election['options'];

/** One count a seat, each without those whom the ones before elected. */
function replayPass(
  { elected }: RoundsSoFar,
  { seat, without }: RoundFacts['PASS'],
  demand: Demand,
): RoundsSoFar {
  demand(sameList(without, [...elected].sort()) && seat === String(elected.length + 1), 'PASS_OUT_OF_ORDER');
  return { ...BEFORE_ROUNDS, gone: new Set(elected), elected };
}

/** Voices pass on from whoever went, and from whoever was elected, by quota only what is above it. */
function replayTransfer(
  soFar: RoundsSoFar,
  transfer: RoundFacts['TRANSFERRED'],
  method: string,
  demand: Demand,
): RoundsSoFar {
  const { round, from } = transfer;
  demand(round === String(soFar.round + 1), 'STEP_OF_ANOTHER_ROUND');
  const isElected = method === 'stv/rctab@1' ? soFar.lostNow.has(from) : soFar.elected.includes(from);
  demand(soFar.gone.has(from) || isElected, 'TRANSFERRED_FROM_ONE_WHO_STAYS');
  demand(
    soFar.transfers.every((other) => other.from !== from),
    'TRANSFERRED_TWICE',
  );
  return { ...soFar, transfers: [...soFar.transfers, transfer] };
}

function replayThreshold(
  soFar: RoundsSoFar,
  { active, divisor, by, threshold }: RoundFacts['THRESHOLD_FOUND'],
  election: Pick<Election, 'method' | 'options' | 'seats'>,
  demand: Demand,
): RoundsSoFar {
  const { options } = election;
  const formula = formulaOf(election);
  demand(divisor === formula.divisor && by === formula.by, 'ANOTHER_FORMULA');
  const voices = exactOf(active, demand);
  const said = exactOf(threshold, demand);
  const exact = divide(voices, exactOf({ exact: divisor, rounded: divisor }, demand));
  const decimals =
    options['nonIntegerWinningThreshold'] === true ? Number(options['decimalPlacesForVoteArithmetic']) : 0;
  const unit = fraction(1n, 10n ** BigInt(decimals));
  const due = {
    MORE: add(truncate(exact, decimals), unit),
    REACH: roundedUp(exact, decimals, unit),
    EXCEED: exact,
  }[by];
  demand(compareFractions(said, due) === 0, 'THRESHOLD_NOT_BY_FORMULA');
  return { ...soFar, threshold: said, active: voices };
}

/** Above a share of the voices that is by one more than there are seats; or, where the options say so, a whole share reached, or a percentage exceeded. */
function formulaOf({ method, options, seats }: Pick<Election, 'method' | 'options' | 'seats'>): {
  readonly divisor: string;
  readonly by: RoundFacts['THRESHOLD_FOUND']['by'];
} {
  const percentage = options['multiSeatBottomsUpPercentageThreshold'] ?? null;
  if (percentage !== null) return { divisor: `100/${String(percentage)}`, by: 'EXCEED' };
  const filled = method.startsWith('irv/') ? 1 : seats;
  return options['hareQuota'] === true
    ? { divisor: String(filled), by: 'REACH' }
    : { divisor: String(filled + 1), by: 'MORE' };
}

function roundedUp(exact: Fraction, decimals: number, unit: Fraction): Fraction {
  const down = truncate(exact, decimals);
  return compareFractions(down, exact) === 0 ? down : add(down, unit);
}

function replayRound(
  soFar: RoundsSoFar,
  { round, tallies, inactive, threshold }: RoundFacts['ROUND'],
  voters: Fraction,
  demand: Demand,
): RoundsSoFar {
  const now = exactsOf(tallies, demand);
  const out = exactsOf(inactive, demand);
  const isFirst = soFar.round === 0;
  demand(Number(round) === soFar.round + 1 && !soFar.chosen && !soFar.looked, 'ROUND_OUT_OF_ORDER');
  demand(soFar.threshold !== null && equal(exactOf(threshold, demand), soFar.threshold), 'THRESHOLD_CHANGED');
  const lost = [...soFar.lostNow.values()].reduce(add, soFar.lost);
  demand(equal(add(add(sumOf(now.values()), sumOf(out.values())), lost), voters), 'VOICES_NOT_KEPT');
  demand(
    [...now.keys()].every((name) => !soFar.gone.has(name)),
    'TALLY_OF_ONE_WHO_WENT',
  );
  demand(soFar.active === null || equal(sumOf(now.values()), soFar.active), 'ACTIVE_NOT_THE_SUM');
  if (!isFirst) {
    const due = afterTransfers(soFar, demand);
    demand(
      [...due].every(([name, voices]) => equal(now.get(name) ?? ZERO, voices)) &&
        [...now.keys()].every((name) => due.has(name)),
      'TALLIES_NOT_FROM_TRANSFERS',
    );
    demand(sameSums(out, inactiveAfter(soFar, demand)), 'INACTIVE_NOT_FROM_TRANSFERS');
  }
  return {
    ...soFar,
    round: Number(round),
    tallies: now,
    inactive: out,
    active: null,
    lost,
    lostNow: new Map(),
    electedNow: [],
    transfers: [],
    earlier: [...soFar.earlier, now],
  };
}

function afterTransfers(soFar: RoundsSoFar, demand: Demand): ReadonlyMap<string, Fraction> {
  const due = new Map([...soFar.tallies].filter(([name]) => !soFar.gone.has(name)));
  for (const { from, to, inactive } of soFar.transfers) {
    const passed = exactsOf(to, demand);
    for (const [name, voices] of passed) due.set(name, add(due.get(name) ?? ZERO, voices));
    const all = add(sumOf(passed.values()), sumOf(exactsOf(inactive, demand).values()));
    if (due.has(from)) due.set(from, subtract(due.get(from) as Fraction, all));
    else demand(equal(all, soFar.tallies.get(from) ?? ZERO), 'TRANSFER_NOT_THE_TALLY');
  }
  for (const [name, voices] of soFar.lostNow)
    if (due.has(name)) due.set(name, subtract(due.get(name) as Fraction, voices));
  return due;
}

function inactiveAfter(soFar: RoundsSoFar, demand: Demand): ReadonlyMap<string, Fraction> {
  const due = new Map(soFar.inactive);
  for (const { inactive } of soFar.transfers)
    for (const [reason, voices] of exactsOf(inactive, demand))
      due.set(reason, add(due.get(reason) ?? ZERO, voices));
  return due;
}

function replayElected(
  soFar: RoundsSoFar,
  { options, why }: RoundFacts['ELECTED_IN_ROUND'],
  rules: Options,
  demand: Demand,
): RoundsSoFar {
  const voices = (name: string): Fraction => soFar.tallies.get(name) ?? ZERO;
  checkFollowed(soFar, options, true, demand);
  demand(isRising(options), 'OPTIONS_OUT_OF_ORDER');
  demand(
    options.every((name) => soFar.tallies.has(name) && !soFar.elected.includes(name)),
    'ELECTED_NOT_STANDING',
  );
  const rest = [...soFar.tallies.keys()].filter((name) => !options.includes(name));
  const others = rest.filter((name) => !soFar.elected.includes(name) && !soFar.gone.has(name));
  if (others.some((name) => options.some((one) => equal(voices(one), voices(name)))))
    demand(isSettled(soFar), 'TIE_NOT_SETTLED');
  const threshold = soFar.threshold ?? ZERO;
  const isShare = (rules['multiSeatBottomsUpPercentageThreshold'] ?? null) !== null;
  if (why === 'REACHED')
    demand(
      options.every((name) => compareFractions(voices(name), threshold) >= (isShare ? 1 : 0)),
      'ELECTED_BELOW_THRESHOLD',
    );
  const most = [...soFar.tallies.values()].reduce((a, b) => (compareFractions(a, b) < 0 ? b : a), ZERO);
  if (why === 'MOST')
    demand(
      options.every((name) => equal(voices(name), most)),
      'ELECTED_WITHOUT_THE_MOST',
    );
  // Those with as many stay as they were written, by rising name.
  const ordered = [...options].sort((a, b) => compareFractions(voices(b), voices(a)));
  return {
    ...soFar,
    elected: [...soFar.elected, ...ordered],
    electedNow: ordered,
    chosen: null,
    looked: null,
  };
}

function replayEliminated(
  soFar: RoundsSoFar,
  { options, why, together, next }: RoundFacts['ELIMINATED_IN_ROUND'],
  rules: Options,
  demand: Demand,
): RoundsSoFar {
  const voices = (name: string): Fraction => soFar.tallies.get(name) ?? ZERO;
  checkFollowed(soFar, options, false, demand);
  demand(isRising(options), 'OPTIONS_OUT_OF_ORDER');
  demand(
    options.every((name) => soFar.tallies.has(name) && !soFar.gone.has(name)),
    'ELIMINATED_NOT_STANDING',
  );
  demand(equal(sumOf(options.map(voices)), exactOf(together, demand)), 'ELIMINATED_NOT_THE_SUM');
  const showsAll = rules['continueUntilTwoCandidatesRemain'] === true;
  const others = [...soFar.tallies.keys()].filter(
    (name) => !options.includes(name) && (showsAll || !soFar.elected.includes(name)),
  );
  const least = others
    .map(voices)
    .reduce<Fraction | null>((a, b) => (a === null || compareFractions(b, a) < 0 ? b : a), null);
  demand(
    next === null ? least === null : least !== null && equal(exactOf(next, demand), least),
    'NEXT_NOT_THE_LEAST',
  );
  const isFewest = options.every((name) => least === null || compareFractions(voices(name), least) <= 0);
  if (why === 'FEWEST') {
    demand(options.length === 1 && isFewest, 'ELIMINATED_NOT_THE_FEWEST');
    const isTied = least !== null && options.some((name) => equal(voices(name), least));
    demand(!isTied || isSettled(soFar), 'TIE_NOT_SETTLED');
  }
  if (why === 'BATCH' || why === 'TIED_BATCH')
    demand(least !== null && compareFractions(sumOf(options.map(voices)), least) < 0, 'BATCH_COULD_LEAP');
  return { ...soFar, gone: new Set([...soFar.gone, ...options]), chosen: null, looked: null };
}

function replaySurplus(
  soFar: RoundsSoFar,
  { option, surplus, share, lost }: RoundFacts['SURPLUS'],
  rules: Options,
  demand: Demand,
): RoundsSoFar {
  demand(soFar.electedNow.includes(option) && !soFar.lostNow.has(option), 'SURPLUS_OF_NOBODY_ELECTED');
  const votes = soFar.tallies.get(option) ?? ZERO;
  const over = subtract(votes, soFar.threshold ?? ZERO);
  const due = compareFractions(over, ZERO) > 0 ? over : ZERO;
  demand(equal(exactOf(surplus, demand), due), 'SURPLUS_NOT_ABOVE_THRESHOLD');
  const part = equal(due, ZERO)
    ? ZERO
    : truncate(divide(due, votes), Number(rules['decimalPlacesForVoteArithmetic']));
  demand(equal(exactOf(share, demand), part), 'SHARE_NOT_ROUNDED_DOWN');
  return { ...soFar, lostNow: new Map([...soFar.lostNow, [option, exactOf(lost, demand)]]) };
}

/** Of each one elected it is said what passes on, if only that nothing does. */
const checkSurpluses = ({ electedNow, lostNow }: RoundsSoFar, demand: Demand): void =>
  demand(
    electedNow.every((name) => lostNow.has(name)),
    'SURPLUS_LEFT_OUT',
  );

/** A count by quota ends with a round that shows where the last surpluses went, unless it was stopped or has nobody left. */
export function checkLastRound(
  soFar: RoundsSoFar,
  { method, seats }: Pick<Election, 'method' | 'seats'>,
  isStopped: boolean,
  demand: Demand,
): void {
  if (method !== 'stv/rctab@1') return;
  checkSurpluses(soFar, demand);
  const isShown = soFar.electedNow.length === 0;
  demand(isShown || isStopped || soFar.elected.length < seats, 'LAST_ROUND_LEFT_OUT');
}

function sameSums(a: ReadonlyMap<string, Fraction>, b: ReadonlyMap<string, Fraction>): boolean {
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].every((name) => equal(a.get(name) ?? ZERO, b.get(name) ?? ZERO));
}
