import { Clock } from '../clock/clock.js';
import type { Config } from '../config/config.js';
import { Log } from '../logging/log.js';
import { Ids } from '../random/ids.js';
import { Random } from '../random/random.js';
import { openDataSource, type Entities } from './data-source.js';
import { COMMAND, unanswered } from './open-reader.js';
import { reachDatabase } from './reach-database.js';
import { Transactions } from './transactions.js';

/** The service's database for a command of the host that writes: with the serving role's rights, and no more. */
export async function openTransactions(
  config: Config,
  entities: Entities,
): Promise<{ readonly transactions: Transactions; close(): Promise<void> }> {
  const reached = await reachDatabase(config, 'SERVING');
  try {
    const source = await openDataSource({
      url: reached.url,
      poolSize: 1,
      entities,
      applicationName: COMMAND,
    });
    const random = new Random();
    const ids = new Ids(new Clock(), random);
    return {
      transactions: new Transactions(source, ids, random, new Log('silent', ids)),
      close: () => source.destroy().finally(() => reached.close()),
    };
  } catch (error) {
    await reached.close();
    throw unanswered(error);
  }
}
