import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Asked } from './command-host.js';
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

/**
 * Runs `ormee` again and again in one process, one command after the other: loading it costs more than most commands do.
 * Whether a command ends by itself, and what a terminal or a pipe hears of it, is for `ormee` to tell.
 */
export class Commands {
  private host: ChildProcess | null = null;
  private last: Promise<unknown> = Promise.resolve();

  readonly ormee = (
    parameters: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Said> => {
    const said = this.last.then(() => this.run({ parameters, settings }));
    this.last = said.catch(() => undefined);
    return said;
  };

  end(): void {
    this.host?.kill();
  }

  private async run(asked: Asked): Promise<Said> {
    this.host ??= fork(compiled('test/world/command-host.js'), {
      env: { PATH: process.env['PATH'] },
      execArgv: [],
    });
    const heard = new AbortController();
    const gone = once(this.host, 'exit', heard).then(() => {
      throw new Error(`The process ended while it ran: ${asked.parameters.join(' ')}`);
    });
    const said = once(this.host, 'message', heard);
    this.host.send(asked);
    const [answer] = (await Promise.race([said, gone]).finally(() => heard.abort())) as [Said];
    return answer;
  }
}
