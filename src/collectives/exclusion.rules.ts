import type { MemberState } from '../core/kernel/actors.js';
import type { ExcludeMember, ReinstateMember } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { nameSkeleton } from '../core/kernel/names.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { ExclusionRow } from './exclusion.entity.js';

const WORDS_AT_MOST = 100_000;

/** Can this be read by everybody as it was written: grounds, an answer, a last word, a recourse. */
export function refuseWords(field: string, words: string): Refusal | null {
  const reason = words.trim() === '' ? 'EMPTY' : unreadable(words, 'LINES', WORDS_AT_MOST);
  return reason && refuse('INVALID_INPUT', { field, reason }, ['input', field]);
}

/** May somebody be asked to be excluded at all: a current member, by another one. */
export function mayBeAsked(
  member: { readonly state: MemberState } | null,
  isOneself: boolean,
): Refusal | null {
  if (!member) return refuse('NOT_FOUND');
  if (isOneself) return refuse('EXCLUSION_OF_ONESELF');
  return member.state === 'ACTIVE' ? null : refuse('MEMBER_NOT_ACTIVE', { state: member.state });
}

/** What the database knows about somebody whom a decision would exclude or take back. */
export interface PersonFacts {
  readonly memberState: MemberState | null;
  readonly exclusion: Pick<
    ExclusionRow,
    'memberId' | 'state' | 'answeredAt' | 'answerMinimum' | 'answerUntil' | 'recourse'
  > | null;
}

/**
 * Charter, clause 9: nobody is excluded without grounds sent to them, nor before they answered or let the time pass. The
 * collective reads the grounds and the answer together: until then no proposal carries them.
 */
export function refuseExclusion(
  effect: ExcludeMember,
  { memberState, exclusion }: PersonFacts,
  now: Instant,
): Refusal | null {
  if (exclusion?.memberId !== effect.memberId) return refuse('EXCLUSION_WITHOUT_GROUNDS');
  if (exclusion.state !== 'OPEN') return refuse('EXCLUSION_NOT_OPEN', { state: exclusion.state });
  if (exclusion.answeredAt === null && now < exclusion.answerUntil) return timeRunning(exclusion);
  return memberState === 'ACTIVE' ? null : refuse('MEMBER_NOT_ACTIVE', { state: memberState ?? '' });
}

/** May a poll on an exclusion open: only once the time to answer is over, answered or not. */
export const refuseHaste = (
  exclusion: Pick<ExclusionRow, 'answerMinimum' | 'answerUntil'>,
  now: Instant,
): Refusal | null => (now < exclusion.answerUntil ? timeRunning(exclusion) : null);

const timeRunning = ({ answerMinimum, answerUntil }: Pick<ExclusionRow, 'answerMinimum' | 'answerUntil'>) =>
  refuse('ANSWER_TIME_RUNNING', { minimum: answerMinimum, earliest: answerUntil });

/** An assembly takes back an exclusion against which a recourse pends. */
export function refuseReinstatement(
  effect: ReinstateMember,
  { memberState, exclusion }: PersonFacts,
): Refusal | null {
  if (exclusion?.memberId !== effect.memberId) return refuse('NOT_FOUND');
  if (exclusion.recourse !== 'PENDING') return refuse('RECOURSE_NOT_PENDING');
  return memberState === 'EXCLUDED' ? null : refuse('MEMBER_NOT_EXCLUDED', { state: memberState ?? '' });
}

/** May this exclusion still be answered, commented or withdrawn. */
export const isUnderWay = ({ state }: Pick<ExclusionRow, 'state'>): Refusal | null =>
  state === 'OPEN' ? null : refuse('EXCLUSION_NOT_OPEN', { state });

/** Only the person speaks for themselves; to anybody else it is as if there were nothing. */
export const isPersons = ({ memberId }: Pick<ExclusionRow, 'memberId'>, who: Uuid): Refusal | null =>
  memberId === who ? null : refuse('NOT_FOUND');

/** Whether a title names somebody, in letters that may only look like those of the name. */
export const namesPerson = (title: string, publicName: string): boolean => naming([publicName])(title);

/** The same of any of several people: their names are read once, for many titles. */
export function naming(publicNames: readonly string[]): (title: string) => boolean {
  const names = publicNames.map((name) => ` ${wordsOf(name)} `);
  return (title) => {
    const words = ` ${wordsOf(title)} `;
    return names.some((name) => words.includes(name));
  };
}

const wordsOf = (text: string): string => nameSkeleton(text.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' '));
