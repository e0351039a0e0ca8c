// Long, because what a document says of times and changes is read once below, for told and for generated texts.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../../../src/core/kernel/instants.js';
import { consolidate } from '../../../src/core/text/consolidation.js';
import { refuseContent } from '../../../src/core/text/content.js';
import type { ProvisionContent } from '../../../src/core/text/operations.js';
import { renderAkn } from '../../../src/core/text/render/akn.js';
import { asKnownAt, type WholeText } from '../../../src/core/text/render/whole-text.js';
import { DAYS } from '../../properties/stories.js';
import { aTextKnown } from './generated-text.js';
import { elementsOf, faultsOf, SCHEMA_IS_THERE, WITHOUT_SCHEMA, type ReadElement } from './akn-schema.js';
import { CONSTITUTION_IS_THERE, constitution, LATER, statutes, ToldText, uuid, words } from './told-text.js';

const POINT = { inForceOn: '2027-01-01', knownAt: LATER, locale: 'fr' } as const;

const akn = (text: ToldText, point: Partial<Parameters<typeof renderAkn>[1]> = {}): string =>
  renderAkn(text.whole(), { ...POINT, ...point });

const named = (elements: readonly ReadElement[], ...names: readonly string[]): ReadElement[] =>
  elements.filter(({ name }) => names.includes(name));

const provision = (elements: readonly ReadElement[], id: number): ReadElement | undefined =>
  elements.find(
    ({ attributes, name }) => attributes['wId'] === `provision_${uuid(id)}` && name !== 'destination',
  );

/** A day in the life of the statutes, and what was known of it. */
const MOMENTS = [
  ['2026-05-01', LATER],
  ['2026-06-15', '2026-06-15T00:00:00.000Z'],
  ['2026-12-31', LATER],
  ['2027-01-01', LATER],
  ['2026-04-01', LATER],
  ['2026-04-01', '2026-04-01T00:00:00.000Z'],
] as const;

(SCHEMA_IS_THERE ? describe : describe.skip)(`Akoma Ntoso by its schema${WITHOUT_SCHEMA}`, () => {
  it('is what a text is written as on any day, as known at any instant, in both languages', async () => {
    const written = MOMENTS.flatMap(([inForceOn, knownAt]) =>
      (['fr', 'en'] as const).map((locale) => akn(statutes(), { inForceOn, knownAt, locale })),
    );
    expect(await faultsOf(...written)).toEqual([]);
  });

  it('tells a fault: the schema is read', async () => {
    const broken = akn(statutes())
      .replace(/<FRBRcountry[^>]*>/, '')
      .replace('eId="eref_2"', 'eId="eref 2"');
    expect((await faultsOf(broken)).length).toBeGreaterThanOrEqual(2);
  });

  it('holds also for texts without provisions, repealed whole, or nested beyond all reason', async () => {
    const empty = new ToldText();
    const gone = new ToldText();
    gone.decide('2026-05-01', [gone.insert(1, words('Titre I', '')), gone.insert(2, words('Article 1'), 1)]);
    gone.decide('2026-06-01', [gone.repeal(2), gone.repeal(1)]);
    const deep = new ToldText();
    deep.decide(
      '2026-05-01',
      Array.from({ length: 120 }, (_, at) => deep.insert(at + 1, words(`Niveau ${at}`), at || null)),
    );
    expect(await faultsOf(akn(empty), akn(gone), akn(deep))).toEqual([]);
  });

  it('holds whatever was decided, on any day, as known at any instant', async () => {
    const told = fc.sample(fc.tuple(aTextKnown, fc.constantFrom(...DAYS)), { numRuns: 80, seed: 1653 });
    const written = told.map(([{ text, knownAt }, inForceOn]) =>
      renderAkn(text, { inForceOn, knownAt, locale: 'fr' }),
    );
    expect(await faultsOf(...written)).toEqual([]);
  });

  it('holds whatever titles, numbers, headings and bodies hold', async () => {
    const written = fc.sample(hostileText, { numRuns: 120, seed: 1653 });
    expect(await faultsOf(...written.map((text) => akn(text)))).toEqual([]);
  });
});

