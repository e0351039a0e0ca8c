import { scrypt } from 'node:crypto';
import type { Uuid } from '../../core/kernel/ids.js';

/** Capitals and digits that nobody takes for one another, on paper or read aloud: no I L O U, 0 1, S 5, B 8, Z 2. */
const SIGNS = 'ACDEFGHJKMNPQRTVWXY34679';

/** Two signs say where to look, six are the secret: 24^6, or 191 million, against five tries a code. */
const PLACE = 2;
const LENGTH = 8;
const PLACES = [...SIGNS].flatMap((first) => [...SIGNS].map((second) => first + second));

/** Bytes from here on would make some signs likelier than others. */
const FAIR_BELOW = 256 - (256 % SIGNS.length);

/** A one-time code as it is kept: where to look, and the secret that follows it. */
export interface Code {
  readonly place: string;
  readonly secret: string;
}

/**
 * Draws a code; `random` gives so many bytes, `out` says how many codes begin with two signs already. A wrong try counts on all
 * that begin alike, so a new one begins as few others do.
 */
export function drawCode(
  random: (count: number) => Uint8Array,
  out: ReadonlyMap<string, number> = new Map(),
): Code {
  const crowd = (place: string): number => out.get(place) ?? 0;
  const fewest = Math.min(...PLACES.map(crowd));
  let signs = '';
  while (signs.length < LENGTH) {
    for (const byte of random(16)) if (byte < FAIR_BELOW) signs += SIGNS[byte % SIGNS.length];
    if (crowd(signs.slice(0, PLACE)) > fewest) signs = '';
  }
  return { place: signs.slice(0, PLACE), secret: signs.slice(PLACE, LENGTH) };
}

/** A code as people read it: `ACDE-FGHJ`. */
export const printCode = ({ place, secret }: Code): string =>
  `${place}${secret.slice(0, 2)}-${secret.slice(2)}`;

/** Reads a code as people type it, in any case, with spaces or hyphens; null when it cannot be one. */
export function readCode(typed: string): Code | null {
  const signs = typed.toUpperCase().replace(/[\s-]/g, '');
  if (signs.length !== LENGTH || [...signs].some((sign) => !SIGNS.includes(sign))) return null;
  return { place: signs.slice(0, PLACE), secret: signs.slice(PLACE) };
}

/**
 * The hash under which a code is kept: scrypt (RFC 7914; N 16384, r 8, p 1) with the collective as salt. A code is
 * short enough to be found by trying, so that each try on a stolen database costs some thirty milliseconds.
 */
export const hashCode = (collectiveId: Uuid, { place, secret }: Code): Promise<string> =>
  new Promise((hashed, failed) =>
    scrypt(`${place}${secret}`, `ormee/code/1 ${collectiveId}`, 32, (error, key) =>
      error ? failed(error) : hashed(key.toString('hex')),
    ),
  );
