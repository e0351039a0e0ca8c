import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { makeFolder } from '../world/folder.js';
import { Service } from '../world/service.js';

/** Loaded before a process, it says whom that process connects to. */
export const WITNESS = pathToFileURL('test/host/witness.js').href;

/** What came of a first start: the service has stopped. */
export interface FirstStart {
  /** With its PostgreSQL, its keys and the demonstration; whoever uses it takes a copy. */
  readonly dataDir: string;
  /** All that it said, with the lines of the witness. */
  readonly output: string;
  /** What it answered to a visitor who signed in by a link that it printed. */
  readonly signedIn: unknown;
}

let first: Promise<FirstStart> | null = null;

/**
 * Starts a service in an empty folder, as `npm start` does, pays it a visit and stops it: once for the specs that run in one
 * file of jest's.
 */
export const firstStart = (): Promise<FirstStart> => (first ??= start());

async function start(): Promise<FirstStart> {
  const dataDir = join(await makeFolder(), 'data');
  const service = await Service.start(null, dataDir, { DEMO: '1', NODE_OPTIONS: `--import ${WITNESS}` });
  let signedIn: unknown;
  try {
    await service.listening();
    signedIn = await visit(service);
  } finally {
    await service.stop();
  }
  return { dataDir, output: service.output, signedIn };
}

async function visit({ url, output }: Service): Promise<unknown> {
  const link = /entrer\/(\S+)/.exec(output)?.[1];
  for (const path of ['/', '/explorer', `/entrer/${link}`, '/health/ready'])
    await (await fetch(`${url}${path}`)).text();
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($link: String!) { signIn(input: { link: $link }) { __typename } }',
      variables: { link },
    }),
  });
  return answer.json();
}

/** Copies a data folder that no service uses; each file stays its owner's. */
export const copyFolder = async (from: string, to: string): Promise<void> =>
  void (await promisify(execFile)('cp', ['-Rp', from, to]));
