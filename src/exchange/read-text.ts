import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { placeIn } from '../core/counting/files/fault.js';
import { refuse } from '../core/kernel/refusals.js';

/** A file is read whole, and a machine of one gigabyte must hold it: more than five million ballots of twelve ranks. */
export const MOST_BYTES = 256 * 1024 * 1024;

const AT_ONCE = 4 * 1024 * 1024;

/**
 * The text of a file. FILE_TOO_LARGE and FILE_NOT_UTF8 are thrown by their names; what the system refuses comes as it
 * says it. `heard` is told the bytes read so far, and all there will be where that is known.
 */
export async function readText(
  path: string,
  heard: (read: number, of: number) => void,
  mostBytes = MOST_BYTES,
): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > mostBytes) throw refuse('FILE_TOO_LARGE', { limit: mostBytes });
    const pieces: Buffer[] = [];
    let read = 0;
    // A pipe has no size: it is counted as it comes.
    for await (const piece of file.createReadStream({ highWaterMark: AT_ONCE, autoClose: false })) {
      pieces.push(piece as Buffer);
      read += (piece as Buffer).length;
      if (read > mostBytes) throw refuse('FILE_TOO_LARGE', { limit: mostBytes });
      heard(read, size);
    }
    return textOf(Buffer.concat(pieces));
  } finally {
    await file.close();
  }
}

function textOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  // Each line is whole letters where it is UTF-8: the first that is not is looked at letter by letter.
  let start = 0;
  for (let line = 1; ; line += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    if (!isUtf8(bytes.subarray(start, end)))
      throw refuse('FILE_NOT_UTF8', { line, column: columnNotUtf8(bytes.subarray(start, end)) });
    start = end + 1;
  }
}

function columnNotUtf8(line: Buffer): number {
  const letters = line.toString('utf8');
  for (let at = letters.indexOf('\ufffd'); at >= 0; at = letters.indexOf('\ufffd', at + 1)) {
    const before = letters.slice(0, at + 1);
    // A file may hold the sign of what could not be read, written by another program, in good UTF-8.
    if (!line.subarray(0, Buffer.byteLength(before)).equals(Buffer.from(before)))
      return placeIn(letters, at).column;
  }
  return letters.length + 1;
}
