// Long, because the reader of pages below serves every part: pages, hostile articles and marks.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse, serialize, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';
import { refuseContent } from '../../../src/core/text/content.js';
import { renderHtml, type HtmlOptions } from '../../../src/core/text/render/html.js';
import { CONSTITUTION_IS_THERE, constitution, LATER, statutes, ToldText, uuid, words } from './told-text.js';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const OPTIONS: HtmlOptions = { locale: 'fr', inForceOn: '2027-01-01', knownAt: LATER, marksSince: null };

const html = (text: ToldText, options: Partial<HtmlOptions> = {}): string =>
  renderHtml(text.whole(), { ...OPTIONS, ...options });

/** Every element of a page, in order; a page that a reader of HTML has to mend fails. */
function elementsOf(page: string): Element[] {
  const errors: ParserError[] = [];
  const document = parse(page, {
    onParseError: (error) => errors.push(error),
    sourceCodeLocationInfo: false,
  });
  expect(errors).toEqual([]);
  // Elements that a reader moves, closes or opens by itself are no parse error everywhere: the page must come back.
  expect(bodyOfPage(serialize(document))).toBe(bodyOfPage(page));
  const elements: Element[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  document.childNodes.forEach(visit);
  return elements;
}

const bodyOfPage = (page: string): string =>
  page
    .slice(page.indexOf('<body>'), page.indexOf('</main>'))
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, '\u00a0');

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

/** The words of a page without those in some elements, and without what is only read aloud. */
function without(node: Node, tag: string): string {
  if ('tagName' in node && (node.tagName === tag || attribute(node, 'class') === 'aloud')) return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map((child) => without(child, tag)).join('') : '';
}

const named = (elements: readonly Element[], ...names: readonly string[]): Element[] =>
  elements.filter(({ tagName }) => names.includes(tagName));

const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.attrs.find((one) => one.name === name)?.value;

const sectionOf = (elements: readonly Element[], id: number): Element =>
  elements.find((element) => attribute(element, 'id') === `provision-${uuid(id)}`) as Element;

const inside = (element: Element): Element[] => {
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  element.childNodes.forEach(visit);
  return found;
};

