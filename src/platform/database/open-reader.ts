import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config/config.js';
import { StartFault } from '../config/start-fault.js';
import { socketUrl, startCluster } from './embedded-postgres.js';
import { DATABASE, SERVING_ROLE } from './roles.js';
import type { Reader } from './transactions.js';
import { WIRE_TYPES } from './wire.js';

/** A window on the service's database for a command of the host: it reads, and writes nothing. */
export interface OpenReader {
  readonly reader: Reader;
  /** Reads that all see one moment. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The database of the service: its own address, else the PostgreSQL of its data folder, started where nothing runs. */
export async function openReader({ databaseUrl, dataDir }: Config): Promise<OpenReader> {
  if (databaseUrl !== null) return connect(databaseUrl);
  const running = await runningSocket(dataDir);
  if (running !== null) return connect(socketUrl(running, DATABASE, SERVING_ROLE));
  if (!existsSync(join(dataDir, 'postgres')))
    throw new StartFault(
      `There is nothing in ${dataDir} yet: start the service, or set DATA_DIR to its folder.`,
    );
  const cluster = await startCluster({ dataDir });
  try {
    const { close, ...open } = await connect(cluster.url(DATABASE, SERVING_ROLE));
    return { ...open, close: () => close().finally(() => cluster.stop()) };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Where the PostgreSQL of a data folder listens, by its own pid file; null when none does. */
async function runningSocket(dataDir: string): Promise<string | null> {
  const lines = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const folder = lines.split('\n')[4] ?? '';
  const probe = createConnection(join(folder, '.s.PGSQL.5432'));
  const answers = await once(probe, 'connect').then(
    () => true,
    () => false,
  );
  probe.destroy();
  return answers ? folder : null;
}

async function connect(connectionString: string): Promise<OpenReader> {
  const client = new pg.Client({ connectionString, types: WIRE_TYPES });
  client.on('error', () => undefined); // a cut connection fails the statement in flight, which says so
  await client.connect().catch((error: unknown) => {
    throw new StartFault(
      `The database does not answer (${codeOf(error)}): check DATABASE_URL, or start the service.`,
    );
  });
  const reader: Reader = {
    rows: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows as never,
  };
  return {
    reader,
    async snapshot(work) {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return work(reader).finally(() => client.query('COMMIT'));
    },
    close: () => client.end(),
  };
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
