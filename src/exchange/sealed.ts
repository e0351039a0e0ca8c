import { createCipheriv, createDecipheriv, createHmac, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../platform/random/random.js';
import { CommandFault } from './command.js';

// A file that only a passphrase opens, and that cannot be shortened, lengthened or altered unseen.
//
// STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as age does it: pieces of 64 KiB, each sealed by AES-256-GCM under
// its number and whether it is the last. The key is scrypt's (RFC 7914) of the passphrase and a salt of this file alone,
// so that no number is ever used twice with a key.

/** What a sealed file holds. */
export interface SealedKind {
  /** The first word of the file. All have one length, so that a reader knows where the salt begins. */
  readonly format: `ormee-${string}`;
  readonly called: string;
  readonly madeBy: string;
}
export const BACKUP: SealedKind = { format: 'ormee-backup', called: 'backup', madeBy: '"backup"' };
export const FULL_BUNDLE: SealedKind = { format: 'ormee-bundle', called: 'export', madeBy: 'a full export' };

const PIECE = 65_536;
const TAG = 16;
const SALT = 32;
const CHECK = 32;
/** 64 MiB of memory and about a quarter of a second a guess; a reader takes these alone, whatever a header asks. */
const COST = { N: 65_536, r: 8, p: 2 } as const;
const headerOf = ({ format }: SealedKind): string => `${format} 1 scrypt ${COST.N} ${COST.r} ${COST.p}\n`;
const HEADER_LENGTH = headerOf(BACKUP).length;
const PREAMBLE = HEADER_LENGTH + SALT + CHECK;

/** Whether a file begins as a sealed one of a kind does. */
export const isSealed = (bytes: Buffer, { format }: SealedKind): boolean =>
  bytes.subarray(0, format.length).toString('latin1') === format;

interface Keys {
  readonly seal: Buffer;
  readonly check: Buffer;
}

/** Seals what passes, piece by piece, with a salt of its own. */
export async function* seal(
  plain: AsyncIterable<Uint8Array>,
  passphrase: string,
  random: Random,
  kind: SealedKind,
): AsyncGenerator<Buffer> {
  const salt = Buffer.from(random.bytes(SALT));
  const keys = await keysFrom(passphrase, salt);
  const header = headerOf(kind);
  const preamble = Buffer.concat([Buffer.from(header), salt, checkOf(keys, header, salt)]);
  yield preamble;
  let number = 0;
  for await (const { bytes, isLast } of inPieces(plain, PIECE))
    yield sealPiece(keys, preamble, { number: number++, isLast, bytes });
}

/** Opens what `seal` made. Throws a CommandFault: not such a file, another passphrase, cut short, altered. */
export async function* unseal(
  sealed: AsyncIterable<Uint8Array>,
  passphrase: string,
  kind: SealedKind,
): AsyncGenerator<Buffer> {
  let keys: Keys | null = null;
  let preamble: Buffer = Buffer.alloc(0);
  let number = 0;
  const body = afterPreamble(sealed, (found) => (preamble = found));
  for await (const { bytes, isLast } of inPieces(body, PIECE + TAG)) {
    keys ??= await openPreamble(preamble, passphrase, kind);
    yield openPiece(keys, preamble, kind, { number: number++, isLast, bytes });
  }
}

async function openPreamble(preamble: Buffer, passphrase: string, kind: SealedKind): Promise<Keys> {
  const { format, called, madeBy } = kind;
  const header = preamble.subarray(0, HEADER_LENGTH).toString('latin1');
  if (!header.startsWith(format))
    throw new CommandFault(`This file is no ${called} of Ormée: give the one that ${madeBy} wrote.`);
  if (header !== headerOf(kind) || preamble.length < PREAMBLE)
    throw new CommandFault(
      `This ${called} has another format, or its beginning was cut or altered: take another copy of it.`,
    );
  const salt = preamble.subarray(HEADER_LENGTH, HEADER_LENGTH + SALT);
  const keys = await keysFrom(passphrase, salt);
  if (!timingSafeEqual(preamble.subarray(HEADER_LENGTH + SALT), checkOf(keys, header, salt)))
    throw new CommandFault(
      `The passphrase is not the one of this ${called}, or its beginning was altered: nothing was done.`,
    );
  return keys;
}

async function keysFrom(passphrase: string, salt: Buffer): Promise<Keys> {
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  const bytes = await derive(passphrase.normalize('NFC'), salt, 64, { ...COST, maxmem: 256 * 1024 * 1024 });
  return { seal: bytes.subarray(0, 32), check: bytes.subarray(32) };
}

/** Tells a wrong passphrase from an altered file before anything is read. */
const checkOf = ({ check }: Keys, header: string, salt: Buffer): Buffer =>
  createHmac('sha256', check).update(header).update(salt).digest();

interface Piece {
  readonly number: number;
  readonly isLast: boolean;
  readonly bytes: Buffer;
}

function nonceOf({ number, isLast }: Piece): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function sealPiece({ seal: key }: Keys, preamble: Buffer, piece: Piece): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece)).setAAD(preamble);
  return Buffer.concat([cipher.update(piece.bytes), cipher.final(), cipher.getAuthTag()]);
}

function openPiece({ seal: key }: Keys, preamble: Buffer, kind: SealedKind, piece: Piece): Buffer {
  const { bytes } = piece;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece), { authTagLength: TAG });
    decipher.setAAD(preamble).setAuthTag(bytes.subarray(-TAG));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw new CommandFault(
      `This ${kind.called} was cut short or altered: nothing was done; take another copy of it, or an older one.`,
    );
  }
}

/** Cuts a stream into pieces of one size; the last, which may be empty, is known as such only at the stream's end. */
async function* inPieces(
  stream: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    waiting = Buffer.concat([waiting, chunk]);
    // One byte more is waited for: a piece that is full may be the last.
    for (; waiting.length > size; waiting = waiting.subarray(size))
      yield { bytes: waiting.subarray(0, size), isLast: false };
  }
  yield { bytes: waiting, isLast: true };
}

/** Hands out what precedes the pieces, then the rest. */
async function* afterPreamble(
  sealed: AsyncIterable<Uint8Array>,
  found: (preamble: Buffer) => void,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of sealed) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < PREAMBLE) continue;
    found(head.subarray(0, PREAMBLE));
    yield head.subarray(PREAMBLE);
    head = null;
  }
  if (head !== null) found(head);
}
