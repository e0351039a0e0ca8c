import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { from as copyFrom } from 'pg-copy-streams';
import { createApp } from '../../src/create-app.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { writeMark } from '../../src/demo/demo-mark.js';
import { openDemo, type Demo } from '../../src/demo/open-demo.js';
import { resetDemo } from '../../src/demo/reset-demo.js';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { CONFIG } from '../../src/platform/config/config.token.js';
import { withClient } from '../../src/platform/database/open-database.js';
import { withSnapshot } from '../../src/platform/database/snapshot.js';
import { placeOf, quoted, type StoredTable } from '../../src/platform/database/stored-tables.js';
import { makeFolder, runFolder } from './folder.js';
import { World } from './world.js';

export const configOf = (world: World): Config => world.app.get<Config>(CONFIG);
/** Opens the demonstration as a start of the service does; null where the database is somebody’s. */
export const open = (world: World): Promise<Demo | null> =>
  openDemo(world.app, configOf(world), world.database.ownerUrl);

export async function opened(world: World): Promise<Demo> {
  const demo = await open(world);
  if (!demo) throw new Error('the demonstration did not open');
  return demo;
}

/** A session of a member whose link the demonstration printed. */
export async function enter(world: World, demo: Demo, publicName: string): Promise<string> {
  const link = demo.links
    .find((one) => one.publicName === publicName)
    ?.url.split('/')
    .at(-1);
  const { data } = await world.ask<{ signIn: { token: string } }>(
    null,
    'mutation ($link: String!) { signIn(input: { link: $link }) { ... on SignInSuccess { token } } }',
    { link },
  );
  return data?.signIn.token as string;
}

/** What somebody with this session reads; a fault is none that may pass. */
export async function read<T>(
  world: World,
  token: string,
  document: string,
  variables: object = {},
): Promise<T> {
  const { data, errors } = await world.ask<T>(token, document, variables);
  expect(errors).toBeUndefined();
  return data as T;
}

export interface List<T> {
  readonly edges: readonly { readonly node: T }[];
}
export const nodes = <T>({ edges }: List<T>): T[] => edges.map(({ node }) => node);

/** What `npm run demo:reset` made of a demonstration that somebody had played with: once a run, for all who copy it. */
export interface Reset {
  /** The collective that was there before. */
  readonly played: Uuid;
  /** The definition of the database’s clock, before and after. */
  readonly clocks: readonly [string, string];
  readonly tables: readonly StoredTable[];
}

/** The folder in which it is kept: `reset.json`, the rows of each table as COPY writes them, and `data`, the data folder. */
const keptIn = (...names: readonly string[]): string => join(runFolder(), 'demonstration', ...names);

/** Whoever asks first lives it; others wait, in whatever process they run. */
export async function lived(): Promise<Reset> {
  const isFirst = await mkdir(keptIn()).then(
    () => true,
    () => false,
  );
  if (isFirst)
    await live().catch(async (error: unknown) => {
      await rm(keptIn(), { recursive: true });
      throw error;
    });
  while (!existsSync(keptIn('reset.json'))) {
    if (!existsSync(keptIn())) return lived();
    await pause(50);
  }
  return JSON.parse(await readFile(keptIn('reset.json'), 'utf8')) as Reset;
}

async function live(): Promise<void> {
  const world = await World.open({ DATA_DIR: keptIn('data') });
  try {
    await world.travelHome();
    const { id: played } = await world.collective().named('L’Atelier, bousculé').withMembers(1).grow();
    writeMark(keptIn('data'), { collectiveId: played, lived: true });
    await world.app.close();
    const before = await clockOf(world);
    await resetDemo(configIn(world), createApp);
    const tables = await keepRows(world);
    const reset: Reset = { played, clocks: [before, await clockOf(world)], tables };
    await writeFile(keptIn('draft'), JSON.stringify(reset));
    await rename(keptIn('draft'), keptIn('reset.json'));
  } finally {
    await world.end();
  }
}

const configIn = ({ database }: World): Config =>
  loadConfig({
    DATA_DIR: keptIn('data'),
    DATABASE_URL: database.url,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    LOG_LEVEL: 'silent',
  });

const clockOf = async (world: World): Promise<string> => {
  const [row] = await world.sql<{ clock: string }>(
    `SELECT pg_get_functiondef('ormee.instant()'::regprocedure) AS clock`,
  );
  return (row as { clock: string }).clock;
};

const keepRows = (world: World): Promise<readonly StoredTable[]> =>
  withSnapshot(world.database.ownerUrl, async ({ tables, copyOut }) => {
    for (const table of tables) await writeFile(keptIn(`${table.name}.rows`), await copyOut(table));
    return tables;
  });

/** A world with the demonstration of its first day, under the keys that signed it. */
export async function openLived(): Promise<World> {
  const { tables } = await lived();
  const dataDir = join(await makeFolder(), 'data');
  await cp(keptIn('data'), dataDir, { recursive: true });
  const world = await World.open({ DATA_DIR: dataDir });
  await world.travelHome();
  await withClient(world.database.ownerUrl, async (owner) => {
    await owner.query('SET session_replication_role = replica'); // every row held to every rule where it was lived
    for (const table of tables)
      await pipeline(
        Readable.from([await readFile(keptIn(`${table.name}.rows`))]),
        owner.query(copyFrom(`COPY ${placeOf(table)} (${table.columns.map(quoted).join(', ')}) FROM STDIN`)),
      );
  });
  return world;
}
