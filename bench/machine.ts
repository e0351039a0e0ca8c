import { readdirSync, readFileSync } from 'node:fs';

/** Processor time of the whole machine, in ticks (proc(5), /proc/stat). */
interface Ticks {
  readonly total: number;
  readonly idle: number;
  readonly steal: number;
}

function ticks(): Ticks | null {
  try {
    const line = /^cpu\s+(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '';
    // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in the first two already.
    const parts = line.split(/\s+/).slice(0, 8).map(Number);
    const [idle = 0, wait = 0, steal = 0] = [parts[3], parts[4], parts[7]];
    return { total: parts.reduce((sum, part) => sum + part, 0), idle: idle + wait, steal };
  } catch {
    return null; // not a Linux
  }
}

/** Processor time of this process and its ended children does not cover PostgreSQL's: ours are named by their pids. */
function ticksOf(pids: readonly number[]): number {
  return [...new Set(pids)].reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      // utime, stime and those of the children it has waited for: fields 14 to 17, counted from 1.
      return sum + fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
    } catch {
      return sum;
    }
  }, 0);
}

/** Processor time that processes have taken so far, in milliseconds, to the ten; 0 where the machine does not say. */
export const processorTime = (pids: readonly number[]): number => ticksOf(pids) * 10;

export interface Share {
  /** Of the processor time of the machine meanwhile, in percent: ours, others', taken by the hypervisor, idle. */
  readonly ours: number;
  readonly others: number;
  readonly stolen: number;
  readonly idle: number;
}

/** Runs something, and tells who had the processors meanwhile; null where the machine does not say. */
export async function watchProcessors<T>(
  pids: () => readonly number[],
  work: () => Promise<T>,
): Promise<readonly [T, Share | null]> {
  const [before, oursBefore] = [ticks(), ticksOf(pids())];
  const result = await work();
  const [after, oursAfter] = [ticks(), ticksOf(pids())];
  if (!before || !after) return [result, null];
  const total = after.total - before.total;
  const percent = (part: number): number => Math.round((100 * part) / total);
  const idle = percent(after.idle - before.idle);
  const stolen = percent(after.steal - before.steal);
  const ours = percent(oursAfter - oursBefore);
  return [result, { ours, others: Math.max(0, 100 - idle - stolen - ours), stolen, idle }];
}

/** A process and all that descends from it, at this moment. */
export function family(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const one of pidsOfMachine()) {
    const parent = parentOf(one);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const found = [pid];
  for (const one of found) found.push(...(children.get(one) ?? []));
  return found;
}

const pidsOfMachine = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

const parentOf = (pid: number): number | null => {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return null;
  }
};
