import pg from 'pg';
import type { Cluster } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { OWNER_ROLE, SERVING_ROLE } from '../../src/platform/database/roles.js';
import { setClock } from './database-clock.js';
import { TEMPLATE } from './database.js';

/** Makes the migrated database that every clone copies, once a run. */
export async function prepareTemplate(cluster: Cluster): Promise<void> {
  const admin = new pg.Client(cluster.url('postgres', OWNER_ROLE));
  await admin.connect();
  await admin.query(`CREATE ROLE ${SERVING_ROLE} LOGIN`);
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migrate(cluster.url(TEMPLATE, OWNER_ROLE));
  await beginInTheMorning(cluster.url(TEMPLATE, OWNER_ROLE));
}

/** Tests wait for hours, and some say days: whenever they are run, theirs begin at the same hour, tomorrow. */
async function beginInTheMorning(url: string): Promise<void> {
  const owner = new pg.Client(url);
  await owner.connect();
  await setClock(owner, `${tomorrow()}T07:00:00Z`);
  await owner.end();
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