describe('a text as a page of HTML', () => {
  it('says its language, its title, its day and what was known', () => {
    const elements = elementsOf(html(statutes(), { knownAt: '2026-08-01T11:00:00.000Z' }));
    expect(attribute(named(elements, 'html')[0], 'lang')).toBe('fr');
    expect(named(elements, 'title').map(textOf)).toEqual([
      'Statuts – Version en vigueur le 1er janvier 2027',
    ]);
    expect(named(elements, 'h1').map(textOf)).toEqual(['Statuts']);
    expect(textOf(named(elements, 'header')[0] as Element)).toContain(
      'Version en vigueur le 1er janvier 2027, telle que connue le 1er août 2026 à 11:00 (UTC).',
    );
  });

  it('says where its notes are in another language than its words', () => {
    const elements = elementsOf(html(statutes(), { locale: 'en', marksSince: '2026-07-15' }));
    expect(attribute(named(elements, 'html')[0], 'lang')).toBe('fr');
    const inEnglish = elements.filter((one) => attribute(one, 'lang') === 'en').map(({ tagName }) => tagName);
    expect([...new Set(inEnglish)].sort()).toEqual(['footer', 'nav', 'p', 'span']);
    expect(named(elements, 'ol').map((list) => attribute(list, 'lang'))[0]).toBe('fr');
  });

  it('gives each provision a section in the one that holds it, and a heading of its depth', () => {
    const elements = elementsOf(html(statutes()));
    const headings = named(elements, 'h2', 'h3', 'h4').map((one) => `${one.tagName} ${textOf(one)}`);
    expect(headings).toEqual([
      'h2 Titre I : Le collectif',
      'h3 Chapitre 1',
      'h4 Article 1 : Objet',
      'h4 Article 2',
      'h4 Article 2 bis',
      'h2 Titre II : Les décisions',
      'h3 Article 3 : Quorum des scrutins',
    ]);
    const parents = [3, 2].map((id) => (sectionOf(elements, id).parentNode as Element).attrs[0]?.value);
    expect(parents).toEqual([`provision-${uuid(2)}`, `provision-${uuid(1)}`]);
  });

  it('leads from its contents to each provision, under the same id on any day and by any name', () => {
    const elements = elementsOf(html(statutes()));
    const links = named(inside(named(elements, 'nav')[0] as Element), 'a').map((link) =>
      attribute(link, 'href'),
    );
    const ids = named(elements, 'section').map((section) => `#${attribute(section, 'id')}`);
    expect(links).toEqual(ids);
    const renamed = statutes();
    renamed.decide('2026-09-01', [renamed.replace(3, words('Article 9', 'Autre.'))]);
    expect(textOf(sectionOf(elementsOf(html(renamed)), 3))).toContain('Article 9');
  });

  it('ends each provision with the decision that wrote it, and says which are repealed', () => {
    const elements = elementsOf(html(statutes()));
    const footer = (id: number) => textOf(named(inside(sectionOf(elements, id)), 'footer')[0] as Element);
    expect(footer(3)).toBe('Rédaction issue de la décision 2026-001 du 1er mai 2026.');
    expect(footer(4)).toBe(
      'Abrogé par la décision 2026-003 du 1er juillet 2026, à compter du 1er janvier 2027.',
    );
    expect(footer(6)).toBe('Rédaction issue de la décision 2026-004 du 1er août 2026.');
    expect(textOf(sectionOf(elements, 4))).not.toContain('cotisation');
    const before = elementsOf(html(statutes(), { inForceOn: '2026-12-31', locale: 'en' }));
    expect(textOf(sectionOf(before, 4))).toContain('La cotisation est de 10 euros.');
    expect(textOf(sectionOf(before, 4))).toContain('Wording from decision 2026-002 of 1 June 2026.');
  });

  it('does not know what was decided later', () => {
    const page = html(statutes(), { knownAt: '2026-07-31T00:00:00.000Z' });
    expect(page).toContain('un quart');
    expect(page).not.toContain('2026-004');
  });

  it('writes lists, tables, quotes, code and links as what they are, with the numbers as typed', () => {
    const elements = elementsOf(html(statutes()));
    const first = inside(sectionOf(elements, 3));
    expect(named(first, 'li').map((item) => attribute(item, 'value'))).toEqual([
      '1',
      '2',
      undefined,
      undefined,
      '4',
    ]);
    expect(named(first, 'blockquote').map((quote) => textOf(quote).trim())).toEqual([
      'Rien pour nous sans nous.',
    ]);
    expect(named(first, 'a').map((link) => attribute(link, 'href'))).toEqual([
      'https://ormes.example/a?b=c&d=e',
    ]);
    const third = inside(sectionOf(elements, 6));
    expect(named(third, 'th', 'td').map(textOf)).toEqual([
      'Cadre',
      'Quorum',
      'En ligne',
      '25',
      'Assemblée',
      '40',
    ]);
    expect(named(third, 'code').map(textOf)).toEqual(['si présents < quorum alors rien']);
  });

  it('has no script, asks no host for anything, and nests sections beyond the sixth rank of headings', () => {
    const deep = new ToldText();
    deep.decide(
      '2026-05-01',
      Array.from({ length: 9 }, (_, at) => deep.insert(at + 1, words(`Niveau ${at + 1}`), at || null)),
    );
    const elements = [...elementsOf(html(deep)), ...elementsOf(html(statutes()))];
    expect(named(elements, 'script', 'link', 'img', 'iframe', 'object', 'embed', 'base', 'form')).toEqual([]);
    const loading = elements.filter(({ attrs }) =>
      attrs.some(({ name }) => /^(?:src|srcset|style|on.*)$/.test(name)),
    );
    expect(loading).toEqual([]);
    expect(named(elements, 'h6').map((heading) => attribute(heading, 'aria-level'))).toEqual([
      undefined,
      '7',
      '8',
      '9',
      '10',
    ]);
  });
});

/** What an author could write to reach beyond their article. */
const HOSTILE = [
  ...[
    '<script>alert(1)</script>',
    '</section></article>',
    '<img src=x onerror=alert(1)>',
    '<!--',
    '-->',
    ']]>',
    '&lt;',
  ],
  ...[
    '&',
    '"',
    "'",
    '<',
    '>',
    '&#0;',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:x)',
    '![b](https://h.example/t.png)',
  ],
  ...[
    '[c](https://u:p@h.example)',
    '<https://h.example/"onclick="x>',
    '[d]: https://h.example',
    '# Article 9',
    '[x](data:text/html,y)',
  ],
  ...[
    '***',
    '| a |\n|---|\n| b | c |',
    '> > - 1) x',
    '```js\n</code>\n```',
    '\uffff',
    '\ufdd0',
    'Аrticle',
    '\u200b',
    '\t',
    '\n',
    '\n\n',
  ],
  ...[
    '[![i](https://a.example/b)](https://c.example)',
    '~~s~~',
    '`</code>`',
    '\\',
    '    <b>',
    '- a\n- b',
    '1. a\n7. b',
  ],
];

const hostileBody = fc
  .array(fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom('', ' ', '\n', '\n\n')), { maxLength: 10 })
  .map((pieces) => pieces.flat().join(''));
