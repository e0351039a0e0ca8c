import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { offerFounding } from './collectives/offer-founding.js';
import { createApp } from './create-app.js';
import { discardHalfLived } from './demo/discard-half-lived.js';
import { openDemo } from './demo/open-demo.js';
import { welcome } from './demo/welcome.js';
import { loadConfig, readEnvironment, type Config } from './platform/config/config.js';
import { StartFault } from './platform/config/start-fault.js';
import { openDatabase } from './platform/database/open-database.js';
import { Transactions } from './platform/database/transactions.js';
import { Log } from './platform/logging/log.js';
import { say, step } from './web/start-steps.js';
import { openWaitingRoom } from './web/waiting-room.js';

/** Starts everything, and ends everything it started: the database of its own included. */
async function main(config: Config): Promise<void> {
  const leaveWaitingRoom = await openWaitingRoom(config.port, config.host).catch((error: unknown) => {
    throw inUse(error, config);
  });
  const database = await step('Opening the database', () => openDatabase(config)).catch((error: unknown) =>
    leaveWaitingRoom().then(() => Promise.reject(error)),
  );
  let app: NestFastifyApplication | null = null;
  const stop = once(async () => {
    await leaveWaitingRoom();
    await app?.close();
    await database.close();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void stop().then(() => process.exit(0)));
  try {
    await discardHalfLived(config.dataDir, database.ownerUrl);
    const service = await step('Starting the service', () => createApp(config, database.url));
    app = service;
    // A list whose items fail one after the other leaves a rejection that nobody hears; the service lives on.
    process.on('unhandledRejection', (error) => void service.get(Log).fault(error));
    const demo = config.demo
      ? await step('Preparing the demonstration', () => openDemo(service, config, database.ownerUrl))
      : null;
    const foundingLink = config.demo
      ? null
      : await offerFounding(service.get(Transactions), config.publicUrl);
    await leaveWaitingRoom();
    // Not Nest's own listen: it logs a port that is taken as a fault, and we say it in a sentence.
    await service.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
    say(welcome(config, database.description, demo, foundingLink));
  } catch (error) {
    await stop();
    throw inUse(error, config);
  }
}

function inUse(error: unknown, config: Config): unknown {
  const { code } = error as { code?: string };
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartFault(
      `HOST is ${config.host}, which is no address of this machine: correct it, or remove it.`,
    );
  if (code !== 'EADDRINUSE') return error;
  return new StartFault(
    `Port ${config.port} is already used: stop what holds it, or choose another with PORT=….`,
  );
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
