import pg from 'pg';
import { DataSource, DefaultNamingStrategy, type EntitySchema } from 'typeorm';
import { withItsName } from './prepared.js';
import { WIRE_TYPES } from './wire.js';

export type Entities = readonly (new () => object)[];

/** Columns are the properties' names in snake case; tables are named by their entity. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string): string {
    return custom || property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/**
 * A client whose errors are always heard. The pool and TypeORM each listen only while they hold it: an end that arrives
 * in the same packet as an answer finds nobody between the two, and an `error` that nobody hears kills Node. It keeps the
 * plans of the statements that were marked for it.
 */
export class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  /** Every form in which a client is asked begins with the statement. */
  override query(...[first, ...rest]: never[]): never {
    const ask = super.query as (...asked: unknown[]) => unknown;
    return ask.call(this, withItsName(first), ...rest) as never;
  }
}

/**
 * A connection that begins anew reads the tables' descriptions and plans everything again, for many times what a page costs. So two
 * stay, and the others for five minutes; what stays says each half minute that it is there, or a network on the way would forget it
 * and the next query would wait for nothing.
 */
export const KEPT = {
  ...{ min: 2, idleTimeoutMillis: 5 * 60_000 },
  ...{ keepAlive: true, keepAliveInitialDelayMillis: 30_000 },
} as const;

export interface DataSourceOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly entities?: Entities;
  readonly migrations?: readonly (new () => object)[];
  /** What its connections are called in the server's list; a service's are called SERVICE. */
  readonly applicationName?: string;
}

/** What the connections of a service that serves are called in the server's list. */
export const SERVICE = 'ormee';

/** Opens the pool of connections in which a process acts (or the owner's, for migrations). */
export function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    schema: 'ormee',
    entities: [...(options.entities ?? [])] as (new () => object)[] | EntitySchema[],
    migrations: [...(options.migrations ?? [])] as (new () => object)[],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCase(),
    synchronize: false,
    logging: false, // never: parameters would show ballots
    installExtensions: false,
    poolSize: options.poolSize,
    applicationName: options.applicationName ?? SERVICE,
    connectTimeoutMS: 5_000,
    poolErrorHandler: () => undefined, // a cut connection is replaced by the pool; the act in flight gets its own error
    extra: { types: WIRE_TYPES, Client: HeardClient, ...KEPT },
  });
  return source.initialize();
}
