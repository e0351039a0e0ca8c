import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { socketUrl } from '../../src/platform/database/embedded-postgres.js';
import { OWNER_ROLE, SERVING_ROLE } from '../../src/platform/database/roles.js';
import { runFolder } from './folder.js';

/** The database that every clone copies. */
export const TEMPLATE = 'template_ormee';

/** A migrated and empty database of one's own. */
export interface TestDatabase {
  /** As the service sees it. */
  readonly url: string;
  /** As migrations and the test itself see it. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** Copies the template, in about the time of a few files; whoever cloned it drops it. Throws when no cluster starts. */
export const cloneDatabase = (): Promise<TestDatabase> =>
  createDatabase(`TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);

/** A database in which nothing was ever done, not even a migration. */
export const emptyDatabase = (): Promise<TestDatabase> => createDatabase('');

async function createDatabase(how: string): Promise<TestDatabase> {
  const socketDir = await knock();
  const name = `w_${randomBytes(6).toString('hex')}`;
  await asOwner(socketDir, `CREATE DATABASE ${name} ${how}`);
  return {
    url: socketUrl(socketDir, name, SERVING_ROLE),
    ownerUrl: socketUrl(socketDir, name, OWNER_ROLE),
    drop: () => asOwner(socketDir, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Asks Jest's own process for the cluster of this run, which starts at the first knock (see door.ts). */
async function knock(): Promise<string> {
  const answer = await text(connect(join(runFolder(), 'door')));
  const { socketDir, fault } = JSON.parse(answer) as { socketDir?: string; fault?: string };
  if (!socketDir) throw new Error(fault);
  return socketDir;
}

async function asOwner(socketDir: string, statement: string): Promise<void> {
  const client = new pg.Client(socketUrl(socketDir, 'postgres', OWNER_ROLE));
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
