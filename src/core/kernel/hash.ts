import { hmac } from '@noble/hashes/hmac.js';
import { md5 as nobleMd5 } from '@noble/hashes/legacy.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type Json } from './canonical-json.js';

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
export type Sha256 = string;

/** SHA-256 (FIPS 180-4) of bytes, as 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);

/** MD5 (RFC 1321), as 16 bytes: to check what others published with it, never to seal anything. */
export const md5 = (bytes: Uint8Array): Uint8Array => nobleMd5(bytes);

/** HMAC-SHA-256 (RFC 2104) of a message, as 32 bytes. */
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmac(nobleSha256, key, message);

/** SHA-256 of the UTF-8 bytes of a text, in hexadecimal. */
export const hashText = (text: string): Sha256 => bytesToHex(nobleSha256(utf8ToBytes(text)));

/** SHA-256 of the canonical JSON of a value, in hexadecimal: how clauses, wordings and effects are pinned. */
export const hashJson = (value: Json): Sha256 => hashText(canonicalJson(value));

export { bytesToHex, hexToBytes, utf8ToBytes };
