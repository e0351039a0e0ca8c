import { bytesToHex, hexToBytes, sha256, utf8ToBytes, type Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { fromBase64, toBase64 } from './base64.js';
import { isSha256, isSize } from './tree.js';

/** The head of a log: who keeps it, how many leaves, and the root over them. */
export interface Checkpoint {
  /** A schema-less URL that names the log for ever. */
  readonly origin: string;
  readonly size: number;
  readonly root: Sha256;
}

export interface NoteSignature {
  readonly name: string;
  /** The key id as 8 hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** What is signed, with its last newline. */
  readonly body: string;
  readonly signatures: readonly NoteSignature[];
}

/** The name under which a collective's register is signed, and the origin of its checkpoints (C2SP tlog-checkpoint). */
export const originOf = (collectiveId: Uuid): string => `ormee/register/${collectiveId}`;

const ED25519 = 0x01;
const SIGNATURE_LINE = /^— ([^ ]+) ([^ ]+)$/;
// The standard asks readers for a limit of at least 16; golang.org/x/mod/sumdb/note has this one.
const MOST_SIGNATURES = 100;

/**
 * What a log signs (C2SP tlog-checkpoint): origin, size in decimal and root in base64, a newline after each.
 * Throws a TypeError on an origin that is no single line, a size that is no count or a root that is no SHA-256.
 */
export function checkpointBody({ origin, size, root }: Checkpoint): string {
  if (origin === '' || origin.includes('\n')) throw new TypeError('an origin is one line of text');
  if (!isSize(size)) throw new TypeError('a size is a count of leaves');
  if (!isSha256(root)) throw new TypeError('a root is a SHA-256');
  return noteText(`${origin}\n${size}\n${toBase64(hexToBytes(root))}\n`);
}

/**
 * The id of an Ed25519 key (C2SP signed-note): the first 4 bytes, as 8 hexadecimal digits, of SHA-256 of the name,
 * a newline, 0x01 and the 32-byte key. It hints at a key, and proves nothing. Throws a TypeError on a bad name or key.
 */
export function keyId(name: string, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new TypeError('a key name holds neither space nor plus');
  if (publicKey.length !== 32) throw new TypeError('an Ed25519 public key is 32 bytes');
  const input = Uint8Array.of(...utf8ToBytes(`${name}\n`), ED25519, ...publicKey);
  return bytesToHex(sha256(input).subarray(0, 4));
}

/** What a reader is given to trust (C2SP signed-note): `name+keyid+base64(0x01, key)`. Throws as `keyId` does. */
export const verifierKey = (name: string, publicKey: Uint8Array): string =>
  `${name}+${keyId(name, publicKey)}+${toBase64(Uint8Array.of(ED25519, ...publicKey))}`;

/** Reads what `verifierKey` writes; null when it is malformed, of another algorithm, or its id is not its key's. */
export function readVerifierKey(
  text: string,
): { readonly name: string; readonly publicKey: Uint8Array } | null {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name)) return null;
  const bytes = fromBase64(encoded);
  if (bytes?.length !== 33 || bytes[0] !== ED25519) return null;
  const publicKey = bytes.subarray(1);
  return keyId(name, publicKey) === id ? { name, publicKey } : null;
}

/**
 * A text with the 64-byte Ed25519 signature of its UTF-8 bytes (C2SP signed-note). Throws a TypeError when the body
 * is no note text (it ends in a newline and holds no other control character) and on a bad name, key or length.
 */
export function signedNote(body: string, name: string, publicKey: Uint8Array, signature: Uint8Array): string {
  if (signature.length !== 64) throw new TypeError('an Ed25519 signature is 64 bytes');
  const bytes = Uint8Array.of(...hexToBytes(keyId(name, publicKey)), ...signature);
  return `${noteText(body)}\n— ${name} ${toBase64(bytes)}\n`;
}

/**
 * Reads a signed note (C2SP signed-note) without checking any signature; null when malformed. Signatures may be of
 * any type and from anyone: match name and key id with a known key, ignore the others, and trust nothing before.
 */
export function parseSignedNote(note: string): SignedNote | null {
  // The body may hold empty lines: the last one separates.
  const separator = note.lastIndexOf('\n\n');
  if (separator < 0 || !isNoteText(note)) return null;
  const lines = note.slice(separator + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return null;
  const signatures = lines.map(parseSignature).filter((signature) => signature !== null);
  if (signatures.length < lines.length) return null;
  return { body: note.slice(0, separator + 1), signatures };
}

function parseSignature(line: string): NoteSignature | null {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name)) return null;
  const bytes = fromBase64(encoded);
  if (bytes === null || bytes.length <= 4) return null;
  return { name, keyId: bytesToHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

function noteText(text: string): string {
  if (!isNoteText(text)) throw new TypeError('a note is well-formed lines without control characters');
  return text;
}

const isNoteText = (text: string): boolean =>
  text.endsWith('\n') &&
  text.isWellFormed() &&
  !Array.from(text).some((character) => character < ' ' && character !== '\n');

const isKeyName = (name: string): boolean => isNoteText(`${name}\n`) && /^[^\p{White_Space}+]+$/u.test(name);
