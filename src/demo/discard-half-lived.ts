import type { Uuid } from '../core/kernel/ids.js';
import { migrate } from '../platform/database/migrate.js';
import { withClient } from '../platform/database/open-database.js';
import { readMark, removeMark } from './demo-mark.js';

type Owner = Parameters<Parameters<typeof withClient>[1]>[0];

/**
 * Takes away a demonstration whose seeding was cut short: its past would stop midway, and its clock may stand months
 * back. Nobody has seen it, because the service listens only once the past is lived. A database that holds anything
 * else is left alone.
 */
export async function discardHalfLived(dataDir: string, ownerUrl: string): Promise<void> {
  const mark = readMark(dataDir);
  if (!mark || mark.lived) return;
  if (await dropIfOnly(ownerUrl, mark.collectiveId)) await migrate(ownerUrl);
  removeMark(dataDir);
}

/** Drops the schema if all that is in it is this collective, or nothing yet. Answers whether it did. */
const dropIfOnly = (ownerUrl: string, collectiveId: Uuid): Promise<boolean> =>
  withClient(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: Uuid }>('SELECT id FROM ormee.collective');
    if (rows.some(({ id }) => id !== collectiveId)) return false;
    await dropSchema(owner);
    return true;
  });

/** A job of a service that is just ending may hold one table and wait for another: then it is tried again. */
async function dropSchema(owner: Owner, attempts = 5): Promise<void> {
  try {
    await owner.query('DROP SCHEMA ormee CASCADE');
  } catch (error) {
    if (attempts === 1 || (error as { code?: string }).code !== '40P01') throw error;
    await dropSchema(owner, attempts - 1);
  }
}
