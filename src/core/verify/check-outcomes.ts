import { isElectionMethod } from '../charter/clause.js';
import { judgeCounted, type Counted } from '../charter/election.js';
import { drawnFrom, revealUntil } from '../charter/lot.js';
import type { ObjectionEnd } from '../charter/consent.js';
import { inOrderOfMatters } from '../charter/matter.js';
import { judge } from '../charter/outcome.js';
import type { Judgement, Outcome } from '../charter/ruling.js';
import type { Election } from '../counting/elections/count-election.js';
import { replay } from '../counting/elections/replay/replay.js';
import { UNMARKED, type Cast, type PolledOption } from '../counting/marks.js';
import type { Working } from '../counting/method.js';
import type { Bases, Electorate } from '../counting/profile.js';
import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { hashJson } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { Refusal, type RefusalCode } from '../kernel/refusals.js';
import { agreesOnStatusQuo } from './against-status-quo.js';
import { byKey, groupBy, type Book } from './book.js';
import { Notes, type Report } from './notes.js';
import { polledIn } from './options.js';
import type { PollUnreachedInBundle } from './rows-of-relays.js';
import type {
  BallotInBundle,
  LotValueInBundle,
  OutcomeInBundle,
  PollInBundle,
  PollOptionInBundle,
  RollEntryInBundle,
} from './rows.js';

/**
 * Counts every box again under the clauses pinned at opening; where ballots are not here, the tally that was proclaimed, or
 * the ballots that the outcome publishes. A count of rankings that nobody sees is replayed step by step instead.
 */
export function checkOutcomes(book: Book): Report {
  const notes = new Notes();
  const polls = byKey(book.rows('poll'), ({ id }) => id);
  const outcomes = byKey(book.rows('outcome'), ({ pollId }) => pollId);
  const held = heldIn(book);
  for (const outcome of outcomes.values()) {
    const poll = polls.get(outcome.pollId);
    if (!notes.hold(poll !== undefined, 'OUTCOME_OF_NOTHING', outcome.pollId) || !poll) continue;
    notes.hold(outcome.hash === hashJson(outcome.working), 'OUTCOME_HASH', poll.id);
    checkProclamation(book, notes, outcome);
    checkCount(book, notes, poll, outcome, held(poll));
  }
  for (const poll of polls.values())
    if (poll.state === 'DECIDED' && !outcomes.has(poll.id)) {
      if (book.kind === 'PUBLIC') notes.miss('OUTCOME_WITHHELD');
      else notes.hold(false, 'OUTCOME_MISSING', poll.id);
    }
  return notes.report('OUTCOMES');
}

function checkProclamation(book: Book, notes: Notes, outcome: OutcomeInBundle): void {
  const [leaf, ...more] = book.leavesAbout('poll.proclaimed', 'poll', outcome.pollId);
  if (!leaf && book.hidden > 0) return notes.miss('LEAF_HIDDEN');
  const decision = book.rows('decision').find(({ pollId }) => pollId === outcome.pollId) ?? null;
  const says =
    leaf?.body['outcome'] === outcome.code &&
    leaf.body['outcomeHash'] === outcome.hash &&
    leaf.body['decision'] === (decision?.id ?? null) &&
    outcome.proclaimedAt <= leaf.at;
  notes.hold(says && more.length === 0, 'OUTCOME_DISAGREES', outcome.pollId);
  if (decision)
    notes.hold(
      decision.outcome === outcome.code && decision.proclaimedAt === outcome.proclaimedAt,
      'DECISION_OF_ANOTHER_POLL',
      outcome.pollId,
    );
}

/** What a poll is judged on: null where the bundle does not have its ballots in any form. */
type Recount = Pick<Judgement, 'box' | 'electorate' | 'options' | 'drawn'> | null;

