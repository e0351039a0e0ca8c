import { hashText } from '../kernel/hash.js';
import type { Json } from '../kernel/canonical-json.js';
import type { Instant } from '../kernel/instants.js';
import { byKey, groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import type { Notes } from './notes.js';
import type { ConcernInBundle, ConcernReviewInBundle, DecisionConcernInBundle } from './rows-of-concerns.js';

/**
 * What an adopted decision carries of what worried people: whose, in which words, until when; and that each came back at its
 * date and was answered as the register says, so that none was let fall.
 */
export function checkConcerns(book: Book, notes: Notes): void {
  const voices = byKey(book.rows('contribution'), ({ id }) => id);
  const concerns = byKey(book.rows('concern'), ({ contributionId }) => contributionId);
  for (const carried of book.rows('decision_concern')) checkCarried(book, notes, carried);
  const reviews = groupBy(book.rows('concern_review'), ({ contributionId }) => contributionId);
  for (const concern of concerns.values()) {
    notes.hold(
      voices.get(concern.contributionId)?.kind === 'CONCERN',
      'CONCERN_VOICE',
      concern.contributionId,
    );
    const own = reviews.get(concern.contributionId) ?? [];
    own.forEach((review, before) => {
      notes.hold(review.step === before + 1, 'CONCERN_ANSWER', concern.contributionId);
      checkReview(book, notes, review);
    });
    checkState(book, notes, concern);
  }
  for (const { contributionId } of [...book.rows('decision_concern'), ...book.rows('concern_review')])
    notes.hold(concerns.has(contributionId), 'CONCERN_MISSING', contributionId);
  hasAll(book, notes, 'concern.carried', book.rows('decision_concern').length);
  hasAll(book, notes, 'concern.reviewed', book.rows('concern_review').length);
}

const hasAll = (book: Book, notes: Notes, type: string, rows: number): boolean => {
  const there = book.leaves(type).length;
  return notes.hold(book.hidden > 0 || there === rows, 'CONCERN_MISSING', `${type} ${there}`);
};

/** The one leaf about a row; a bundle that hides leaves may lack it. */
function leafOf(
  book: Book,
  type: string,
  concern: string,
  key: Readonly<Record<string, Json>>,
): OpenLeaf | null | 'HIDDEN' {
  const [leaf, ...more] = book
    .leavesAbout(type, 'concern', concern)
    .filter(({ body }) => Object.entries(key).every(([field, value]) => body[field] === value));
  if (!leaf && book.hidden > 0) return 'HIDDEN';
  return leaf && more.length === 0 ? leaf : null;
}

function checkCarried(book: Book, notes: Notes, row: DecisionConcernInBundle): void {
  const { decisionId, contributionId, version } = row;
  const leaf = leafOf(book, 'concern.carried', contributionId, { decision: decisionId });
  if (leaf === 'HIDDEN') return notes.miss('LEAF_HIDDEN');
  const voice = book.rows('contribution').find(({ id }) => id === contributionId);
  const decision = book.rows('decision').find(({ id }) => id === decisionId);
  const says =
    leaf !== null &&
    voice?.kind === 'CONCERN' &&
    decision?.outcome === 'ADOPTED' &&
    leaf.body['version'] === version &&
    leaf.body['thread'] === voice.threadId &&
    opensTo(book, notes, leaf, { field: 'member', value: voice.authorId });
  notes.hold(says, 'CONCERN_CARRIED', contributionId);
  if (leaf) notes.hold(hasItsWords(book, leaf, row), 'CONCERN_WORDS', contributionId);
}

/** The words of then, where neither they nor what opens their hash are gone or withheld. */
function hasItsWords(
  book: Book,
  leaf: OpenLeaf,
  { contributionId, version }: DecisionConcernInBundle,
): boolean {
  const hash = book.opening(leaf, 'wordsHash');
  const words = book
    .rows('contribution_version')
    .find((one) => one.contributionId === contributionId && one.version === version);
  return hash === null || words === undefined || hashText(words.body) === hash;
}

function checkReview(book: Book, notes: Notes, review: ConcernReviewInBundle): void {
  const { contributionId, step, authorId, replyId } = review;
  const name = `${contributionId} ${step}`;
  const leaf = leafOf(book, 'concern.reviewed', contributionId, { step });
  if (leaf === 'HIDDEN') return notes.miss('LEAF_HIDDEN');
  const said = {
    ...{ how: review.how, reply: replyId, reviewAt: review.reviewAt, saidAt: review.saidAt },
    ...{ takenUpInThread: review.threadId, takenUpInProposal: review.proposalId },
  };
  const says =
    leaf !== null &&
    Object.entries(said).every(([field, value]) => leaf.body[field] === value) &&
    opensTo(book, notes, leaf, { field: 'by', value: authorId });
  notes.hold(says, 'CONCERN_ANSWER', name);
  const reply = book.rows('contribution').find(({ id }) => id === replyId);
  const replies = replyId === null || (reply?.authorId === authorId && reply.repliesTo === contributionId);
  notes.hold(replies, 'CONCERN_ANSWER', name);
}

/** Where the leaves leave a concern; a date that no leaf says is `undefined`. */
interface Left {
  readonly state: string;
  readonly reviewAt: Instant | null | undefined;
}

function checkState(book: Book, notes: Notes, { contributionId, state, reviewAt }: ConcernInBundle): void {
  const leaves = ['concern.carried', 'concern.returned', 'concern.reviewed']
    .flatMap((type) => book.leavesAbout(type, 'concern', contributionId))
    .sort((one, other) => one.index - other.index);
  if (leaves.length === 0 && book.hidden > 0) return notes.miss('LEAF_HIDDEN');
  const left = leaves.reduce<Left | null>(after, { state: 'VOICED', reviewAt: undefined });
  const isSo = left?.state === state && (left.reviewAt === undefined || left.reviewAt === reviewAt);
  notes.hold(isSo, 'CONCERN_STATE', contributionId);
}

/** What a leaf makes of a concern; null where it does not follow from those before it. */
function after(left: Left | null, { type, at, body }: OpenLeaf): Left | null {
  if (left === null) return null;
  const reviewAt = (body['reviewAt'] ?? null) as Instant | null;
  const isAsKnown = left.reviewAt === undefined || left.reviewAt === reviewAt;
  if (type === 'concern.carried')
    return isAsKnown ? { state: left.state === 'VOICED' ? 'CARRIED' : left.state, reviewAt } : null;
  if (type === 'concern.returned') {
    const isTime = reviewAt !== null && reviewAt <= at;
    return left.state === 'CARRIED' && isAsKnown && isTime ? { state: 'DUE', reviewAt } : null;
  }
  if (body['how'] === 'LATER') return { state: left.state === 'VOICED' ? 'VOICED' : 'CARRIED', reviewAt };
  return { ...left, state: body['how'] === 'TAKEN_UP' ? 'TAKEN_UP' : 'SETTLED' };
}
