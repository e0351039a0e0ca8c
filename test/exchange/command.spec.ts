import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toGlobalId } from '../../src/platform/graphql/global-ids.js';
import { Commands, ormee as byItself } from '../world/command-line.js';
import type { TestCollective } from '../world/world.js';
import { World } from '../world/world.js';

let world: World;
let collective: TestCollective;
let folder: string;
let text: string;

const commands = new Commands();
afterAll(() => commands.end());
const { ormee } = commands;

const fileOf = async (content: string | Uint8Array): Promise<string> => {
  const path = join(folder, 'export.json');
  await writeFile(path, content);
  return path;
};

beforeAll(async () => {
  world = await World.open();
  folder = await mkdtemp(join(tmpdir(), 'ormee-exchange-'));
  collective = await world.collective().withMembers(2).grow();
  const { code, out } = await byItself(['export', '--public', '--collective', collective.id], {
    DATABASE_URL: world.database.url,
  });
  expect(code).toBe(0);
  text = out;
}, 180_000);
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

describe('ormee export', () => {
  it('prints the same public bundle each time, by either id', async () => {
    const id = toGlobalId('Collective', collective.id, collective.id);
    const again = await ormee(['export', '--public', '--collective', id], {
      DATABASE_URL: world.database.url,
    });
    expect(again).toEqual({ code: 0, out: text, error: '' });
  });

  it.each([
    [
      'of a collective that is not there',
      ['--public', '--collective', 'nobody'],
      'no such collective: nobody',
    ],
    ['that is not public', ['--collective', 'nobody'], '--public'],
  ])('makes no bundle %s', async (_what, flags, sentence) => {
    const said = await ormee(['export', ...flags], { DATABASE_URL: world.database.url });
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain(sentence);
  });
});

describe('ormee verify', () => {
  it('says in words what it checked and what it could not, without database or settings', async () => {
    const { code, out, error } = await ormee(['verify', await fileOf(text)]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/^Registre : \d+ vérifications, rien à redire\.$/m);
    expect(out).toMatch(/^ {2}\? non vérifié : \d+ feuilles ne montrent que leur empreinte$/m);
    expect(out).not.toContain('✗');
  });

  it('speaks English, and names its exit codes', async () => {
    const { out } = await ormee(['verify', await fileOf(text), '--locale', 'en']);
    expect(out).toMatch(/^Register: \d+ checks, all hold\.$/m);
    expect((await ormee(['verify', '--help'])).out).toMatch(/^ +11 +register$/m);
  });

  it('exits with the code of the check that fails', async () => {
    const forged = text.replaceAll('Collectif d’essai', 'Collectif d’assaut');
    const { code, out } = await byItself(['verify', await fileOf(forged)]);
    expect(code).toBe(11);
    expect(out).toContain('✗ la feuille 0 n’a pas son empreinte');
  });

  it('holds the signatures to the key that the reader knows', async () => {
    const key = /"verifierKey":"([^"]+)"/.exec(text)?.[1] as string;
    expect((await ormee(['verify', await fileOf(text), '--key', key])).code).toBe(0);
    expect((await ormee(['verify', await fileOf(text), '--key', `${key}x`])).code).toBe(12);
  });

  it.each<[string, (text: string) => string | Uint8Array, string]>([
    ['is cut', (whole) => whole.slice(0, 300), 'stops being JSON at line '],
    ['is empty', () => '', 'stops being JSON at line 1, column 1'],
    [
      'is not UTF-8',
      (whole) => Buffer.from(whole.replace('essai', 'essai\u00ff'), 'latin1'),
      'not UTF-8 from line ',
    ],
    ['is something else', () => '[]', 'has not the fields'],
    [
      'is of another version',
      (whole) => whole.replace('bundle/1', 'bundle/9'),
      'of the format "ormee/bundle/9"',
    ],
    [
      'says a thing twice',
      (whole) => whole.replace('"kind":', '"kind":"FULL",\n"kind":'),
      'not as an export writes it, from line 1, column ',
    ],
    [
      'holds a fraction',
      (whole) => whole.replace('"size":', '"size":0.5,"x":'),
      'not as an export writes it',
    ],
  ])('refuses in a sentence a file that %s', async (_what, change, sentence) => {
    const said = await ormee(['verify', await fileOf(change(text))]);
    expect(said).toMatchObject({ code: 10, out: '' });
    expect(said.error).toContain(sentence);
    expect(said.error.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses in a sentence a file that is not there', async () => {
    const said = await ormee(['verify', join(folder, 'nowhere')]);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain('ENOENT');
  });
});
