/** What may be hashed: JSON without floating point, so that no two machines can print it differently. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one byte sequence of a value (RFC 8785, restricted to integers): keys in order of UTF-16 code units,
 * no space. Throws on a number that is not a safe integer, on `undefined` and on an unpaired surrogate.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return integer(value);
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`no canonical JSON for ${typeof value}`);
  const record = value as { readonly [key: string]: Json };
  const pairs = Object.keys(record)
    .sort()
    .map((key) => `${text(key)}:${canonicalJson(record[key] as Json)}`);
  return `{${pairs.join(',')}}`;
}

function integer(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError('canonical JSON holds safe integers only');
  return Object.is(value, -0) ? '0' : String(value);
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('canonical JSON holds well-formed Unicode only');
  return JSON.stringify(value);
}
