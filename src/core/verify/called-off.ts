import type { NomineeEnd } from '../charter/circle-election.js';
import type { Book, OpenLeaf } from './book.js';
import type { PollInBundle } from './rows.js';

/**
 * A poll was called off while its box was empty; or for a cause that the register says, whatever is in the box: whom it asked about
 * did not want the role or is gone, amendments moved the words of a round, or an assembly's search took its question over.
 */
export function isCalledOffRightly(book: Book, poll: PollInBundle, withdrawn: OpenLeaf): boolean {
  const { body } = withdrawn;
  if (body['declined'] !== undefined) return isOfNominee(book, poll, withdrawn, 'DECLINED', 'declined');
  if (body['gone'] !== undefined) return isOfNominee(book, poll, withdrawn, 'GONE', 'gone');
  if (body['amended'] !== undefined) return isRound(book, poll) && isAmended(book, poll, withdrawn);
  if (body['takenOver'] !== undefined) return isRound(book, poll) && isTakenOver(book, poll, withdrawn);
  return !book.rows('ballot').some(({ pollId }) => pollId === poll.id);
}

/** The version on which the question of a round is asked again, where amendments moved its words; null where they did not. */
export function amendedTo(book: Book, { id }: Pick<PollInBundle, 'id'>): number | null {
  const [withdrawn] = book.leavesAbout('poll.withdrawn', 'poll', id);
  const version = withdrawn?.body['amended'];
  return typeof version === 'number' ? version : null;
}

const isRound = (book: Book, { id }: PollInBundle): boolean =>
  book.rows('consent_round').some(({ pollId }) => pollId === id);

const isOfNominee = (
  book: Book,
  { proposalId }: PollInBundle,
  { body }: OpenLeaf,
  how: NomineeEnd,
  field: 'declined' | 'gone',
): boolean =>
  book
    .rows('nominee')
    .some(
      (nominee) =>
        nominee.proposalId === proposalId && nominee.how === how && nominee.electionId === body[field],
    );

/** The version that it names is one that amendments made, of later words than were asked, before it was called off. */
const isAmended = (
  book: Book,
  { proposalId, proposalVersion }: PollInBundle,
  { body, index }: OpenLeaf,
): boolean =>
  book
    .leavesAbout('proposal.amended', 'proposal', proposalId)
    .some(
      (leaf) =>
        leaf.index < index &&
        leaf.body['version'] === body['amended'] &&
        (leaf.body['version'] as number) > proposalVersion,
    );

/** The search that took it over began right after, on the same proposal, in an assembly. */
const isTakenOver = (book: Book, { proposalId }: PollInBundle, { body, index }: OpenLeaf): boolean =>
  book
    .leavesAbout('consent.started', 'consent', body['takenOver'] ?? null)
    .some(
      (leaf) => leaf.index > index && leaf.body['proposal'] === proposalId && leaf.body['assembly'] !== null,
    );
