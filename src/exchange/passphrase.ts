import { readFile } from 'node:fs/promises';
import type { Environment } from '../platform/config/config.js';
import { CommandFault } from './command.js';

const LEAST = 12;

/** The words that lock and open a file, from another file or from ORMEE_PASSPHRASE; nothing is ever asked at a prompt. */
export async function readPassphrase(
  file: string | undefined,
  environment: Environment,
  why = 'A backup holds every secret of the service and is locked',
): Promise<string> {
  const passphrase =
    file === undefined ? environment['ORMEE_PASSPHRASE'] : (await readWords(file)).replace(/\r?\n$/, '');
  if (!passphrase)
    throw new CommandFault(`${why}: give a passphrase in ORMEE_PASSPHRASE or --passphrase-file.`);
  if ([...passphrase].length < LEAST)
    throw new CommandFault(
      `The passphrase has fewer than ${LEAST} characters: take a longer one, and keep it elsewhere.`,
    );
  return passphrase;
}

const readWords = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandFault(`The passphrase cannot be read from ${file} (${error.code}): correct its path.`);
  });
