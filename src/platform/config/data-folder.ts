import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { StartFault } from './start-fault.js';

/**
 * Makes a folder where there is none, and those above it, one by one: Node's own recursive way asks again for ever where
 * a file system answers that nothing can be there (`/proc/x`). Answers whether it had to.
 */
export function makeFolder(path: string, mode?: number): boolean {
  if (existsSync(path)) return false;
  if (dirname(path) !== path) makeFolder(dirname(path), mode);
  mkdirSync(path, { mode });
  return true;
}

/** Makes the data folder of a service whose database is elsewhere: its keys lie there. Throws a StartFault. */
export function openDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir, 0o700);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusableFolder(dataDir, error);
  }
}

/** In one sentence, why this is no data folder, with its remedy. */
export const unusableFolder = (dataDir: string, error: unknown): StartFault =>
  new StartFault(
    `The data folder ${dataDir} cannot be used by ${userInfo().username} (${(error as NodeJS.ErrnoException).code ?? ''}): give it to that user, or set DATA_DIR to another folder.`,
  );
