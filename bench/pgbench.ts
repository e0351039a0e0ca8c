import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const PGBENCH = [
  '/usr/lib/postgresql/18/bin',
  '/usr/lib/postgresql/17/bin',
  '/usr/lib/postgresql/16/bin',
  '/usr/lib/postgresql/15/bin',
  '/usr/bin',
]
  .map((folder) => join(folder, 'pgbench'))
  .find(existsSync);

/** Transactions a second of pgbench with two inserts each and 32 clients, on the same server: the limit L. Null without pgbench. */
export async function twoInserts(ownerUrl: string, seconds: number): Promise<number | null> {
  if (!PGBENCH) return null;
  return withScript(
    ownerUrl,
    `\\set member random(1, 100000000)
     BEGIN; INSERT INTO bench_one (poll, member, choice) VALUES (1, :member, 'FOR');
     INSERT INTO bench_two (poll, member) VALUES (1, :member); END;`,
    seconds,
  );
}

/** Transactions a second of pgbench running one read statement, with the 16 clients that the service leaves room for. */
export async function oneRead(ownerUrl: string, statement: string, seconds: number): Promise<number | null> {
  return PGBENCH ? withScript(ownerUrl, `${statement.replace(/\s+/g, ' ')};`, seconds, 16) : null;
}

async function withScript(ownerUrl: string, script: string, seconds: number, clients = 32): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ormee-pgbench-'));
  const file = join(folder, 'script.sql');
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query(
      `CREATE TABLE IF NOT EXISTS bench_one (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, poll int, member int, choice text)`,
    );
    await client.query(
      `CREATE TABLE IF NOT EXISTS bench_two (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, poll int, member int)`,
    );
    await writeFile(file, script.replace(/\n\s+/g, '\n'));
    const url = new URL(ownerUrl);
    const { stdout } = await promisify(execFile)(PGBENCH as string, [
      ...['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', file],
      ...['-h', url.searchParams.get('host') ?? url.hostname, '-U', url.username, url.pathname.slice(1)],
    ]);
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  } finally {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
}
