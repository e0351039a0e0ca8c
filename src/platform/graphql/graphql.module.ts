import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { ACTOR_LOADER, RequestContext, type ActorLoader } from '../access/context.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';
import { Transactions } from '../database/transactions.js';
import { localeOf } from '../i18n/locale.js';
import { Log } from '../logging/log.js';
import { readSecret } from '../links/secret.js';
import { Acts } from './acts.js';
import { errorFormatter, refusalsPlugin } from './errors.js';
import { OVER_HTTP, httpStatusPlugin } from './http-status.plugin.js';
import { InProcess } from './in-process.js';
import { jitPlugin } from './jit.js';
import { WITHIN_LIMITS, limitsPlugin } from './limits.js';
import { SCHEMA_OPTIONS, finishSchema } from './finish-schema.js';

const BEARER = /^Bearer +([A-Za-z0-9_-]+)$/i; // the name of the scheme is in any case (RFC 9110, section 11.1)

/** The name of the cookie that the sign-in page sets; the API reads it as it reads a bearer token. */
export const SESSION_COOKIE = 'ormee_session';

/** The session that a request shows: a bearer token, else the cookie of our own page. */
export function sessionOf(request: FastifyRequest): ReturnType<typeof readSecret> {
  const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
  const cookie = new RegExp(`(?:^|; )${SESSION_COOKIE}=([A-Za-z0-9_-]+)`).exec(
    request.headers.cookie ?? '',
  )?.[1];
  const token = bearer ?? cookie;
  return token === undefined ? null : readSecret(token);
}

/** The API over HTTP: one schema, guarded, limited, compiled, answered in the caller's language. */
@Global()
@Module({ providers: [Acts, InProcess], exports: [Acts, InProcess] })
export class ApiModule {
  static with(actorLoader: new () => ActorLoader): DynamicModule {
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
              path: '/graphql',
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
      providers: [{ provide: ACTOR_LOADER, useClass: actorLoader }],
      exports: [ACTOR_LOADER],
    };
  }
}
