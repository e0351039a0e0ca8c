import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ormee, type Said } from '../world/command-line.js';
import { makeFolder } from '../world/folder.js';
import { Service } from '../world/service.js';

/** Loaded before a process, it says whom that process connects to. */
export const WITNESS = pathToFileURL('test/host/witness.js').href;

export const PASSPHRASE = 'sous les ormes de Bordeaux';

/** What came of a first start: the service has stopped. */
export interface FirstStart {
  /** With its PostgreSQL, its keys and the demonstration. */
  readonly dataDir: string;
  /** All that it said, with the lines of the witness. */
  readonly output: string;
  /** What it answered to a visitor who signed in by a link that it printed. */
  readonly signedIn: unknown;
  /** A backup that was taken while it ran, and what the command said. */
  readonly backup: Said & { readonly file: string };
}

let first: Promise<FirstStart> | null = null;

/**
 * Starts a service in an empty folder, as `npm start` does, pays it a visit, backs it up and stops it: once for the specs that run
 * in one file of jest's.
 */
export const firstStart = (): Promise<FirstStart> => (first ??= start());

async function start(): Promise<FirstStart> {
  const folder = await makeFolder();
  const [dataDir, file] = [join(folder, 'data'), join(folder, 'running.ormee')];
  const service = await Service.start(null, dataDir, { DEMO: '1', NODE_OPTIONS: `--import ${WITNESS}` });
  try {
    await service.listening();
    const signedIn = await visit(service);
    const said = await ormee(['backup', file], { ORMEE_PASSPHRASE: PASSPHRASE, DATA_DIR: dataDir });
    await service.stop();
    return { dataDir, output: service.output, signedIn, backup: { ...said, file } };
  } finally {
    await service.stop();
  }
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
