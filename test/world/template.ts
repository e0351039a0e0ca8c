import pg from 'pg';
import type { Cluster } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { OWNER_ROLE, SERVING_ROLE } from '../../src/platform/database/roles.js';
import { TEMPLATE } from './database.js';

/** Makes the migrated database that every clone copies, once a run. */
export async function prepareTemplate(cluster: Cluster): Promise<void> {
  const admin = new pg.Client(cluster.url('postgres', OWNER_ROLE));
  await admin.connect();
  await admin.query(`CREATE ROLE ${SERVING_ROLE} LOGIN`);
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migrate(cluster.url(TEMPLATE, OWNER_ROLE));
}
