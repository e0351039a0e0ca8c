import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { SERVING_PASSWORD_FILE } from '../../platform/database/open-database.js';
import { CommandFault } from '../command.js';

/** Files of the data folder that are no key and still belong to what is in the database. */
const BESIDE_KEYS = ['demo.json'];

/**
 * What a backup takes of the data folder, by path in it. The password of the serving role stays: it opens the database
 * of this host, and each start makes its own where there is none.
 */
export function keptFiles(dataDir: string): string[] {
  const folder = join(dataDir, 'keys');
  const keys = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return [
    ...keys.filter((entry) => entry.isFile()).map(({ name }) => join('keys', name)),
    ...BESIDE_KEYS.filter((name) => existsSync(join(dataDir, name))),
  ]
    .filter((path) => path !== SERVING_PASSWORD_FILE)
    .sort();
}

/**
 * Writes files back into a data folder: all of them, or none. Throws a CommandFault where another file stands in the
 * place of one.
 */
export function putBack(dataDir: string, files: ReadonlyMap<string, Buffer>): void {
  for (const [path, bytes] of files) refuseIfOther(dataDir, path, bytes);
  const made: string[] = [];
  try {
    for (const [path, bytes] of files) {
      const file = join(dataDir, path);
      if (existsSync(file)) continue;
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      made.push(file);
      writeFileSync(file, bytes, { mode: 0o600, flag: 'wx' });
    }
  } catch (error) {
    for (const file of made) rmSync(file, { force: true });
    throw error;
  }
}

/** The same file is no other: a restore that was killed between its files and its rows can be run again. */
function refuseIfOther(dataDir: string, path: string, bytes: Buffer): void {
  if (normalize(path) !== path || path.startsWith('..') || path.startsWith('/'))
    throw new CommandFault(`This backup holds a file outside of a data folder (${path}): nothing was done.`);
  const file = join(dataDir, path);
  if (existsSync(file) && !readFileSync(file).equals(bytes))
    throw new CommandFault(
      `${dataDir} was used already (${path} is there, and is another): give an empty DATA_DIR, or move that file away.`,
    );
}
