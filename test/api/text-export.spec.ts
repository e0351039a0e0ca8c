import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { readTextJson } from '../../src/core/text/render/read-json.js';
import { toGlobalId } from '../../src/platform/graphql/global-ids.js';
import { exportText } from '../../src/texts/export-text.js';
import { provisionsByIds, readText, textsAfter } from '../../src/texts/text.queries.js';
import { Commands, ormee as runByItself, type Said } from '../world/command-line.js';
import { makeFolder } from '../world/folder.js';
import { faultsOf, SCHEMA_IS_THERE } from '../texts/render/akn-schema.js';
import {
  article,
  insert,
  newId,
  patchOf,
  repeal,
  replace,
  TextWorld,
  type CollectiveOfTexts,
} from '../world/texts.js';

const MORNING = '2026-11-23T08:00:00.000Z';
const NOON = '2026-11-23T11:00:00.000Z';

let world: TextWorld;
let collective: CollectiveOfTexts;
let textId: Uuid;
let [quorum, dues, title]: Uuid[] = [];

const QUORUM = article('Article 1', 'Le quorum est du quart.', 'Quorum');
const HALF = article('Article 1', 'Le quorum est de la **moitié**.', 'Quorum');
const DUES = article('Article 2', 'La cotisation est libre.');

const FIRST = `# Statuts

*Version en vigueur le 23 novembre 2026.*

## Titre I

*Rédaction issue de la décision 2026-001 du 23 novembre 2026.*

### Article 1 : Quorum

Le quorum est du quart.

*Rédaction issue de la décision 2026-001 du 23 novembre 2026.*

### Article 2

La cotisation est libre.

*Rédaction issue de la décision 2026-001 du 23 novembre 2026.*
`;

const NEXT_YEAR_IN_ENGLISH = `# Statuts

*Version in force on 1 January 2027.*

## Titre I

*Wording from decision 2026-001 of 23 November 2026.*

### Article 1: Quorum

Le quorum est de la **moitié**.

*Wording from decision 2026-002 of 23 November 2026.*

### Article 2

*Repealed by decision 2026-003 of 23 November 2026.*
`;

beforeAll(async () => {
  world = await TextWorld.open();
  await world.clockAt(MORNING);
  collective = await world.collective('Les Ormes');
  textId = await collective.text('Statuts');
  [quorum, dues, title] = [newId(), newId(), newId()];
  await collective.adopt(
    patchOf(textId, [
      insert(title, article('Titre I', '')),
      insert(quorum, QUORUM, null, title),
      insert(dues, DUES, quorum, title),
    ]),
  );
  await world.clockAt(NOON);
  await collective.adopt(patchOf(textId, [replace(quorum, QUORUM, HALF)]));
  await collective.adopt(patchOf(textId, [repeal(dues, DUES)], { effectiveOn: '2027-01-01' }));
});

afterAll(() => world.close());

describe('the export of a text', () => {
  it('gives the text of a day, as it was known at an instant, each article with its decision', async () => {
    const options = { at: '2026-11-23', knownAt: MORNING, locale: 'fr' as const };
    expect(await exportText(world.transactions, collective.id, textId, options)).toBe(FIRST);
  });

  it('gives a day to come, in the language asked, with what is repealed by then', async () => {
    const options = { at: '2027-01-01', knownAt: null, locale: 'en' as const };
    expect(await exportText(world.transactions, collective.id, textId, options)).toBe(NEXT_YEAR_IN_ENGLISH);
  });

  it('does not claim to know what is still to come', async () => {
    const { consolidated } = await readText(world.transactions, collective.id, textId, {
      at: null,
      knownAt: '2030-01-01T00:00:00.000Z',
    });
    expect(consolidated).toMatchObject({ inForceOn: '2026-11-23', knownAt: NOON });
  });

  it('says the number of a decision whole, also beyond the thousandth of a year', async () => {
    const prolific = await world.collective('Les Prolifiques');
    const text = await prolific.text('Statuts des Prolifiques');
    await world.transactions.write(async (tx) => {
      const id = await prolific.decision(tx, NOON);
      await tx.rows(
        `INSERT INTO ormee.decision (collective_id, id, year, number, title, outcome, effects_state, effects, prevails,
           revocable_online, proclaimed_at, visibility)
         SELECT collective_id, $3, year, 999, title, outcome, effects_state, effects, prevails, revocable_online,
           proclaimed_at, visibility
         FROM ormee.decision WHERE collective_id = $1 AND id = $2`,
        [prolific.id, id, newId()],
      );
    });
    const decision = await prolific.adopt(patchOf(text, [insert(newId(), QUORUM)]));
    const { decisions } = await readText(world.transactions, prolific.id, text, { at: null, knownAt: null });
    expect(decisions.get(decision)?.label).toBe('2026-1000');
  });
});

