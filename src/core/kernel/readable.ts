/** Why a text cannot be read as it was typed. */
export type Unreadable = 'ILL_FORMED' | 'CONTROL_CHARACTER' | 'BIDI_CONTROL' | 'NOTHING_VISIBLE' | 'TOO_LONG';

/** Control characters, and the two Unicode line breaks that some viewers honour and others do not. */
const IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const IN_LINES = /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}]/u;
/** Embeddings, overrides and isolates (UAX 9): they show a text in another order than the one that is hashed. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/;

/** Something that leaves ink: no space, no joiner, no filler, no tag, no blank Braille cell. */
const VISIBLE = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Why a text that somebody typed is refused, or null: unpaired surrogates, control characters, marks that turn the
 * direction of reading, nothing that shows though the text is not empty, more than `max` characters (Unicode code points, as PostgreSQL's char_length counts them).
 * LINES may hold tabs and line feeds, a LINE neither.
 */
export function unreadable(text: string, shape: 'LINE' | 'LINES', max: number): Unreadable | null {
  if (!text.isWellFormed()) return 'ILL_FORMED';
  if ((shape === 'LINE' ? IN_A_LINE : IN_LINES).test(text)) return 'CONTROL_CHARACTER';
  if (BIDI.test(text)) return 'BIDI_CONTROL';
  if (/[^\s]/u.test(text) && !VISIBLE.test(text)) return 'NOTHING_VISIBLE';
  return [...text].length > max ? 'TOO_LONG' : null;
}
