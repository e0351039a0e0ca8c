import { hashJson, type Sha256 } from '../kernel/hash.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import type { ProvisionContent } from './operations.js';

/** Lengths in characters (Unicode code points, as PostgreSQL's char_length counts them). */
export const NUMBER_MAX = 60;
export const HEADING_MAX = 200;
export const BODY_MAX = 100_000;

/** Control characters, and the two Unicode line breaks that some viewers honour and others do not. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const CONTROL_IN_BODY = /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}]/u;
/** Embeddings, overrides and isolates (UAX 9): they show a text in another order than the one that is hashed. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/;

/** SHA-256 of a content's canonical JSON: what an author's `expectedHash` pins. It names the words, not the version. */
export const hashContent = ({ number, heading, body }: ProvisionContent): Sha256 =>
  hashJson({ number, heading, body });

/**
 * Refuses by INVALID_INPUT what no provision may hold. `field` is `number`, `heading` or `body`; `reason` is EMPTY,
 * TOO_LONG, SPACE_AROUND, CONTROL_CHARACTER, BIDI_CONTROL or ILL_FORMED. Null when the content is sound.
 */
export function refuseContent({ number, heading, body }: ProvisionContent): Refusal<'INVALID_INPUT'> | null {
  return (
    (number === '' ? invalid('number', 'EMPTY') : null) ??
    refuseLine('number', number, NUMBER_MAX) ??
    refuseLine('heading', heading, HEADING_MAX) ??
    refuseText('body', body, BODY_MAX, CONTROL_IN_BODY)
  );
}

/**
 * What two numbers that a reader would take for one have in common: `Article 1ᵉʳ` and `ARTICLE  1er`, `L’article`
 * and `l'article`. For comparison only, never shown.
 */
export const numberKey = (number: string): string =>
  number
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[\u2018\u2019\u02bc\u00b4\u0060]/g, "'")
    .replace(/\p{Pd}/gu, '-');

function refuseLine(field: string, text: string, max: number): Refusal<'INVALID_INPUT'> | null {
  if (text !== text.trim()) return invalid(field, 'SPACE_AROUND');
  return refuseText(field, text, max, CONTROL);
}

function refuseText(
  field: string,
  text: string,
  max: number,
  control: RegExp,
): Refusal<'INVALID_INPUT'> | null {
  if (!text.isWellFormed()) return invalid(field, 'ILL_FORMED');
  if (control.test(text)) return invalid(field, 'CONTROL_CHARACTER');
  if (BIDI.test(text)) return invalid(field, 'BIDI_CONTROL');
  if ([...text].length > max) return invalid(field, 'TOO_LONG');
  return null;
}

const invalid = (field: string, reason: string): Refusal<'INVALID_INPUT'> =>
  refuse('INVALID_INPUT', { field, reason });
