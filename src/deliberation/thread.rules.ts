import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';

const TITLE_MAX = 200;

/** What a thread may be about at once, at most. */
export const SUBJECTS_AT_MOST = 5;

/** A thread that is about nothing else has a title; one about something may go without. */
export function refuseTitle(title: string | null, isAlone: boolean): Refusal | null {
  const because = (reason: string) => refuse('INVALID_INPUT', { field: 'title', reason }, ['input', 'title']);
  if (title === null) return isAlone ? because('EMPTY') : null;
  if (title.trim() === '') return because('EMPTY');
  const reason = unreadable(title, 'LINE', TITLE_MAX);
  return reason && because(reason);
}

/** Words that somebody says for others to read. */
export function refuseWords(field: string, words: string, most: number): Refusal | null {
  const reason = words.trim() === '' ? 'EMPTY' : unreadable(words, 'LINES', most);
  return reason && refuse('INVALID_INPUT', { field, reason }, ['input', field]);
}
