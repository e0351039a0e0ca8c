import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Config } from './config/config.js';
import { CONFIG } from './config/config.token.js';
import { Clock } from './clock/clock.js';
import { LOG_LEVEL, Log } from './logging/log.js';
import { Mail } from './mail/mail.js';
import { Outbox } from './outbox/outbox.js';
import { Ids } from './random/ids.js';
import { Random } from './random/random.js';
import { openDataSource, type Entities } from './database/data-source.js';
import { Reads } from './database/reads.js';
import { Transactions } from './database/transactions.js';

/** The pools are closed by Nest's shutdown, after the jobs and the server have ended. */
class Pool {
  constructor(
    private readonly source: DataSource,
    private readonly reads: Reads,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.reads.close();
    await this.source.destroy();
  }
}

/** What every feature stands on: settings, time, chance, the journal and the doors to the database. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, databaseUrl: string, entities: Entities): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOG_LEVEL, useValue: config.logLevel },
        Clock,
        Random,
        Ids,
        Log,
        {
          provide: DataSource,
          useFactory: () => openDataSource({ url: databaseUrl, poolSize: config.databasePool, entities }),
        },
        {
          provide: Reads,
          useFactory: () =>
            new Reads({
              url: databaseUrl,
              poolSize: config.databaseReadPool,
              seconds: config.databaseReadSeconds,
            }),
        },
        {
          provide: Pool,
          inject: [DataSource, Reads],
          useFactory: (source: DataSource, reads: Reads) => new Pool(source, reads),
        },
        Transactions,
        Mail,
        Outbox,
      ],
      exports: [CONFIG, Clock, Random, Ids, Log, Transactions, Mail, Outbox],
    };
  }
}
