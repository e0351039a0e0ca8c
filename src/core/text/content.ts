import { hashJson, type Sha256 } from '../kernel/hash.js';
import { unreadable } from '../kernel/readable.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import type { ProvisionContent } from './operations.js';

/** Lengths in characters (Unicode code points, as PostgreSQL's char_length counts them). */
export const NUMBER_MAX = 60;
export const HEADING_MAX = 200;
export const BODY_MAX = 100_000;

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
    refuseText('body', body, BODY_MAX, 'LINES')
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

/** Letters that no decomposition opens (Unicode, NFKD). */
const OPENED: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

/** `numberKey` without accents: what two numbers share that stand for one to whoever reads fast. Only what is new is held to it. */
export const numberLook = (number: string): string =>
  numberKey(number)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[œæßøłđı]/g, (letter) => OPENED[letter] as string);

function refuseLine(field: string, text: string, max: number): Refusal<'INVALID_INPUT'> | null {
  if (text !== text.trim()) return invalid(field, 'SPACE_AROUND');
  return refuseText(field, text, max, 'LINE');
}

function refuseText(
  field: string,
  text: string,
  max: number,
  shape: 'LINE' | 'LINES',
): Refusal<'INVALID_INPUT'> | null {
  const reason = unreadable(text, shape, max);
  return reason && invalid(field, reason);
}

const invalid = (field: string, reason: string): Refusal<'INVALID_INPUT'> =>
  refuse('INVALID_INPUT', { field, reason });
