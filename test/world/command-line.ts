import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

const loader = pathToFileURL('test/world/typescript.js').href;
const hooks = `data:text/javascript,import{register}from"node:module";register("${loader}")`;

/** Runs `ormee` as a process of its own, with these settings and no other. */
export const ormee = (
  parameters: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Said> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', hooks, 'src/cli.ts', ...parameters],
      { env: { PATH: process.env['PATH'], ...settings }, maxBuffer: 64 * 1024 * 1024 },
      (failure, out, error) => {
        resolve({ code: failure ? Number(failure.code) : 0, out, error });
      },
    );
  });
