import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { watchProcessors } from './machine.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What is measured, each in a process of its own: what one leaves in memory or compiles is no help to another. */
const MEASURES = ['ratios', 'small', 'growth', 'memory', 'file'] as const;

/** Counting a million ballots, beside one pass over the same bytes, which no count can be faster than. */
export async function benchCount(): Promise<void> {
  const alone = fileURLToPath(new URL('./count-alone.js', import.meta.url));
  say('npm peers: none is in node_modules that counts elections, so that there is no ratio to them');
  for (const measure of MEASURES) {
    const child = promisify(execFile)(process.execPath, [alone, measure]);
    const pid = child.child.pid as number;
    const [{ stdout }, share] = await watchProcessors(
      () => [process.pid, pid],
      () => child,
    );
    process.stdout.write(stdout);
    const load = loadavg()[0] as number;
    const others = share ? `, others had ${share.others + share.stolen} % of the processors` : '';
    say(`  (load ${load.toFixed(1)}${others})`);
  }
}