const HOSTILE = [
  ...[
    ']]>',
    '<![CDATA[',
    '<script>alert(1)</script>',
    '</content></article>',
    '<!--',
    '-->',
    '<?x?>',
    '&',
    '&amp;',
    '&#0;',
    '"',
    "'",
    '<',
    '>',
  ],
  ...[
    '\uffff',
    '\ufffe',
    '\ufdd0',
    '\u200b',
    'Аrtіcle',
    '1\u0301',
    '\u{1f600}',
    '\u{1ffff}',
    '--',
    '__',
    '#',
    '%',
    ' ',
  ],
];
const BODIES = [
  ...HOSTILE,
  ...[
    '[a](https://h.example/%zz?a=b&c=d#e#f)',
    '[b](mailto:a@b.example)',
    '[c](http://[::1])',
    '![d](https://h.example/i.png "t")',
  ],
  ...[
    '| a |\n|---|\n| b |',
    '- a\n  1. b\n\n     c',
    '> > - 1) x',
    '```js\n]]>\n```',
    '`]]>`',
    '***x***',
    '~~s~~',
    'a\\\nb',
    '\n\n',
    '\t',
    '\n',
    '1.',
    '-',
    '---',
  ],
];
const line = fc
  .array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 3 })
  .map((all) => all.join(' ').trim());
const body = fc
  .array(fc.tuple(fc.constantFrom(...BODIES), fc.constantFrom('', ' ', '\n\n')), { maxLength: 8 })
  .map((pieces) => pieces.flat().join(''));
const content: fc.Arbitrary<ProvisionContent> = fc
  .record({
    number: fc.tuple(fc.constantFrom('', 'Article ', 'Titre '), line).map((all) => all.join('').trim()),
    heading: line,
    body,
  })
  .filter((one) => refuseContent({ ...one, number: `${one.number} a` }) === null);
const hostileText = fc.tuple(content, content, content, line).map(([above, below, beside, title]) => {
  const text = new ToldText(title, title);
  const numbers = ['a', 'b', 'c'].map((end) => ` ${end}`);
  const [first, second, third] = [above, below, beside].map((one, at) => ({
    ...one,
    number: one.number + (numbers[at] as string),
  }));
  text.decide('2026-05-01', [
    text.insert(1, first as ProvisionContent),
    text.insert(2, second as ProvisionContent, 1),
  ]);
  text.decide('2026-06-01', [text.insert(3, third as ProvisionContent), text.repeal(2)]);
  return text;
});

/** Times in force and the days of events, by what refers to them. */
function timesIn(elements: readonly ReadElement[]) {
  const groups = new Map(
    named(elements, 'temporalGroup', 'timeInterval').flatMap((one, at, all) =>
      one.name === 'temporalGroup'
        ? [[String(`#${one.attributes['eId']}`), all[at + 1]?.attributes ?? {}] as const]
        : [],
    ),
  );
  const events = new Map(
    named(elements, 'eventRef').map(({ attributes }) => [`#${attributes['eId']}`, attributes['date']]),
  );
  return { groups, events };
}

/** What a document says was changed: how, by which decision, what, and from which day. */
function changesIn(elements: readonly ReadElement[]) {
  const { groups, events } = timesIn(elements);
  const inOrder = named(elements, 'textualMod', 'source', 'destination', 'force');
  return inOrder.flatMap(({ name, attributes }, at) => {
    if (name !== 'textualMod') return [];
    const [source, destination, force] = inOrder.slice(at + 1, at + 4).map((one) => one.attributes);
    const start = groups.get(force?.['period'] ?? '')?.['start'] ?? '';
    return [[attributes['type'], source?.['href'], destination?.['wId'], events.get(start)]];
  });
}

function historyOf({ patches, decisions }: WholeText, knownAt: Instant) {
  const kinds = {
    INSERT: 'insertion',
    REPLACE: 'substitution',
    RENUMBER: 'renumbering',
    SET_HEADING: 'substitution',
    MOVE: 'replacement',
    REPEAL: 'repeal',
    RESTORE: 'insertion',
    ERRATUM: 'substitution',
  };
  return patches
    .filter((patch) => patch.knownAt <= knownAt)
    .flatMap(({ decisionId, effectiveOn, operations }) =>
      operations.map(({ kind, provisionId }) => [
        kinds[kind],
        `#decision_${decisions.get(decisionId)?.label}`,
        `provision_${provisionId}`,
        effectiveOn,
      ]),
    );
}

