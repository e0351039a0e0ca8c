import { countElection, type Election } from '../src/core/counting/elections/count-election.js';
import { gatherRows } from '../src/core/counting/elections/fast/gather-rows.js';
import { gather, type Ballots } from '../src/core/counting/elections/profile.js';
import { electionMethodNamed } from '../src/core/counting/elections/registry.js';
import { readBallotFile } from '../src/core/counting/files/read.js';
import { OPTIONS, someRows, type Rows } from './some-rows.js';

const MILLION = 1_000_000;
const MIB = 1_048_576;
const ROUNDS = 7;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What issue 4 asks, in passes. */
const COUNTS = [
  { name: 'matrix and Schulze', method: 'schulze/wv@1', seats: 1, asked: 12 },
  { name: 'instant runoff', method: 'irv/rctab@1', seats: 1, asked: 30 },
  { name: 'Scottish transferable vote, 4 seats', method: 'stv/scottish-2007@1', seats: 4, asked: 40 },
] as const;

const count = (profile: Ballots<'RANKED'>, method: string, seats: number): Election =>
  countElection({ method: electionMethodNamed(method), profile, seats, options: {}, drawn: null });

const grouped = ({ rows, names }: Rows): Ballots<'RANKED'> => gatherRows({ names, width: OPTIONS, rows });

/** Milliseconds of processor time, in which others on a loaded machine have no part. */
function timeOf(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** One pass over the bytes, as plain as it can be written. */
let sink = 0;
function pass({ rows }: Rows): void {
  let sum = 0;
  for (let at = 0; at < rows.length; at += 1) sum += rows[at] as number;
  sink += sum;
}

const middle = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

/** The best of some rounds, in which the pass and the work were measured in turn. */
function ratio(name: string, asked: number, rows: Rows, work: () => unknown): void {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const limit = Math.min(
      timeOf(() => pass(rows)),
      timeOf(() => pass(rows)),
    );
    return { limit, time: timeOf(work) };
  });
  const limit = Math.min(...rounds.map((round) => round.limit));
  const best = Math.min(...rounds.map(({ time }) => time));
  const median = middle(rounds.map(({ time }) => time)) / middle(rounds.map((round) => round.limit));
  const verdict = best / limit <= asked ? 'met' : 'MISSED';
  say(
    `  ${name}: ${(best / limit).toFixed(1)} passes (median ${median.toFixed(1)}), asked ${asked}: ${verdict}; ${best.toFixed(0)} ms beside ${limit.toFixed(1)} ms`,
  );
}

/** The same ballots as if they had never been counted: what a count keeps of them is kept by the object. */
const anew = <B extends object>(ballots: B): B =>
  Object.assign(Object.create(Object.getPrototypeOf(ballots) as object) as B, ballots);

function ratios(): void {
  const rows = someRows(MILLION);
  const ballots = grouped(rows);
  say(
    `${MILLION} ballots of ${OPTIONS} options, nearly all different, in passes over their bytes (best of ${ROUNDS} rounds)`,
  );
  ratio('grouping', 30, rows, () => grouped(rows));
  for (const { name, method, seats, asked } of COUNTS)
    ratio(name, asked, rows, () => count(anew(ballots), method, seats));
}

/** A count with its whole working, from rows to the JSON of it; and from piles of marks. */
function small(): void {
  const rows = someRows(2_000);
  const plain = gather({
    kind: 'RANKED',
    names: rows.names,
    piles: Array.from({ length: 2_000 }, (_, row) => ({
      marks: [...rows.rows.subarray(row * OPTIONS, (row + 1) * OPTIONS)].map((place) => [place]),
      weight: 1n,
    })),
  });
  say(`2000 ballots of ${OPTIONS} options with their working, as JSON; asked 20 ms`);
  for (const { name, method, seats } of COUNTS) {
    const fromRows = (): string => JSON.stringify(count(grouped(rows), method, seats));
    const fromPiles = (): string => JSON.stringify(count(anew(plain), method, seats));
    const first = timeOf(fromRows);
    const [a, b] = [fromRows, fromPiles].map((work) => Array.from({ length: 31 }, () => timeOf(work)));
    const verdict = middle(a as number[]) <= 20 ? 'met' : 'MISSED';
    say(
      `  ${name}: ${middle(a as number[]).toFixed(1)} ms from rows: ${verdict} (${first.toFixed(0)} ms at first, before it is compiled), ${middle(b as number[]).toFixed(1)} ms from piles`,
    );
  }
}

function growth(): void {
  const works = [
    { name: 'grouping', of: (rows: Rows) => () => grouped(rows) },
    ...COUNTS.map(({ name, method, seats }) => ({
      name,
      of: (rows: Rows) => {
        const ballots = grouped(rows);
        return () => count(anew(ballots), method, seats);
      },
    })),
  ];
  const best = (work: () => unknown): number => Math.min(...Array.from({ length: 5 }, () => timeOf(work)));
  const line = (sets: readonly Rows[]): void => {
    for (const { name, of } of works)
      say(`  ${name}: ${sets.map((rows) => `${best(of(rows)).toFixed(1)} ms`).join(', ')}`);
  };
  say('growth: 250,000, 500,000, 1,000,000, 2,000,000 ballots, nearly all different');
  line([0.25, 0.5, 1, 2].map((millions) => someRows(millions * MILLION)));
  say('a million ballots of which 100, 10,000, 100,000, nearly all differ');
  line([100, 10_000, 100_000, MILLION].map((differing) => someRows(MILLION, differing)));
}

/** The most memory that the process had, with its rows, its groups, and all the counts one after the other. */
function memory(): void {
  const ballots = grouped(someRows(MILLION));
  for (const { method, seats } of COUNTS) count(ballots, method, seats);
  sayMemory(`${MILLION} ballots grouped and counted by all three methods`, 400);
}

/** A BLT file of as many, from its text. */
function file(): void {
  const text = bltOf(someRows(MILLION));
  const took = timeOf(() => {
    const { profile } = readBallotFile({ text, name: 'million.blt' });
    count(profile as Ballots<'RANKED'>, 'stv/scottish-2007@1', 4);
  });
  const mebibytes = (text.length / MIB).toFixed(0);
  say(
    `a BLT of ${MILLION} ballots, ${mebibytes} MiB, read and counted by the Scottish rule: ${took.toFixed(0)} ms`,
  );
  sayMemory('the same', 400);
}

/** Through bytes, as from a disk: a text put together from pieces would be another to read. */
function bltOf({ rows, names }: Rows): string {
  const bytes = Buffer.alloc(rows.length * 4);
  let end = bytes.write(`${OPTIONS} 4\n`, 'latin1');
  for (let at = 0; at < rows.length; at += OPTIONS) {
    const places = rows.subarray(at, at + OPTIONS);
    end += bytes.write(`1 ${Array.from(places, (place) => place + 1).join(' ')} 0\n`, end, 'latin1');
  }
  end += bytes.write(['0', ...names.map((name) => `"${name}"`), ''].join('\n'), end, 'latin1');
  return bytes.toString('latin1', 0, end);
}

function sayMemory(what: string, asked: number): void {
  const most = process.resourceUsage().maxRSS / 1_024;
  say(`${what}: ${most.toFixed(0)} MiB at most, asked ${asked}: ${most < asked ? 'met' : 'MISSED'}`);
}

const WORKS: Readonly<Record<string, () => void>> = { ratios, small, growth, memory, file };
WORKS[process.argv[2] ?? '']?.();
if (sink < 0) throw new Error('what was added up cannot be below zero');