function checkCount(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  outcome: OutcomeInBundle,
  held: Held,
): void {
  const recount =
    book.kind === 'FULL' ? openBox(poll, outcome, held) : proclaimedBox(poll, outcome, held.options);
  const { election } = outcome.working as unknown as Outcome;
  if (election) notes.hold(isFollowed(election), 'WORKING_DOES_NOT_FOLLOW', poll.id);
  if (!recount) {
    notes.miss('RANKINGS_WITHHELD');
    notes.hold(followsFromWorking(poll, polledIn(held.options), outcome), 'RECOUNT', poll.id);
    checkDrawn(book, notes, poll, outcome, held);
    return;
  }
  if (book.kind !== 'FULL') {
    notes.miss('COUNTED_FROM_TALLY');
    checkDrawn(book, notes, poll, outcome, held);
  }
  notes.hold(comesOutAs(poll, recount, outcome), 'RECOUNT', poll.id);
}

/**
 * Where nobody sees the rankings: the election is of this poll, and its outcome is what the pinned clauses make of the
 * numbers that its working says.
 */
function followsFromWorking(
  { clauses, method, election: pinned }: PollInBundle,
  options: readonly PolledOption[],
  { code, working }: OutcomeInBundle,
): boolean {
  const said = working as unknown as Outcome;
  const [first] = said.rulings;
  if (!pinned || !first || !isElectionMethod(method)) return false;
  const election = said.election ?? refusedIn(said);
  if (!election) return false;
  const names = options.map(({ label }) => label).sort();
  const isOfPoll =
    election instanceof Refusal ||
    (election.method === method &&
      election.seats === pinned.seats &&
      sameJson(election.options, pinned.options) &&
      sameJson(election.inputs.options, names) &&
      election.inputs.withdrawn.length === 0 &&
      election.inputs.voters === first.working.tally['MARKED'] &&
      election.inputs.blank === first.working.tally['BLANK']);
  if (!isOfPoll) return false;
  try {
    const { bases, tally } = first.working;
    const numbers = Object.fromEntries(
      Object.entries(bases).map(([base, number]) => [base, number === null ? null : BigInt(number)]),
    );
    const judged = judgeCounted(inOrderOfMatters(clauses), method, {
      options,
      pinned,
      bases: numbers as unknown as Bases,
      tally,
      count: election,
      compare: comparedIn(said, options),
      ballots: [],
    });
    return (
      judged.code === code &&
      addsUp(tally, bases) &&
      agreesOnStatusQuo(said, options) &&
      sameJson(judged, working)
    );
  } catch {
    return false;
  }
}

/** What a count was refused for, where the rulings say so: without the ballots, nobody can say that it had to be. */
function refusedIn({ rulings }: Outcome): Refusal | null {
  const step = rulings.flatMap(({ working }) => working.steps).find(({ code }) => code === 'COUNT_REFUSED');
  if (step?.code !== 'COUNT_REFUSED') return null;
  return new Refusal(step.data.code as RefusalCode, { reason: step.data.reason } as never);
}

/** The numbers against the status quo, as the rulings say them; all of them counted the same ballots. */
function comparedIn(said: Outcome, options: readonly PolledOption[]): Counted['compare'] {
  const steps = said.rulings.flatMap(({ working }) => working.steps);
  return (key) => {
    const label = options.find((option) => option.key === key)?.label;
    const step = steps.find((one) => one.code === 'AGAINST_STATUS_QUO' && one.data.option === label);
    if (step?.code !== 'AGAINST_STATUS_QUO')
      throw new Error('an option elected that is compared with nothing');
    const { over, under, equal } = step.data;
    return { over: BigInt(over), under: BigInt(under), equal: BigInt(equal) };
  };
}

