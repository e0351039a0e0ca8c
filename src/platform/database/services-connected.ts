import { StartFault } from '../config/start-fault.js';
import { SERVICE } from './data-source.js';
import type { Reader } from './transactions.js';

/** Throws a StartFault while a service is connected to the database: what comes would be done under its feet. */
export async function refuseWhileServed(reader: Reader): Promise<void> {
  const [found] = await reader.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()`,
    [SERVICE],
  );
  if (found?.count) throw new StartFault('A service is using this database: stop it first, then try again.');
}
