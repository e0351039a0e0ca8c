import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { playFirstDecision } from '../examples/first-decision.js';
import { readEnvironment } from '../src/platform/config/config.js';
import { ask, hangUp, rateOf } from './load.js';
import { family } from './machine.js';

/** What first-run.md promises to a host: service and PostgreSQL together, in bytes. */
const LIMIT = 1_000_000_000;
const MIB = 1_048_576;
const REQUESTS = 1_500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const PAGE = `query Page { proposals(first: 50) { edges { node { id state title version author { publicName } } } }
  decisions(first: 20) { edges { node { id label title } } }
  legalTexts(first: 10) { edges { node { title consolidated { markdown } } } } }`;

/** Memory of the service and its own PostgreSQL as a host starts them: idle, under requests, and through a sitting. */
export async function benchMemory(port: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ormee-memory-'));
  await chmod(folder, 0o711); // as root, PostgreSQL is another user's, who passes through
  const url = `http://127.0.0.1:${port}`;
  const { service, links } = await start(folder, port, url);
  const most = watch(folder, service);
  try {
    await pause(3_000);
    sayMemory('idle, the demonstration planted', memoryOf(folder, service));
    const token = await signIn(url, links.pop() as string);
    const body = JSON.stringify({ query: PAGE });
    await rateOf(REQUESTS, () => ask(url, token, body, '"legalTexts"'));
    sayMemory(`after ${REQUESTS} pages, 32 clients at once`, memoryOf(folder, service));
    await playFirstDecision(url, links, { say: () => undefined, wait: (seconds) => pause(seconds * 1_000) });
    sayMemory('after a sitting that decided', memoryOf(folder, service));
    const peak = most.stop();
    say(`the most at any moment: ${mebibytes(peak)} MiB, of ${mebibytes(LIMIT)} MiB`);
    if (peak > LIMIT) process.exitCode = 1;
  } finally {
    most.stop();
    hangUp();
    service.kill('SIGTERM');
    await once(service, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(
  folder: string,
  port: number,
  url: string,
): Promise<{ service: ChildProcess; links: string[] }> {
  const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
  const service = spawn(process.execPath, [main], {
    env: {
      ...readEnvironment(),
      DATA_DIR: folder,
      DATABASE_URL: '',
      MIGRATION_DATABASE_URL: '',
      DEMO: '1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  service.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes(`${url}/explorer`)) {
    if (service.exitCode !== null) throw new Error(said);
    await pause(100);
  }
  return { service, links: [...said.matchAll(/\S+\/entrer\/\S+/g)].map(([link]) => link) };
}

interface Memory {
  readonly service: number;
  readonly database: number;
}

/** Pss (proc(5), smaps_rollup): memory shared by several processes is counted once among them. */
function memoryOf(folder: string, service: ChildProcess): Memory {
  const postmaster = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const database = family(postmaster);
  const own = family(service.pid as number).filter((pid) => !database.includes(pid));
  return { service: pssOf(own), database: pssOf(database) };
}

const pssOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      return sum + Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
    } catch {
      return sum; // a process that ended meanwhile
    }
  }, 0);

/** Looks four times a second, and answers the most that was seen. */
function watch(folder: string, service: ChildProcess): { stop: () => number } {
  let most = 0;
  const timer = setInterval(() => {
    const { service: api, database } = memoryOf(folder, service);
    most = Math.max(most, api + database);
  }, 250);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

const mebibytes = (bytes: number): number => Math.round(bytes / MIB);

const sayMemory = (when: string, { service, database }: Memory): void =>
  say(
    `${when}: ${mebibytes(service + database)} MiB (service ${mebibytes(service)}, PostgreSQL ${mebibytes(database)})`,
  );

async function signIn(url: string, link: string): Promise<string> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        'mutation ($link: String!) { signIn(input: { link: $link }) { ... on SignInSuccess { token } } }',
      variables: { link: link.split('/').at(-1) },
    }),
  });
  return ((await answer.json()) as { data: { signIn: { token: string } } }).data.signIn.token;
}
