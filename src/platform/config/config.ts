import { resolve } from 'node:path';
import { z } from 'zod';
import { StartFault } from './start-fault.js';

/** What the documentation and a fault say of a setting: what it must be, what stands without it, what it is for. */
interface Words {
  readonly must: string;
  readonly otherwise: string;
  readonly meaning: string;
}

const words = z.registry<Words>();

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));

const flag = z.enum(['0', '1']).transform((value) => value === '1');

const databaseAddress = z.string().regex(/^postgres(ql)?:\/\/./);

const settings = {
  PORT: wholeNumber(1, 65_535).default(3000).register(words, {
    must: 'a whole number from 1 to 65535',
    otherwise: '3000',
    meaning: 'The port on which the service listens.',
  }),
  HOST: z.string().default('127.0.0.1').register(words, {
    must: 'a name or an address of this machine',
    otherwise: '127.0.0.1',
    meaning: 'The address on which the service listens; 0.0.0.0 for every one of this machine.',
  }),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, abort: true })
    .refine((address) => new URL(address).pathname === '/')
    .transform((address) => new URL(address).origin)
    .optional()
    .register(words, {
      must: 'an http or https address without a path',
      otherwise: 'http://127.0.0.1:PORT',
      meaning: 'The address that members type, written in links.',
    }),
  DATA_DIR: z.string().default('./data').register(words, {
    must: 'a folder',
    otherwise: './data',
    meaning: 'The folder of everything that the service keeps: its own PostgreSQL and its signing keys.',
  }),
  DATABASE_URL: databaseAddress.optional().register(words, {
    must: 'an address that begins with postgres:// or postgresql://',
    otherwise: 'a PostgreSQL of its own in DATA_DIR',
    meaning: 'The PostgreSQL (15 or later) of the collectives, with the role that serves.',
  }),
  MIGRATION_DATABASE_URL: databaseAddress.optional().register(words, {
    must: 'an address that begins with postgres:// or postgresql://',
    otherwise: 'DATABASE_URL',
    meaning: 'The same database with the role that owns it, used by migrations alone.',
  }),
  DB_POOL: wholeNumber(2, 500).default(10).register(words, {
    must: 'a whole number from 2 to 500',
    otherwise: '10',
    meaning: 'The most connections that the service holds to its database for what members do.',
  }),
  DB_READ_POOL: wholeNumber(1, 500).default(6).register(words, {
    must: 'a whole number from 1 to 500',
    otherwise: '6',
    meaning: 'The most connections that the service holds to its database for what is only read.',
  }),
  DB_READ_SECONDS: wholeNumber(1, 600).default(5).register(words, {
    must: 'a number of seconds from 1 to 600',
    otherwise: '5',
    meaning: 'Seconds after which one reading of the database is broken off, and its request refused.',
  }),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s/]+\/?$/)
    .optional()
    .register(words, {
      must: 'an address like smtp://USER:PASSWORD@HOST:PORT, or smtps:// for one encrypted from the start',
      otherwise: 'no mail: members give each other links and codes',
      meaning: 'The mail server by which members receive the links that they ask for.',
    }),
  MAIL_FROM: z
    .string()
    .regex(/^[^\s<>,;@]+@[^\s<>,;@]+$/)
    .optional()
    .register(words, {
      must: 'a mail address',
      otherwise: 'ormee@ and the host of PUBLIC_URL',
      meaning: 'The address from which mail is sent.',
    }),
  RETENTION_LINKS: wholeNumber(1, 3_650).default(7).register(words, {
    must: 'a number of days from 1 to 3650',
    otherwise: '7',
    meaning: 'Days after which a sign-in link that was used or expired is forgotten.',
  }),
  RETENTION_SESSIONS: wholeNumber(1, 3_650).default(30).register(words, {
    must: 'a number of days from 1 to 3650',
    otherwise: '30',
    meaning: 'Days after which a session that ended or expired is forgotten.',
  }),
  RETENTION_CALLS: wholeNumber(1, 3_650).default(30).register(words, {
    must: 'a number of days from 1 to 3650',
    otherwise: '30',
    meaning: 'Days for which an act sent again with its idempotency key is known as the same.',
  }),
  RETENTION_APPLICATIONS: wholeNumber(1, 3_650).default(180).register(words, {
    must: 'a number of days from 1 to 3650',
    otherwise: '180',
    meaning: 'Days after which an application that lapsed or was admitted is forgotten.',
  }),
  RETENTION_NOTICES: wholeNumber(1, 3_650).default(365).register(words, {
    must: 'a number of days from 1 to 3650',
    otherwise: '365',
    meaning: 'Days for which somebody is told of a link that others gave in their name.',
  }),
  DEMO: flag.default(true).register(words, {
    must: '0 or 1',
    otherwise: '1',
    meaning: 'Whether an empty data folder begins with the demonstration; 0 begins with a founding link.',
  }),
  GRAPHQL_JIT: flag.default(true).register(words, {
    must: '0 or 1',
    otherwise: '1',
    meaning: 'Whether operations are compiled; 0 interprets each of them, with the same answers.',
  }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .register(words, {
      must: `one of ${LOG_LEVELS.join(', ')}`,
      otherwise: 'info',
      meaning: 'The least grave message that is logged.',
    }),
};

