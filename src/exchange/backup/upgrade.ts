import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Clock } from '../../platform/clock/clock.js';
import type { Config } from '../../platform/config/config.js';
import { MIGRATION_NAMES, migrate } from '../../platform/database/migrate.js';
import { openReader } from '../../platform/database/open-reader.js';
import { reachDatabase } from '../../platform/database/reach-database.js';
import { refuseWhileServed } from '../../platform/database/services-connected.js';
import { takeBackup, writeNew, type Taken } from './take-backup.js';

export interface Upgrade {
  /** Where the backup goes; null: a new file in DATA_DIR/backups. */
  readonly file: string | null;
  /** Asked for only where there is something to migrate. */
  readonly passphrase: () => Promise<string>;
  /** Hears that the backup is whole, before the first migration. */
  readonly backedUp: (taken: Taken, file: string) => void;
}

/**
 * Brings the database to this version behind a backup: without one, nothing is migrated. Answers the migrations that
 * ran. Throws a StartFault while a service uses the database, a CommandFault where the backup cannot be taken.
 */
export async function upgrade(config: Config, how: Upgrade): Promise<readonly string[]> {
  const pending = await pendingMigrations(config);
  if (pending.length === 0) return [];
  const passphrase = await how.passphrase();
  const file = how.file ?? newBackupFile(config.dataDir);
  how.backedUp(await takeBackup(config, passphrase, (sealed) => writeNew(file, sealed)), file);
  const { url, close } = await reachDatabase(config, 'OWNER');
  await migrate(url).finally(close);
  return pending;
}

/** What this version would do to the database, which no service may use meanwhile. */
async function pendingMigrations(config: Config): Promise<string[]> {
  const { reader, close } = await openReader(config, 'OWNER');
  try {
    await refuseWhileServed(reader);
    const done = await reader.rows<{ name: string }>('SELECT name FROM ormee.migration');
    return MIGRATION_NAMES.filter((name) => !done.some((one) => one.name === name));
  } finally {
    await close();
  }
}

function newBackupFile(dataDir: string): string {
  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const instant = new Date(new Clock().unixMilliseconds()).toISOString();
  return join(folder, `${instant.replaceAll(/[-:]|\.\d+/g, '')}.ormee`);
}
