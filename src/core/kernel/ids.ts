import { bytesToHex, hexToBytes, type Sha256 } from './hash.js';

/** A UUID in lower case with hyphens. */
export type Uuid = string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (value: string): value is Uuid => UUID.test(value);

/**
 * A time-ordered UUID, version 7 (RFC 9562, section 5.7), from Unix milliseconds and 10 random bytes.
 * PostgreSQL makes them only from version 18, so they are made here.
 */
export function uuidV7(unixMilliseconds: number, random: Uint8Array): Uuid {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(unixMilliseconds) << 16n);
  bytes.set(random.subarray(0, 10), 6);
  return stamp(bytes, 7);
}

/** A fully random UUID, version 4, from 16 random bytes: for ballots, whose ids must tell nothing. */
export const uuidV4 = (random: Uint8Array): Uuid => stamp(Uint8Array.from(random), 4);

/** A UUID, version 8 (RFC 9562, section 5.8), from a hash: for what a name alone identifies. */
export const uuidOfHash = (hash: Sha256): Uuid => stamp(hexToBytes(hash).slice(0, 16), 8);

function stamp(bytes: Uint8Array, version: number): Uuid {
  bytes[6] = ((bytes[6] as number) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
