import { Clock } from '../clock/clock.js';
import type { Config } from '../config/config.js';
import { Log } from '../logging/log.js';
import { Ids } from '../random/ids.js';
import { Random } from '../random/random.js';
import { openDataSource } from './data-source.js';
import { openDatabase } from './open-database.js';
import { Reads } from './reads.js';
import { Transactions } from './transactions.js';

/** Lends the owner's door to some work of the host's, on a migrated database that is the service's own. Throws a StartFault. */
export async function withOwner<T>(
  config: Config,
  work: (transactions: Transactions) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config);
  try {
    return await withOwnerOf(database.ownerUrl, config, work);
  } finally {
    await database.close();
  }
}

async function withOwnerOf<T>(
  url: string,
  config: Config,
  work: (transactions: Transactions) => Promise<T>,
): Promise<T> {
  const source = await openDataSource({ url, poolSize: 1 });
  const reads = new Reads({ url, poolSize: 1, seconds: null });
  const random = new Random();
  const ids = new Ids(new Clock(), random);
  try {
    return await work(new Transactions(source, ids, random, new Log(config.logLevel, ids), reads));
  } finally {
    await reads.close();
    await source.destroy();
  }
}
