import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { originOf } from '../../core/merkle/checkpoint.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Config } from '../../platform/config/config.js';
import { StartFault } from '../../platform/config/start-fault.js';
import { MIGRATION_NAMES } from '../../platform/database/migrate.js';
import { openReader } from '../../platform/database/open-reader.js';
import type { Reader } from '../../platform/database/transactions.js';
import { SIGNING_KEY_FILE, isSigned, publicKeyOf } from '../backup/check-registers.js';
import { registerHeads } from '../backup/manifest.js';
import { fault, fine, note, warning, type Finding } from './finding.js';
import { lookAtServingRole } from './look-at-serving-role.js';

/** What can be known of the database, as its owner; one that cannot be reached is one finding. */
export async function lookAtDatabase(config: Config): Promise<Finding[]> {
  if (config.databaseUrl === null && !existsSync(join(config.dataDir, 'postgres')))
    return [note('database', `There is no database in ${config.dataDir} yet.`, 'The first start makes it.')];
  try {
    const { reader, close } = await openReader(config, 'OWNER');
    return await look(reader, config).finally(close);
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    const [what = '', ...remedy] = error.message.split(': ');
    return [fault('database', `${what}.`, inSentence(remedy.join(': ')))];
  }
}

const inSentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

async function look(reader: Reader, config: Config): Promise<Finding[]> {
  const server = await version(reader);
  const pending = await migrations(reader);
  // What follows asks for tables that are not there before the first migration.
  if (pending.gravity === 'FAULT' || pending.about === 'empty') return [...server, pending];
  return [
    ...server,
    pending,
    await lookAtServingRole(reader, config),
    await clocks(reader),
    await jobs(reader),
    ...(pending.gravity === 'FINE' ? [await letters(reader)] : []),
    ...(await registers(reader, config.dataDir)),
  ];
}

async function version(reader: Reader): Promise<Finding[]> {
  const [row] = await reader.rows<{ number: number; version: string; fsync: string; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
       current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding`,
  );
  const { number, version: name, fsync, encoding } = row as NonNullable<typeof row>;
  const findings = [
    number >= 150_000
      ? fine('database', `PostgreSQL ${name} answers.`)
      : fault('database', `PostgreSQL ${name} is too old.`, 'Upgrade that server to 15 or later.'),
  ];
  if (fsync !== 'on')
    findings.push(
      fault(
        'durability',
        'fsync is off: a power cut loses ballots that were acknowledged.',
        'Turn fsync on.',
      ),
    );
  if (encoding !== 'UTF8')
    findings.push(
      fault('encoding', `The database is in ${encoding}.`, 'Make one in UTF8 and restore a backup.'),
    );
  return findings;
}

async function migrations(reader: Reader): Promise<Finding> {
  const [table] = await reader.rows<{ found: string | null }>(
    `SELECT to_regclass('ormee.migration')::text AS found`,
  );
  if (!table?.found) return note('empty', 'The database is empty.', 'The first start fills it.');
  const done = (await reader.rows<{ name: string }>('SELECT name FROM ormee.migration')).map(
    ({ name }) => name,
  );
  const unknown = done.filter((name) => !MIGRATION_NAMES.includes(name));
  if (unknown.length > 0)
    return fault(
      'migrations',
      `The database was migrated by a newer Ormée (${unknown.join(', ')}).`,
      'Run that version, or restore the backup that was taken before.',
    );
  const pending = MIGRATION_NAMES.filter((name) => !done.includes(name));
  if (pending.length > 0)
    return warning(
      'migrations',
      `${pending.length} migrations are pending (${pending.join(', ')}).`,
      'Stop the service and run "upgrade", which takes a backup first.',
    );
  return fine('migrations', `All ${done.length} migrations are done.`);
}

/** The database's clock decides every deadline; that of this machine is what one compares it with. */
async function clocks(reader: Reader): Promise<Finding> {
  const clock = new Clock();
  const before = clock.unixMilliseconds();
  const [row] = await reader.rows<{ now: string }>('SELECT ormee.instant() AS now');
  const here = (before + clock.unixMilliseconds()) / 2;
  const seconds = Math.round((Date.parse((row as { now: string }).now) - here) / 1_000);
  if (Math.abs(seconds) < 5) return fine('clock', 'This machine and the database agree on the time.');
  const says = `The clock of the database is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine's.`;
  const remedy =
    'Set both by NTP: the database decides when a box is shut. While a demonstration is planted, wait.';
  return Math.abs(seconds) < 60 ? warning('clock', says, remedy) : fault('clock', says, remedy);
}

async function jobs(reader: Reader): Promise<Finding> {
  const [row] = await reader.rows<{ late: number; failing: number }>(
    `SELECT count(*) FILTER (WHERE run_at < ormee.instant() - interval '5 minutes')::int AS late,
       count(*) FILTER (WHERE attempts > 0)::int AS failing FROM ormee.job`,
  );
  const { late, failing } = row as NonNullable<typeof row>;
  if (late === 0 && failing === 0) return fine('jobs', 'No job is overdue.');
  return warning(
    'jobs',
    `${late} jobs are overdue and ${failing} have failed before.`,
    'Start the service if it is stopped; else read its log.',
  );
}

/** What waits for a mail server, and what none took. */
async function letters(reader: Reader): Promise<Finding> {
  const [row] = await reader.rows<{ waiting: number; lost: number }>(
    `SELECT count(*) FILTER (WHERE given_up_at IS NULL
         AND (attempts > 3 OR run_at < ormee.instant() - interval '15 minutes'))::int AS waiting,
       count(given_up_at)::int AS lost FROM ormee.outbox`,
  );
  const { waiting, lost } = row as NonNullable<typeof row>;
  if (waiting === 0 && lost === 0) return fine('letters', 'No letter waits for its mail server.');
  return (waiting === 0 ? note : warning)(
    'letters',
    `${waiting} letters wait for a mail server, and ${lost} were given up after it refused them.`,
    'Look at SMTP_URL and at what that server says; whoever lost a letter finds in the house what awaits them.',
  );
}

async function registers(reader: Reader, dataDir: string): Promise<Finding[]> {
  const heads = await registerHeads(reader);
  const key = readKey(dataDir);
  const unsigned = heads.filter(({ size, checkpoint }) => size > (checkpoint?.size ?? 0));
  const foreign = heads.filter(
    ({ checkpoint, collectiveId }) => checkpoint && key && !isSigned(checkpoint, originOf(collectiveId), key),
  );
  const findings = [
    fine('registers', `${heads.length} registers, ${heads.length - unsigned.length} signed to their end.`),
  ];
  if (key === null && heads.length > 0)
    findings.push(
      fault(
        'signing key',
        `There is no readable signing key in ${dataDir}.`,
        'Restore the keys from a backup before the next start, which would make a new one.',
      ),
    );
  if (foreign.length > 0)
    findings.push(
      fault(
        'signing key',
        `The signing key here did not sign the register of ${foreign.map(({ name }) => `“${name}”`).join(', ')}.`,
        'Stop the service and restore the keys from a backup: members hold checkpoints of the other key.',
      ),
    );
  if (unsigned.length > 0)
    findings.push(
      warning(
        'checkpoints',
        `${unsigned.length} registers end in acts that are not signed yet.`,
        'A start signs them; if the service runs, read its log.',
      ),
    );
  return findings;
}

function readKey(dataDir: string): Uint8Array | null {
  try {
    return publicKeyOf(readFileSync(join(dataDir, SIGNING_KEY_FILE)));
  } catch {
    return null;
  }
}