const schema = z.object(settings);

/** For how many days what is over is still kept. */
export interface Retention {
  readonly links: number;
  readonly sessions: number;
  readonly calls: number;
  readonly applications: number;
  readonly notices: number;
}

/** How one service runs, read once when it starts. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** `http` or `https`, host and port, without a final slash. */
  readonly publicUrl: string;
  /** An absolute path. */
  readonly dataDir: string;
  /** Null: the service starts a PostgreSQL of its own in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null: migrations run with `databaseUrl`. */
  readonly migrationDatabaseUrl: string | null;
  readonly databasePool: number;
  readonly databaseReadPool: number;
  readonly databaseReadSeconds: number;
  /** Null: no mail is sent. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly retention: Retention;
  readonly demo: boolean;
  readonly graphqlJit: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process, read here and nowhere else. */
export const readEnvironment = (): Environment => process.env;

/** Reads the settings; an empty one counts as absent. Throws a StartFault that names the first wrong setting, never its value. */
export function loadConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = schema.safeParse(given);
  if (error) throw wrongSetting(error);
  if (data.MIGRATION_DATABASE_URL && !data.DATABASE_URL) {
    throw new StartFault(
      'MIGRATION_DATABASE_URL is set and DATABASE_URL is not: set both for a PostgreSQL of your own, or neither.',
    );
  }
  const publicUrl = data.PUBLIC_URL ?? `http://127.0.0.1:${data.PORT}`;
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL ?? null,
    migrationDatabaseUrl: data.MIGRATION_DATABASE_URL ?? null,
    databasePool: data.DB_POOL,
    databaseReadPool: data.DB_READ_POOL,
    databaseReadSeconds: data.DB_READ_SECONDS,
    smtpUrl: data.SMTP_URL ?? null,
    mailFrom: data.MAIL_FROM ?? `ormee@${new URL(publicUrl).hostname}`,
    retention: {
      links: data.RETENTION_LINKS,
      sessions: data.RETENTION_SESSIONS,
      calls: data.RETENTION_CALLS,
      applications: data.RETENTION_APPLICATIONS,
      notices: data.RETENTION_NOTICES,
    },
    demo: data.DEMO,
    graphqlJit: data.GRAPHQL_JIT,
    logLevel: data.LOG_LEVEL,
  };
}

function wrongSetting(error: z.ZodError): StartFault {
  const name = error.issues[0]?.path[0] as keyof typeof settings;
  const { must, otherwise } = wordsOf(name);
  return new StartFault(`${name} must be ${must}: correct it, or remove it to have ${otherwise}.`);
}

function wordsOf(name: keyof typeof settings): Words {
  return words.get(settings[name]) as Words;
}

/** The page of the documentation about settings, in Markdown, from the schema itself. */
export function printConfigTable(): string {
  const rows = (Object.keys(settings) as (keyof typeof settings)[]).map((name) => {
    const { must, otherwise, meaning } = wordsOf(name);
    return `| \`${name}\` | ${must} | ${otherwise} | ${meaning} |`;
  });
  return [
    '# Configuration',
    '',
    'Nothing needs to be set. Each setting is an environment variable; an empty one counts as absent.',
    '',
    '| Variable | Must be | Without it | What it is for |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
