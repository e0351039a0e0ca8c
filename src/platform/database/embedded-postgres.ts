import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeFolder, unusableFolder } from '../config/data-folder.js';
import { StartFault } from '../config/start-fault.js';
import { findBinaries, identity, type Binaries } from './postgres-binaries.js';
import { OWNER_ROLE } from './roles.js';
import { closedFolder, serviceUser, type ServiceUser } from './service-user.js';

export interface ClusterOptions {
  /** The folder of everything that the service keeps; PostgreSQL takes `postgres`, `postgres.log` and `run` in it. */
  readonly dataDir: string;
  /** The programs of another PostgreSQL than the embedded one. */
  readonly binDir?: string;
  /** Where the socket lies instead of `run`. */
  readonly runtimeDir?: string;
  /** For tests: nothing is kept through a power cut. */
  readonly throwaway?: boolean;
}

/** A running PostgreSQL of our own. */
export interface Cluster {
  readonly socketDir: string;
  /** `18.4`. */
  readonly version: string;
  url(database: string, role: string): string;
  /** Ends every connection, writes everything down, and resolves when PostgreSQL is gone. Safe to repeat. */
  stop(): Promise<void>;
}

/** The address of a database behind a Unix socket, as pg, TypeORM and libpq all read it. */
export const socketUrl = (socketDir: string, database: string, role: string): string =>
  `postgres://${role}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;

/**
 * Starts the PostgreSQL of a data folder, making it first where there is none. It is reached by a Unix socket in a
 * folder that its user alone may enter, hence no port and no password. What a killed service left running is
 * stopped first. Throws a StartFault: folder in use, unusable or of another version, no programs.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const user = serviceUser(join(options.dataDir, 'postgres'));
  try {
    return await start(options, user);
  } catch (error) {
    throw explain(error, resolve(options.dataDir), user);
  }
}

async function start(options: ClusterOptions, user: ServiceUser | null): Promise<Cluster> {
  const dataDir = await dataFolder(options.dataDir, user);
  const binaries = await findBinaries(options.binDir, user);
  const socketDir = shortEnough(options.runtimeDir ?? join(dataDir, 'run'), dataDir);
  await privateFolder(socketDir, user);
  const lock = await holdLock(join(socketDir, '.s.ormee'), dataDir);
  try {
    const place: Place = {
      cluster: join(dataDir, 'postgres'),
      log: join(dataDir, 'postgres.log'),
      socketDir,
    };
    await makeCluster(place, binaries, user, options.throwaway ?? false);
    await stopOrphan(place);
    const child = await launch(place, binaries, user, options.throwaway ?? false);
    let stopped: Promise<void> | undefined;
    return {
      socketDir,
      version: binaries.version,
      url: (database, role) => socketUrl(socketDir, database, role),
      stop: () => (stopped ??= stop(child, lock, socketDir)),
    };
  } catch (error) {
    await release(lock, socketDir);
    throw error;
  }
}

interface Place {
  readonly cluster: string;
  readonly log: string;
  readonly socketDir: string;
}

async function dataFolder(wanted: string, user: ServiceUser | null): Promise<string> {
  const made = makeFolder(wanted);
  // PostgreSQL's user passes through on the way to its own folder and reads nothing else.
  if (made && user) await chmod(wanted, 0o711);
  return realpath(wanted);
}

/** A socket's path has at most 103 bytes on macOS and 107 on Linux, a data folder's has no such limit. */
function shortEnough(wanted: string, dataDir: string): string {
  if (Buffer.byteLength(join(wanted, '.s.PGSQL.5432')) <= 103) return wanted;
  return join(tmpdir(), `ormee-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
}

async function privateFolder(path: string, user: ServiceUser | null): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(path);
  // The temporary folder is everybody's: whoever made this name first would own the door to the database.
  if (!found.isDirectory() || ![process.getuid?.(), user?.uid].includes(found.uid)) {
    throw new StartFault(`${path} belongs to somebody else: remove it, or set TMPDIR to a folder of yours.`);
  }
  await chmod(path, 0o700);
  if (user) await chown(path, user.uid, user.gid);
}

/** A socket that answers as long as its service lives: unlike a pid file, it cannot outlive it or be mistaken. */
async function holdLock(path: string, dataDir: string): Promise<Server> {
  const probe = connect(path);
  const inUse = await once(probe, 'connect').then(
    () => true,
    () => false,
  );
  probe.destroy();
  if (inUse) {
    throw new StartFault(
      `Another Ormée runs on ${dataDir}: stop it first, or set DATA_DIR to another folder.`,
    );
  }
  await rm(path, { force: true });
  const server = createServer((socket) => socket.destroy()).listen(path);
  await once(server, 'listening');
  return server.unref();
}

