import { Clock } from '../platform/clock/clock.js';

const EVERY_MS = 2_000;

/** One line on the console. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs one step of a start as one line on the console: its name, a dot every two seconds, and the time it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const clock = new Clock();
  const began = clock.unixMilliseconds();
  process.stdout.write(`${name} `);
  const dots = setInterval(() => process.stdout.write('.'), EVERY_MS);
  try {
    const done = await work();
    process.stdout.write(` ${((clock.unixMilliseconds() - began) / 1_000).toFixed(1)} s`);
    return done;
  } finally {
    clearInterval(dots);
    process.stdout.write('\n');
  }
}
