import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { docxParts } from '../../../src/core/text/render/docx.js';
import { odtParts } from '../../../src/core/text/render/odt.js';
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
import { faultsOf, named, partOf, readXml, textOf, unpack, wordsOfDocx, wordsOfOdt } from './read-paper.js';
import { AFTER, BEFORE, changes } from './told-changes.js';

const OPTIONS: ShownOptions = { locale: 'fr', inForceOn: '2027-01-01', knownAt: LATER, marksSince: null };

const docx = async (text: ToldText, options: Partial<ShownOptions> = {}) =>
  unpack(await writePaper('docx', text.whole(), { ...OPTIONS, ...options }));
const odt = async (text: ToldText, options: Partial<ShownOptions> = {}) =>
  unpack(await writePaper('odt', text.whole(), { ...OPTIONS, ...options }));

/** The main part of each, without packing. */
const documentOf = (text: ToldText, options: Partial<ShownOptions>): string =>
  partOf(docxParts(text.whole(), { ...OPTIONS, ...options }), 'word/document.xml');
const contentOf = (text: ToldText, options: Partial<ShownOptions>): string =>
  partOf(odtParts(text.whole(), { ...OPTIONS, ...options }), 'content.xml');

const HEADINGS = [
  [1, 'Titre I : Le collectif'],
  [2, 'Chapitre 1'],
  [3, 'Article 1 : Objet'],
  [3, 'Article 2'],
  [3, 'Article 2 bis'],
  [1, 'Titre II : Les décisions'],
  [2, 'Article 3 : Quorum des scrutins'],
];

describe.each([
  ['docx', docx],
  ['odt', odt],
] as const)('a text as %s', (format, read) => {
  it('is the same bytes for the same text on the same day, whenever it is written', async () => {
    const write = (knownAt: string) =>
      writePaper(format, statutes().whole(), { ...OPTIONS, knownAt, marksSince: '2026-05-15' });
    const [first, again, later] = await Promise.all([
      write('2026-12-01T10:00:00.000Z'),
      write('2026-12-01T10:00:00.000Z'),
      write('2026-12-02T11:12:13.140Z'),
    ]);
    expect(Buffer.compare(first, again)).toBe(0);
    expect(Buffer.compare(first, later)).toBe(0);
  });

  it('is XML throughout, and leads nowhere but where its words do', async () => {
    for (const marksSince of [null, '2026-05-15']) {
      const parts = await read(statutes(), { marksSince, locale: 'en' });
      expect(await faultsOf(parts)).toEqual([]);
      const targets = parts.flatMap(({ content }) =>
        [...content.matchAll(/(?:Target|xlink:href)="([^"]*)"/g)].map(([, target]) => target),
      );
      expect(targets.filter((target) => /:/.test(target ?? ''))).toEqual([
        'https://ormes.example/a?b=c&amp;d=e',
      ]);
    }
  });

  it('says who keeps the text, its day and its hash, and names no person', async () => {
    const parts = await read(statutes());
    const all = parts.map(({ content }) => content).join('');
    expect(all).toContain('<dc:title>Statuts</dc:title>');
    expect(all).toContain('<dc:creator>Les Ormes</dc:creator>');
    expect(all).toContain('2027-01-01T00:00:00');
    expect(all).toMatch(/Empreinte du texte \(SHA-256\) : [0-9a-f]{64}/);
    expect(all).toContain('connue jusqu’à la décision 2026-004 du 1er août 2026.');
  });
});