async function makeCluster(
  { cluster }: Place,
  { initdb, major }: Binaries,
  user: ServiceUser | null,
  throwaway: boolean,
): Promise<void> {
  if (existsSync(cluster)) {
    const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
    if (found === major) return;
    throw new StartFault(
      `${cluster} was made by PostgreSQL ${found} and this is PostgreSQL ${major}: restore a backup into an empty DATA_DIR.`,
    );
  }
  // Made under another name and renamed when whole: an interrupted first start leaves no half of a cluster.
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (user) await chown(draft, user.uid, user.gid);
  // Code points order the same on every machine; before 17 that locale is the system's.
  const locale =
    Number(major) < 17
      ? ['--locale=C.UTF-8']
      : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const arguments_ = ['-D', draft, '-U', OWNER_ROLE, '--auth=trust', '-E', 'UTF8', '--lc-messages=C', '-k'];
  await promisify(execFile)(initdb, [...arguments_, ...locale, ...(throwaway ? ['--no-sync'] : [])], {
    ...identity(user),
    cwd: '/',
    env: environment(),
  });
  await rename(draft, cluster);
}

const environment = (): NodeJS.ProcessEnv => ({ PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' });

/** A postmaster whose service was killed is stopped; the pid file of a process that is none is removed. */
async function stopOrphan({ cluster }: Place): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number.parseInt(await readFile(pidFile, 'utf8'), 10) : NaN;
  if (!(pid > 1)) return;
  const serves = () => `${commandLine(pid)} `.includes(`-D ${cluster} `);
  if (serves()) return end(pid, serves);
  // The number may be another process's by now (a reboot, a container), and PostgreSQL would refuse to start.
  await rm(pidFile, { force: true });
}

function commandLine(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    }
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Small memory for a small group; and nothing that a member wrote ever reaches the log. */
const SETTINGS = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'max_connections=40',
  'shared_buffers=32MB',
  'max_wal_size=128MB',
  'min_wal_size=32MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  // An error's message, detail and statement may hold a ballot: the service reports them itself, without values.
  'log_statement=none',
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
];

/** Nothing of it lasts, and many services share it: tests open several worlds at once, each with its pools. */
const THROWAWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

async function launch(
  place: Place,
  { postgres }: Binaries,
  user: ServiceUser | null,
  throwaway: boolean,
): Promise<ChildProcess> {
  const socketDir = `unix_socket_directories="${place.socketDir.replaceAll('"', '""')}"`;
  const settings = [...SETTINGS, ...(throwaway ? THROWAWAY : []), socketDir].flatMap((setting) => [
    '-c',
    setting,
  ]);
  const log = await open(place.log, 'a', 0o600);
  try {
    // After a crash the last of its processes may hold the shared memory for a moment longer.
    const crashed = existsSync(join(place.cluster, 'postmaster.pid'));
    for (let attempt = 1; ; attempt += 1) {
      const { size } = await log.stat();
      const child = spawn(postgres, ['-D', place.cluster, ...settings], {
        ...identity(user),
        cwd: '/',
        env: environment(),
        detached: true, // a session of its own: Ctrl-C in the terminal reaches the service alone, which stops it
        stdio: ['ignore', log.fd, log.fd],
      });
      await once(child, 'spawn');
      child.unref();
      if (await becomesReady(child, place)) return child;
      if (attempt === (crashed ? 50 : 1)) throw await didNotStart(place, size);
      await pause(200);
    }
  } finally {
    await log.close();
  }
}

const runs = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** Waits through a recovery of any length; false when PostgreSQL gave up. */
async function becomesReady(child: ChildProcess, { cluster }: Place): Promise<boolean> {
  while (runs(child)) {
    const lines = await readFile(join(cluster, 'postmaster.pid'), 'utf8').then(
      (text) => text.split('\n'),
      () => [],
    );
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await pause(15);
  }
  return false;
}

async function didNotStart({ log }: Place, from: number): Promise<StartFault> {
  const said = (await readFile(log)).subarray(from).toString('utf8');
  const fatal = /(?:FATAL|PANIC): +(.*)/.exec(said)?.[1] ?? 'it says nothing';
  return new StartFault(`PostgreSQL did not start (${fatal}): read ${log}, then start again.`);
}

async function stop(child: ChildProcess, lock: Server, socketDir: string): Promise<void> {
  await end(child.pid as number, () => runs(child));
  await release(lock, socketDir);
}

async function release(lock: Server, socketDir: string): Promise<void> {
  lock.close();
  await rm(socketDir, { recursive: true, force: true });
}

/** Fast shutdown, as PostgreSQL names it: connections end, everything is written. After 10 s, without writing. */
async function end(pid: number, alive: () => boolean): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (alive()) process.kill(pid, signal);
    for (let waited = 0; alive() && waited < 10_000; waited += 15) await pause(15);
    if (!alive()) return;
  }
  throw new StartFault(`PostgreSQL (process ${pid}) does not stop: end it, then start again.`);
}

function explain(error: unknown, dataDir: string, user: ServiceUser | null): unknown {
  if (error instanceof StartFault) return error;
  const closed = user && existsSync(dataDir) && closedFolder(dataDir, user);
  if (closed) {
    return new StartFault(
      `PostgreSQL does not run as root, and the user ${user.name} may not enter ${closed}: set DATA_DIR to a folder outside it, or start as an ordinary user.`,
    );
  }
  const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
  if (stderr) {
    return new StartFault(
      `PostgreSQL cannot make its data in ${dataDir} (${stderr.trim().split('\n').at(-1) ?? ''}): mend that, or set DATA_DIR to another folder.`,
    );
  }
  if (!code) return error;
  return unusableFolder(dataDir, error);
}
