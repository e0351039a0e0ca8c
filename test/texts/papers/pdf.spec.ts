import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hashJson } from '../../../src/core/kernel/hash.js';
import { hashContent } from '../../../src/core/text/content.js';
import type { Blocks, Inlines } from '../../../src/core/text/render/markdown-tree.js';
import { paperOf } from '../../../src/core/text/render/paper.js';
import type { ShownOptions } from '../../../src/core/text/render/shown.js';
import { writePaper } from '../../../src/texts/papers/write-paper.js';
import {
  CONSTITUTION_IS_THERE,
  constitution,
  LATER,
  statutes,
  ToldText,
  words,
} from '../render/told-text.js';
import { readPdf, rolesOf } from './read-pdf.js';
import { AFTER, BEFORE, changes } from './told-changes.js';

const OPTIONS: ShownOptions = { locale: 'fr', inForceOn: '2027-01-01', knownAt: LATER, marksSince: null };

const bytesOf = (text: ToldText, options: Partial<ShownOptions> = {}) =>
  writePaper('pdf', text.whole(), { ...OPTIONS, ...options });
const pdf = async (text: ToldText, options: Partial<ShownOptions> = {}) =>
  readPdf(await bytesOf(text, options));

const told = (inlines: Inlines): string =>
  inlines.map((one) => ('text' in one ? one.text : 'inlines' in one ? told(one.inlines) : '')).join('');

/** All words of blocks, as a page shows them. */
const shown = (blocks: Blocks): string =>
  blocks
    .map((block): string => {
      switch (block.kind) {
        case 'PARAGRAPH':
          return told(block.inlines);
        case 'LIST':
          return block.items.map(({ number, blocks: own }) => `${number ?? '•'} ${shown(own)}`).join('\n');
        case 'CODE':
          return `${block.info}\n${block.text}`;
        case 'TABLE':
          return [block.head, ...block.rows].flat().map(told).join('\n');
        case 'RULE':
          return '';
        default:
          return shown(block.blocks);
      }
    })
    .join('\n');

const expectedOf = (text: ToldText, options: Partial<ShownOptions> = {}): string => {
  const { title, collective, notes, provisions } = paperOf(text.whole(), { ...OPTIONS, ...options });
  return [
    ...[title, collective, ...notes],
    ...provisions.map(({ name, body, note }) => `${told(name)}\n${shown(body)}\n${note}`),
  ].join('\n');
};

/** Where two long texts begin to differ, and how they go on; nothing where they are the same. */
function difference(read: string, expected: string): readonly string[] {
  const [a, b] = [withoutSpace(read), withoutSpace(expected)];
  if (a === b) return [];
  const at = [...a].findIndex((_, place) => a[place] !== b[place]);
  return [a, b].map((one) => one.slice(Math.max(0, at - 20), at + 60));
}

/** Soft hyphens are no words: no line ends at them here. */
const withoutSpace = (said: string): string => said.replace(/[\s\u00a0\u00ad]/g, '');

/** Texts that a file says in UTF-16, as PDF has them. */
const saysAloud = (bytes: Uint8Array): string[] =>
  [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\/ActualText \(((?:\\.|[^\\)])*)\)/gs),
  ].map(([, said = '']) => {
    const raw = said.replace(/\\([nrtbf\\()])/g, (_, sign: string) => ESCAPES[sign] ?? sign);
    if (!raw.startsWith('\u00fe\u00ff')) return raw;
    const pairs = Buffer.from(raw.slice(2), 'latin1');
    return pairs.swap16().toString('utf16le');
  });
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

