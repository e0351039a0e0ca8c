import { Clock } from '../clock/clock.js';
import type { Config } from '../config/config.js';
import { Log } from '../logging/log.js';
import { Ids } from '../random/ids.js';
import { Random } from '../random/random.js';
import { openDataSource, type Entities } from './data-source.js';
import { COMMAND, unanswered } from './open-reader.js';
import { reachDatabase } from './reach-database.js';
import { Reads } from './reads.js';
import { Transactions } from './transactions.js';

/** The service's database for a command of the host that writes: with the serving role's rights, and no more. */
export async function openTransactions(
  config: Config,
  entities: Entities,
): Promise<{ readonly transactions: Transactions; close(): Promise<void> }> {
  const reached = await reachDatabase(config, 'SERVING');
  try {
    const one = { url: reached.url, poolSize: 1, applicationName: COMMAND };
    const source = await openDataSource({ ...one, entities });
    const reads = new Reads({ ...one, seconds: null });
    const random = new Random();
    const ids = new Ids(new Clock(), random);
    return {
      transactions: new Transactions(source, ids, random, new Log('silent', ids), reads),
      close: () =>
        reads
          .close()
          .then(() => source.destroy())
          .finally(() => reached.close()),
    };
  } catch (error) {
    await reached.close();
    throw unanswered(error);
  }
}
