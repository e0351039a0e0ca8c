import { commitmentTo } from '../charter/lot.js';
import { groupBy, opensTo, type Book } from './book.js';
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
    const leaves =
      book.leavesAbout('lot.committed', 'poll', poll.id).length +
      book.leavesAbout('lot.entered', 'poll', poll.id).length;
    notes.hold(leaves > 0 === own.length > 0, 'LOT_DISAGREES', poll.id);
  }
  for (const id of values.keys()) notes.hold(polls.has(id), 'LOT_DISAGREES', id);
}

function isSaid(
  book: Book,
  notes: Notes,
  poll: PollInBundle,
  { memberId, commitment, value }: LotValueInBundle,
): boolean {
  const of = (type: string) =>
    book
      .leavesAbout(type, 'poll', poll.id)
      .filter((leaf) => opensTo(book, notes, leaf, { field: 'member', value: memberId }));
  const closed = book.leavesAbout('poll.closed', 'poll', poll.id)[0];
  const tied = book.leavesAbout('poll.tied', 'poll', poll.id)[0];
  const committed = of('lot.committed').at(-1);
  const entered = of('lot.entered').at(-1);
  const commits =
    commitment === null
      ? committed === undefined
      : committed?.body['commitment'] === commitment && committed.index < (closed?.index ?? Infinity);
  const says =
    value === null
      ? entered === undefined
      : entered?.body['value'] === value && tied !== undefined && tied.index < entered.index;
  const opens = commitment === null || value === null || commitment === commitmentTo(value);
  return commits && says && opens;
}