describe('a text as PDF', () => {
  it('is the same bytes for the same text on the same day, whenever it is written', async () => {
    const [first, again] = await Promise.all([
      bytesOf(statutes(), { knownAt: '2026-12-01T10:00:00.000Z', marksSince: BEFORE }),
      bytesOf(statutes(), { knownAt: '2026-12-02T11:12:13.140Z', marksSince: BEFORE }),
    ]);
    expect(Buffer.compare(first, again)).toBe(0);
    expect(
      Buffer.from(first)
        .toString('latin1')
        .match(/\(D:[^)]*\)/g),
    ).toEqual(['(D:20270101000000Z)', '(D:20270101000000Z)']);
  });

  it('says its title, its language and the numbers of its pages', async () => {
    const read = await pdf(statutes());
    expect([read.title, read.language]).toEqual(['Statuts', 'fr-FR']);
    expect(read.labels).toEqual(read.pages.map((_, at) => String(at + 1)));
    expect(read.pages.length).toBeGreaterThan(1);
    const beside = read.artifacts.map(withoutSpace);
    const { hash } = paperOf(statutes().whole(), OPTIONS);
    expect(beside).toEqual(
      read.pages.map((_, at) => `page${at + 1}/${read.pages.length}Empreintedutexte(SHA-256):${hash}`),
    );
  });

  it('has the hash of its title and of the words in force, whoever computes it', () => {
    const text = new ToldText();
    text.decide('2026-05-01', [
      text.insert(1, words('Article 1')),
      text.insert(2, words('Article 2'), null, 1),
      text.insert(3, words('a)'), 2),
    ]);
    text.decide('2026-06-01', [text.repeal(1)]);
    expect(paperOf(text.whole(), OPTIONS).hash).toBe(
      hashJson({
        title: 'Statuts',
        provisions: [
          { depth: 0, hash: hashContent(words('Article 2')) },
          { depth: 1, hash: hashContent(words('a)')) },
        ],
      }),
    );
  });

  it('has every word, in the order in which it is read', async () => {
    for (const [text, options] of [
      [statutes(), {}],
      [statutes(), { marksSince: '2026-05-15', locale: 'en' }],
      [changes(), { marksSince: BEFORE, inForceOn: AFTER }],
    ] as const) {
      const read = await pdf(text, options);
      expect(difference(read.pages.join(''), expectedOf(text, options))).toEqual([]);
    }
  });

  it('has a tree of headings, paragraphs, lists and tables', async () => {
    const { trees } = await pdf(statutes());
    const roles = rolesOf(trees);
    expect(roles.filter((role) => /^H\d$/.test(role))).toEqual([
      'H1',
      'H2',
      'H3',
      'H4',
      'H4',
      'H4',
      'H2',
      'H3',
    ]);
    const [first] = trees;
    const [document] = first?.children ?? [];
    expect(document?.role).toBe('Document');
    const list = document?.children.find(({ role }) => role === 'L');
    expect(list?.children.map(({ role, children }) => [role, children.map((one) => one.role)])).toEqual([
      ['LI', ['Lbl', 'LBody']],
      ['LI', ['Lbl', 'LBody']],
    ]);
    expect(roles.filter((role) => role === 'TH')).toHaveLength(2);
    expect(roles.filter((role) => role === 'TD')).toHaveLength(4);
    expect(roles.filter((role) => role === 'BlockQuote')).toHaveLength(1);
    expect(roles.filter((role) => role === 'Link')).toHaveLength(1);
  });

  it('has a bookmark for each provision, in that of the provision that holds it', async () => {
    const { outline } = await pdf(statutes());
    const article = (title: string) => ({ title, items: [] });
    expect(outline).toEqual([
      {
        title: 'Titre I : Le collectif',
        items: [
          {
            title: 'Chapitre 1',
            items: [article('Article 1 : Objet'), article('Article 2'), article('Article 2 bis')],
          },
        ],
      },
      { title: 'Titre II : Les décisions', items: [article('Article 3 : Quorum des scrutins')] },
    ]);
  });

  it('says in words what came and what went, and decorates it', async () => {
    const bytes = await bytesOf(statutes(), { marksSince: '2026-07-15' });
    expect(saysAloud(bytes)).toEqual(
      [
        '[début de suppression] La cotisation est de 10 euros. [fin de suppression]',
        '[début d’ajout] Article 2 bis [fin d’ajout]',
        '[début d’ajout] Nul n’est exclu faute d’argent. [fin d’ajout]',
        '[début d’ajout]  des scrutins [fin d’ajout]',
        '[début de suppression]  quart [fin de suppression]',
        '[début d’ajout]  tiers [fin d’ajout]',
        '[début de suppression] 30 [fin de suppression]',
        '[début d’ajout] 40 [fin d’ajout]',
      ].map((said) =>
        expect.stringMatching(new RegExp(said.replace(/[[\]()]/g, '\\$&').replace(/ {2}/g, ' {1,2}'))),
      ),
    );
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw.match(/\/TextDecorationType \/Underline/g)).toHaveLength(5);
    expect(raw.match(/\/TextDecorationType \/LineThrough/g)).toHaveLength(3);
    expect(saysAloud(await bytesOf(statutes()))).toEqual([]);
  });

  it('writes the names of Europe, in every shape of its typeface', async () => {
    const names =
      'Łódź Škoda Ğürşen Þórður Ærø Œuvré Ångström Ħaż-Żebbuġ Ștefan Țepeș Ŵyn Ŷs Šiauliai Ādaži Győr Đorđe ' +
      'Ειρήνη Ἀθηνᾶ Болгарія Ґалина Љубиша Ѓорѓи Ўзбек Әлем Հայաստան საქართველო e\u0301te\u0301 ﬁn ‰ € ₂';
    const text = new ToldText();
    text.decide('2026-05-01', [
      text.insert(
        1,
        words('Article 1', `${names}\n\n**${names}**\n\n*${names}*\n\n***${names}***\n\n\`${names}\``),
      ),
    ]);
    const bytes = await bytesOf(text);
    const read = await readPdf(bytes);
    const folded = (said: string): string =>
      withoutSpace(said)
        .normalize('NFKC')
        .replace(/[\u02bc-]/g, '-');
    for (const name of names.split(' '))
      expect([name, folded(read.pages.join('')).split(folded(name)).length - 1]).toEqual([
        name,
        expect.any(Number),
      ]);
    expect(folded(read.pages.join(''))).toBe(folded(expectedOf(text)));
    expect(read.pages.join('')).not.toContain('U+');
    // A glyph that says that there is none is the first of each face.
    expect(read.pages.join('')).not.toMatch(/[^\P{Cc}\n]|\ufffd/u);
    expect(saysAloud(bytes)).toEqual([]);
  });

  it('says by its number what its typeface lacks or would write in another order, and that it did', async () => {
    const text = new ToldText('Statuts 中');
    text.decide('2026-05-01', [text.insert(1, words('Article 1', 'Avant שלום 文 après.'))]);
    const bytes = await bytesOf(text);
    const read = await readPdf(bytes);
    const all = read.pages.join('');
    expect(all).toContain('⟦U+4E2D⟧');
    expect(all.replace(/\s/g, '')).toContain('Avant⟦U+05E9⟧⟦U+05DC⟧⟦U+05D5⟧⟦U+05DD⟧⟦U+6587⟧après.');
    expect(all.replace(/\s+/g, ' ')).toContain('chacun est remplacé par son numéro Unicode');
    expect(saysAloud(bytes)).toEqual(['中', 'ש', 'ל', 'ו', 'ם', '文']);
    expect((await pdf(statutes())).pages.join('')).not.toContain('Unicode');
  });
});

