import { refuse, type Refusal } from '../core/kernel/refusals.js';

const TITLE_AT_MOST = 200;
const RATIONALE_AT_MOST = 100_000;
const EFFECTS_AT_MOST = 50;

// Control characters hide text and forge lines; bidirectional overrides make a sentence read as another.
const UNREADABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const UNREADABLE_LINES = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u;

/** Can this be read by a person and stored as typed. */
export function checkWording(wording: {
  readonly title: string;
  readonly rationale: string;
  readonly effects: readonly unknown[];
}): Refusal | null {
  const { title, rationale, effects } = wording;
  if (title.trim() === '' || title.length > TITLE_AT_MOST) return invalid('title', `1-${TITLE_AT_MOST}`);
  if (UNREADABLE.test(title) || !title.isWellFormed()) return invalid('title', 'CONTROL_CHARACTERS');
  if (rationale.length > RATIONALE_AT_MOST) return invalid('rationale', `<= ${RATIONALE_AT_MOST}`);
  if (UNREADABLE_LINES.test(rationale) || !rationale.isWellFormed())
    return invalid('rationale', 'CONTROL_CHARACTERS');
  if (effects.length > EFFECTS_AT_MOST) return invalid('effects', `<= ${EFFECTS_AT_MOST}`);
  return null;
}

const invalid = (field: string, reason: string): Refusal =>
  refuse('INVALID_INPUT', { field, reason }, ['input', field]);