describe('a text as Akoma Ntoso', () => {
  const elements = elementsOf(akn(statutes()));

  it('is identified as a work, as its wording of a day and as a file', () => {
    const values = named(elements, 'FRBRuri').map(({ attributes }) => attributes['value']);
    const work = `/akn/fr/act/collective-text/${uuid(1, 4)}/2026-05-01/${uuid(1, 3)}`;
    expect(values).toEqual([work, `${work}/fra@2027-01-01`, `${work}/fra@2027-01-01.akn`]);
    const dates = named(elements, 'FRBRdate').map(({ attributes }) => [
      attributes['name'],
      attributes['date'],
    ]);
    expect(dates).toEqual([
      ['adoption', '2026-05-01'],
      ['inForceOn', '2027-01-01'],
      ['knownAt', LATER],
      ['markup', LATER],
    ]);
    expect(named(elements, 'docTitle').map(({ text }) => text)).toEqual(['Statuts']);
  });

  it('has an event of its life for each decision, on the day on which it takes effect', () => {
    const events = named(elements, 'eventRef').map(({ attributes: { eId, date, type, source } }) => [
      eId,
      date,
      type,
      source,
    ]);
    expect(events).toEqual([
      ['eref_1', '2026-05-01', 'generation', '#decision_2026-001'],
      ['eref_2', '2026-06-01', 'amendment', '#decision_2026-002'],
      ['eref_3', '2027-01-01', 'amendment', '#decision_2026-003'],
      ['eref_4', '2026-08-01', 'amendment', '#decision_2026-004'],
    ]);
    const shown = named(elements, 'passiveRef').map(({ attributes }) => attributes['showAs']);
    expect(shown).toContain('Décision 2026-003 du 1er juillet 2026');
  });

  it.each(MOMENTS)(
    'lists as modifications the history of changes, on %s as known at %s',
    (inForceOn, knownAt) => {
      const text = statutes();
      expect(changesIn(elementsOf(akn(text, { inForceOn, knownAt })))).toEqual(
        historyOf(text.whole(), knownAt),
      );
    },
  );

  it('lists as modifications the history of changes, whatever was decided, and each time in force', () => {
    fc.assert(
      fc.property(aTextKnown, fc.constantFrom(...DAYS), ({ text, knownAt }, inForceOn) => {
        const written = elementsOf(renderAkn(text, { inForceOn, knownAt, locale: 'fr' }));
        expect(changesIn(written)).toEqual(historyOf(text, knownAt));
        const known = asKnownAt(text, knownAt);
        const { provisions } = consolidate(known.versions, { inForceOn, knownAt });
        const times = provisions.map(({ provisionId, versionId, inForceFrom, repealed }) => {
          const version = known.versions.find((one) => one.versionId === versionId);
          return [
            `provision_${provisionId}`,
            inForceFrom,
            repealed?.on ?? version?.inForceUntil ?? undefined,
          ];
        });
        const { groups, events } = timesIn(written);
        const said = written
          .filter(({ attributes }) => attributes['wId'] && attributes['period'])
          .map(({ attributes }) => {
            const { start, end } = groups.get(attributes['period'] ?? '') ?? {};
            return [attributes['wId'], events.get(start ?? ''), end && events.get(end)];
          });
        expect(said).toEqual(times);
        const ids = written.flatMap(({ attributes }) => attributes['eId'] ?? []);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 200 },
    );
  });

  it('gives each provision its time in force, from the decision that wrote it to the one that ends it', () => {
    const times = (id: number, point: Partial<Parameters<typeof renderAkn>[1]> = {}) => {
      const written = elementsOf(akn(statutes(), point));
      const period = provision(written, id)?.attributes['period'];
      const at = written.findIndex(({ attributes }) => `#${attributes['eId']}` === period);
      const { start, end } = written[at + 1]?.attributes ?? {};
      return [start, end];
    };
    expect(times(3)).toEqual(['#eref_1', undefined]);
    expect(times(4)).toEqual(['#eref_2', '#eref_3']);
    expect(times(4, { inForceOn: '2026-12-31' })).toEqual(['#eref_2', '#eref_3']);
    expect(times(4, { inForceOn: '2026-05-15' })).toEqual(['#eref_1', '#eref_2']);
    expect(times(6)).toEqual(['#eref_4', undefined]);
    expect(times(7)).toEqual(['#eref_3', undefined]);
  });

  it('names elements by what they are and by their numbers, and for ever by their identity', () => {
    const names = [1, 2, 3, 4, 7, 5, 6].map((id) => {
      const found = provision(elements, id);
      return `${found?.name} ${found?.attributes['eId']}`;
    });
    expect(names).toEqual([
      'title title_I',
      'chapter title_I__chp_1',
      'article title_I__chp_1__art_1',
      'article title_I__chp_1__art_2',
      'article title_I__chp_1__art_2bis',
      'title title_II',
      'article title_II__art_3',
    ]);
    const renumbered = statutes();
    renumbered.decide('2026-09-01', [renumbered.replace(3, words('Article 9', 'Autre.'))]);
    const found = provision(elementsOf(akn(renumbered)), 3);
    expect(found?.attributes).toMatchObject({ eId: 'title_I__chp_1__art_9', wId: `provision_${uuid(3)}` });
  });

  it('keeps names apart that read alike', () => {
    const text = new ToldText();
    const numbers = ['Article 1', 'Art. 1', 'Article (1)', '§', '¶', 'Préambule', 'Article premier'];
    text.decide(
      '2026-05-01',
      numbers.map((number, at) => text.insert(at + 1, words(number), null, at || null)),
    );
    const written = elementsOf(akn(text));
    expect(numbers.map((_, at) => provision(written, at + 1)?.attributes['eId'])).toEqual([
      'art_1',
      'art_1_2',
      'art_1_3',
      'hcontainer_nn_1',
      'hcontainer_nn_2',
      'hcontainer_Preambule',
      'art_premier',
    ]);
  });

  it('refers to nothing that it does not hold', () => {
    for (const [inForceOn, knownAt] of MOMENTS) {
      const written = elementsOf(akn(statutes(), { inForceOn, knownAt }));
      const ids = new Set(written.flatMap(({ attributes }) => [attributes['eId'], attributes['wId']]));
      const references = written.flatMap(({ attributes }) =>
        ['href', 'source', 'period', 'start', 'end', 'refersTo', 'as'].flatMap(
          (name) => attributes[name] ?? [],
        ),
      );
      const local = references.filter((reference) => reference.startsWith('#'));
      expect(local.filter((reference) => !ids.has(reference.slice(1)))).toEqual([]);
    }
  });

  it('writes paragraphs, lists with the numbers as typed, quotes, tables and links', () => {
    const first = elements.filter(({ attributes }) =>
      attributes['eId']?.startsWith('title_I__chp_1__art_1__content'),
    );
    expect(
      first.map(
        ({ name, attributes }) => `${name} ${attributes['eId']?.slice('title_I__chp_1__art_1__'.length)}`,
      ),
    ).toEqual([
      'content content',
      'blockList content__list_1',
      'item content__list_1__item_1',
      'item content__list_1__item_2',
      'blockList content__list_1__item_2__list_1',
      'item content__list_1__item_2__list_1__item_1',
      'item content__list_1__item_2__list_1__item_2',
      'blockList content__list_2',
      'item content__list_2__item_1',
      'blockContainer content__blockContainer_1',
    ]);
    const nums = elements.filter(({ path }) => /item\/num$/.test(path)).map(({ text }) => text);
    expect(nums).toEqual(['1.', '2.', '4)']);
    expect(named(elements, 'th', 'td').map(({ text }) => text.trim())).toEqual([
      'Cadre',
      'Quorum',
      'En ligne',
      '25',
      'Assemblée',
      '40',
    ]);
    expect(named(elements, 'a').map(({ attributes }) => attributes['href'])).toEqual([
      'https://ormes.example/a?b=c&d=e',
    ]);
    expect(named(elements, 'intro').map(({ text }) => text.trim())).toEqual([
      'Ce chapitre dit qui nous sommes.',
    ]);
  });

  it('keeps what is repealed in its place, without its words', () => {
    const repealed = provision(elements, 4);
    expect(repealed?.attributes['status']).toBe('removed');
    expect(repealed?.text).toContain(
      'Abrogé par la décision 2026-003 du 1er juillet 2026, à compter du 1er janvier 2027.',
    );
    expect(repealed?.text).not.toContain('cotisation');
  });
});

describe('hostile words in Akoma Ntoso', () => {
  it('are words: no element is theirs, and what was typed is read back', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const elements = elementsOf(akn(text));
        expect(named(elements, 'script', 'img')).toEqual([]);
        expect(
          elements.filter(({ attributes }) => attributes['wId'] !== undefined && attributes['period']),
        ).toHaveLength(3);
        const [first] = text.versions;
        const at = elements.findIndex(
          ({ attributes }) => attributes['period'] && attributes['wId'] === `provision_${uuid(1)}`,
        );
        const num = elements[at + 1];
        const kept = (typed: string) => typed.replace(/[\uffff\ufffe\ufdd0\u{1ffff}]/gu, '\ufffd');
        expect(num?.text).toBe(kept(first?.content.number ?? ''));
        expect(named(elements, 'docTitle')[0]?.text).toBe(kept(text.title));
      }),
      { numRuns: 300 },
    );
  });
});

(CONSTITUTION_IS_THERE && SCHEMA_IS_THERE ? describe : describe.skip)(
  `the Constitution of 1958${WITHOUT_SCHEMA}`,
  () => {
    it.each(['1976-06-19', '1999-07-09'])(
      'is valid as of %s, with its titles and articles by their numbers',
      async (day) => {
        const text = constitution(day);
        const written = akn(text, { inForceOn: day });
        expect(await faultsOf(written)).toEqual([]);
        const elements = elementsOf(written);
        expect(named(elements, 'article', 'title', 'hcontainer', 'section')).toHaveLength(
          text.versions.length,
        );
        expect(elements.some(({ attributes }) => attributes['eId'] === 'title_premier__art_2')).toBe(true);
      },
    );
  },
);