/** Everybody on the roll is somewhere, and the bases are sums of it. */
function addsUp(tally: Working['tally'], bases: Working['bases']): boolean {
  const numbers = Object.values(tally).map(BigInt);
  const of = (status: string): bigint => BigInt(tally[status] ?? '0');
  return (
    numbers.every((number) => number >= 0n) &&
    numbers.reduce((sum, number) => sum + number, 0n) === BigInt(bases.ROLL as string) &&
    BigInt(bases.EXPRESSED as string) === of('MARKED') &&
    BigInt(bases.TURNOUT as string) === of('MARKED') + of('ABSTAIN') + of('BLANK')
  );
}

const sameJson = (one: unknown, other: unknown): boolean =>
  canonicalJson(one as Json) === canonicalJson(other as Json);

/** The value that settled a tie is the one that members made, where this bundle has what they did. */
function checkDrawn(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  outcome: OutcomeInBundle,
  { lots }: Held,
): void {
  const { election, drawn = null } = outcome.working as unknown as Outcome;
  const said = election?.drawn ?? drawn;
  if (said === null) return;
  if (book.kind === 'PUBLIC') return notes.miss('LOT_WITHHELD');
  notes.hold(drawnIn(poll, outcome, lots) === said, 'LOT_DISAGREES', poll.id);
}

/** Each step follows from those before it. */
function isFollowed(election: Election): boolean {
  try {
    return replay(election).length === 0;
  } catch {
    return false;
  }
}

/** What a bundle has of a poll. */
interface Held {
  readonly cast: readonly BallotInBundle[];
  readonly roll: readonly RollEntryInBundle[];
  readonly options: readonly PollOptionInBundle[];
  readonly lots: readonly LotValueInBundle[];
  /** Whatever objections in the box stand no more, and how. */
  readonly ends: ReadonlyMap<Uuid, ObjectionEnd>;
  /** Whom nothing could tell of it. */
  readonly unreached: readonly PollUnreachedInBundle[];
}

function heldIn(book: Book): (poll: PollInBundle) => Held {
  const ballots = groupBy(book.rows('ballot'), ({ pollId }) => pollId);
  const rolls = groupBy(book.rows('roll_entry'), ({ pollId }) => pollId);
  const options = groupBy(book.rows('poll_option'), ({ pollId }) => pollId);
  const lots = groupBy(book.rows('lot_value'), ({ pollId }) => pollId);
  const ends = new Map(book.rows('objection_end').map(({ objectionId, how }) => [objectionId, how]));
  const unreached = groupBy(book.rows('poll_unreached'), ({ pollId }) => pollId);
  return ({ id }) => ({
    unreached: unreached.get(id) ?? [],
    cast: ballots.get(id) ?? [],
    roll: rolls.get(id) ?? [],
    options: options.get(id) ?? [],
    lots: lots.get(id) ?? [],
    ends,
  });
}

function openBox(poll: PollInBundle, outcome: OutcomeInBundle, held: Held): Recount {
  const entitled = held.roll.filter((entry) => entry.entitled);
  const present = BigInt(entitled.filter((entry) => entry.present).length);
  return {
    box: [...groupBy(held.cast, ({ choice }) => choice)].map(([choice, same]) => ({
      choice,
      count: BigInt(same.length),
    })),
    electorate: {
      roll: BigInt(entitled.length),
      present: poll.venue === 'ASSEMBLY' ? present : null,
      ...liftedIn(held),
      ...unreachedIn(held),
    },
    options: polledIn(held.options),
    drawn: drawnIn(poll, outcome, held.lots),
  };
}

/** The objections in the box that their authors withdrew after its round, or that the rule set aside. */
function liftedIn({ cast, ends }: Held): Pick<Electorate, 'lifted'> {
  const how = cast.flatMap(({ objectionId }) => (objectionId === null ? [] : (ends.get(objectionId) ?? [])));
  const of = (end: ObjectionEnd): bigint => BigInt(how.filter((one) => one === end).length);
  const lifted = { withdrawn: of('WITHDRAWN'), setAside: of('SET_ASIDE') };
  return lifted.withdrawn + lifted.setAside > 0n ? { lifted } : {};
}

