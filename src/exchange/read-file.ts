import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { readEnvironment } from '../platform/config/config.js';
import { parseBundle, type Bundle, type BundleFault } from '../core/verify/bundle.js';
import { EXIT_CODES } from '../core/verify/notes.js';
import { CommandFault } from './command.js';
import { readPassphrase } from './passphrase.js';
import { FULL_BUNDLE, isSealed, unseal } from './sealed.js';

/** A bundle that a file of this size cannot be: it is read whole, and a machine of one gigabyte must hold it. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Reads a bundle from a file, plain or locked; CommandFault says what is wrong with it. */
export async function readBundle(path: string, passphraseFile: string | undefined): Promise<Bundle> {
  const bytes = await readBytes(path);
  if (!isSealed(bytes, FULL_BUNDLE)) return readPlainBundle(bytes);
  const passphrase = await readPassphrase(passphraseFile, readEnvironment(), 'This export is locked');
  const pieces: Buffer[] = [];
  for await (const piece of unseal(Readable.from([bytes]), passphrase, FULL_BUNDLE)) pieces.push(piece);
  return readPlainBundle(Buffer.concat(pieces));
}

/** The bytes of a file that somebody brings; CommandFault where there is none, or far too many. */
async function readBytes(path: string): Promise<Buffer> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw new CommandFault(`The file cannot be read (${codeOf(error)}): ${path}.`);
  });
  if (size > MOST_BYTES)
    throw notABundle(`it is larger than ${MOST_BYTES / 1024 / 1024} MiB, the most that is read`);
  return readFile(path);
}

/** Reads a bundle from its plain bytes; CommandFault, with the exit code of the format, says where it is not one. */
function readPlainBundle(bytes: Buffer): Bundle {
  if (!isUtf8(bytes)) throw notABundle(`it is not UTF-8 from line ${firstLineNotUtf8(bytes)} on`);
  const read = parseBundle(bytes.toString('utf8'));
  if ('code' in read) throw notABundle(SAID[read.code](read as never));
  return read;
}

const SAID: { readonly [C in BundleFault['code']]: (fault: Extract<BundleFault, { code: C }>) => string } = {
  NOT_JSON: ({ line, column }) => `it stops being JSON at line ${line}, column ${column}`,
  NOT_A_BUNDLE: () => 'it has not the fields that a bundle begins with',
  OTHER_VERSION: ({ format }) =>
    `it is of the format ${JSON.stringify(format.slice(0, 80))}, and this version reads ormee/bundle/1`,
  NOT_AS_WRITTEN: ({ line, column }) =>
    `it is not as an export writes it, from line ${line}, column ${column} on`,
};

const notABundle = (why: string): CommandFault =>
  new CommandFault(`The file is no bundle: ${why}.`, EXIT_CODES.FORMAT);

function firstLineNotUtf8(bytes: Buffer): number {
  for (let line = 1, start = 0; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
