import { Writable } from 'node:stream';
import type { Said } from './command-line.js';

/*
 * Runs commands one after the other in one process that has loaded them (see Commands in command-line.ts): each has its own
 * words, settings, outputs and code, as if it were alone.
 */

/** What one command is asked. */
export interface Asked {
  readonly parameters: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
}

/** Keeps what is written to it, as a pipe that is read to its end. */
class Kept extends Writable {
  private readonly written: Buffer[] = [];

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.written.push(bytes);
    done();
  }

  get text(): string {
    return Buffer.concat(this.written).toString('utf8');
  }
}

const PATH = process.env['PATH'];
let ran = 0;

process.on('message', (asked: Asked) => void run(asked).then((said) => process.send?.(said)));

async function run({ parameters, settings }: Asked): Promise<Said> {
  const [out, error] = [new Kept(), new Kept()];
  Object.defineProperty(process, 'stdout', { value: out, configurable: true });
  Object.defineProperty(process, 'stderr', { value: error, configurable: true });
  process.argv = [process.execPath, 'ormee', ...parameters];
  process.env = { PATH, ...settings };
  process.exitCode = undefined;
  const saidWith = (code: string | number | null | undefined): Said => ({
    code: Number(code ?? process.exitCode ?? 0),
    out: out.text,
    error: error.text,
  });
  // A command that leaves at once says nothing more: what it said by then is kept.
  let left: Said | null = null;
  process.exit = (code) => {
    left ??= saidWith(code);
    throw new Error('left');
  };
  // The program alone is read anew each time: what it imports has been loaded.
  await import(`../../src/cli.js?${(ran += 1)}`).catch((failure: unknown) => {
    if (left === null) throw failure;
  });
  return left ?? saidWith(null);
}