it('loads what makes documents when one is asked for, and no sooner', async () => {
  const files = await readdir('src', { recursive: true });
  const loads = await Promise.all(
    files
      .filter((name) => name.endsWith('.ts'))
      .map(async (name) => ({ name, source: await readFile(join('src', name), 'utf8') })),
  );
  const said = (pattern: RegExp) =>
    loads.filter(({ source }) => pattern.test(source)).map(({ name }) => name);
  expect(said(/^import (?!type ).*'(?:pdfkit|fflate|fontkit)'/m)).toEqual([]);
  expect(said(/await import\('(?:pdfkit|fflate)'\)/).sort()).toEqual([
    'texts/papers/open-pdf.ts',
    'texts/papers/zip.ts',
  ]);
});

describe('a hostile text as PDF', () => {
  it('has no markup, action, file or link but those of its words', async () => {
    const body = [
      ...['</rdf:li><x/>', ') Tj ET /JavaScript (', '[a](javascript:alert)', '[b](file:///etc/passwd)'],
      ...[
        '![c](https://h.example/t.png)',
        '[d](https://h.example/\\)>>/S/Launch)',
        '<https://h.example/(x)>',
        '\\(\\)',
      ],
    ].join('\n\n');
    const text = new ToldText('</rdf:li>)<&>\u202e\u0000', 'Les <Ormes>) /Launch');
    text.decide('2026-05-01', [text.insert(1, words('Article (1', body, '</w:t>)'))]);
    const bytes = await bytesOf(text);
    const read = await readPdf(bytes);
    expect(read.links.filter((link) => !link.startsWith('https://h.example/'))).toEqual([]);
    expect(read.links.length).toBeGreaterThan(1);
    const raw = Buffer.from(bytes).toString('latin1');
    const outside = raw.replace(/\bstream\n.*?endstream/gs, '').replace(/\((?:\\.|[^\\)])*\)/gs, '()');
    const actions = /\/(?:JavaScript|Launch|EmbeddedFile|GoToR|SubmitForm|OpenAction)\b/g;
    expect(outside.match(actions)).toBeNull();
    expect(outside.match(/\/S \/\w+/g)?.filter((kind) => /URI/.test(kind)).length).toBe(read.links.length);
    const xmp = raw.slice(raw.indexOf('<x:xmpmeta'), raw.indexOf('</x:xmpmeta'));
    expect(xmp).toContain('&lt;/rdf:li&gt;)&lt;&amp;&gt;');
    expect(xmp).not.toContain('<x/>');
    expect(withoutSpace(read.pages.join(''))).toContain(')TjET/JavaScript(');
    expect([read.title, read.pages.join('')]).toEqual(Array(2).fill(expect.stringContaining('\ufffd\ufffd')));
    expect(read.pages.join('')).not.toContain('\u202e');
    expect(read.outline.map(({ title }) => title)).toEqual(['Article (1 : </w:t>)']);
  });

  it('keeps on its pages what is wide, deep, long or empty', async () => {
    const wide = `| ${'c | '.repeat(40)}\n|${'---|'.repeat(40)}\n| ${'d | '.repeat(40)}`;
    const tall = `| a | b |\n|---|---|\n| ${'haut '.repeat(1500)} | x |`;
    const deep = `${'> '.repeat(40)}profond\n\n${Array.from({ length: 15 }, (_, at) => `${'  '.repeat(at)}- n${at}`).join('\n')}`;
    const text = new ToldText();
    text.decide('2026-05-01', [
      ...[wide, tall, deep, `${'x'.repeat(5000)}`, '', '1.\n2. b'].map((body, at) =>
        text.insert(at + 1, words(`Article ${at + 1}`, body), null, at || null),
      ),
      ...Array.from({ length: 12 }, (_, at) =>
        text.insert(at + 20, words(`N ${at}`), at === 0 ? null : at + 19),
      ),
    ]);
    const read = await pdf(text);
    const all = withoutSpace(read.pages.join(''));
    expect(all.match(/haut/g)).toHaveLength(1500);
    expect(all.match(/x/g)?.length).toBeGreaterThan(4999);
    expect(all).toContain('profond');
    expect(all).toContain(Array.from({ length: 15 }, (_, at) => `•n${at}`).join(''));
    expect(all).toContain('c|c|c');
    expect(rolesOf(read.trees)).toContain('H6');
  });
});

(CONSTITUTION_IS_THERE ? describe : describe.skip)('the Constitution of 1958', () => {
  it('is a document with every word of it', async () => {
    const text = constitution('1976-06-19');
    const read = await pdf(text, { inForceOn: '1976-06-19' });
    expect(difference(read.pages.join(''), expectedOf(text, { inForceOn: '1976-06-19' }))).toEqual([]);
  }, 60_000);
});
