import { createApp } from './create-app.js';
import { discardHalfLived } from './demo/discard-half-lived.js';
import { writeMark } from './demo/demo-mark.js';
import { openDemo } from './demo/open-demo.js';
import { refuseUnlessDemo } from './demo/refuse-unless-demo.js';
import { loadConfig, readEnvironment, type Config } from './platform/config/config.js';
import { StartFault } from './platform/config/start-fault.js';
import { openDatabase } from './platform/database/open-database.js';
import { say, step } from './web/start-steps.js';

/** Puts the demonstration back to its first day, where there is nothing else that would be lost. */
async function resetDemo(config: Config): Promise<void> {
  const mark = await refuseUnlessDemo(config);
  const database = await step('Opening the database', () => openDatabase(config));
  try {
    // From here on it counts as half lived: a reset that is cut off is finished by the next start.
    writeMark(config.dataDir, { ...mark, lived: false });
    await discardHalfLived(config.dataDir, database.ownerUrl);
    const app = await createApp(config, database.url);
    await step('Preparing the demonstration', () => openDemo(app, config, database.ownerUrl)).finally(() =>
      app.close(),
    );
  } finally {
    await database.close();
  }
  say('The demonstration is as on its first day. npm start prints links into it.');
}

try {
  await resetDemo(loadConfig(readEnvironment()));
} catch (error) {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
