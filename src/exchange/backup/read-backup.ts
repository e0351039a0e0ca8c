import { createReadStream } from 'node:fs';
import { MIGRATION_NAMES } from '../../platform/database/migrate.js';
import type { StoredTable } from '../../platform/database/stored-tables.js';
import { CommandFault } from '../command.js';
import { unpacked, type Entry } from './entries.js';
import type { Manifest, Sums, TableSum } from './manifest.js';
import { BACKUP, unseal } from '../sealed.js';
import { sumOf } from './sum.js';

/** A backup that was read to its end once, and is whole. */
export interface CheckedBackup {
  readonly manifest: Manifest;
  /** By path in the data folder. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly sums: Sums;
}

/**
 * Reads a backup to its end and writes nothing: what is refused later would be refused half-way. Throws a CommandFault:
 * not a backup, another passphrase, cut short, altered, or made by a newer version of Ormée.
 */
export async function checkBackup(file: string, passphrase: string): Promise<CheckedBackup> {
  let manifest: Manifest | null = null;
  const files = new Map<string, Buffer>();
  const found: Record<string, TableSum> = {};
  let sums: Sums = {};
  for await (const entry of open(file, passphrase)) {
    if (entry.kind === 'MANIFEST') refuseNewer((manifest = await readJson<Manifest>(entry)));
    if (entry.kind === 'FILE') files.set(entry.name, await readAll(entry));
    if (entry.kind === 'TABLE') found[entry.name] = await sumOf(entry.body);
    if (entry.kind === 'SUMS') sums = await readJson<Sums>(entry);
  }
  if (!manifest) throw new CommandFault('This backup holds no manifest: it was not made by "backup".');
  for (const { name } of manifest.tables)
    if (found[name]?.sha256 !== sums[name]?.sha256)
      throw new CommandFault(
        `The rows of ${name} in this backup are not those that were written: nothing was done.`,
      );
  return { manifest, files, sums };
}

/** The rows of each table, in the order in which they were written; each is read to its end before the next. */
export async function* tablesOf(
  file: string,
  passphrase: string,
  { tables }: Manifest,
): AsyncGenerator<readonly [StoredTable, AsyncIterable<Buffer>]> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  for await (const { kind, name, body } of open(file, passphrase)) {
    const table = byName.get(name);
    if (kind === 'TABLE' && table) yield [table, body];
  }
}

async function* open(file: string, passphrase: string): AsyncGenerator<Entry> {
  try {
    yield* unpacked(unseal(createReadStream(file), passphrase, BACKUP));
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (!code || path !== file) throw error;
    throw new CommandFault(`The backup cannot be read from ${file} (${code}): correct its path.`);
  }
}

function refuseNewer({ migrations }: Manifest): void {
  const unknown = migrations.find((name) => !MIGRATION_NAMES.includes(name));
  if (unknown !== undefined)
    throw new CommandFault(
      `This backup is newer than this Ormée, which does not know the migration ${unknown}: restore it with the version that made it, or a later one.`,
    );
}

async function readAll({ body }: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const bytes of body) parts.push(bytes);
  return Buffer.concat(parts);
}

const readJson = async <T>(entry: Entry): Promise<T> =>
  JSON.parse((await readAll(entry)).toString('utf8')) as T;
