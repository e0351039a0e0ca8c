import type { Uuid } from '../core/kernel/ids.js';
import type { Config } from '../platform/config/config.js';
import { StartFault } from '../platform/config/start-fault.js';
import { openReader } from '../platform/database/open-reader.js';
import { refuseWhileServed } from '../platform/database/services-connected.js';
import { readMark, type DemoMark } from './demo-mark.js';

/**
 * Lets a reset pass only where all that would be lost is the demonstration: the data folder names it, no other
 * collective shares the database, and no service is using it. Throws a StartFault otherwise; answers its mark.
 */
export async function refuseUnlessDemo(config: Config): Promise<DemoMark> {
  const { dataDir } = config;
  const mark = readMark(dataDir);
  if (mark === null)
    throw new StartFault(
      `There is no demonstration in ${dataDir}, and nothing was done: npm start plants one in an empty folder.`,
    );
  const { reader, close } = await openReader(config, 'OWNER');
  try {
    await refuseWhileServed(reader);
    const others = await reader.rows<{ id: Uuid; name: string }>(
      'SELECT id, name FROM ormee.collective WHERE id <> $1 ORDER BY id',
      [mark.collectiveId],
    );
    if (others.length > 0)
      throw new StartFault(
        `The database also holds ${others.map(({ name }) => `“${name}”`).join(', ')}, which a reset would take away: nothing was done.`,
      );
    return mark;
  } finally {
    await close();
  }
}