describe('a text as DOCX', () => {
  it('has headings that are headings, of their rank', async () => {
    const document = readXml(partOf(await docx(statutes()), 'word/document.xml'));
    const headings = named(document, 'w:p').flatMap((paragraph) => {
      const style = named(paragraph, 'w:pStyle')[0]?.attributes['w:val'] ?? '';
      const rank = /^Heading(\d)$/.exec(style)?.[1];
      return rank ? [[Number(rank), named(paragraph, 'w:t').map(textOf).join('')]] : [];
    });
    expect(headings).toEqual(HEADINGS);
    const styles = partOf(await docx(statutes()), 'word/styles.xml');
    for (let rank = 1; rank <= 9; rank += 1) expect(styles).toContain(`<w:name w:val="heading ${rank}"/>`);
  });

  it('numbers its lists as they were typed, and has a row of heads in its table', async () => {
    const parts = await docx(statutes());
    const document = readXml(partOf(parts, 'word/document.xml'));
    const items = named(document, 'w:numPr').map((one) => [
      named(one, 'w:ilvl')[0]?.attributes['w:val'],
      named(one, 'w:numId')[0]?.attributes['w:val'],
    ]);
    expect(items).toEqual([
      ['0', '1'],
      ['0', '1'],
      ['1', '2'],
      ['1', '2'],
      ['0', '3'],
    ]);
    const numbering = readXml(partOf(parts, 'word/numbering.xml'));
    const starts = named(numbering, 'w:num').map((one) => [
      named(one, 'w:abstractNumId')[0]?.attributes['w:val'],
      named(one, 'w:startOverride')[0]?.attributes['w:val'],
    ]);
    expect(starts).toEqual([
      ['1', '1'],
      ['0', undefined],
      ['2', '4'],
    ]);
    const rows = named(document, 'w:tr');
    expect(rows.map((row) => named(row, 'w:tblHeader').length)).toEqual([1, 0, 0]);
  });

  it('tracks each change under the number and day of its decision', async () => {
    const document = readXml(
      partOf(await docx(statutes(), { marksSince: '2026-07-15' }), 'word/document.xml'),
    );
    const tracked = named(document, 'w:ins', 'w:del').flatMap(({ name, attributes, children }) =>
      children.length === 0
        ? []
        : [[name, attributes['w:author'], attributes['w:date'], children.map(runText).join('')]],
    );
    const [third, fourth] = [
      ['décision 2026-003', '2026-07-01T00:00:00Z'],
      ['décision 2026-004', '2026-08-01T00:00:00Z'],
    ];
    expect(tracked).toEqual(
      [
        ['w:del', ...third, 'La cotisation est de '],
        ['w:del', ...third, '10 euros'],
        ['w:del', ...third, '.'],
        ['w:ins', ...third, expect.stringMatching(/^Abrogé par la décision 2026-003/)],
        ['w:ins', ...third, 'Article 2 bis'],
        ['w:ins', ...third, 'Nul n’est exclu faute d’argent.'],
        ['w:ins', ...third, expect.stringMatching(/^Rédaction issue de la décision 2026-003/)],
        ['w:ins', ...fourth, expect.stringMatching(/^ ?des scrutins$/)],
        ['w:del', ...fourth, expect.stringMatching(/^ ?quart$/)],
        ['w:ins', ...fourth, expect.stringMatching(/^ ?tiers$/)],
        ['w:del', ...fourth, '30'],
        ['w:ins', ...fourth, '40'],
      ].map((one) => expect.arrayContaining(one)),
    );
    const ids = named(document, 'w:ins', 'w:del').map(({ attributes }) => attributes['w:id']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  const runText = (one: unknown): string =>
    named({ name: '', attributes: {}, children: [one as never] }, 'w:t', 'w:delText')
      .map(textOf)
      .join('');

  it('names every decision that wrote a provision within the days marked', async () => {
    const document = partOf(await docx(changes(), { marksSince: BEFORE }), 'word/document.xml');
    const authors = new Set([...document.matchAll(/w:author="([^"]*)"/g)].map(([, author]) => author));
    expect([...authors].sort()).toEqual([
      'décision 2026-003',
      'décision 2026-004',
      'décisions 2026-002, 2026-003',
      'décisions 2026-004, 2026-005',
    ]);
  });
});

describe('a text as ODT', () => {
  it('has headings that are headings, of their rank', async () => {
    const content = readXml(partOf(await odt(statutes()), 'content.xml'));
    const headings = named(content, 'text:h').map((one) => [
      Number(one.attributes['text:outline-level']),
      textOf(one),
    ]);
    expect(headings).toEqual(HEADINGS);
  });

  it('begins with its kind, as readers look for it, and lists its parts', async () => {
    const bytes = await writePaper('odt', statutes().whole(), OPTIONS);
    expect(Buffer.from(bytes.slice(30, 77)).toString()).toBe(
      'mimetypeapplication/vnd.oasis.opendocument.text',
    );
    const parts = unpack(bytes);
    const listed = named(readXml(partOf(parts, 'META-INF/manifest.xml')), 'manifest:file-entry').map(
      ({ attributes }) => attributes['manifest:full-path'],
    );
    expect(listed).toEqual(['/', 'content.xml', 'styles.xml', 'meta.xml']);
  });

  it('numbers its lists as they were typed, and has a row of heads in its table', async () => {
    const content = readXml(partOf(await odt(statutes()), 'content.xml'));
    const lists = named(content, 'text:list').map(({ attributes }) => attributes['text:style-name']);
    expect(lists).toEqual(['ListDot', 'ListBullet', 'ListParen']);
    const starts = named(content, 'text:list-item').map(({ attributes }) => attributes['text:start-value']);
    expect(starts).toEqual(['1', '2', undefined, undefined, '4']);
    expect(named(content, 'table:table-header-rows')).toHaveLength(1);
    expect(named(content, 'table:table-row')).toHaveLength(3);
  });

  it('tracks each change under the number and day of its decision', async () => {
    const content = readXml(partOf(await odt(statutes(), { marksSince: '2026-07-15' }), 'content.xml'));
    const regions = named(content, 'text:changed-region');
    const authors = regions.map((one) => named(one, 'dc:creator', 'dc:date').map(textOf).join(' '));
    expect(new Set(authors)).toEqual(
      new Set(['décision 2026-003 2026-07-01T00:00:00', 'décision 2026-004 2026-08-01T00:00:00']),
    );
    const deleted = regions
      .filter((one) => named(one, 'text:deletion').length > 0)
      .map((one) => named(one, 'text:p').map(textOf).join('').trim());
    expect(deleted).toEqual(['La cotisation est de 10 euros.', 'quart', '30']);
    const places = named(content, 'text:change', 'text:change-start').map(
      ({ attributes }) => attributes['text:change-id'],
    );
    expect([...places].sort()).toEqual(regions.map(({ attributes }) => attributes['text:id']).sort());
  });
});

describe('the tracked changes of a text', () => {
  const formats = [
    ['DOCX', documentOf, wordsOfDocx],
    ['ODT', contentOf, wordsOfOdt],
  ] as const;

  it.each(formats)(
    'give both wordings back in %s: accepted the new one, rejected the old one',
    (_, write, wordsIn) => {
      const marked = write(changes(), { marksSince: BEFORE, inForceOn: AFTER });
      expect(wordsIn(marked, 'ACCEPT')).toBe(wordsIn(write(changes(), { inForceOn: AFTER }), 'ACCEPT'));
      expect(wordsIn(marked, 'REJECT')).toBe(wordsIn(write(changes(), { inForceOn: BEFORE }), 'ACCEPT'));
      expect(wordsIn(marked, 'REJECT')).not.toBe(wordsIn(marked, 'ACCEPT'));
    },
  );

  const piece = fc.constantFrom(
    ...[
      'un',
      'deux ',
      'trois, ',
      'Quatre. ',
      '\n\n',
      '\n- ',
      '\n1. ',
      '**cinq** ',
      '*six* ',
      '`sept`',
      '\n> ',
    ],
    ...[' | ', 'huit\\\nneuf', '\n\n| a | b |\n|---|---|\n| c | d |\n\n', '[dix](https://h.example) '],
  );
  const aBody = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('').trim());

  it.each(formats)('give both wordings back in %s, whatever changed', (_, write, wordsIn) => {
    fc.assert(
      fc.property(aBody, aBody, (old, now) => {
        const text = new ToldText();
        text.decide('2026-05-01', [text.insert(1, words('Article 1', old))]);
        text.decide('2026-06-01', [
          text.replace(1, words('Article 1', now)),
          text.insert(2, words('Article 2', old), null, 1),
        ]);
        const marked = write(text, { marksSince: '2026-05-01' });
        expect(wordsIn(marked, 'REJECT')).toBe(wordsIn(write(text, { inForceOn: '2026-05-01' }), 'ACCEPT'));
        expect(wordsIn(marked, 'ACCEPT')).toBe(wordsIn(write(text, {}), 'ACCEPT'));
      }),
      { numRuns: 60 },
    );
  });
});

/** What an author could write to reach beyond their article, and what a name from elsewhere could. */
const HOSTILE = [
  ...['</w:t></w:r></w:p>', '</text:p>', '<w:fldSimple w:instr="INCLUDETEXT"/>', '<text:a xlink:href="x"/>'],
  ...['&lt;', '&#0;', ']]>', '<!--', '"', "'", '<?xml?>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', '&x;'],
  ...['{ HYPERLINK "https://h.example" }', '[a](javascript:x)', '[b](file:///etc/passwd)', '[c](\\\\h\\s)'],
  ...[
    '![d](https://h.example/t.png)',
    '<https://h.example/"x>',
    '=cmd|x',
    '../../evil.xml',
    'Аrticle',
    '\u200b',
  ],
];

describe('a text of hostile articles', () => {
  it.each(['docx', 'odt'] as const)('has no element, link or part in %s but ours', async (format) => {
    const body = HOSTILE.join('\n\n');
    const name = '</w:t>\u202e"<&>\u0000\uffff';
    const text = new ToldText(name, name);
    const heading = HOSTILE.slice(0, 4).join(' ');
    text.decide('2026-05-01', [text.insert(1, words('Article <1>', body, heading))]);
    text.decide('2026-06-01', [text.replace(1, words('Article <1>', `${body}\n\n<b>`, heading))]);
    const clean = unpack(await writePaper(format, statutes().whole(), OPTIONS));
    const parts = unpack(await writePaper(format, text.whole(), { ...OPTIONS, marksSince: '2026-05-15' }));
    expect(await faultsOf(parts)).toEqual([]);
    expect(parts.map((part) => part.name)).toEqual(clean.map((part) => part.name));
    const main = format === 'docx' ? 'word/document.xml' : 'content.xml';
    const read = readXml(partOf(parts, main));
    expect(named(read, 'w:fldSimple', 'w:instrText', 'w:drawing', 'draw:frame', 'text:section')).toEqual([]);
    const links = parts.flatMap(({ content }) =>
      [...content.matchAll(/(?:Target|href)="([a-z]+:[^"]*)"/g)].map(([, target]) => target),
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((target) => !/^https:\/\/h\.example/.test(target ?? ''))).toEqual([]);
    expect(parts.map(({ content }) => content).join('')).not.toMatch(/[\u202e\uffff]|\p{Cs}|[^\P{Cc}\n]/u);
    const shown =
      format === 'docx'
        ? wordsOfDocx(partOf(parts, main), 'ACCEPT')
        : wordsOfOdt(partOf(parts, main), 'ACCEPT');
    for (const typed of ['</w:t></w:r></w:p>', '&lt;', 'Аrticle', '../../evil.xml', '\\\\h\\s'])
      expect(shown).toContain(typed.replace('\\\\', '\\'));
  });
});

(CONSTITUTION_IS_THERE ? describe : describe.skip)('the Constitution of 1958', () => {
  it('tracks what its articles became, word for word', () => {
    const [before, after] = ['1999-07-09', '2005-03-02'];
    const text = constitution(before);
    const later = new Map(constitution(after).versions.map(({ content }) => [content.number, content]));
    const changed = text.versions.flatMap(({ content }, at) => {
      const now = later.get(content.number);
      return now && now.body !== content.body ? [text.replace(at + 1, now)] : [];
    });
    expect(changed.length).toBeGreaterThan(5);
    text.decide(after, changed);
    for (const [write, wordsIn] of [
      [documentOf, wordsOfDocx],
      [contentOf, wordsOfOdt],
    ] as const) {
      const marked = write(text, { inForceOn: after, marksSince: before });
      expect(wordsIn(marked, 'ACCEPT')).toBe(wordsIn(write(text, { inForceOn: after }), 'ACCEPT'));
      expect(wordsIn(marked, 'REJECT')).toBe(wordsIn(write(text, { inForceOn: before }), 'ACCEPT'));
    }
  });
});