/** The same, as the proclaimed working says it. */
function liftedBy({ steps }: Working): Pick<Electorate, 'lifted'> {
  const step = steps.find(({ code }) => code === 'OBJECTIONS_LIFTED');
  if (step?.code !== 'OBJECTIONS_LIFTED') return {};
  return { lifted: { withdrawn: BigInt(step.data.withdrawn), setAside: BigInt(step.data.setAside) } };
}

/** Whose silence is counted as nothing: those whom nothing could tell, as far as they are on the roll to the end. */
function unreachedIn({ roll, unreached }: Held): Pick<Electorate, 'unreached'> {
  const entitled = new Set(roll.filter((entry) => entry.entitled).map(({ memberId }) => memberId));
  const count = unreached.filter(({ memberId }) => entitled.has(memberId)).length;
  return count > 0 ? { unreached: BigInt(count) } : {};
}

/** The same, as the proclaimed working says it: the silent that it counts, or that it counts none. */
function unreachedBy({ tally, options, steps }: Working): Pick<Electorate, 'unreached'> {
  const silent = steps.find(({ code }) => code === 'SILENCE_CONSENTS');
  const isNone = options['silenceConsents'] === true && steps.some(({ code }) => code === 'NO_ANSWER');
  if (!isNone) return {};
  const counted = silent?.code === 'SILENCE_CONSENTS' ? BigInt(silent.data.silent) : 0n;
  return { unreached: BigInt(tally['NOT_CAST'] ?? '0') - counted };
}

/** The value that members made, by the source that was fixed before the poll opened. */
function drawnIn(
  { lotSource, tiedAt }: PollInBundle,
  { proclaimedAt }: OutcomeInBundle,
  lots: readonly LotValueInBundle[],
): string | null {
  if (lotSource === null || tiedAt === null) return null;
  return drawnFrom(lotSource, lots, proclaimedAt > revealUntil(tiedAt));
}

/** The box as its proclaimed working describes it: all of its rulings counted the same ballots. */
function proclaimedBox(
  poll: PollInBundle,
  { working }: OutcomeInBundle,
  options: readonly PollOptionInBundle[],
): Recount {
  const { rulings, election, ballots, drawn } = working as unknown as Outcome;
  const first = (rulings[0] as { readonly working: Working }).working;
  const { tally, bases } = first;
  const electorate: Electorate = {
    roll: BigInt(bases.ROLL as string),
    present: bases.PRESENT === null ? null : BigInt(bases.PRESENT),
    ...liftedBy(first),
    ...unreachedBy(first),
  };
  const common = { electorate, options: polledIn(options), drawn: election?.drawn ?? drawn ?? null };
  if (!isElectionMethod(poll.method)) return { ...common, box: castIn(tally, ANSWERED) };
  if (ballots)
    return { ...common, box: ballots.map(({ choice, count }) => ({ choice, count: BigInt(count) })) };
  return Object.keys(tally).some((status) => status === 'MARKED' && tally[status] !== '0')
    ? null
    : { ...common, box: castIn(tally, UNMARKED) };
}

const ANSWERED = ['FOR', 'AGAINST', 'ABSTAIN', 'BLANK', 'NOT_TAKING_PART', 'CONSENT', 'OBJECT'] as const;

const castIn = (tally: Working['tally'], choices: readonly string[]): Cast[] =>
  Object.entries(tally)
    .filter(([choice]) => choices.includes(choice))
    .map(([choice, count]) => ({ choice, count: BigInt(count) }));

function comesOutAs(poll: PollInBundle, recount: NonNullable<Recount>, outcome: OutcomeInBundle): boolean {
  try {
    const { clauses, method, election } = poll;
    const counted = judge({ clauses, method, election, ...recount });
    return (
      counted.code === outcome.code &&
      canonicalJson(counted as unknown as Json) === canonicalJson(outcome.working)
    );
  } catch {
    return false; // sums that cannot be, or a method that a clause does not allow
  }
}
