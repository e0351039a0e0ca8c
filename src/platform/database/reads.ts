import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { refuse } from '../../core/kernel/refusals.js';
import { HeardClient, KEPT, SERVICE } from './data-source.js';
import type { Reader } from './transactions.js';
import { WIRE_TYPES } from './wire.js';

/** PostgreSQL's query_canceled: the time of a statement is over. */
const CANCELED = '57014';

export interface ReadsOptions {
  readonly url: string;
  readonly poolSize: number;
  /** How long one statement may take; null for a command of the host, which takes what it needs. */
  readonly seconds: number | null;
  readonly applicationName?: string;
}

/**
 * The connections of reads, apart from those of acts: reads that are slow hold up neither a ballot nor each other for
 * longer than the time of a statement. Both that time and that nothing is written here are settings of the connection,
 * so that no query asks for them.
 */
export class Reads implements Reader {
  private readonly pool: pg.Pool;

  constructor(private readonly options: ReadsOptions) {
    const { url, poolSize, seconds, applicationName = SERVICE } = options;
    this.pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      application_name: applicationName,
      options: '-c default_transaction_read_only=on',
      types: WIRE_TYPES,
      Client: HeardClient,
      ...KEPT,
      // Whoever waits for a connection gets one by then: each is free again after the time of a statement.
      connectionTimeoutMillis: ((seconds ?? 0) + 5) * 1_000,
      ...(seconds !== null && { statement_timeout: seconds * 1_000 }),
    });
    this.pool.on('error', () => undefined); // a cut connection is replaced by the pool
  }

  rows<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return this.read(this.pool, sql, parameters);
  }

  /** Reads that all see one moment. */
  async snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const value = await work({ rows: (sql, parameters = []) => this.read(client, sql, parameters) });
      await client.query('COMMIT');
      client.release();
      return value;
    } catch (error) {
      client.release(true); // what it had begun ends with it
      throw error;
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async read<T>(
    client: Pick<pg.ClientBase, 'query'> | pg.Pool,
    sql: string,
    parameters: readonly unknown[],
  ): Promise<T[]> {
    try {
      return (await client.query(sql, [...parameters])).rows as T[];
    } catch (error) {
      if ((error as { code?: unknown }).code === CANCELED)
        throw refuse('TOO_SLOW', { limit: `PT${this.options.seconds ?? 0}S` });
      throw new QueryFailedError(sql, [...parameters], error as Error);
    }
  }
}
