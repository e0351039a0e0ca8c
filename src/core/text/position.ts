import { hashJson, type Sha256 } from '../kernel/hash.js';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const KEY = /^[0-9a-z]*[1-9a-z]$/;

/**
 * The key of a place strictly between two siblings; null stands for "before the first" or "after the last".
 * Keys are fractions in base 36 without the leading point and compare as plain text (collation "C"). None ends in 0:
 * between `a` and `a0` there would be no room. Throws RangeError on keys that it did not make or that are out of order.
 * Fractional indexing after Greenspan, "Implementing Fractional Indexing" (2020).
 */
export function between(before: string | null, after: string | null): string {
  if (!isOrdered(before, after)) throw new RangeError('no place between these positions');
  let key = '';
  let bounded = after !== null;
  for (let i = 0; ; i += 1) {
    const low = digit(before, i);
    const high = bounded ? digit(after, i) : BASE;
    if (high - low > 1) return key + DIGITS.charAt(step(low, high, before !== null && after === null));
    key += DIGITS.charAt(low);
    if (high > low) bounded = false;
  }
}

/** Names the place of a provision: another one once it was moved. What an author's `expectedPlace` pins. */
export const hashPlace = ({
  parentId,
  position,
}: {
  readonly parentId: string | null;
  readonly position: string;
}): Sha256 => hashJson({ parentId, position });

/** Order of two siblings: their positions, then their ids, so that it is total even over rows from elsewhere. */
export function bySiblingOrder(
  a: { readonly position: string; readonly provisionId: string },
  b: { readonly position: string; readonly provisionId: string },
): -1 | 0 | 1 {
  return compareText(a.position, b.position) || compareText(a.provisionId, b.provisionId);
}

/** Texts mostly grow at their end: one step there, half way elsewhere, keeps keys short. */
const step = (low: number, high: number, appending: boolean): number =>
  appending ? low + 1 : (low + high) >> 1;

const digit = (key: string | null, index: number): number => {
  const found = key?.charAt(index);
  return found ? DIGITS.indexOf(found) : 0;
};

function isOrdered(before: string | null, after: string | null): boolean {
  if ([before, after].some((key) => key !== null && !KEY.test(key))) return false;
  return before === null || after === null || before < after;
}

/** Order of texts by their code units. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
