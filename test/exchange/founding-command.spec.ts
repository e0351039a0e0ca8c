import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { charterFile, press } from '../world/founding.js';
import { Commands, ormee as byItself } from '../world/command-line.js';
import { World } from '../world/world.js';

const commands = new Commands();
afterAll(() => commands.end());
const { ormee } = commands;

describe('ormee founding-link', () => {
  it('prints a link that works, and gives the host nothing else', async () => {
    const world = await World.open();
    try {
      const { code, out, error } = await byItself(['founding-link'], {
        DATABASE_URL: world.database.url,
        PUBLIC_URL: 'https://ormee.example',
      });
      expect({ code, error }).toEqual({ code: 0, error: '' });
      expect(out).toMatch(/^https:\/\/ormee\.example\/fonder\/[\w-]{64}\n$/);
      const begun = await press(world, out.trim().split('/').at(-1) as string);
      expect(begun.founders).toHaveLength(5);
      expect(await world.sql('SELECT FROM ormee.session')).toHaveLength(0);
    } finally {
      await world.close();
    }
  });
});

describe('ormee charter check', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ormee-charter-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const fileOf = async (text: string): Promise<string> => {
    const path = join(folder, 'charter.yaml');
    await writeFile(path, text);
    return path;
  };

  it('says in words what rules mean and where they are dangerous, and asks no database', async () => {
    const french = await byItself(['charter', 'check', await fileOf(charterFile())]);
    expect(french).toMatchObject({ code: 0, error: '' });
    expect(french.out).toContain('Gouvernance (Article 4, « Statuts »)');
    expect(french.out).toContain('deux personnes peuvent en exclure une troisième');
    const english = await ormee(['charter', 'check', '--locale', 'en', await fileOf(charterFile())]);
    expect(english.out).toContain('two people can exclude a third');
  });

  it.each([
    [
      'what is wrong, with its line',
      charterFile({ governance: '5/3' }),
      /^Ligne \d+, règle gouvernance, champ/,
    ],
    ['that it is no file of rules', '{', /^Ligne 1, champ « file » : .*ni du YAML ni du JSON/],
  ])('says %s, and nothing else', async (_what, text, sentence) => {
    const said = await ormee(['charter', 'check', await fileOf(text)]);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toMatch(sentence);
  });

  it('says that a file is not there', async () => {
    const said = await ormee(['charter', 'check', join(folder, 'none')]);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toMatch(/cannot be read/);
  });
});
