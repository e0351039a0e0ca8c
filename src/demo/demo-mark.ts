import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Uuid } from '../core/kernel/ids.js';

/**
 * What a data folder remembers of the demonstration. Only the collective named here is given links at each start: for
 * any other, whoever hosts the service has no power to let somebody in.
 */
export interface DemoMark {
  readonly collectiveId: Uuid;
  /** Whether its past was lived to the end, and the clock given back. */
  readonly lived: boolean;
}

const fileOf = (dataDir: string): string => join(dataDir, 'demo.json');

/** The mark of a data folder; null where no demonstration was ever begun. */
export function readMark(dataDir: string): DemoMark | null {
  const file = fileOf(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoMark) : null;
}

/** Writes it whole or not at all: the file is made beside and renamed. */
export function writeMark(dataDir: string, mark: DemoMark): void {
  const file = fileOf(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export const removeMark = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });
