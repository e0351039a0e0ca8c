import { isElectionMethod } from '../charter/clause.js';
import { paperFor } from '../charter/question.js';
import { BALLOT_KINDS, checkBallot } from '../counting/ballot.js';
import { misfit, type PolledOption } from '../counting/marks.js';
import { hashJson } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { byKey, groupBy, type Book } from './book.js';
import { isRollOfGroup } from './check-groups.js';
import { Notes, type Report } from './notes.js';
import { polledIn } from './options.js';
import type { AttendanceInBundle, BallotInBundle, PollInBundle, RollEntryInBundle } from './rows.js';

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
    notes.hold(isRollOfGroup(book, poll, roll), 'ROLL_OF_GROUP', poll.id);
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
  const options = groupBy(book.rows('poll_option'), ({ pollId }) => pollId);
  const standing = new Set<Uuid>();
  for (const ballot of book.rows('ballot')) {
    const subject = entryOf(ballot);
    const poll = polls.get(ballot.pollId);
    const entry = entries.get(subject);
    const mayVote = entry?.entitled === true && (poll?.venue === 'ONLINE' || entry.present);
    notes.hold(mayVote && ballot.entitled && ballot.revision > 0, 'BALLOT_NOT_ENTITLED', subject);
    if (!poll) continue;
    notes.hold(isCountable(poll, polledIn(options.get(poll.id)), ballot), 'BALLOT_INVALID', subject);
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

function isCountable(
  { method, election }: PollInBundle,
  options: readonly PolledOption[],
  { choice }: BallotInBundle,
): boolean {
  if (!isElectionMethod(method))
    return checkBallot(method, { kind: BALLOT_KINDS[method], value: choice }) === null;
  return election !== null && misfit(paperFor(method, election, options), choice) === null;
}

const entryOf = ({ pollId, memberId }: { readonly pollId: Uuid; readonly memberId: Uuid | null }): string =>
  `${pollId} ${String(memberId)}`;