const hostileLine = fc
  .array(fc.constantFrom(...HOSTILE.filter((piece) => !/[\n\t]/.test(piece))), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(' ').trim().slice(0, 50));

describe('a text of hostile articles', () => {
  const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

  it('stays a page whose only elements are ours, with every word in sight', () => {
    fc.assert(
      fc.property(hostileLine, hostileLine, hostileBody, hostileBody, (title, heading, body, next) => {
        const contents = [body, next].map((one, at) => ({
          number: `${at} ${heading}`.trim(),
          heading,
          body: one,
        }));
        fc.pre(contents.every((content) => refuseContent(content) === null));
        const text = new ToldText(title, title);
        text.decide('2026-05-01', [
          text.insert(1, contents[0] as never),
          text.insert(2, words('Article 2'), 1),
        ]);
        text.decide('2026-06-01', [
          text.replace(1, { ...(contents[1] as never as object), number: 'Q', heading: '' } as never),
        ]);
        for (const marksSince of [null, '2026-05-15']) {
          const elements = elementsOf(html(text, { marksSince }));
          expect(named(elements, 'section')).toHaveLength(2);
          expect(named(elements, 'script', 'img')).toEqual([]);
          const hrefs = elements.map((one) => attribute(one, 'href')).filter((href) => href !== undefined);
          expect(
            hrefs.filter((href) => !/^(?:https?:\/\/[a-z.]+[/?#]?|mailto:|#provision-)/.test(href)),
          ).toEqual([]);
          if (marksSince !== null) continue;
          const shown = lettersOf(textOf(sectionOf(elements, 1)));
          const typed = (contents[1] as { body: string }).body;
          for (const word of typed.match(/alert|onclick|Аrticle|provision|script/g) ?? [])
            expect(shown).toContain(lettersOf(word));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('shows every letter that was typed: in its words, or where a link leads', () => {
    const marks = [
      '- ',
      '> ',
      '| a |\n|---|\n',
      '| b | c |',
      '```x\n',
      '```',
      '~~~ y',
      '    ',
      '# d',
      'e\n===',
      '[f](',
      ')',
      '[g]',
      '!',
      '(https://h.example/i "j")',
    ];
    const plain = [
      'k',
      '*',
      '**',
      '_',
      '`',
      '~~',
      '\\',
      '\\|',
      '|',
      '<l>',
      '<!-- m -->',
      '&amp;',
      '&#65;',
      '\n',
      '\n\n',
      ' ',
      ': o',
      ']: p',
      '<https://q.example>',
      '<r@s.example>',
    ];
    const aBody = fc
      .array(fc.constantFrom(...marks, ...plain), { maxLength: 14 })
      .map((pieces) => pieces.join(''));
    const countsOf = (text: string) => {
      const counts = new Map<string, number>();
      for (const letter of text.match(/\p{L}/gu) ?? []) counts.set(letter, (counts.get(letter) ?? 0) + 1);
      return counts;
    };
    fc.assert(
      fc.property(aBody, (body) => {
        fc.pre(refuseContent(words('Article 1', body)) === null);
        const text = new ToldText();
        text.decide('2026-05-01', [text.insert(1, words('Article 1', body))]);
        const section = sectionOf(elementsOf(html(text)), 1);
        const written = section.childNodes.filter(
          (node) => !('tagName' in node) || !['h2', 'footer'].includes(node.tagName),
        );
        const within = inside(section).flatMap((one) => [attribute(one, 'href'), attribute(one, 'title')]);
        const shown = countsOf([...written.map(textOf), ...within].join(' '));
        for (const [letter, times] of countsOf(body))
          expect([letter, (shown.get(letter) ?? 0) >= times]).toEqual([letter, true]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['cells beyond the head of a table', '| a |\n|---|\n| b | caché |'],
    ['what is nested too deep', `${'> '.repeat(80)}caché`],
    ['a definition of a link', '[x]: https://h.example "caché"'],
    ['what a fence is called', '``` caché\nx\n```'],
    ['a link that is none', '[a](javascript:caché)'],
    ['the text of an image', '![caché](https://h.example/x.png)'],
  ])('shows %s', (_what, body) => {
    const text = new ToldText();
    text.decide('2026-05-01', [text.insert(1, words('Article 1', body))]);
    expect(textOf(sectionOf(elementsOf(html(text)), 1))).toContain('caché');
  });
});

describe('the marks of what changed since a day', () => {
  const marked = (since: string, options: Partial<HtmlOptions> = {}) =>
    elementsOf(html(statutes(), { marksSince: since, ...options }));
  const said = (elements: readonly Element[], id: number, tag: 'ins' | 'del') =>
    named(inside(sectionOf(elements, id)), tag).map((mark) =>
      mark.childNodes
        .filter((node) => !('tagName' in node) || attribute(node, 'class') !== 'aloud')
        .map(textOf)
        .join('')
        .trim(),
    );

  it('are the words that changed, in paragraphs, cells and headings', () => {
    const elements = marked('2026-07-15');
    expect(said(elements, 6, 'del')).toEqual(['quart', '30']);
    expect(said(elements, 6, 'ins')).toEqual(['des scrutins', 'tiers', '40']);
  });

  it('show whole what came and what was repealed', () => {
    const elements = marked('2026-07-15');
    expect(said(elements, 7, 'ins')).toEqual(['Article 2 bis', 'Nul n’est exclu faute d’argent.']);
    expect(said(elements, 4, 'del')).toEqual(['Article 2', 'La cotisation est de 10 euros.']);
    expect(named(inside(sectionOf(elements, 3)), 'ins', 'del')).toEqual([]);
  });

  it('say in words where each begins and ends, in both languages', () => {
    const heard = (locale: 'fr' | 'en') =>
      textOf(named(inside(sectionOf(marked('2026-07-15', { locale }), 6)), 'del')[0] as Element).replace(
        /\s+/g,
        ' ',
      );
    expect(heard('fr')).toBe('[début de suppression] quart [fin de suppression]');
    expect(heard('en')).toBe('[start of deletion] quart [end of deletion]');
  });

  it('are none where nothing changed', () => {
    expect(named(marked('2027-01-01'), 'ins', 'del')).toEqual([]);
  });

  it('give both wordings back: without insertions the words of before, without deletions those of after', () => {
    const piece = fc.constantFrom(
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
      ' | ',
      'huit\\\nneuf',
    );
    const aBody = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('').trim());
    const bodyOf = (page: string, tag: string) =>
      without(sectionOf(elementsOf(page), 1), tag)
        .replace(/\s/g, '')
        .replace(/Rédaction.*/, '');
    fc.assert(
      fc.property(aBody, aBody, (old, now) => {
        const text = new ToldText();
        text.decide('2026-05-01', [text.insert(1, words('Article 1', old))]);
        text.decide('2026-06-01', [text.replace(1, words('Article 1', now))]);
        const page = html(text, { marksSince: '2026-05-01' });
        expect(bodyOf(page, 'ins')).toBe(bodyOf(html(text, { inForceOn: '2026-05-01' }), 'none'));
        expect(bodyOf(page, 'del')).toBe(bodyOf(html(text), 'none'));
      }),
      { numRuns: 200 },
    );
  });
});

(CONSTITUTION_IS_THERE ? describe : describe.skip)('the Constitution of 1958', () => {
  it('is a page with each of its articles', () => {
    const text = constitution('1976-06-19');
    const elements = elementsOf(html(text, { inForceOn: '1976-06-19' }));
    expect(named(elements, 'section')).toHaveLength(text.versions.length);
    expect(named(elements, 'h1').map(textOf)).toEqual(['Constitution du 4 octobre 1958']);
  });

  it.each([
    ['1976-06-19', '1993-07-28'],
    ['1999-07-09', '2005-03-02'],
  ])('shows what its articles were on %s and became by %s, word for word', (before, after) => {
    const text = constitution(before);
    const later = new Map(constitution(after).versions.map(({ content }) => [content.number, content]));
    const changed = text.versions.flatMap(({ content }, at) => {
      const now = later.get(content.number);
      return now && now.body !== content.body ? [text.replace(at + 1, now)] : [];
    });
    expect(changed.length).toBeGreaterThan(5);
    text.decide(after, changed);
    const page = elementsOf(html(text, { inForceOn: after, marksSince: before }));
    const plain = {
      [before]: elementsOf(html(text, { inForceOn: before })),
      [after]: elementsOf(html(text, { inForceOn: after })),
    };
    const wordsOf = (elements: readonly Element[], id: string | undefined, tag: string) =>
      (elements.find((one) => attribute(one, 'id') === id) as Element).childNodes
        .filter((node) => !('tagName' in node) || !['section', 'footer'].includes(node.tagName))
        .map((node) => without(node, tag))
        .join('')
        .replace(/\s/g, '');
    for (const id of named(page, 'section').map((one) => attribute(one, 'id'))) {
      expect(wordsOf(page, id, 'ins')).toBe(wordsOf(plain[before] ?? [], id, 'none'));
      expect(wordsOf(page, id, 'del')).toBe(wordsOf(plain[after] ?? [], id, 'none'));
    }
  });
});
