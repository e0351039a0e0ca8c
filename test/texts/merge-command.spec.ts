import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ormee } from '../world/command-line.js';

const BASE = `# Statuts

### Article 1 : Nom

L'association s'appelle « Ormée ». Elle est sans chef.

### Article 2

Le quorum est du tiers des membres.

### Article 3

- Premier point ;
- deuxième point. L'article 2 s'applique.
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ormee-texts-'));
  await fileOf('base.md', BASE);
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const edited = (name: string, ...changes: readonly [string, string][]): Promise<string> =>
  fileOf(
    name,
    changes.reduce((text, [before, after]) => {
      if (!text.includes(before)) throw new Error(`nothing to replace: ${before}`);
      return text.replace(before, after);
    }, BASE),
  );

/** `ormee texts …`, with no setting at all: it asks no database. */
const texts = (...parameters: readonly string[]) => ormee(['texts', ...parameters]);
const base = () => join(folder, 'base.md');

interface Told {
  readonly operations: readonly {
    kind: string;
    amendments: string[];
    instruction: { fr: string; en: string };
  }[];
  readonly conflicts: readonly { kind: string; sides: { amendments: string[] }[] }[];
  readonly warnings: readonly { kind: string }[];
  readonly groups: readonly { order: string[][] }[];
  readonly merged: string | null;
}

describe('ormee texts merge', () => {
  it('merges what several want, and says each as an instruction', async () => {
    const half = await edited('half.md', ['du tiers', 'de la moitié']);
    const name = await edited(
      'name.md',
      ['Article 1 : Nom', 'Article 1 : Dénomination'],
      ['sans chef', 'sans chef ni cheffe'],
    );
    const { code, out } = await texts('merge', base(), half, name, '--json');
    const told = JSON.parse(out) as Told;
    expect(code).toBe(0);
    expect(told.operations.map(({ amendments, instruction }) => [amendments[0], instruction.fr])).toEqual([
      ['name.md', 'À « Article 1 », remplacer l’intitulé « Nom » par « Dénomination ».'],
      [
        'name.md',
        'À la fin de l’alinéa 1 de « Article 1 », après le mot « chef », ajouter les mots « ni cheffe ».',
      ],
      [
        'half.md',
        'À l’alinéa 1 de « Article 2 », remplacer les mots « du tiers » par les mots « de la moitié ».',
      ],
    ]);
    expect(told.conflicts).toEqual([]);
    expect(told.merged).toBe(
      BASE.replace('du tiers', 'de la moitié')
        .replace(': Nom', ': Dénomination')
        .replace('sans chef', 'sans chef ni cheffe'),
    );
    const turned = await texts('merge', base(), name, half, '--json');
    expect(turned.out).toBe(out);
  });

  it('leaves typography alone, and ends with the base to the letter where nothing else changed', async () => {
    const phone = await edited('phone.md', [
      "L'association s'appelle « Ormée »",
      'L’association s’appelle "Ormée"',
    ]);
    const { code, out } = await texts('merge', base(), phone, '--json');
    expect({ code, ...(JSON.parse(out) as Told) }).toMatchObject({ code: 0, operations: [], merged: BASE });
  });

  it('settles no conflict: it names both sides, an order to vote in, and gives no text', async () => {
    const half = await edited('half.md', ['du tiers', 'de la moitié']);
    const quarter = await edited('quarter.md', [
      'du tiers des membres',
      'du quart des membres de plus de six mois',
    ]);
    const { code, out } = await texts('merge', base(), half, quarter, '--json');
    const told = JSON.parse(out) as Told;
    expect(code).toBe(1);
    expect(told.merged).toBeNull();
    expect(
      told.conflicts.map(({ kind, sides }) => [kind, ...sides.flatMap(({ amendments }) => amendments)]),
    ).toEqual([['OVERLAP', 'half.md', 'quarter.md']]);
    expect(told.groups).toEqual([{ order: [['quarter.md'], ['half.md']] }]);
  });

  it('does once what two wrote alike, in both names', async () => {
    const one = await edited('one.md', ['du tiers', 'de la moitié']);
    const same = await edited('same.md', ['du tiers', 'de la moitié'], ['sans chef', 'sans chef·fe']);
    const { out } = await texts('merge', base(), one, same, '--json');
    const { operations, merged } = JSON.parse(out) as Told;
    expect(operations.map(({ amendments }) => amendments)).toEqual([['same.md'], ['one.md', 'same.md']]);
    expect(merged).toContain('Le quorum est de la moitié des membres.');
  });

  it('says that a repealed article is still named elsewhere', async () => {
    const without = await fileOf('without.md', BASE.replace(/### Article 2\n\n.*\n\n/, ''));
    const { out } = await texts('merge', base(), without, '--locale', 'en');
    expect(out).toContain('Repeal “Article 2”, with all the text from that title to the next.');
    expect(out).toContain('what is repealed is still named (Article 2 ← Article 3)');
  });

  it('prints in French, and the text at the end', async () => {
    const half = await edited('half.md', ['du tiers', 'de la moitié']);
    const { out } = await texts('merge', base(), half);
    expect(out).toMatch(
      /^\[half\.md\] À l’alinéa 1 de « Article 2 », remplacer .*\n\nTexte fusionné :\n\n# Statuts\n/,
    );
  });

  it.each([
    ['is not UTF-8', new Uint8Array([0x23, 0x20, 0xe9, 0x0a]), 'UTF-8'],
    ['has a line of a megabyte', `# A\n\n${'mot '.repeat(250_000)}\n`, 'Ligne 3'],
    ['has control characters', '# A\n\nb\u0000c\n', 'Ligne 3'],
    ['turns the direction of reading', '# A\n\nb\u202ec\n', 'Ligne 3'],
  ])('refuses a file that %s, by its name and line', async (_, content, said) => {
    const bad = await fileOf('bad.md', content);
    const { code, out, error } = await texts('merge', base(), bad);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain('bad.md : ');
    expect(error).toContain(said);
  });

  it('says which file is not there', async () => {
    const { code, error } = await texts('merge', base(), join(folder, 'nowhere.md'));
    expect({ code, error: error.trim() }).toEqual({
      code: 2,
      error: `${join(folder, 'nowhere.md')} : ce fichier ne peut pas être lu (ENOENT).`,
    });
  });

  it('keeps scripts as the text that they are', async () => {
    const script = await edited('script.md', ['sans chef', '<script>alert(1)</script>']);
    const { out } = await texts('merge', base(), script, '--json');
    expect((JSON.parse(out) as Told).merged).toContain('Elle est <script>alert(1)</script>.');
  });
});

describe('ormee texts diff', () => {
  it('says what an edited copy changes, with an exit code for scripts', async () => {
    const half = await edited('half.md', ['du tiers', 'de la moitié']);
    const { code, out } = await texts('diff', base(), half, '--locale', 'en');
    expect({ code, out }).toEqual({
      code: 1,
      out: 'In paragraph 1 of “Article 2”, replace the words “du tiers” by the words “de la moitié”.\n',
    });
    expect(await texts('diff', base(), base())).toMatchObject({ code: 0, out: 'Rien ne change.\n' });
  });
});
