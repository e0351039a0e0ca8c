import { judge } from '../charter/outcome.js';
import { BALLOT_KINDS, checkBallot, type Ballot } from '../counting/ballot.js';
import type { Working } from '../counting/method.js';
import type { Electorate, Profile } from '../counting/profile.js';
import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { hashJson } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { byKey, groupBy, type Book } from './book.js';
import { Notes, type Report } from './notes.js';
import type {
  AttendanceInBundle,
  BallotInBundle,
  OutcomeInBundle,
  PollInBundle,
  RollEntryInBundle,
} from './rows.js';

/** Each roll is the one that was frozen at opening, but for those struck since, each with its leaf. */
export function checkRolls(book: Book): Report {
  const notes = new Notes();
  if (book.kind !== 'FULL') {
    notes.miss('ROLLS_WITHHELD', book.rows('poll').length);
    return notes.report('ROLLS');
  }
  const rolls = groupBy(book.rows('roll_entry'), ({ pollId }) => pollId);
  const attendance = groupBy(book.rows('attendance'), ({ assemblyId }) => assemblyId);
  const members = new Set(book.rows('member').map(({ id }) => id));
  for (const poll of book.rows('poll')) {
    const roll = rolls.get(poll.id) ?? [];
    rolls.delete(poll.id);
    const frozen = roll.map(({ memberId, entitled, present, reason }) =>
      reason === 'STRUCK'
        ? { memberId, entitled: true, present, reason: 'MEMBER' }
        : { memberId, entitled, present, reason },
    );
    notes.hold(poll.rollHash === hashJson(frozen), 'ROLL_HASH', poll.id);
    notes.hold(isStruckByLeaves(book, poll, roll), 'STRUCK_WITHOUT_LEAF', poll.id);
    notes.hold(
      roll.every(({ memberId }) => members.has(memberId)),
      'ROLL_OF_STRANGERS',
      poll.id,
    );
    if (poll.assemblyId !== null)
      notes.hold(
        isPresenceOf(poll, roll, attendance.get(poll.assemblyId) ?? []),
        'PRESENCE_DISAGREES',
        poll.id,
      );
  }
  for (const id of rolls.keys()) notes.hold(false, 'ROLL_OF_NOTHING', id);
  return notes.report('ROLLS');
}

/** Whoever was struck has a leaf, and nobody else; a leaf whose salt was erased is anybody's. */
function isStruckByLeaves(book: Book, { id }: PollInBundle, roll: readonly RollEntryInBundle[]): boolean {
  const struck = roll.filter(({ reason }) => reason === 'STRUCK');
  const said = book.leavesAbout('roll.struck', 'poll', id).map((leaf) => book.opening(leaf, 'member'));
  const members = new Set(struck.map(({ memberId }) => memberId));
  return (
    struck.every(({ entitled }) => !entitled) &&
    struck.length === said.length &&
    said.every((member) => member === null || members.has(member))
  );
}

/** Present on the roll is who was checked in at that very moment. */
function isPresenceOf(
  { openedAt }: PollInBundle,
  roll: readonly RollEntryInBundle[],
  stays: readonly AttendanceInBundle[],
): boolean {
  const there = new Set(
    stays
      .filter(({ arrivedAt, leftAt }) => arrivedAt <= openedAt && (leftAt === null || leftAt > openedAt))
      .map(({ memberId }) => memberId),
  );
  return roll.every(({ memberId, present, reason }) => {
    const wasEntitled = reason === 'MEMBER' || reason === 'STRUCK';
    return present === (wasEntitled && there.has(memberId));
  });
}

/** Each ballot is of somebody entitled, of the method's kind, and its objection is its own. One a member: the format has seen to it. */
export function checkBallots(book: Book): Report {
  const notes = new Notes();
  if (book.kind !== 'FULL') {
    notes.miss('BALLOTS_WITHHELD', book.rows('poll').length);
    return notes.report('BALLOTS');
  }
  const polls = byKey(book.rows('poll'), ({ id }) => id);
  const entries = byKey(book.rows('roll_entry'), entryOf);
  const objections = byKey(book.rows('objection'), ({ id }) => id);
  const standing = new Set<Uuid>();
  for (const ballot of book.rows('ballot')) {
    const subject = entryOf(ballot);
    const poll = polls.get(ballot.pollId);
    const entry = entries.get(subject);
    const mayVote = entry?.entitled === true && (poll?.venue === 'ONLINE' || entry.present);
    notes.hold(mayVote && ballot.entitled && ballot.revision > 0, 'BALLOT_NOT_ENTITLED', subject);
    if (!poll) continue;
    notes.hold(isCountable(poll, ballot), 'BALLOT_INVALID', subject);
    const objection = ballot.objectionId === null ? undefined : objections.get(ballot.objectionId);
    const isItsOwn = objection !== undefined && entryOf(objection) === subject;
    notes.hold(ballot.choice === 'OBJECT' ? isItsOwn : ballot.objectionId === null, 'OBJECTION', subject);
    if (ballot.objectionId !== null) standing.add(ballot.objectionId);
  }
  for (const objection of objections.values()) {
    const state = standing.has(objection.id) ? 'RAISED' : 'WITHDRAWN';
    notes.hold(objection.state === state && entries.has(entryOf(objection)), 'OBJECTION', objection.id);
  }
  notes.miss('WHO_CAST_WHICH', book.rows('ballot').length);
  return notes.report('BALLOTS');
}