describe('the lists of texts', () => {
  it('give one page in the order in which texts were begun, and one more to tell that others follow', async () => {
    const shelf = await world.collective('Les Rayons');
    const ids: Uuid[] = [];
    for (const name of ['Un', 'Deux', 'Trois']) ids.push(await shelf.text(name));
    const page = async (after: Uuid | null) =>
      (await textsAfter(world.transactions, shelf.id, after, 1)).map((text) => text.title);
    expect(await page(null)).toEqual(['Un', 'Deux']);
    expect(await page(ids[1] as Uuid)).toEqual(['Trois']);
  });

  it('leave out what only named persons may read', async () => {
    const discreet = await world.collective('Les Discrets');
    await discreet.text('Confié', { visibility: 'NAMED' });
    await discreet.text('Affiché', { visibility: 'PUBLIC' });
    const titles = (await textsAfter(world.transactions, discreet.id, null, 10)).map((text) => text.title);
    expect(titles).toEqual(['Affiché']);
  });

  it('name a provision as it was called last, with the text that it stands in', async () => {
    const text = await collective.text('Chansons');
    const song = newId();
    await collective.adopt(patchOf(text, [insert(song, article('Couplet', 'La la.'))]));
    await world.clockAt('2026-11-23T19:00:00.000Z');
    const renamed = article('Refrain', 'La la.', 'À reprendre');
    await collective.adopt(
      patchOf(text, [replace(song, article('Couplet', 'La la.'), renamed)], { effectiveOn: '2027-01-01' }),
    );
    const record = { collectiveId: collective.id, id: text, title: 'Chansons' };
    expect(await provisionsByIds(world.transactions, collective.id, [song])).toEqual([
      {
        id: song,
        number: 'Refrain',
        heading: 'À reprendre',
        text: { ...record, matter: 'DEEP', visibility: 'MEMBERS', takenOverBy: null },
      },
    ]);
  });
});

