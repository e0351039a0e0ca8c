import { bytesToHex, hmacSha256, utf8ToBytes } from '../../kernel/hash.js';

/**
 * The order in which a lot puts options: by HMAC-SHA-256 (RFC 2104, FIPS 180-4) of each option's name, keyed with the
 * value that was drawn, both in UTF-8, digests rising. Anybody can redo it from the value and the list, and the order
 * between two options does not depend on which others there are.
 */
export function orderByLot(drawn: string, options: readonly string[]): readonly string[] {
  const key = utf8ToBytes(drawn);
  const digests = new Map(
    options.map((option) => [option, bytesToHex(hmacSha256(key, utf8ToBytes(option)))]),
  );
  return [...options].sort((a, b) => ((digests.get(a) as string) < (digests.get(b) as string) ? -1 : 1));
}
