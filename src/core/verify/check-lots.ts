import { commitmentTo, isByCommitments } from '../charter/lot.js';
import { groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import type { Notes } from './notes.js';
import type { LotValueInBundle, PollInBundle } from './rows.js';

/**
 * What members did for lots is what their leaves say: commitments before the box was shut, values once the tie was known,
 * and each value what its commitment holds.
 */
export function checkLots(book: Book, notes: Notes): void {
  const polls = new Map(book.rows('poll').map((poll) => [poll.id, poll]));
  const values = groupBy(book.rows('lot_value'), ({ pollId }) => pollId);
  for (const poll of polls.values()) {
    const own = values.get(poll.id) ?? [];
    if (own.length > 0)
      notes.hold(
        poll.lotSource !== null && own.every((one) => isSaid(book, notes, poll, one)),
        'LOT_DISAGREES',
        poll.id,
      );
    const opens = (one: LotValueInBundle): boolean =>
      one.commitment === null || one.value === null || one.commitment === commitmentTo(one.value);
    if (poll.lotSource !== null && isByCommitments(poll.lotSource, own))
      notes.hold(own.every(opens), 'LOT_DISAGREES', poll.id);
    const leaves =
      book.leavesAbout('lot.committed', 'poll', poll.id).length +
      book.leavesAbout('lot.entered', 'poll', poll.id).length;
    notes.hold(leaves > 0 === own.length > 0, 'LOT_DISAGREES', poll.id);
  }
  for (const id of values.keys()) notes.hold(polls.has(id), 'LOT_DISAGREES', id);
}

/** Whose leaf it is stays closed in a member's bundle: what was said is held to any of the poll. */
function isSaid(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  { memberId, commitment, value }: LotValueInBundle,
): boolean {
  const whose = (type: string) =>
    book
      .leavesAbout(type, 'poll', poll.id)
      .filter((leaf) => opensTo(book, notes, leaf, { field: 'member', value: memberId }));
  const closed = book.leavesAbout('poll.closed', 'poll', poll.id)[0];
  const tied = book.leavesAbout('poll.tied', 'poll', poll.id)[0];
  // The last that somebody said stands; in a member's bundle nobody knows whose is the last.
  const last = (leaves: readonly OpenLeaf[]): readonly OpenLeaf[] =>
    book.kind === 'FULL' ? leaves.slice(-1) : leaves;
  const committed = last(whose('lot.committed'));
  const entered = last(whose('lot.entered'));
  const commits =
    commitment === null
      ? book.kind !== 'FULL' || committed.length === 0
      : committed.some(
          ({ body, index }) => body['commitment'] === commitment && index < (closed?.index ?? Infinity),
        );
  const says =
    value === null
      ? book.kind !== 'FULL' || entered.length === 0
      : entered.some(
          ({ body, index }) => body['value'] === value && tied !== undefined && tied.index < index,
        );
  return commits && says;
}
