import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { ACTOR_LOADER, RequestContext, type ActorLoader } from '../access/context.js';
import { VOICES, type Voices } from '../access/voices.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';
import { Transactions } from '../database/transactions.js';
import { localeOf } from '../i18n/locale.js';
import { Log } from '../logging/log.js';
import { Acts } from './acts.js';
import { errorFormatter, refusalsPlugin } from './errors.js';
import { API_PATH, OVER_HTTP, httpStatusPlugin } from './http-status.plugin.js';
import { InProcess } from './in-process.js';
import { jitPlugin } from './jit.js';
import { WITHIN_LIMITS, limitsPlugin } from './limits.js';
import { LiveActors } from './live-actors.js';
import { SCHEMA_OPTIONS, finishSchema } from './finish-schema.js';
import { sessionOf } from './session-shown.js';
import { Sockets } from './sockets.js';

/** The API: one schema, guarded, limited, answered in the caller's language; over HTTP it is also compiled. */
@Global()
@Module({ providers: [Acts, InProcess, LiveActors, Sockets], exports: [Acts, InProcess, Sockets] })
export class ApiModule {
  static with(actorLoader: new () => ActorLoader, voices: new () => Voices): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          inject: [CONFIG, Transactions, ACTOR_LOADER, Log],
          useFactory: (config: Config, transactions: Transactions, loader: ActorLoader, log: Log) => {
            const formatError = errorFormatter(log);
            return {
              ...OVER_HTTP,
              ...WITHIN_LIMITS,
              path: API_PATH,
              autoSchemaFile: true,
              sortSchema: true,
              autoTransformHttpErrors: false, // Nest would do it on the uncompiled path alone
              buildSchemaOptions: SCHEMA_OPTIONS,
              transformSchema: finishSchema,
              formatError,
              context: (request: FastifyRequest) =>
                new RequestContext(
                  localeOf(request.headers['accept-language']),
                  sessionOf(request),
                  transactions,
                  loader,
                ),
              plugins: [
                httpStatusPlugin(),
                limitsPlugin(),
                refusalsPlugin(),
                jitPlugin({ enabled: config.graphqlJit, formatError }),
              ],
            };
          },
        }),
      ],
      providers: [
        { provide: ACTOR_LOADER, useClass: actorLoader },
        { provide: VOICES, useClass: voices },
      ],
      exports: [ACTOR_LOADER],
    };
  }
}
