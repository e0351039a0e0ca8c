import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of this run, which goes when the run ends (see door.ts). Its name is short: sockets lie in it. */
export const runFolder = (): string => process.env['ORMEE_TEST_FOLDER'] as string;

/** A source as it was compiled for processes outside Jest (see sources.js): `src/cli.js`. */
export const compiled = (path: string): string => join(runFolder(), 'sources', path);

/** A new folder in it, through which root's PostgreSQL user may pass. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(runFolder(), 's-'));
  await chmod(folder, 0o711);
  return folder;
}
