import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { StartFault } from '../../src/platform/config/start-fault.js';
import {
  startCluster,
  type Cluster,
  type ClusterOptions,
} from '../../src/platform/database/embedded-postgres.js';
import { mendPackage } from '../../src/platform/database/postgres-binaries.js';
import { OWNER_ROLE } from '../../src/platform/database/roles.js';
import { compiled, makeFolder } from '../world/folder.js';

const binDir = process.env['ORMEE_TEST_BIN'];
let folder: string;
let dataDir: string;

async function prepare(): Promise<void> {
  folder = await makeFolder();
  dataDir = join(folder, 'data');
}

/** What a first start made, once it was stopped. */
let made: string;

/** Puts a copy of it into the data folder, as if this one had been started before: each file stays its owner's. */
async function startedBefore(): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  await promisify(execFile)('cp', ['-Rp', made, join(dataDir, 'postgres')]);
}

const start = (options: Partial<ClusterOptions> = {}): Promise<Cluster> =>
  startCluster({ dataDir, throwaway: true, ...(binDir && { binDir }), ...options });

async function ask(cluster: Cluster, query: string): Promise<Record<string, unknown> | undefined> {
  const client = new pg.Client(cluster.url('postgres', OWNER_ROLE));
  await client.connect();
  return client
    .query<Record<string, unknown>>(query)
    .then(({ rows }) => rows[0])
    .finally(() => client.end());
}

const postmaster = async (): Promise<number> =>
  Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);

const log = (): Promise<string> => readFile(join(dataDir, 'postgres.log'), 'utf8');

