import { execFile } from 'node:child_process';
import { compiled } from './folder.js';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs `ormee` as a process of its own, with these settings and no other. */
export const ormee = (
  parameters: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Said> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiled('src/cli.js'), ...parameters],
      { env: { PATH: process.env['PATH'], ...settings }, maxBuffer: 64 * 1024 * 1024 },
      (failure, out, error) => {
        resolve({ code: failure ? Number(failure.code) : 0, out, error });
      },
    );
  });
