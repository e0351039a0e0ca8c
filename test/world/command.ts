import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

const LOADER = pathToFileURL('test/world/typescript.js').href;
const WITH_SOURCES = `data:text/javascript,import{register}from"node:module";register("${LOADER}")`;

/** Runs one command of the host, `ormee …`, as a process of its own with these settings alone. */
export const ormee = (
  parameters: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Said> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', WITH_SOURCES, 'src/cli.ts', ...parameters],
      { env: { PATH: process.env['PATH'], ...settings } },
      (failure, out, error) => resolve({ code: failure ? Number(failure.code) : 0, out, error }),
    );
  });
