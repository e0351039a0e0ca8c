import {
  foundingClause,
  targetsOfFounding,
  type FoundersMajority,
  type FoundingSubject,
} from '../charter/founding.js';
import type { Clause } from '../charter/clause.js';
import type { Effect } from '../kernel/effects.js';
import { targetsOf } from '../kernel/effects.js';
import type { Uuid } from '../kernel/ids.js';
import { Refusal } from '../kernel/refusals.js';
import { byKey, type Book, type OpenLeaf } from './book.js';
import type { PollInBundle } from './rows.js';

/** What each proposal settles in the founding; those of a collective that lives are not in it. */
export function foundingSubjects(book: Book): ReadonlyMap<Uuid, FoundingSubject> {
  return new Map(
    book
      .rows('proposal')
      .flatMap(({ id, foundingSubject }) => (foundingSubject ? [[id, foundingSubject] as const] : [])),
  );
}

/** Whether decision 0 has been taken, or the collective was there from the beginning. */
export const isFounded = (book: Book): boolean => book.leaves('collective.founded').length > 0;

/** The built-in clause that a poll of the founding had to pin: the majority is the last adopted before it was opened. */
export function clauseOfFounding(book: Book, subject: FoundingSubject, opened: OpenLeaf): Clause | null {
  const [{ locale } = { locale: 'fr' as const }] = book.rows('collective');
  try {
    return foundingClause(subject, majorityBefore(book, opened), locale);
  } catch (error) {
    if (error instanceof Refusal) return null; // opened before any majority was agreed on
    throw error;
  }
}

function majorityBefore(book: Book, { index }: OpenLeaf): FoundersMajority | null {
  const subjects = foundingSubjects(book);
  const polls = byKey(book.rows('poll'), ({ id }) => id);
  const options = book.rows('poll_option').filter(({ statusQuo }) => !statusQuo);
  const effects = byKey(options, ({ pollId }) => pollId);
  const adopted = book.leaves('poll.proclaimed').flatMap((leaf) => {
    const poll = polls.get(leaf.body['poll'] as Uuid);
    const isMajority = poll !== undefined && subjects.get(poll.proposalId) === 'MAJORITY';
    if (!isMajority || leaf.index >= index || leaf.body['outcome'] !== 'ADOPTED') return [];
    return (effects.get(poll.id)?.effects ?? []).filter((effect) => effect.kind === 'AGREE_MAJORITY');
  });
  const last = adopted.at(-1);
  return last ? { base: last.base, threshold: last.threshold } : null;
}

/** What an undecided poll reserves beside its proposal. */
export function targetsOfPoll(
  subjects: ReadonlyMap<Uuid, FoundingSubject>,
  { proposalId }: PollInBundle,
  effects: readonly Effect[],
): readonly string[] {
  const subject = subjects.get(proposalId);
  return subject ? targetsOfFounding(subject) : targetsOf(effects);
}
