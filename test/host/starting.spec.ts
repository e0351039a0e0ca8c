import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { welcome } from '../../src/demo/welcome.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { plainHttpWarning } from '../../src/platform/config/plain-http.js';
import { MIGRATION_LOCK } from '../../src/platform/database/migrate.js';
import { makeFolder } from '../world/folder.js';
import { Service } from '../world/service.js';
import { World } from '../world/world.js';
import { firstStart, WITNESS } from './first-start.js';

const witnessed = (output: string): string[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('WITNESS '))
    .map((line) => line.slice('WITNESS '.length));

let world: World;
let folder: string;
beforeAll(async () => {
  world = await World.open();
  folder = await makeFolder();
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

describe('a service that starts', () => {
  it('is alive and not ready until its migrations are done', async () => {
    const release = await world.hold('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const service = await Service.start(world, join(folder, 'waiting'));
    const status = (path: string): Promise<number> =>
      fetch(`${service.url}/health/${path}`).then(
        (answer) => answer.status,
        () => 0,
      );
    try {
      await world.untilWaiting(1);
      expect(await status('ready')).toBe(503);
      expect(await status('live')).toBe(200);
      await release();
      await service.listening();
      expect(await status('ready')).toBe(200);
    } finally {
      await service.stop();
    }
  }, 90_000);

  it('connects to its own PostgreSQL and to nothing else, and looks no name up', async () => {
    const { output, signedIn } = await firstStart();
    expect(signedIn).toEqual({ data: { signIn: { __typename: 'SignInSuccess' } } });
    const connections = witnessed(output);
    expect(connections.filter((line) => !/^socket \S+\/\.s\.(PGSQL\.5432|ormee)$/.test(line))).toEqual([]);
    expect(connections.length).toBeGreaterThan(0);
  }, 300_000);

  it('would be heard by the witness if it did', async () => {
    const speak = `fetch('http://127.0.0.1:64999/').catch(() => import('node:dns').then(({ default: dns }) => dns.lookup('localhost', () => {})))`;
    const { stderr } = await promisify(execFile)(process.execPath, ['--import', WITNESS, '--eval', speak], {
      env: {},
    });
    expect(witnessed(stderr)).toEqual(['host 127.0.0.1:64999', 'name localhost']);
  });

  it('warns where its address is plain http to other machines', () => {
    const said = (settings: Record<string, string>): string =>
      welcome(loadConfig(settings), 'PostgreSQL', null, null);
    expect(said({})).not.toContain('Warning');
    expect(said({ PUBLIC_URL: 'https://ormes.example' })).not.toContain('Warning');
    expect(said({ PUBLIC_URL: 'http://ormes.example' })).toContain(
      'Warning: PUBLIC_URL is plain http (http://ormes.example): ',
    );
  });
});

describe('an address', () => {
  it.each([
    'https://ormes.example',
    'http://localhost:3000',
    'http://127.0.0.1',
    'http://127.9.9.9',
    'http://[::1]:80',
    'http://ormee.localhost',
  ])('is kept to itself: %s', (address) => expect(plainHttpWarning(address)).toBeNull());

  it.each([
    'http://ormes.example',
    'http://192.168.1.20:3000',
    'http://127.0.0.1.example',
    'http://localhost.example',
  ])('can be overheard: %s', (address) => expect(plainHttpWarning(address)).toContain(`(${address})`));
});
