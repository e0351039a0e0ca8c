import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config/config.js';
import { openDataFolder } from '../config/data-folder.js';
import { StartFault } from '../config/start-fault.js';
import { Random } from '../random/random.js';
import { startCluster, type Cluster } from './embedded-postgres.js';
import { migrate } from './migrate.js';
import { DATABASE, OWNER_ROLE, SERVING_ROLE } from './roles.js';

/** The database of a process, migrated and ready to serve. */
export interface OpenDatabase {
  /** With the role that serves. */
  readonly url: string;
  /** With the role that owns the schema: migrations and the demonstration's seed, nothing else. */
  readonly ownerUrl: string;
  /** What it is, for the journal: `PostgreSQL 18.4, in DATA_DIR`. */
  readonly description: string;
  close(): Promise<void>;
}

const OLDEST_VERSION = 150_000;

/** PostgreSQL's insufficient_privilege. */
const NOT_ALLOWED = '42501';

/** Starts or reaches the database that the settings name, makes the serving role where it may, and migrates. Throws a StartFault. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  const database = await openUnmigrated(config);
  try {
    await migrate(database.ownerUrl);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The same as it was found, also empty: a backup brings its own schema. Throws a StartFault. */
export function openUnmigrated(config: Config): Promise<OpenDatabase> {
  return config.databaseUrl === null ? openEmbedded(config) : openExternal(config, config.databaseUrl);
}

async function openEmbedded(config: Config): Promise<OpenDatabase> {
  const cluster = await startCluster({ dataDir: config.dataDir });
  try {
    await makeDatabase(cluster);
    return {
      url: cluster.url(DATABASE, SERVING_ROLE),
      ownerUrl: cluster.url(DATABASE, OWNER_ROLE),
      description: `PostgreSQL ${cluster.version}, in ${config.dataDir}`,
      close: () => cluster.stop(),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function makeDatabase(cluster: Cluster): Promise<void> {
  await withClient(cluster.url('postgres', OWNER_ROLE), async (client) => {
    await makeServingRole(client, 'LOGIN');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}

async function openExternal(config: Config, databaseUrl: string): Promise<OpenDatabase> {
  openDataFolder(config.dataDir);
  const ownerUrl = config.migrationDatabaseUrl ?? databaseUrl;
  const { version, url } = await withClient(ownerUrl, async (client) => ({
    version: await versionOf(client),
    url:
      config.migrationDatabaseUrl === null
        ? await servingUrlFromOne(client, databaseUrl, config)
        : await servingUrlFromTwo(client, databaseUrl),
  })).catch((error: unknown) => {
    throw unreachable(error);
  });
  return {
    url,
    ownerUrl,
    description: `PostgreSQL ${version}, at DATABASE_URL`,
    close: () => Promise.resolve(),
  };
}

async function versionOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ number: string; version: string }>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version`,
  );
  const { number, version } = rows[0] as { number: string; version: string };
  if (Number(number) < OLDEST_VERSION)
    throw new StartFault(
      `PostgreSQL ${version} is too old: Ormée needs 15 or later, so upgrade that server.`,
    );
  return version;
}

/**
 * Both addresses given: the role that serves is ours, made with the password of its address, or is made a member of
 * ours, which holds the rights and lets nobody in.
 */
async function servingUrlFromTwo(owner: pg.Client, databaseUrl: string): Promise<string> {
  const { username, password } = new URL(databaseUrl);
  const isOurs = decodeURIComponent(username) === SERVING_ROLE;
  await makeServingRole(owner, isOurs ? 'LOGIN' : 'NOLOGIN', isOurs ? decodeURIComponent(password) : '');
  const role = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ role: string }>('SELECT current_user AS role');
    return (rows[0] as { role: string }).role;
  });
  if (role !== SERVING_ROLE) await owner.query(`GRANT ${SERVING_ROLE} TO ${pg.escapeIdentifier(role)}`);
  return databaseUrl;
}

/** One address given: it owns the schema, and a role that owns nothing is made to serve. Its password stays in DATA_DIR. */
async function servingUrlFromOne(owner: pg.Client, databaseUrl: string, config: Config): Promise<string> {
  const made = await makeServingRole(owner, 'LOGIN');
  if (!made && !existsSync(join(config.dataDir, SERVING_PASSWORD_FILE))) throw heldByAnother();
  const password = servingPassword(config.dataDir);
  await owner.query(`ALTER ROLE ${SERVING_ROLE} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  const url = new URL(databaseUrl);
  url.username = SERVING_ROLE;
  url.password = password;
  return url.href;
}

/** Roles belong to a whole server: a new password would shut out whoever made this one. */
const heldByAnother = (): StartFault =>
  new StartFault(
    `The role ${SERVING_ROLE} is already on this PostgreSQL server and its password is not in DATA_DIR, so another Ormée may be using it: ` +
      'set DATA_DIR to the folder that made it, drop the role if nobody does, or give a role of your own in DATABASE_URL and the owner in MIGRATION_DATABASE_URL.',
  );

/** Where that password is kept, in the data folder. */
export const SERVING_PASSWORD_FILE = join('keys', 'serving-role-password');

function servingPassword(dataDir: string): string {
  const file = join(dataDir, SERVING_PASSWORD_FILE);
  if (!existsSync(file)) {
    mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
    const password = Buffer.from(new Random().bytes(24)).toString('base64url');
    writeFileSync(file, password, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}

/** Answers whether the role had to be made. */
async function makeServingRole(
  owner: pg.Client,
  login: 'LOGIN' | 'NOLOGIN',
  password = '',
): Promise<boolean> {
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [SERVING_ROLE]);
  if (rowCount === 1) return false;
  const { rows } = await owner.query<{ may: boolean }>(
    'SELECT rolcreaterole OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
  );
  if (!rows[0]?.may)
    throw new StartFault(
      `The role that owns the database may not create roles: run \`CREATE ROLE ${SERVING_ROLE} LOGIN PASSWORD '…';\` as an administrator, ` +
        `give that role in DATABASE_URL, and the owner of the database in MIGRATION_DATABASE_URL.`,
    );
  const secret = password === '' ? '' : ` PASSWORD ${pg.escapeLiteral(password)}`;
  await owner.query(`CREATE ROLE ${SERVING_ROLE} ${login}${secret}`);
  return true;
}

/** Lends one connection to some work, outside of any pool, and ends it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a cut connection fails the query in flight; without a listener it kills Node
  await client.connect();
  return work(client).finally(() => client.end());
}

function unreachable(error: unknown): unknown {
  if (error instanceof StartFault) return error;
  const code = (error as { code?: string }).code ?? (error as Error).name;
  if (code === NOT_ALLOWED)
    return new StartFault(
      `The role that owns the database lacks a right (${(error as Error).message}): as an administrator, run ` +
        `\`GRANT ${SERVING_ROLE} TO … WITH ADMIN OPTION;\` for it, or give it CREATEROLE, then start again.`,
    );
  return new StartFault(
    `The database cannot be reached (${code}): check DATABASE_URL and that the server runs.`,
  );
}