const isCountable = ({ method }: PollInBundle, { choice }: BallotInBundle): boolean =>
  checkBallot(method, { kind: BALLOT_KINDS[method], value: choice }) === null;

const entryOf = ({ pollId, memberId }: { readonly pollId: Uuid; readonly memberId: Uuid }): string =>
  `${pollId} ${memberId}`;

/** Counts every box again under the clauses pinned at opening; where ballots are not here, the tally that was proclaimed. */
export function checkOutcomes(book: Book): Report {
  const notes = new Notes();
  const polls = byKey(book.rows('poll'), ({ id }) => id);
  const outcomes = byKey(book.rows('outcome'), ({ pollId }) => pollId);
  const ballots = groupBy(book.rows('ballot'), ({ pollId }) => pollId);
  const rolls = groupBy(book.rows('roll_entry'), ({ pollId }) => pollId);
  for (const outcome of outcomes.values()) {
    const poll = polls.get(outcome.pollId);
    if (!notes.hold(poll !== undefined, 'OUTCOME_OF_NOTHING', outcome.pollId) || !poll) continue;
    notes.hold(outcome.hash === hashJson(outcome.working), 'OUTCOME_HASH', poll.id);
    checkProclamation(book, notes, outcome);
    const box =
      book.kind === 'FULL'
        ? openBox(poll, ballots.get(poll.id) ?? [], rolls.get(poll.id) ?? [])
        : proclaimedBox(outcome);
    if (book.kind !== 'FULL') notes.miss('COUNTED_FROM_TALLY');
    notes.hold(comesOutAs(poll, box, outcome), 'RECOUNT', poll.id);
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

interface Box {
  readonly profile: Profile;
  readonly electorate: Electorate;
}

function openBox(
  poll: PollInBundle,
  cast: readonly BallotInBundle[],
  roll: readonly RollEntryInBundle[],
): Box {
  const entitled = roll.filter((entry) => entry.entitled);
  const present = BigInt(entitled.filter((entry) => entry.present).length);
  return {
    profile: [...groupBy(cast, ({ choice }) => choice)].map(([choice, same]) => ({
      ballot: ballotOf(poll.method, choice),
      count: BigInt(same.length),
    })),
    electorate: { roll: BigInt(entitled.length), present: poll.venue === 'ASSEMBLY' ? present : null },
  };
}

/** The box as its proclaimed working describes it: all of its rulings counted the same ballots. */
function proclaimedBox({ working }: OutcomeInBundle): Box {
  const { rulings, method } = working as unknown as {
    readonly rulings: readonly { readonly working: Working }[];
    readonly method: PollInBundle['method'];
  };
  const { tally, bases } = (rulings[0] as { readonly working: Working }).working;
  return {
    profile: Object.entries(tally)
      .filter(([status]) => status !== 'NOT_CAST' && status !== 'SPOILED')
      .map(([choice, count]) => ({ ballot: ballotOf(method, choice), count: BigInt(count) })),
    electorate: {
      roll: BigInt(bases.ROLL as string),
      present: bases.PRESENT === null ? null : BigInt(bases.PRESENT),
    },
  };
}

const ballotOf = (method: PollInBundle['method'], value: string): Ballot =>
  ({ kind: BALLOT_KINDS[method], value }) as Ballot;

function comesOutAs(poll: PollInBundle, { profile, electorate }: Box, outcome: OutcomeInBundle): boolean {
  try {
    const counted = judge({ clauses: poll.clauses, method: poll.method, profile, electorate });
    return (
      counted.code === outcome.code &&
      canonicalJson(counted as unknown as Json) === canonicalJson(outcome.working)
    );
  } catch {
    return false; // sums that cannot be, or a method that a clause does not allow
  }
}
