import { RATIONALE_AT_MOST, type Question } from '../core/charter/question.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';

const TITLE_AT_MOST = 200;
const EFFECTS_AT_MOST = 50;

/** Can this be read by a person and stored as typed. */
export function checkWording(wording: {
  readonly title: string;
  readonly rationale: string;
  readonly effects: readonly unknown[];
  readonly question: Question | null;
}): Refusal | null {
  const { title, rationale, effects, question } = wording;
  if (title.trim() === '') return invalid('title', 'EMPTY');
  const unreadableTitle = unreadable(title, 'LINE', TITLE_AT_MOST);
  if (unreadableTitle) return invalid('title', unreadableTitle);
  const unreadableRationale = unreadable(rationale, 'LINES', RATIONALE_AT_MOST);
  if (unreadableRationale) return invalid('rationale', unreadableRationale);
  const unreadableLabel = question && labelFault(question);
  if (unreadableLabel) return invalid('options', unreadableLabel);
  return effects.length > EFFECTS_AT_MOST ? invalid('effects', `<= ${EFFECTS_AT_MOST}`) : null;
}

const labelFault = ({ options }: Question): string | null =>
  options
    .map(({ label }) => (label.trim() === '' ? 'EMPTY' : unreadable(label, 'LINE', TITLE_AT_MOST)))
    .find((reason) => reason !== null) ?? null;

const invalid = (field: string, reason: string): Refusal =>
  refuse('INVALID_INPUT', { field, reason }, ['input', field]);
