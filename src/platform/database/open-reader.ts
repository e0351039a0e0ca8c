import pg from 'pg';
import type { Config } from '../config/config.js';
import { StartFault } from '../config/start-fault.js';
import { reachDatabase } from './reach-database.js';
import type { Reader } from './transactions.js';
import { WIRE_TYPES } from './wire.js';

/** A window on the service's database for a command of the host: it reads, and writes nothing. */
export interface OpenReader {
  readonly reader: Reader;
  /** Reads that all see one moment. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The database of the service, seen by its serving role, or by its owner for what that role may not see. */
export async function openReader(config: Config, role: 'SERVING' | 'OWNER' = 'SERVING'): Promise<OpenReader> {
  const reached = await reachDatabase(config, role);
  try {
    const { close, ...open } = await connect(reached.url);
    return { ...open, close: () => close().finally(() => reached.close()) };
  } catch (error) {
    await reached.close();
    throw error;
  }
}

async function connect(connectionString: string): Promise<OpenReader> {
  const client = new pg.Client({ connectionString, types: WIRE_TYPES, application_name: COMMAND });
  client.on('error', () => undefined); // a cut connection fails the statement in flight, which says so
  await client.connect().catch((error: unknown) => {
    throw unanswered(error);
  });
  const reader: Reader = {
    rows: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows as never,
  };
  return {
    reader,
    async snapshot(work) {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return work(reader).finally(() => client.query('COMMIT'));
    },
    close: () => client.end(),
  };
}

/** What a connection of a command is called in the server's list, so that it is not taken for a service. */
export const COMMAND = 'ormee command';

/** A database that does not answer, in one sentence without its address, which may hold a password. */
export const unanswered = (error: unknown): StartFault =>
  new StartFault(
    `The database does not answer (${codeOf(error)}): check DATABASE_URL, or start the service.`,
  );

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
