import { createApp } from './create-app.js';
import { resetDemo } from './demo/reset-demo.js';
import { loadConfig, readEnvironment } from './platform/config/config.js';
import { StartFault } from './platform/config/start-fault.js';
import { say, step } from './web/start-steps.js';

// npm run demo:reset

try {
  const config = loadConfig(readEnvironment());
  await step('Restoring the demonstration', () => resetDemo(config, createApp));
  say('The demonstration is as on its first day. npm start prints links into it.');
} catch (error) {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
