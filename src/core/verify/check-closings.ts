import { lastEnd } from '../charter/periods.js';
import { broughtForward, closingForUnreached } from '../charter/unreached.js';
import type { Json } from '../kernel/canonical-json.js';
import type { Uuid } from '../kernel/ids.js';
import type { Instant, Zone } from '../kernel/instants.js';
import { groupBy, type Book, type OpenLeaf } from './book.js';
import type { Notes } from './notes.js';
import type { PollInBundle, RollEntryInBundle } from './rows.js';
import type { PollReachedInBundle } from './rows-of-relays.js';

/** An opening is written down within the hour: a host who says that it was long before would shorten it. */
const OPENING_MS = 3_600_000;

/** When the leaves say that a poll closes: at the opening, by the last call of a sitting, or brought forward once. */
export const closingSaid = (book: Book, { id }: PollInBundle, opened: OpenLeaf): Json =>
  book.leavesAbout('poll.brought-forward', 'poll', id)[0]?.body['closesAt'] ??
  book.leavesAbout('poll.last-call', 'poll', id)[0]?.body['closesAt'] ??
  opened.body['closesAt'] ??
  null;

/** What is read once for all polls. */
interface Means {
  readonly book: Book;
  readonly notes: Notes;
  readonly zone: Zone;
  readonly rolls: ReadonlyMap<Uuid, readonly RollEntryInBundle[]>;
  readonly awaited: ReadonlyMap<Uuid, readonly { readonly memberId: Uuid }[]>;
  readonly reached: ReadonlyMap<Uuid, readonly PollReachedInBundle[]>;
  /** Who has no address. Nobody’s is ever taken away but by their own erasure. */
  readonly withoutMail: ReadonlySet<Uuid>;
}

/**
 * Nobody closed a box earlier than its rules let it: it was open for the least time that they ask, the longer one where
 * somebody on its roll had no mail, and was brought forward only once each of them was told; and it was shut at its hour.
 */
export function closingsIn(book: Book, notes: Notes): (poll: PollInBundle, opened: OpenLeaf) => void {
  const ofPoll = ({ pollId }: { readonly pollId: Uuid }): Uuid => pollId;
  const [{ zone } = { zone: 'UTC' }] = book.rows('collective');
  const means: Means = {
    book,
    notes,
    zone,
    rolls: groupBy(book.rows('roll_entry'), ofPoll),
    awaited: groupBy(book.rows('poll_awaited'), ofPoll),
    reached: groupBy(book.rows('poll_reached'), ofPoll),
    withoutMail: new Set(
      book
        .rows('member')
        .flatMap(({ id, email, erasedAt }) => (email === null && erasedAt === null ? [id] : [])),
    ),
  };
  return (poll, opened) => {
    const [closed] = book.leavesAbout('poll.closed', 'poll', poll.id);
    const isAtItsHour =
      poll.closedAt === poll.closesAt && (!closed || poll.closedAt === null || poll.closedAt <= closed.at);
    notes.hold(poll.closedAt === null || isAtItsHour, 'CLOSED_EARLY', poll.id);
    if (poll.venue !== 'ONLINE')
      return void notes.hold(
        poll.closesIfReached == null && !means.awaited.has(poll.id),
        'POLL_WAITS',
        poll.id,
      );
    const asked = (poll.closesIfReached ?? opened.body['closesAt']) as Instant;
    const periods = poll.clauses.map(({ minimumVoting }) => minimumVoting);
    const wasOpenedThen = Date.parse(opened.at) - Date.parse(poll.openedAt) < OPENING_MS;
    notes.hold(wasOpenedThen && lastEnd(periods, poll.openedAt, zone) <= asked, 'CLOSED_EARLY', poll.id);
    if (poll.closesIfReached !== undefined) checkWaiting(means, poll, opened);
  };
}

