import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { migrate } from '../../platform/database/migrate.js';
import { openUnmigrated, type OpenDatabase } from '../../platform/database/open-database.js';
import { refill, type Refill } from '../../platform/database/refill.js';
import { CommandFault } from '../command.js';
import { SIGNING_KEY_FILE, checkRegisters } from './check-registers.js';
import { putBack } from './kept-files.js';
import type { Manifest, Sums } from './manifest.js';
import { checkBackup, tablesOf, type CheckedBackup } from './read-backup.js';
import { sumOf } from './sum.js';

/** What was put back, to be said. */
export interface Restored {
  readonly manifest: Manifest;
  /** How many migrations this version ran on what was put back. */
  readonly migrated: number;
}

/**
 * Puts a backup back into an empty place: an empty DATA_DIR, and its own PostgreSQL or an empty database. The file is
 * read to its end before anything is written; then it is all of it, or nothing. Throws a CommandFault or a StartFault.
 */
export async function restoreBackup(config: Config, file: string, passphrase: string): Promise<Restored> {
  const backup = await checkBackup(file, passphrase);
  const takeClusterAway = madeHere(config);
  const database = await openUnmigrated(config);
  try {
    await fill(database, config, { file, passphrase, backup });
  } catch (error) {
    await database.close();
    takeClusterAway();
    throw error;
  }
  // What was put back is whole from here on: a later migration that fails leaves it as it was in the backup.
  const migrated = await migrate(database.ownerUrl).finally(() => database.close());
  return { manifest: backup.manifest, migrated };
}

interface Source {
  readonly file: string;
  readonly passphrase: string;
  readonly backup: CheckedBackup;
}

const fill = ({ ownerUrl }: OpenDatabase, { dataDir }: Config, source: Source): Promise<void> => {
  const { manifest, files, sums } = source.backup;
  return refill(ownerUrl, manifest.migrations, async (place) => {
    for await (const [table, rows] of tablesOf(source.file, source.passphrase, manifest))
      await place.copyIn(table, rows);
    await place.bind();
    await compare(place, manifest, sums);
    await checkRegisters(place, manifest.registers, files.get(SIGNING_KEY_FILE));
    // Keys before the commit: a database without its keys would be given new ones by the next start.
    putBack(dataDir, files);
  });
};

/** Reads every table once more: what stands in this database is, byte for byte, what was written from the other. */
async function compare(place: Refill, manifest: Manifest, sums: Sums): Promise<void> {
  for (const table of manifest.tables) {
    const { sha256 } = await sumOf(await place.copyOut(table));
    if (sha256 !== sums[table.name]?.sha256)
      throw new CommandFault(`The rows of ${table.name} did not come back as they were: nothing was done.`);
  }
}

/** How to take away a PostgreSQL that is made on the way: one that was there stays as it is. */
function madeHere({ databaseUrl, dataDir }: Config): () => void {
  const made = ['postgres', 'postgres.log']
    .map((name) => join(dataDir, name))
    .filter((path) => !existsSync(path));
  return () => {
    if (databaseUrl !== null) return;
    for (const path of made) rmSync(path, { recursive: true, force: true });
  };
}
