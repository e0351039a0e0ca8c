import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { StartFault } from '../config/start-fault.js';
import { socketUrl, startCluster } from './embedded-postgres.js';
import { DATABASE, OWNER_ROLE, SERVING_ROLE } from './roles.js';

/** The service's database as a command of the host reaches it, whether the service runs or not. */
export interface ReachedDatabase {
  readonly url: string;
  /** Stops what was started to reach it; a service that runs is left alone. */
  close(): Promise<void>;
}

/**
 * The database of the service with one of its two roles: at its own address, else in the data folder, where its
 * PostgreSQL is started when nothing runs. It migrates nothing. Throws a StartFault where there is none yet.
 */
export async function reachDatabase(config: Config, role: 'SERVING' | 'OWNER'): Promise<ReachedDatabase> {
  const { databaseUrl, migrationDatabaseUrl, dataDir } = config;
  const nothing = (): Promise<void> => Promise.resolve();
  if (databaseUrl !== null)
    return {
      url: role === 'OWNER' ? (migrationDatabaseUrl ?? databaseUrl) : databaseUrl,
      close: nothing,
    };
  const name = role === 'OWNER' ? OWNER_ROLE : SERVING_ROLE;
  const running = await runningSocket(dataDir);
  if (running !== null) return { url: socketUrl(running, DATABASE, name), close: nothing };
  if (!existsSync(join(dataDir, 'postgres')))
    throw new StartFault(
      `There is nothing in ${dataDir} yet: start the service, or set DATA_DIR to its folder.`,
    );
  const cluster = await startCluster({ dataDir });
  return { url: cluster.url(DATABASE, name), close: () => cluster.stop() };
}

/** Where the PostgreSQL of a data folder listens, by its own pid file; null when none does. */
export async function runningSocket(dataDir: string): Promise<string | null> {
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
