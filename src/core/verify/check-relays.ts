import type { Json } from '../kernel/canonical-json.js';
import type { Uuid } from '../kernel/ids.js';
import { groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import { Notes, type Report } from './notes.js';
import type { RelayRequestInBundle } from './rows-of-relays.js';

/** Who asked for a relay, what relays brought, what its voters say of it, and who was told of what: each as the register says. */
export function checkRelays(book: Book): Report {
  const notes = new Notes();
  const gone = new Set(
    book
      .rows('member')
      .filter(({ state }) => state === 'LEFT' || state === 'EXCLUDED')
      .map(({ id }) => id),
  );
  for (const request of book.rows('relay_request')) {
    const hasEnded = request.endedAt !== null || !gone.has(request.memberId);
    notes.hold(hasEnded && isAskedAs(book, notes, request), 'RELAY_REQUEST', request.id);
  }
  checkBallots(book, notes);
  checkActs(book, notes);
  checkReach(book, notes);
  return notes.report('RELAYS');
}

function isAskedAs(book: Book, notes: Notes, request: RelayRequestInBundle): boolean {
  const { id, memberId, way, otherActs, askedBy, joinedBy, standsFrom, endedBy, endedAt } = request;
  const [leaf, ...more] = book.leavesAbout('relay.asked', 'request', id);
  const [end, ...ends] = book.leavesAbout('relay.ended', 'request', id);
  const isUnended = endedBy === null && endedAt === null && end === undefined;
  if (!leaf) return way === 'TWO_MEMBERS' && joinedBy === null && standsFrom === null && isUnended;
  const by = joinedBy === null ? [askedBy] : [askedBy, joinedBy];
  const isEnded =
    end !== undefined &&
    ends.length === 0 &&
    endedAt !== null &&
    endedAt <= end.at &&
    opensTo(book, notes, end, { field: 'member', value: memberId }) &&
    (endedBy === null ? end.body['by'] === null : opensTo(book, notes, end, { field: 'by', value: endedBy }));
  return (
    more.length === 0 &&
    leaf.body['way'] === way &&
    (leaf.body['otherActs'] ?? true) === otherActs && // before it was said, a request was for all
    standsFrom !== null &&
    standsFrom <= leaf.at &&
    (leaf.body['by'] as readonly Json[]).length === by.length &&
    (way === 'TWO_MEMBERS') === (by.length === 2) &&
    (way === 'ONESELF') === (askedBy === memberId) &&
    opensTo(book, notes, leaf, { field: 'member', value: memberId }) &&
    by.every((one, place) => opensTo(book, notes, leaf, { field: `by/${place}`, value: one })) &&
    (isUnended || isEnded)
  );
}

interface OfMember {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
}

/** The one leaf of a type about a poll whose member this is. */
function leafOf(
  book: Book,
  type: string,
  { pollId, memberId }: OfMember,
  says: (leaf: OpenLeaf) => boolean = () => true,
): OpenLeaf | null {
  const about = book.leavesAbout(type, 'poll', pollId).filter(says);
  const opened = about.filter((leaf) => book.opening(leaf, 'member') === memberId);
  if (opened.length > 0) return opened.length === 1 ? (opened[0] as OpenLeaf) : null;
  const isClosed = book.kind !== 'FULL' || book.erased.has(memberId);
  return isClosed ? (about.find((leaf) => book.opening(leaf, 'member') === null) ?? null) : null;
}

/** Nothing is missing: as many rows as leaves, where a bundle has all rows. */
function holdAll(book: Book, notes: Notes, type: string, rows: readonly unknown[]): void {
  const leaves = book.leaves(type).length;
  if (book.kind === 'FULL') notes.hold(leaves === rows.length, 'RELAY_LEAVES', type);
  else notes.miss('RELAYS_WITHHELD', leaves - rows.length);
}

function checkBallots(book: Book, notes: Notes): void {
  const standing = new Map(book.rows('ballot').map((ballot) => [keyOf(ballot), ballot.revision]));
  const relayed = book.rows('relayed_ballot');
  for (const row of relayed) {
    const says = ({ body }: OpenLeaf): boolean =>
      body['revision'] === row.revision && body['way'] === row.way;
    const leaf = leafOf(book, 'ballot.relayed', row, says);
    const isSo =
      leaf !== null &&
      row.relayedBy !== row.memberId &&
      opensTo(book, notes, leaf, { field: 'by', value: row.relayedBy });
    const isInBox = book.kind !== 'FULL' || (standing.get(keyOf(row)) ?? 0) >= row.revision;
    notes.hold(isSo && isInBox, 'RELAYED_BALLOT', keyOf(row));
  }
  holdAll(book, notes, 'ballot.relayed', relayed);
  const contests = book.rows('relayed_ballot_contest');
  const brought = new Set(relayed.map((row) => `${keyOf(row)} ${row.revision}`));
  for (const row of contests) {
    const says = ({ body }: OpenLeaf): boolean => body['revision'] === row.revision;
    const leaf = leafOf(book, 'ballot.relay-contested', row, says);
    const isSo =
      leaf !== null &&
      row.contestedAt <= leaf.at &&
      row.voidedBy === (leaf.body['voided'] === true ? row.revision + 1 : null) &&
      brought.has(`${keyOf(row)} ${row.revision}`);
    notes.hold(isSo, 'RELAYED_BALLOT', keyOf(row));
  }
  holdAll(book, notes, 'ballot.relay-contested', contests);
}

function checkActs(book: Book, notes: Notes): void {
  const acts = book.rows('relayed_act');
  // Words that a relay brought are of whoever said them to the relay.
  const authors = new Map(
    [...book.rows('contribution'), ...book.rows('proposal')].map(({ id, authorId }) => [id, authorId]),
  );
  for (const row of acts) {
    const [leaf, ...more] = book.leavesAbout('act.relayed', 'relayed', row.id);
    const isSo =
      leaf !== undefined &&
      more.length === 0 &&
      leaf.body['act'] === row.act &&
      leaf.body['way'] === row.way &&
      leaf.body['kind'] === row.aboutKind &&
      leaf.body['about'] === row.aboutId &&
      row.relayedAt <= leaf.at &&
      row.relayedBy !== row.memberId &&
      leaf.body['member'] !== undefined &&
      leaf.body['by'] !== undefined &&
      opensTo(book, notes, leaf, { field: 'member', value: row.memberId }) &&
      opensTo(book, notes, leaf, { field: 'by', value: row.relayedBy }) &&
      (authors.get(row.aboutId) ?? row.memberId) === row.memberId;
    notes.hold(isSo, 'RELAYED_ACT', row.id);
  }
  holdAll(book, notes, 'act.relayed', acts);
  const memberOf = new Map(acts.map(({ id, memberId }) => [id, memberId]));
  const contests = book.rows('relayed_act_contest');
  for (const { relayedActId, contestedAt } of contests) {
    const [leaf, ...more] = book.leavesAbout('act.relay-contested', 'relayed', relayedActId);
    const memberId = memberOf.get(relayedActId);
    const isSo =
      leaf !== undefined &&
      more.length === 0 &&
      contestedAt <= leaf.at &&
      memberId !== undefined &&
      opensTo(book, notes, leaf, { field: 'member', value: memberId });
    notes.hold(isSo, 'RELAYED_ACT', relayedActId);
  }
  holdAll(book, notes, 'act.relay-contested', contests);
}

function checkReach(book: Book, notes: Notes): void {
  const reached = book.rows('poll_reached');
  for (const row of reached) {
    const leaf = leafOf(book, 'poll.reached', row);
    const isSo =
      leaf !== null &&
      row.reachedAt <= leaf.at &&
      opensTo(book, notes, leaf, { field: 'by', value: row.reachedBy });
    notes.hold(isSo, 'POLL_REACHED', keyOf(row));
  }
  holdAll(book, notes, 'poll.reached', reached);
  if (book.kind !== 'FULL') return notes.miss('RELAYS_WITHHELD', book.leaves('poll.unreached').length);
  const cast = new Set([...book.rows('ballot'), ...reached].map(keyOf));
  const unreached = groupBy(book.rows('poll_unreached'), ({ pollId }) => pollId);
  for (const leaf of book.leaves('poll.unreached')) {
    const pollId = leaf.body['poll'] as Uuid;
    const rows = unreached.get(pollId) ?? [];
    const said = (leaf.body['members'] as readonly Json[]).map((_, at) =>
      book.opening(leaf, `members/${at}`),
    );
    const named = new Set(rows.map(({ memberId }) => memberId));
    const isSo =
      said.length === rows.length &&
      said.every((one) => one === null || named.has(one as Uuid)) &&
      rows.every(
        (row) => !cast.has(keyOf(row)) && (said.includes(row.memberId) || book.erased.has(row.memberId)),
      );
    notes.hold(isSo, 'POLL_UNREACHED', pollId);
    unreached.delete(pollId);
  }
  for (const pollId of unreached.keys()) notes.hold(false, 'POLL_UNREACHED', pollId);
}

const keyOf = ({ pollId, memberId }: OfMember): string => `${pollId} ${memberId}`;
