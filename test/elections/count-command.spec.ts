import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ELECTION_METHODS } from '../../src/core/counting/elections/registry.js';
import { WITHOUT_CANDIDATES } from '../../src/core/counting/without-candidates/elect.js';
import { Progress } from '../../src/exchange/count/progress.js';
import { Commands, ormee } from '../world/command-line.js';

const BLT = '3 2\n5 1 0\n2 2 0\n2 3 0\n0\n"Ada" "Bé" "Cléo"\n"Bureau"\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ormee-count-'));
});
afterAll(() => rm(folder, { recursive: true }));

const commands = new Commands();
afterAll(() => commands.end());

const fileOf = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

/** Runs `ormee count`, with no setting at all: it asks no database. */
const count = (...parameters: readonly string[]) => commands.ormee(['count', ...parameters]);
const linesOf = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('ormee count', () => {
  it('prints one JSON object a file and line, with its working', async () => {
    const path = await fileOf('bureau.blt', BLT);
    const { code, out, error } = await ormee(['count', '--method', 'plurality@1', path, path]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const [line, same] = linesOf(out);
    expect(same).toEqual(line);
    expect(line).toEqual({
      file: path,
      format: 'blt',
      title: 'Bureau',
      ignored: [],
      method: 'plurality@1',
      seats: 2,
      status: 'TIED',
      winners: [['Ada'], ['Bé', 'Cléo']],
      ranking: [['Ada'], ['Bé', 'Cléo']],
      ties: [{ of: 'SEAT', among: ['Bé', 'Cléo'], chosen: null }],
      trace: {
        method: 'plurality@1',
        options: {},
        seats: 2,
        inputs: { options: ['Ada', 'Bé', 'Cléo'], withdrawn: [], voters: '9', blank: '0' },
        steps: [
          {
            code: 'TOTALS',
            data: {
              unit: 'VOICES',
              totals: {
                Ada: { exact: '5', rounded: '5' },
                Bé: { exact: '2', rounded: '2' },
                Cléo: { exact: '2', rounded: '2' },
              },
              voters: '9',
            },
          },
        ],
      },
    });
  });

  it('breaks ties by the value drawn, and keeps the winners from before beside', async () => {
    const path = await fileOf('bureau.blt', BLT);
    const { out } = await count('--method', 'plurality@1', '--seed', '4 2 6', '--no-trace', path);
    const [line] = linesOf(out);
    expect(line).toMatchObject({
      seed: '4 2 6',
      status: 'ELECTED',
      winnersBeforeLot: [['Ada'], ['Bé', 'Cléo']],
    });
    expect((line?.['winners'] as string[][]).map((seat) => seat.length)).toEqual([1, 1]);
    expect(line).not.toHaveProperty('trace');
  });

  it('says the working in words on the error output, and the JSON as ever', async () => {
    const path = await fileOf('bureau.blt', BLT);
    const [french, english, silent] = await Promise.all([
      count('--method', 'plurality@1', '--explain', 'fr', path),
      count('--method', 'plurality@1', '--explain', 'en', path),
      count('--method', 'plurality@1', path),
    ]);
    expect(french.error).toBe(`${path} : Bureau\nVoix, sur 9 bulletins : Ada 5 ; Bé 2 ; Cléo 2.\n`);
    expect(english.error).toContain('Voices, from 9 ballots: Ada 5 ; Bé 2 ; Cléo 2.');
    expect([french.out, english.out]).toEqual([silent.out, silent.out]);
  });

  it('lists every method with a line each, in French or in English', async () => {
    const [french, english] = await Promise.all([count('--list'), count('--list', '--locale', 'en')]);
    expect(french).toMatchObject({ code: 0, error: '' });
    const ids = (out: string) =>
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]);
    expect(ids(french.out)).toEqual([...ELECTION_METHODS, WITHOUT_CANDIDATES].map(({ id }) => id));
    expect(ids(english.out)).toEqual(ids(french.out));
    expect(french.out).toContain('Pluralité : chaque bulletin donne une voix');
    expect(english.out).toContain('Plurality: each ballot gives one voice');
  });

  it('fills the seats that the file says, unless asked otherwise or the method fills one', async () => {
    const [blt, csv] = await Promise.all([fileOf('bureau.blt', BLT), fileOf('a.csv', 'rank 1\nA\nB\nA\n')]);
    const seats = async (...parameters: readonly string[]) =>
      linesOf((await count('--no-trace', ...parameters, blt, csv)).out).map((line) => line['seats']);
    expect(
      await Promise.all([
        seats('--method', 'plurality@1'),
        seats('--method', 'plurality@1', '--seats', '1'),
        seats('--method', 'majority@1'),
      ]),
    ).toEqual([
      [2, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  it('is not kept from the other files by a bad one, names its line and column, and exits with 1', async () => {
    const [good, cut, latin, nul] = await Promise.all([
      fileOf('good.blt', BLT),
      fileOf('cut.blt', '3 2\n5 1 0\n2 2'),
      fileOf('latin.blt', Buffer.from('1 1\n1 1 0\n0\n"René"\n', 'latin1')),
      fileOf('nul.csv', 'A,B\n1,\0\n'),
    ]);
    const said = await count(
      '--method',
      'plurality@1',
      '--no-trace',
      cut,
      latin,
      nul,
      'none.blt',
      folder,
      good,
    );
    expect(said.code).toBe(1);
    expect(linesOf(said.out).map((line) => line['file'])).toEqual([good]);
    expect(said.error.split('\n')).toEqual([
      `${cut} : Ligne 3, colonne 4 : le fichier s’arrête avant le 0 qui finit les bulletins.`,
      `${latin} : Ligne 4, colonne 5 : le fichier n’est pas en UTF-8.`,
      `${nul} : Ligne 2, colonne 3 : un caractère nul s’y trouve.`,
      'none.blt : Ce fichier ne peut pas être lu (ENOENT).',
      `${folder} : Ce fichier ne peut pas être lu (EISDIR).`,
      '',
    ]);
  });

  it('refuses a file that is too large before it is read, and ballots that the method does not count', async () => {
    const large = join(folder, 'large.blt');
    const file = await open(large, 'w');
    await file.truncate(256 * 1024 * 1024 + 1);
    await file.close();
    const graded = await fileOf(
      'graded.json',
      '{"format":"ormee-ballots@1","kind":"graded","grades":["bad","good"],"tallies":{"A":[1,2]}}',
    );
    const said = await count('--method', 'plurality@1', '--locale', 'en', large, graded);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toBe(
      `${large}: The file is larger than 268435456 bytes. Split it.\n` +
        `${graded}: The method counts rankings, and these are grades.\n`,
    );
  });

  it('reads a table whose columns are options as it is told', async () => {
    const path = await fileOf('numbers.csv', 'A,B,C\n1,2,3\n1,3,2\n');
    const winner = async (...parameters: readonly string[]) =>
      count('--method', 'plurality@1', '--no-trace', ...parameters, path);
    const [untold, ranks, scores] = await Promise.all([
      winner(),
      winner('--csv', 'ranks'),
      winner('--csv', 'scores'),
    ]);
    expect(untold).toMatchObject({ code: 1, out: '' });
    expect(untold.error).toContain('dites --csv ranks ou --csv scores.');
    expect(linesOf(ranks.out)[0]).toMatchObject({ winners: [['A']] });
    expect(linesOf(scores.out)[0]).toMatchObject({ winners: [['B', 'C']] });
  });

  it.each([
    ['without a method', [], /^Dites la méthode : --method ID/],
    ['without a file', ['--method', 'plurality@1'], /^Dites quels fichiers/],
    ['with a method that nobody knows', ['--method', 'guess@1', 'x.blt'], /« guess@1 »/],
    [
      'with options that are no JSON',
      ['--method', 'plurality@1', '--options', '{', 'x.blt'],
      /^--options n’est pas du JSON/,
    ],
    [
      'with an option that the method has not',
      ['--method', 'plurality@1', '--options', '{"a":1}', 'x.blt'],
      /^Option « a » de la méthode/,
    ],
    ['with no seat', ['--method', 'plurality@1', '--seats', '0', 'x.blt'], /\(0\)/],
    ['with more seats than the method fills', ['--method', 'majority@1', '--seats', '2', 'x.blt'], /\(2\)/],
    ['with a flag that nobody knows', ['--colour', 'red'], /unknown option '--colour'/],
  ])('%s counts nothing and exits with 2', async (_what, parameters, sentence) => {
    const said = await count(...parameters);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.error).toMatch(sentence);
  });
});

describe('how far a count is', () => {
  const LARGE = 100_000_000;
  const screenOf = (isTTY: boolean) => {
    const said: string[] = [];
    return { said, screen: { isTTY, write: (text: string) => said.push(text) } };
  };

  it('is shown on a screen for a large file, and taken away afterwards', () => {
    const { said, screen } = screenOf(true);
    const progress = new Progress(screen, 'fr', 'big.blt');
    progress.say('READING', LARGE / 2, LARGE);
    progress.say('READING', LARGE / 2 + 1, LARGE);
    progress.say('UNDERSTANDING', LARGE, LARGE);
    progress.say('COUNTING', 0, LARGE);
    progress.end();
    expect(said).toEqual([
      `\r\x1b[Kbig.blt  lecture [${'#'.repeat(15)}${'.'.repeat(15)}]`,
      `\r\x1b[Kbig.blt  bulletins [${'#'.repeat(30)}]`,
      '\r\x1b[Kbig.blt  dépouillement …',
      '\r\x1b[K',
    ]);
  });

  it('is not shown for a small file, nor where nobody looks', () => {
    for (const [isTTY, size] of [
      [true, 1_000],
      [false, LARGE],
    ] as const) {
      const { said, screen } = screenOf(isTTY);
      const progress = new Progress(screen, 'en', 'x.blt');
      progress.say('READING', size, size);
      progress.end();
      expect(said).toEqual([]);
    }
  });
});
