import { createWriteStream, existsSync } from 'node:fs';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../../platform/config/config.js';
import { reachDatabase } from '../../platform/database/reach-database.js';
import { withSnapshot, type Snapshot } from '../../platform/database/snapshot.js';
import { Random } from '../../platform/random/random.js';
import { CommandFault } from '../command.js';
import { packed, type Entry } from './entries.js';
import { keptFiles } from './kept-files.js';
import { registerHeads, type Manifest, type TableSum } from './manifest.js';
import { BACKUP, seal } from '../sealed.js';
import { summing } from './sum.js';

/** What was backed up, to be said. */
export interface Taken {
  readonly manifest: Manifest;
  readonly rows: number;
}

/** Writes everything that the service keeps, as it stands at one instant, into a locked stream. */
export async function takeBackup(
  config: Config,
  passphrase: string,
  write: (sealed: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Taken> {
  const database = await reachDatabase(config, 'OWNER');
  try {
    return await withSnapshot(database.url, async (snapshot) => {
      const manifest = await manifestOf(snapshot, config);
      let rows = 0;
      const count = (sum: TableSum): void => void (rows += sum.rows);
      await write(
        seal(packed(entriesOf(snapshot, manifest, config, count)), passphrase, new Random(), BACKUP),
      );
      return { manifest, rows };
    });
  } finally {
    await database.close();
  }
}

async function manifestOf(snapshot: Snapshot, config: Config): Promise<Manifest> {
  if (snapshot.migrations.length === 0)
    throw new CommandFault(
      'The database is empty: there is nothing to back up. Start the service once, or check DATABASE_URL.',
    );
  const [clock] = await snapshot.rows<{ now: string }>('SELECT ormee.instant() AS now');
  return {
    format: 1,
    takenAt: (clock as { now: string }).now,
    postgres: snapshot.version,
    migrations: snapshot.migrations,
    tables: snapshot.tables,
    files: keptFiles(config.dataDir),
    registers: await registerHeads(snapshot),
  };
}

async function* entriesOf(
  snapshot: Snapshot,
  manifest: Manifest,
  { dataDir }: Config,
  count: (sum: TableSum) => void,
): AsyncGenerator<Entry> {
  yield { kind: 'MANIFEST', name: 'manifest', body: json(manifest) };
  for (const path of manifest.files)
    yield { kind: 'FILE', name: path, body: one(await readFile(join(dataDir, path))) };
  const sums: Record<string, TableSum> = {};
  for (const table of manifest.tables) {
    const rows = summing(await snapshot.copyOut(table), (sum) => {
      sums[table.name] = sum;
      count(sum);
    });
    yield { kind: 'TABLE', name: table.name, body: rows };
  }
  yield { kind: 'SUMS', name: 'sums', body: json(sums) };
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const json = (value: unknown): AsyncGenerator<Buffer> => one(Buffer.from(JSON.stringify(value), 'utf8'));

/**
 * Writes a stream into a new file that its owner alone may read: it has its name only once it is whole and on the disk.
 * Throws a CommandFault where something has that name, or where it cannot be written.
 */
export async function writeNew(file: string, sealed: AsyncIterable<Buffer>): Promise<void> {
  if (existsSync(file))
    throw new CommandFault(`${file} is there already: a backup overwrites nothing, give another name.`);
  const draft = `${file}.part`;
  try {
    await pipeline(
      Readable.from(sealed, { objectMode: false }),
      createWriteStream(draft, { mode: 0o600, flags: 'wx' }),
    );
    const written = await open(draft);
    await written.sync().finally(() => written.close());
    await link(draft, file); // unlike a rename it never replaces what took the name meanwhile
  } catch (error) {
    throw explain(error, file);
  } finally {
    await rm(draft, { force: true });
  }
}

function explain(error: unknown, file: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  if (!code || !path) return error;
  return new CommandFault(
    `The backup cannot be written to ${file} (${code}): free that place, or give another.`,
  );
}
