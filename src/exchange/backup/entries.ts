import { Readable, pipeline } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { CommandFault } from '../command.js';

// What a backup holds, one entry after the other: a frame that says what comes, frames of bytes, and so on. A frame is one
// letter, a length of four bytes (the largest first), and so many bytes. All of it is gzip (RFC 1952) before it is sealed.

const HEAD = 0x45; // E
const DATA = 0x44; // D
const FRAME_MOST = 1 << 24;

/** What an entry is: the manifest, a file of the data folder, the rows of a table, the sums of all before it. */
export interface EntryHead {
  readonly kind: 'MANIFEST' | 'FILE' | 'TABLE' | 'SUMS';
  readonly name: string;
}

export interface Entry extends EntryHead {
  /** Read to its end before the next entry. */
  readonly body: AsyncIterable<Buffer>;
}

/** Writes entries as one compressed stream. */
export const packed = (entries: AsyncIterable<Entry>): AsyncIterable<Buffer> =>
  pipeline(Readable.from(frames(entries), { objectMode: false }), createGzip(), () => undefined);

/** Reads entries back. Throws what the source throws; a CommandFault where they are not entries. */
export const unpacked = (bytes: AsyncIterable<Buffer>): AsyncGenerator<Entry> =>
  entriesOf(framesOf(pipeline(Readable.from(bytes, { objectMode: false }), createGunzip(), () => undefined)));

async function* frames(entries: AsyncIterable<Entry>): AsyncGenerator<Buffer> {
  for await (const { kind, name, body } of entries) {
    yield frame(HEAD, Buffer.from(JSON.stringify({ kind, name })));
    for await (const bytes of body) yield frame(DATA, bytes);
  }
}

function frame(letter: number, bytes: Buffer): Buffer {
  const start = Buffer.alloc(5);
  start[0] = letter;
  start.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([start, bytes]);
}

interface Frame {
  readonly letter: number;
  readonly bytes: Buffer;
}

async function* framesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (waiting.length >= 5) {
      const length = waiting.readUInt32BE(1);
      if (length > FRAME_MOST) throw unreadable();
      if (waiting.length < 5 + length) break;
      yield { letter: waiting[0] as number, bytes: waiting.subarray(5, 5 + length) };
      waiting = waiting.subarray(5 + length);
    }
  }
  if (waiting.length > 0) throw unreadable();
}

async function* entriesOf(source: AsyncGenerator<Frame>): AsyncGenerator<Entry> {
  let next = await source.next();
  async function* body(): AsyncGenerator<Buffer> {
    for (next = await source.next(); !next.done && next.value.letter === DATA; next = await source.next())
      yield next.value.bytes;
  }
  try {
    while (!next.done) {
      if (next.value.letter !== HEAD) throw unreadable();
      const { kind, name } = JSON.parse(next.value.bytes.toString('utf8')) as EntryHead;
      const bytes = body();
      yield { kind, name, body: bytes };
      while (!(await bytes.next()).done); // whatever was left unread
    }
  } finally {
    await source.return(undefined);
  }
}

const unreadable = (): CommandFault =>
  new CommandFault('This backup cannot be read: it was made by another version of Ormée. Use that version.');
