import type { INestApplication } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { openDatabase } from '../platform/database/open-database.js';
import { discardHalfLived } from './discard-half-lived.js';
import { writeMark } from './demo-mark.js';
import { openDemo } from './open-demo.js';
import { refuseUnlessDemo } from './refuse-unless-demo.js';

/**
 * Puts the demonstration back to its first day, on a service that `createApp` makes for the time of it. Throws a
 * StartFault where anything else would be lost, or while a service is running.
 */
export async function resetDemo(
  config: Config,
  createApp: (config: Config, databaseUrl: string) => Promise<INestApplication>,
): Promise<void> {
  const mark = await refuseUnlessDemo(config);
  const database = await openDatabase(config);
  try {
    // From here on it counts as half lived: a reset that is cut off is finished by the next start.
    writeMark(config.dataDir, { ...mark, lived: false });
    await discardHalfLived(config.dataDir, database.ownerUrl);
    const app = await createApp(config, database.url);
    await openDemo(app, config, database.ownerUrl).finally(() => app.close());
  } finally {
    await database.close();
  }
}
