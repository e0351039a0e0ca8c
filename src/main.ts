import { createApp } from './create-app.js';
import { loadConfig, readEnvironment, type Config } from './platform/config/config.js';
import { StartFault } from './platform/config/start-fault.js';
import { openDatabase } from './platform/database/open-database.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Starts everything, and ends everything it started: the database of its own included. */
async function main(config: Config): Promise<void> {
  say('Opening the database…');
  const database = await openDatabase(config);
  say(`Ready: ${database.description}`);
  const app = await createApp(config, database.url).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const stop = once(async () => {
    await app.close();
    await database.close();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void stop().then(() => process.exit(0)));
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await stop();
    throw inUse(error, config);
  }
  say(`Listening on ${config.publicUrl}`);
}

function inUse(error: unknown, config: Config): unknown {
  if ((error as { code?: string }).code !== 'EADDRINUSE') return error;
  return new StartFault(`Port ${config.port} is already used: stop what holds it, or choose another with PORT=….`);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}

try {
  await main(loadConfig(readEnvironment()));
} catch (error) {
  process.stderr.write(`${error instanceof StartFault ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
