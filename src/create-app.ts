import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { Clock } from './platform/clock/clock.js';
import type { Config } from './platform/config/config.js';
import { BODY_LIMIT_BYTES } from './platform/graphql/limits.js';
import { FrameworkLog } from './platform/logging/framework-log.js';
import { Log } from './platform/logging/log.js';
import { Ids } from './platform/random/ids.js';
import { Random } from './platform/random/random.js';
import { boundJsonBodies, takeOneClicks } from './web/json-bodies.js';
import { RefusedRequests } from './web/refused-requests.js';

/** Builds the service on a migrated database. It listens to nothing yet. */
export async function createApp(config: Config, databaseUrl: string): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES });
  const log = new Log(config.logLevel, new Ids(new Clock(), new Random()));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, databaseUrl), adapter, {
    logger: new FrameworkLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new RefusedRequests(app.get(Log)));
  boundJsonBodies(app);
  takeOneClicks(app);
  await app.init();
  await adapter.getInstance().ready();
  return app;
}