describe('the command line', () => {
  const commands = new Commands();
  afterAll(() => commands.end());

  const ormee = (
    parameters: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Said> => commands.ormee(parameters, { DATABASE_URL: world.database.url, ...settings });
  const byItself = (parameters: readonly string[]): Promise<Said> =>
    runByItself(parameters, { DATABASE_URL: world.database.url });

  it('prints a text by its title, and nothing else', async () => {
    const said = await byItself(['texts', 'export', 'Statuts', '--at', '2026-11-23', '--known-at', MORNING]);
    expect(said).toEqual({ code: 0, out: FIRST, error: '' });
  });

  it('prints a text by its id', async () => {
    const id = toGlobalId('LegalText', collective.id, textId);
    const said = await ormee(['texts', 'export', id, '--at', '2027-01-01', '--locale', 'en']);
    expect(said).toEqual({ code: 0, out: NEXT_YEAR_IN_ENGLISH, error: '' });
  });

  it('takes a day of knowledge whole, to its last hour in the collective', async () => {
    const day = async (known: string) =>
      (await ormee(['texts', 'export', 'Statuts', '--at', '2026-11-23', '--known', known])).out;
    expect(await day('2026-11-23')).toContain('**moitié**');
    expect(await day(MORNING)).toBe(FIRST);
    expect(await day('2026-11-22')).not.toContain('Article');
  });

  it('says what an edited export would have decided, and writes nothing', async () => {
    const today = (await ormee(['texts', 'export', 'Statuts'])).out;
    const folder = await makeFolder();
    const file = join(folder, 'statuts.md');
    await writeFile(file, today.replace('**moitié**', '**moitié** des membres'));
    const words = ['texts', 'import', file, '--text', 'Statuts'];
    const said = await ormee([...words, '--locale', 'en']);
    expect(said).toMatchObject({ code: 0, error: '' });
    expect(said.out).toMatch(
      /^At the end of paragraph 1 of “.*”, after .*, add the words “des membres”\.\n$/,
    );
    const { operations, text } = JSON.parse((await ormee([...words, '--json'])).out) as {
      operations: { kind: string; provisionId: string }[];
      text: string;
    };
    expect(operations).toMatchObject([{ kind: 'REPLACE', provisionId: quorum }]);
    expect(text).toContain('**moitié** des membres');
    expect((await ormee(['texts', 'export', 'Statuts'])).out).toBe(today);
    await writeFile(file, today);
    expect((await ormee(words)).out).toBe('Rien ne change.\n');
    await writeFile(file, '## Article 9\n\nSur une ligne\net sur deux.\n');
    const fresh = JSON.parse((await ormee(['texts', 'import', file, '--json'])).out) as {
      instructions: string[];
    };
    expect(fresh.instructions).toHaveLength(1);
    const nowhere = await ormee(['texts', 'import', join(folder, 'nowhere.md')]);
    expect(nowhere).toMatchObject({ code: 2, out: '' });
    expect(nowhere.error).toContain('nowhere.md : ce fichier ne peut pas être lu (ENOENT).');
    expect((await ormee(['texts', 'import', file])).out).toMatch(
      /^Au début du texte, insérer le titre : « ## /,
    );
  });

  it('prints a page of HTML, with what changed since a day', async () => {
    const html = ['texts', 'export', 'Statuts', '--at', '2027-01-01', '--format', 'html'];
    const clean = await ormee([...html, '--locale', 'en']);
    expect(clean).toMatchObject({ code: 0, error: '' });
    expect(clean.out).toMatch(/^<!doctype html>\n<html lang="fr">/);
    expect(clean.out).toContain(`<section id="provision-${quorum}">`);
    expect(clean.out).not.toContain('<ins>');
    const marked = await ormee([...html, '--marks', '2026-12-31']);
    expect(marked.out).toMatch(/<del>.*La cotisation est libre\./s);
  });

  it('prints JSON that reads back as the text with its history', async () => {
    const said = await ormee(['texts', 'export', 'Statuts', '--at', '2027-01-01', '--format', 'json']);
    expect(said).toMatchObject({ code: 0, error: '' });
    const read = readTextJson(said.out);
    if (read instanceof Refusal) throw read;
    expect(read.text.patches.map(({ decisionId }) => decisionId)).toEqual([
      '2026-001',
      '2026-002',
      '2026-003',
    ]);
    const stored = await readText(world.transactions, collective.id, textId, { at: null, knownAt: null });
    const hashes = (versions: Iterable<{ readonly hash: string }>) => [...versions].map(({ hash }) => hash);
    expect(hashes(read.text.versions)).toEqual(hashes(stored.versions.values()));
  });

  it('prints Akoma Ntoso', async () => {
    const said = await ormee(['texts', 'export', 'Statuts', '--at', '2027-01-01', '--format', 'akn']);
    expect(said).toMatchObject({ code: 0, error: '' });
    expect(said.out).toContain(`eId="title_I__art_1" wId="provision_${quorum}"`);
    if (SCHEMA_IS_THERE) expect(await faultsOf(said.out)).toEqual([]);
  });

  it.each([
    ['pdf', /^%PDF-1\.7\n/],
    ['odt', /^PK[^]*mimetypeapplication\/vnd\.oasis\.opendocument\.text/],
    ['docx', /^PK[^]*\[Content_Types\]\.xml/],
  ])('prints a document as %s, with what changed since a day or not', async (format, begins) => {
    const paper = ['texts', 'export', 'Statuts', '--at', '2027-01-01', '--format', format];
    const [clean, again, marked] = [
      await ormee(paper),
      await byItself(paper),
      await ormee([...paper, '--marks', '2026-12-31']),
    ];
    expect([clean.code, clean.error]).toEqual([0, '']);
    expect(clean.out).toMatch(begins);
    expect(again.out).toBe(clean.out);
    expect(marked.code).toBe(0);
    expect(marked.out).toMatch(begins);
    expect(marked.out).not.toBe(clean.out);
  });

  it('lists texts with their ids', async () => {
    const { code, out } = await ormee(['texts', 'list']);
    expect(code).toBe(0);
    expect(out.split('\n')).toContain(
      `${toGlobalId('LegalText', collective.id, textId)}\tLes Ormes\tStatuts`,
    );
  });

  it('does not choose between two texts of one title', async () => {
    await (await world.collective('Les Jumeaux')).text('Règlement');
    await (await world.collective('Les Autres Jumeaux')).text('Règlement');
    expect(await ormee(['texts', 'export', 'Règlement', '--at', '2026-11-23'])).toEqual({
      code: 1,
      out: '',
      error: '2 texts have this title: give the id of one. See "texts list".\n',
    });
  });

  it.each([
    ['a text that is not there', ['Charte', '--at', '2026-11-23'], 'No text has this id or title: Charte.'],
    ['a day that does not exist', ['Statuts', '--at', '2026-02-30'], 'A day is written like 2026-11-23.'],
    [
      'an instant without a zone',
      ['Statuts', '--at', '2026-11-23', '--known-at', '2026-11-23T08:00:00'],
      'An instant is written like 2026-11-23T08:12:41Z.',
    ],
    [
      'a format it does not write',
      ['Statuts', '--format', 'rtf'],
      'markdown, html, json, akn, pdf, odt, docx',
    ],
    ['knowledge of no day', ['Statuts', '--known', 'hier'], 'It is written like 2026-11-23'],
    [
      'marks in another format',
      ['Statuts', '--marks', '2026-11-23'],
      'in html, pdf, odt, docx: add --format html',
    ],
    [
      'marks from a day after the one read',
      ['Statuts', '--format', 'html', '--at', '2026-11-22', '--marks', '2026-11-23'],
      'comes before the day',
    ],
    ['two days of knowledge', ['Statuts', '--known', '2026-11-23', '--known-at', MORNING], 'give one'],
    ['a language it does not speak', ['Statuts', '--at', '2026-11-23', '--locale', 'de'], 'fr, en'],
  ])('says in a sentence that it cannot do with %s', async (_what, parameters, sentence) => {
    const said = await ormee(['texts', 'export', ...parameters]);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain(sentence);
    expect(said.error.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says in a sentence that no database answers', async () => {
    const said = await ormee(['texts', 'list'], {
      DATABASE_URL: 'postgres://ormee:secret@127.0.0.1:9/ormee',
    });
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain('ECONNREFUSED');
    expect(said.error).not.toContain('secret');
  });

  it('makes no data folder where there is none', async () => {
    const said = await ormee(['texts', 'list'], { DATABASE_URL: '', DATA_DIR: '/nonexistent/ormee' });
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain('/nonexistent/ormee');
  });
});