/** A poll waits for those without mail whom its leaf names; where it names nobody, there was nobody. */
function checkWaiting(means: Means, poll: PollInBundle, opened: OpenLeaf): void {
  const { book, notes, zone } = means;
  const { id, clauses, openedAt, closesIfReached = null } = poll;
  const said = opened.body['closesAt'] as Instant;
  const closing = closingForUnreached(clauses, closesIfReached ?? said, openedAt, zone);
  const [leaf, ...more] = book.leavesAbout('poll.awaits', 'poll', id);
  const forward = book.leavesAbout('poll.brought-forward', 'poll', id);
  const rows = (means.awaited.get(id) ?? []).map(({ memberId }) => memberId);
  if (!leaf) {
    const isForgotten =
      book.kind === 'FULL' && closing.closesIfReached !== null && entitledWithoutMail(means, id).length > 0;
    const waitsForNobody = closesIfReached === null && rows.length === 0 && forward.length === 0;
    return void notes.hold(waitsForNobody && !isForgotten, 'POLL_WAITS', id);
  }
  const says =
    more.length === 0 &&
    closesIfReached !== null &&
    closing.closesIfReached === closesIfReached &&
    closing.closesAt === said &&
    leaf.body['closesAt'] === said &&
    leaf.body['closesIfReached'] === closesIfReached;
  notes.hold(says && isAboutThem(means, id, leaf, rows), 'POLL_WAITS', id);
  if (closesIfReached === null) return;
  const hours = { closesAt: closing.closesAt, closesIfReached };
  notes.hold(isForwardAs(means, poll, forward, { rows, hours }), 'POLL_WAITS', id);
}

/** Whoever was struck since was entitled when it opened. */
const entitledWithoutMail = ({ rolls, withoutMail }: Means, pollId: Uuid): Uuid[] =>
  (rolls.get(pollId) ?? [])
    .filter(
      ({ memberId, entitled, reason }) => (entitled || reason === 'STRUCK') && withoutMail.has(memberId),
    )
    .map(({ memberId }) => memberId);

/** The rows are those of the leaf, and nobody without mail is missing; a bundle of one member has their own row alone. */
function isAboutThem(means: Means, pollId: Uuid, leaf: OpenLeaf, rows: readonly Uuid[]): boolean {
  const { book } = means;
  const named = (leaf.body['members'] as readonly Json[]).map((_, at) => book.opening(leaf, `members/${at}`));
  if (book.kind !== 'FULL') return rows.every((memberId) => named.includes(memberId));
  const awaited = new Set(rows);
  return (
    rows.length === named.length &&
    rows.every((memberId) => named.includes(memberId) || book.erased.has(memberId)) &&
    named.every((one) => one === null || awaited.has(one as Uuid)) &&
    entitledWithoutMail(means, pollId).every((memberId) => awaited.has(memberId))
  );
}

/** It is brought forward where everybody was told while it was open, to the hour that follows from the last of them; else never. */
function isForwardAs(
  { book, zone, reached }: Means,
  { id, closesAt }: PollInBundle,
  forward: readonly OpenLeaf[],
  {
    rows,
    hours,
  }: { readonly rows: readonly Uuid[]; readonly hours: { closesAt: Instant; closesIfReached: Instant } },
): boolean {
  if (book.kind !== 'FULL')
    return forward.every(({ body, at }) => {
      const to = body['closesAt'] as Instant;
      return hours.closesIfReached <= to && at < to && to < hours.closesAt;
    });
  const told = new Map((reached.get(id) ?? []).map(({ memberId, reachedAt }) => [memberId, reachedAt]));
  const instants = rows.flatMap((memberId) => told.get(memberId) ?? []).sort();
  const isWhole = instants.length === rows.length;
  const wanted = isWhole ? broughtForward(hours, instants.at(-1) as Instant, zone) : hours.closesAt;
  const leaves = book.leavesAbout('poll.reached', 'poll', id);
  const cameAfter = ({ index }: OpenLeaf): boolean =>
    rows.every((memberId) =>
      leaves.some((leaf) => leaf.index < index && [memberId, null].includes(book.opening(leaf, 'member'))),
    );
  return (
    closesAt === wanted &&
    forward.length === (wanted < hours.closesAt ? 1 : 0) &&
    forward.every((leaf) => leaf.body['closesAt'] === wanted && cameAfter(leaf))
  );
}
