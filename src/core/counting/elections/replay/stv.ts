/**
 * Redoes a count by transfers from its working alone, with none of the code that wrote it: papers leave an option as they
 * came, at the values that the rule makes of theirs, whoever reaches the quota is elected and nobody else, and the votes
 * of each stage are those of the one before with what passed on. Which papers lay where at first is for a recount to say.
 */
import {
  add,
  fraction,
  multiply,
  subtract,
  truncate,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import type { ElectionStep } from '../steps.js';
import type { StvFacts, Transfer } from '../stv/facts.js';
import { exactOf, exactsOf, type Demand } from './finding.js';
import { replayMeekStep, seatsByMeek, type GivenStv } from './meek.js';
import { equal, isMore, levelsBy, sameList, sameSet, sumOf, wholeOf } from './numbers.js';
import { BEFORE_STV, continuing, surplusesOf, votesOf, type Holding, type StvSoFar } from './stv-so-far.js';
import { checkLookBack, checkTie, untie } from './stv-ties.js';

const isMeek = ({ method }: GivenStv): boolean => method === 'stv/meek-prf@1';
const isScottish = ({ method }: GivenStv): boolean => method === 'stv/scottish-2007@1';

/** Whether a method counts by such transfers, so that its winners must follow from here. */
export const isByTransfers = (election: GivenStv): boolean =>
  isMeek(election) || isScottish(election) || election.method === 'stv/wigm-exact@1';

/** The seats as the steps leave them; null where the count was not carried to its end. */
export function seatsByTransfers(soFar: StvSoFar, election: GivenStv): readonly (readonly string[])[] | null {
  const { seats, inputs } = election;
  if (soFar.noPapers)
    return inputs.options.length <= seats
      ? inputs.options.map((name) => [name])
      : new Array<readonly string[]>(seats).fill(inputs.options);
  if (isMeek(election)) return seatsByMeek(soFar.meek);
  const isOver = soFar.elected.length === seats || continuing(soFar).length === 0;
  return soFar.stages.length > 0 && !soFar.moved && isOver ? soFar.elected.map((name) => [name]) : null;
}

/** What one step makes of what was known; steps of other families change nothing. */
export function replayStvStep(
  soFar: StvSoFar,
  step: ElectionStep,
  election: GivenStv,
  demand: Demand,
): StvSoFar {
  if (step.code === 'STV_PAPERS') return readPapers(step.data, election, demand);
  if (step.code === 'STV_NO_PAPERS') {
    demand(step.data.seats === String(election.seats) && soFar.valid?.numerator === 0n, 'PAPERS_THERE');
    return { ...soFar, noPapers: true };
  }
  if (soFar.valid === null) return soFar;
  demand(!soFar.noPapers || !step.code.startsWith('STV_'), 'COUNTED_WITHOUT_PAPERS');
  if (isMeek(election))
    return { ...soFar, meek: replayMeekStep(soFar.meek, step, election, soFar.valid.numerator, demand) };
  switch (step.code) {
    case 'STV_QUOTA':
      return { ...soFar, quota: replayQuota(step.data, soFar.valid, election, demand) };
    case 'STV_STAGE':
      return replayStage(soFar, step.data, election, demand);
    case 'STV_ELECTED':
      return replayElected(soFar, step.data, election, demand);
    case 'STV_SURPLUS':
      return replaySurplus(soFar, step.data, election, demand);
    case 'STV_EXCLUDED':
      return replayExcluded(soFar, step.data, election, demand);
    case 'STV_EXCLUDED_LAST':
      return replayExcludedLast(soFar, step.data, election, demand);
    case 'STV_TIE_WITHOUT_EFFECT':
      return replayWithoutEffect(soFar, step.data.among, election, demand);
    case 'STV_TIE_LOOKED_BACK':
      return { ...soFar, tie: checkLookBack(soFar, step.data, election, demand) };
    case 'TIE_SETTLED_BY_LOT':
      return { ...soFar, tie: checkTie(soFar, step.data, election, demand) };
    default:
      return soFar;
  }
}

function readPapers(
  { valid, noFirst, severalFirst }: StvFacts['STV_PAPERS'],
  election: GivenStv,
  demand: Demand,
): StvSoFar {
  const [counted, none, several] = [valid, noFirst, severalFirst].map((text) => wholeOf(text, demand)) as [
    bigint,
    bigint,
    bigint,
  ];
  demand(counted + none + several === BigInt(election.inputs.voters), 'PAPERS_NOT_THE_VOTERS');
  demand(!isMeek(election) || none === 0n, 'ANOTHER_READING');
  return { ...BEFORE_STV, valid: fraction(counted) };
}

function replayQuota(
  { formula, valid, seats, quota }: StvFacts['STV_QUOTA'],
  papers: Fraction,
  election: GivenStv,
  demand: Demand,
): Fraction {
  demand(formula === (isScottish(election) ? 'droop' : election.options['quota']), 'ANOTHER_FORMULA');
  demand(seats === String(election.seats) && valid === String(papers.numerator), 'ANOTHER_BASE');
  const said = exactOf(quota, demand);
  const by = BigInt(election.seats);
  if (formula === 'hare') demand(equal(multiply(said, fraction(by)), papers), 'QUOTA_NOT_BY_FORMULA');
  else {
    const whole = said.denominator === 1n;
    const isAbove = said.numerator * (by + 1n) > papers.numerator;
    const isLeast = (said.numerator - 1n) * (by + 1n) <= papers.numerator;
    demand(whole && isAbove && isLeast, 'QUOTA_NOT_BY_FORMULA');
  }
  return said;
}

function replayStage(
  soFar: StvSoFar,
  { stage, votes, nonTransferable, lost }: StvFacts['STV_STAGE'],
  { inputs, options }: GivenStv,
  demand: Demand,
): StvSoFar {
  const said = exactsOf(votes, demand);
  const aside = [exactOf(nonTransferable, demand), exactOf(lost, demand)] as const;
  demand(stage === String(soFar.stages.length + 1), 'STAGE_OUT_OF_ORDER');
  demand(sameSet([...said.keys()], inputs.options), 'NOT_EACH_OPTION');
  const all = [...said.values(), ...aside];
  demand(equal(sumOf(all), soFar.valid ?? ZERO) && all.every((one) => !isMore(ZERO, one)), 'PAPERS_NOT_KEPT');
  const isFirst = soFar.stages.length === 0;
  if (isFirst) {
    const whole = [...said.values()].every(({ denominator }) => denominator === 1n);
    demand(whole && aside.every((one) => equal(one, ZERO)), 'NOT_WHOLE_PAPERS');
  } else {
    demand(soFar.moved, 'STAGE_OF_NOTHING');
    demand(
      inputs.options.every((name) => equal(said.get(name) ?? ZERO, votesOf(soFar, name))),
      'VOTES_NOT_FROM_TRANSFERS',
    );
    demand(
      equal(aside[0], soFar.nonTransferable) && equal(aside[1], soFar.lost),
      'VOTES_SET_ASIDE_NOT_FROM_TRANSFERS',
    );
  }
  if (options['surpluses'] === 'together') demand(surplusesOf(soFar).length === 0, 'SURPLUS_LEFT_OUT');
  const held = isFirst
    ? new Map([...said].map(([name, { numerator }]) => [name, holdingOf(numerator)]))
    : soFar.held;
  // By rising name, as options stand in every list that is no order.
  const inOrder = new Map(inputs.options.map((name) => [name, said.get(name) ?? ZERO]));
  return { ...soFar, votes: inOrder, held, stages: [...soFar.stages, inOrder], moved: false, tie: null };
}

const ONE = fraction(1n);

const holdingOf = (papers: bigint): Holding =>
  papers === 0n ? new Map() : new Map([['1', { value: ONE, papers }]]);

const reaching = (soFar: StvSoFar): readonly string[] =>
  continuing(soFar).filter((name) => !isMore(soFar.quota ?? ZERO, votesOf(soFar, name)));

const vacancies = (soFar: StvSoFar, { seats }: GivenStv): number => seats - soFar.elected.length;

function replayElected(
  soFar: StvSoFar,
  { stage, options, by }: StvFacts['STV_ELECTED'],
  election: GivenStv,
  demand: Demand,
): StvSoFar {
  demand(stage === String(soFar.stages.length) && !soFar.moved, 'STAGE_OUT_OF_ORDER');
  const standing = continuing(soFar);
  const due = by === 'QUOTA' ? reaching(soFar) : standing;
  demand(by === 'QUOTA' || reaching(soFar).length === 0, 'QUOTA_REACHED_UNSEEN');
  demand(by === 'QUOTA' || standing.length <= vacancies(soFar, election), 'MORE_LEFT_THAN_SEATS');
  const inOrder = levelsBy(due, (name) => votesOf(soFar, name)).flat();
  demand(options.length > 0 && sameList(options, inOrder), 'ELECTED_NOT_THOSE_DUE');
  return { ...soFar, elected: [...soFar.elected, ...options] };
}

function replaySurplus(
  soFar: StvSoFar,
  { stage, from, votes, surplus, transfers, lost }: StvFacts['STV_SURPLUS'],
  election: GivenStv,
  demand: Demand,
): StvSoFar {
  const together = election.options['surpluses'] === 'together';
  demand(together || !soFar.moved, 'STAGE_OUT_OF_ORDER');
  checkNext(soFar, { stage, name: from, votes: exactOf(votes, demand) }, election, demand);
  const [own, quota] = [votesOf(soFar, from), soFar.quota ?? ZERO];
  const above = surplusesOf(soFar);
  const largest = levelsBy(above, (name) => votesOf(soFar, name))[0] ?? [];
  if (together) demand(above.includes(from), 'NO_SURPLUS');
  else demand(sameList([from], untie(soFar, 'TRANSFER', largest)), 'NOT_THE_LARGEST_SURPLUS');
  const over = subtract(own, quota);
  demand(equal(exactOf(surplus, demand), over), 'SURPLUS_NOT_ABOVE_QUOTA');
  const decimals = isScottish(election) ? 5 : null;
  const valueOf = (received: Fraction): Fraction => {
    // What the papers are worth together is the surplus: value × votes = received × surplus.
    const exact = multiply(multiply(received, over), {
      numerator: own.denominator,
      denominator: own.numerator,
    });
    return decimals === null ? exact : truncate(exact, decimals);
  };
  const after = passOn(soFar, from, transfers, valueOf, demand);
  const cut = subtract(over, sumOf(transfers.map((one) => exactOf(one.votes, demand))));
  demand(equal(exactOf(lost, demand), cut), 'LOST_NOT_THE_REST');
  return {
    ...after,
    votes: new Map([...after.votes, [from, quota]]),
    lost: add(after.lost, cut),
  };
}

/** What must hold whoever is next: nobody has reached the quota unseen, and there is something left to decide. */
function checkNext(
  soFar: StvSoFar,
  { stage, name, votes }: { readonly stage: string; readonly name: string; readonly votes: Fraction },
  election: GivenStv,
  demand: Demand,
): void {
  demand(soFar.quota !== null && stage === String(soFar.stages.length + 1), 'STAGE_OUT_OF_ORDER');
  demand(equal(votes, votesOf(soFar, name)), 'VOTES_OF_ANOTHER_STAGE');
  const isOpen = vacancies(soFar, election) > 0 && continuing(soFar).length > vacancies(soFar, election);
  demand(soFar.moved || isOpen || soFar.going.includes(name), 'NOTHING_LEFT_TO_DECIDE');
  demand(soFar.moved || reaching(soFar).length === 0, 'QUOTA_REACHED_UNSEEN');
}

/** Every paper leaves as it came, and lies with a continuing option or nowhere. */
function passOn(
  soFar: StvSoFar,
  from: string,
  transfers: readonly Transfer[],
  valueOf: (received: Fraction) => Fraction,
  demand: Demand,
): StvSoFar {
  const left = new Map([...(soFar.held.get(from) ?? [])].map(([key, { papers }]) => [key, papers]));
  const votes = new Map(soFar.votes);
  const held = new Map<string, Holding>([...soFar.held, [from, new Map()]]);
  let { nonTransferable } = soFar;
  const standing = continuing(soFar).filter((name) => name !== from);
  const ways = transfers.map(({ received, to }) => JSON.stringify([received.exact, to]));
  demand(new Set(ways).size === ways.length, 'TRANSFERRED_TWICE');
  for (const transfer of transfers) {
    const papers = wholeOf(transfer.papers, demand);
    const [received, value] = [exactOf(transfer.received, demand), exactOf(transfer.value, demand)];
    left.set(transfer.received.exact, (left.get(transfer.received.exact) ?? 0n) - papers);
    demand(equal(value, valueOf(received)), 'VALUE_NOT_BY_FORMULA');
    const passed = exactOf(transfer.votes, demand);
    demand(equal(passed, multiply(value, fraction(papers))), 'VOTES_NOT_PAPERS_AT_VALUE');
    const { to } = transfer;
    if (to === null) nonTransferable = add(nonTransferable, passed);
    else {
      demand(standing.includes(to), 'TRANSFERRED_TO_NOBODY');
      votes.set(to, add(votes.get(to) ?? ZERO, passed));
      held.set(to, withPapers(held.get(to) ?? new Map(), transfer.value.exact, value, papers));
    }
  }
  demand(
    [...left.values()].every((papers) => papers === 0n),
    'PAPERS_NOT_THOSE_HELD',
  );
  return { ...soFar, votes, held, nonTransferable, moved: true, tie: null };
}

const withPapers = (holding: Holding, key: string, value: Fraction, papers: bigint): Holding =>
  new Map([...holding, [key, { value, papers: (holding.get(key)?.papers ?? 0n) + papers }]]);

function checkLowest(soFar: StvSoFar, option: string, demand: Demand): void {
  demand(!soFar.moved, 'STAGE_OUT_OF_ORDER');
  demand(surplusesOf(soFar).length === 0, 'SURPLUS_LEFT_OUT');
  const lowest = levelsBy(continuing(soFar), (name) => votesOf(soFar, name)).at(-1) ?? [];
  if (soFar.going.length > 0) demand(option === soFar.going[0], 'EXCLUDED_OUT_OF_TURN');
  else demand(sameList([option], untie(soFar, 'ELIMINATION', lowest)), 'NOT_THE_FEWEST_VOTES');
}

const withoutTransfer = ({ options, method }: GivenStv): boolean =>
  method === 'stv/wigm-exact@1' || options['lastTransfer'] === 'none';

function replayExcluded(
  soFar: StvSoFar,
  { stage, option, votes, transfers }: StvFacts['STV_EXCLUDED'],
  election: GivenStv,
  demand: Demand,
): StvSoFar {
  checkNext(soFar, { stage, name: option, votes: exactOf(votes, demand) }, election, demand);
  checkLowest(soFar, option, demand);
  const excluded = [...soFar.excluded, option];
  const isLast = continuing({ ...soFar, excluded }).length <= vacancies(soFar, election);
  demand(!isLast || !withoutTransfer(election), 'TRANSFERRED_AFTER_THE_END');
  const after = passOn({ ...soFar, excluded }, option, transfers, (value) => value, demand);
  return {
    ...after,
    votes: new Map([...after.votes, [option, ZERO]]),
    going: soFar.going.filter((name) => name !== option),
  };
}

function replayExcludedLast(
  soFar: StvSoFar,
  { stage, option, votes }: StvFacts['STV_EXCLUDED_LAST'],
  election: GivenStv,
  demand: Demand,
): StvSoFar {
  checkNext(soFar, { stage, name: option, votes: exactOf(votes, demand) }, election, demand);
  checkLowest(soFar, option, demand);
  const after = { ...soFar, excluded: [...soFar.excluded, option], tie: null, going: [] };
  const isLast = continuing(after).length <= vacancies(soFar, election);
  demand(isLast && withoutTransfer(election), 'NOT_THE_LAST_EXCLUSION');
  return after;
}

function replayWithoutEffect(
  soFar: StvSoFar,
  among: readonly string[],
  election: GivenStv,
  demand: Demand,
): StvSoFar {
  const standing = continuing(soFar);
  const lowest = levelsBy(standing, (name) => votesOf(soFar, name)).at(-1) ?? [];
  demand(soFar.going.length === 0, 'TIE_NOT_FOLLOWED');
  demand(among.length > 1 && sameList(among, lowest), 'NOT_THOSE_TIED');
  demand(
    among.every((name) => (soFar.held.get(name)?.size ?? 0) === 0),
    'TIED_WITH_PAPERS',
  );
  demand(standing.length - among.length >= vacancies(soFar, election), 'TIE_WITH_EFFECT');
  return { ...soFar, going: among };
}