describe('a PostgreSQL of our own, while it runs', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    await prepare();
    cluster = await start({ throwaway: false });
    made = join(dataDir, 'postgres');
  });

  afterAll(async () => {
    await cluster.stop();
  });

  it('writes to the disk before it says so', async () => {
    expect(await ask(cluster, 'SHOW fsync')).toEqual({ fsync: 'on' });
    expect(await ask(cluster, 'SHOW synchronous_commit')).toEqual({ synchronous_commit: 'on' });
    expect(await ask(cluster, 'SHOW full_page_writes')).toEqual({ full_page_writes: 'on' });
  });

  it('is reached by nobody but its own user, and by no network', async () => {
    expect(await ask(cluster, 'SHOW listen_addresses')).toEqual({ listen_addresses: '' });
    expect((await stat(cluster.socketDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
  });

  it('never runs as root', async () => {
    expect((await stat(join(dataDir, 'postgres', 'postmaster.pid'))).uid).not.toBe(0);
  });

  it('leads a process group of its own, which Ctrl-C does not reach', async () => {
    const group = -(await postmaster());
    expect(process.kill(group, 0)).toBe(true);
  });

  it('orders text by code points on every machine', async () => {
    expect(await ask(cluster, `SELECT 'É' > 'Z' AS after, upper('é') AS upper`)).toEqual({
      after: true,
      upper: 'É',
    });
  });

  it('is left alone by a second service on the same folder', async () => {
    await expect(start()).rejects.toThrow(
      new StartFault(`Another Ormée runs on ${dataDir}: stop it first, or set DATA_DIR to another folder.`),
    );
    expect(await ask(cluster, 'SELECT 1 AS one')).toEqual({ one: 1 });
  });

  it('says nothing in its log of what an error held', async () => {
    await ask(cluster, `CREATE TABLE box (value text CONSTRAINT known CHECK (value <> 'planted-ballot'))`);
    await expect(ask(cluster, `INSERT INTO box VALUES ('planted-ballot')`)).rejects.toThrow('known');
    await expect(ask(cluster, `SELECT 'planted-ballot'::integer`)).rejects.toThrow('planted-ballot');
    expect(await log()).toContain('ready to accept connections');
    expect(await log()).not.toContain('planted-ballot');
  });
});

describe('a PostgreSQL of our own, from start to stop', () => {
  beforeEach(prepare);
  afterEach(() => rm(folder, { recursive: true }));
  afterAll(() => rm(dirname(made), { recursive: true }));

  it('keeps its data', async () => {
    await startedBefore();
    const first = await start();
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await ask(second, 'SELECT answer FROM kept').finally(second.stop)).toEqual({ answer: 42 });
  });

  it('recovers what was committed when it was killed', async () => {
    await startedBefore();
    const first = await start({ throwaway: false });
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(await postmaster(), 'SIGKILL');
    await first.stop();
    const second = await start();
    expect(await ask(second, 'SELECT answer FROM kept').finally(second.stop)).toEqual({ answer: 42 });
  });

  it('replaces the one that a killed service left running', async () => {
    await startedBefore();
    const service = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `const { startCluster } = await import(${JSON.stringify(compiled('src/platform/database/embedded-postgres.js'))});
       await startCluster(${JSON.stringify({ dataDir, throwaway: true, binDir })});
       console.log('started');
       setInterval(() => undefined, 60_000);`,
    ]);
    await once(service.stdout, 'data');
    const orphan = await postmaster();
    service.kill('SIGKILL');
    await once(service, 'exit');
    expect(process.kill(orphan, 0)).toBe(true);

    const cluster = await start();
    expect(await postmaster()).not.toBe(orphan);
    expect(await ask(cluster, 'SELECT 1 AS one').finally(cluster.stop)).toEqual({ one: 1 });
    expect((await log()).match(/database system is shut down/g)).toHaveLength(2);
  });

  it('is not kept from starting by a pid file whose number became another process', async () => {
    await startedBefore();
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
    const cluster = await start();
    expect(await ask(cluster, 'SELECT 1 AS one').finally(cluster.stop)).toEqual({ one: 1 });
  });

  it('begins anew after a first start that was cut short', async () => {
    await mkdir(join(dataDir, 'postgres.new'), { recursive: true });
    await writeFile(join(dataDir, 'postgres.new', 'PG_VERSION'), 'half');
    await chmod(dataDir, 0o711);
    const cluster = await start();
    expect(await ask(cluster, 'SELECT 1 AS one').finally(cluster.stop)).toEqual({ one: 1 });
  });

  it('has a socket with a short name when the data folder has a long one, and takes it away', async () => {
    dataDir = join(folder, 'a'.repeat(120), 'quoted "name", with spaces');
    await startedBefore();
    const cluster = await start();
    expect(await ask(cluster, 'SELECT 1 AS one').finally(cluster.stop)).toEqual({ one: 1 });
    expect(cluster.socketDir.startsWith(folder)).toBe(false);
    await expect(stat(cluster.socketDir)).rejects.toThrow('ENOENT');
  });

  it('takes a socket folder with any letters in its name', async () => {
    const runtimeDir = join(folder, `it's "here", é`);
    await startedBefore();
    const cluster = await start({ runtimeDir });
    expect(await ask(cluster, 'SELECT 1 AS one').finally(cluster.stop)).toEqual({ one: 1 });
    expect(cluster.socketDir).toBe(runtimeDir);
  });

  it('refuses the data of another version in one sentence', async () => {
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '9.6\n');
    await expect(start()).rejects.toThrow(
      /^\S+ was made by PostgreSQL 9\.6 and this is PostgreSQL \d+: restore a backup into an empty DATA_DIR\.$/,
    );
    await expect(stat(join(dataDir, 'run'))).rejects.toThrow('ENOENT');
  });

  it('refuses a data folder that cannot be one in one sentence', async () => {
    await writeFile(dataDir, '');
    dataDir = join(dataDir, 'inside');
    await expect(start()).rejects.toThrow(
      /^The data folder \S+ cannot be used by \S+ \(ENOTDIR\): give it to /,
    );
  });

  it('says in one sentence where its programs are missing', async () => {
    await expect(start({ binDir: join(folder, 'nowhere') })).rejects.toThrow(
      `PostgreSQL cannot run from ${folder}/nowhere (ENOENT): set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  });

  it('mends an installation that ran no scripts, and finds it mended', async () => {
    await mkdir(join(folder, 'native', 'lib'), { recursive: true });
    await writeFile(join(folder, 'native', 'program'), '', { mode: 0o644 });
    await writeFile(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'library');
    await writeFile(
      join(folder, 'native', 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' }]),
    );
    await mendPackage(folder, [join(folder, 'native', 'program')]);
    await mendPackage(folder, [join(folder, 'native', 'program')]);
    expect(await readlink(join(folder, 'native', 'lib', 'libpq.so'))).toBe('libpq.so.5.18');
    expect((await stat(join(folder, 'native', 'program'))).mode & 0o111).toBe(0o111);
  });
});
