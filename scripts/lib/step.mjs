import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs one of Node's programs as one line on the console: its name, a dot every two seconds, its time. What the
 * program says is shown only when it fails, with `remedy`. Returns its exit code.
 */
export async function step(name, args, options) {
  const [code] = await steps({ [name]: args }, options);
  return code;
}

/** The same for several programs at once, which share the line. Returns their exit codes. */
export async function steps(programs, { quiet = false, remedy = '' } = {}) {
  const began = performance.now();
  if (!quiet) process.stdout.write(`${Object.keys(programs).join(', ')} `);
  const dots = setInterval(() => quiet || process.stdout.write('.'), 2000);
  const ends = await Promise.all(Object.values(programs).map((args) => runProgram(args)));
  clearInterval(dots);
  const failed = ends.filter(({ code }) => code !== 0);
  if (!quiet) process.stdout.write(` ${failed.length === 0 ? '' : 'failed, '}${secondsSince(began)}\n`);
  for (const { said } of failed) process.stderr.write(`${said.trimEnd()}\n${remedy && `${remedy}\n`}`);
  return ends.map(({ code }) => code);
}

export const secondsSince = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`;

/** Runs one of Node's programs in the clone; `show` lets it write to the console, else what it says is returned. */
export function runProgram(args, { show = false } = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  child.stdout?.on('data', (chunk) => said.push(chunk));
  child.stderr?.on('data', (chunk) => said.push(chunk));
  // What shows itself (Jest) tidies up: it had its own Ctrl-C from the terminal, a lone SIGTERM has to be handed on.
  // The rest ends at once: npm would first finish the install and undo it (71 s), and half of one is made anew anyway.
  const heed = (signal) => {
    if (!show) child.kill('SIGKILL');
    else if (signal === 'SIGTERM') child.kill(signal);
  };
  process.on('SIGINT', heed).on('SIGTERM', heed);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', heed).off('SIGTERM', heed);
      if (signal) process.exit(1);
      resolve({ code, said: Buffer.concat(said).toString() });
    });
  });
}
