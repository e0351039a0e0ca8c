// Long, because the stories and the hostile articles below are each told once, to all properties.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { instantFromMilliseconds } from '../../src/core/kernel/instants.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import {
  consolidate,
  replay,
  type ConsolidatedProvision,
  type ConsolidatedText,
} from '../../src/core/text/consolidation.js';
import { HEADING_MAX, NUMBER_MAX, refuseContent } from '../../src/core/text/content.js';
import { provisionsFromMarkdown, renderMarkdown } from '../../src/core/text/markdown.js';
import {
  contentWritten,
  placeAsked,
  type PatchOperation,
  type ProvisionContent,
} from '../../src/core/text/operations.js';
import { applyPatch, withPatch, type AppliedPatch } from '../../src/core/text/patch.js';
import { between } from '../../src/core/text/position.js';
import { passagesOf } from '../../src/core/text/provenance.js';
import { isInForce, isKnown, type ProvisionVersion } from '../../src/core/text/version.js';
import { accepted, aStory, DAWN, dayOf, DAYS, instantsOf, lastOf, readAll } from './stories.js';

describe('The stories told to these properties', () => {
  it('hold patches accepted and refused, of every kind, and several on one day', () => {
    const stories = fc.sample(aStory, { numRuns: 300, seed: 1653 });
    const told = stories.flat();
    const kinds = new Set(accepted(told).flatMap(({ patch }) => patch.operations.map(({ kind }) => kind)));
    const codes = new Set(told.flatMap(({ result }) => (result instanceof Refusal ? [result.code] : [])));
    expect(accepted(told).length).toBeGreaterThan(told.length / 3);
    expect([...kinds].sort()).toEqual([
      ...['ERRATUM', 'INSERT', 'MOVE', 'RENUMBER', 'REPEAL', 'REPLACE', 'RESTORE', 'SET_HEADING'],
    ]);
    expect([...codes].sort()).toEqual([
      'ANCHOR_NOT_IN_FORCE',
      'EFFECTS_OVERLAP',
      'LATER_VERSION_EXISTS',
      'NUMBER_TAKEN',
      'PROVISION_CHANGED',
      'PROVISION_HAS_CHILDREN',
      'PROVISION_NOT_IN_FORCE',
      'PROVISION_NOT_REPEALED',
      'PROVISION_UNDER_ITSELF',
    ]);
    const rewrittenSameDay = stories.flatMap(lastOf).some((v, _, all) => {
      const sameDay = (w: ProvisionVersion) =>
        w.provisionId === v.provisionId && w.inForceFrom === v.inForceFrom;
      return all.some((w) => sameDay(w) && w.openedBy !== v.openedBy);
    });
    expect(rewrittenSameDay).toBe(true);
  });
});

describe('A text, whatever is decided', () => {
  it('has at most one version of a provision in force on any day as known at any instant', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const versions = lastOf(story);
        for (const knownAt of instantsOf(story))
          for (const inForceOn of DAYS) {
            const read = versions.filter((v) => isKnown(v, knownAt) && isInForce(v, inForceOn));
            expect(new Set(read.map((v) => v.provisionId)).size).toBe(read.length);
          }
      }),
    );
  });

  it('has no version that is in force on no day or known at no instant', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        for (const v of lastOf(story)) {
          expect(v.inForceUntil === null || v.inForceFrom < v.inForceUntil).toBe(true);
          expect(v.knownUntil === null || v.knownFrom < v.knownUntil).toBe(true);
          expect(v.knownUntil === null).toBe(v.closedBy === null);
        }
      }),
    );
  });

  it('reads for ever as it was read before, on any day, as known at any earlier instant', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        for (const [index, { before, after }] of story.entries())
          for (const knownAt of instantsOf(story.slice(0, index)))
            expect(JSON.stringify(readAll(after, knownAt))).toBe(JSON.stringify(readAll(before, knownAt)));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps its past in force: a patch changes no day before the one on which it takes effect', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        for (const { patch, before, after } of story) {
          const words = (versions: readonly ProvisionVersion[]) =>
            readAll(versions, patch.now)
              .filter(({ inForceOn }) => inForceOn < (patch.effectiveOn ?? patch.today))
              .map(({ provisions }) => provisions.map(({ content, depth }) => ({ content, depth })));
          expect(words(after)).toEqual(words(before));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('takes from a patch exactly its operations, on the day on which it takes effect', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        for (const { patch, after } of accepted(story)) {
          const inForceOn = patch.effectiveOn ?? patch.today;
          const { provisions } = consolidate(after, { inForceOn, knownAt: patch.now });
          for (const operation of patch.operations) {
            const found = provisions.find((p) => p.provisionId === operation.provisionId);
            if (operation.kind === 'REPEAL')
              expect(found?.repealed).toEqual({ by: patch.decisionId, on: inForceOn });
            else
              expect(found).toMatchObject({
                ...(placeAsked(operation) ? { parentId: placeAsked(operation)?.parentId } : {}),
                content: contentWritten(operation) ?? wordsKept(operation),
                openedBy: patch.decisionId,
                repealed: null,
              });
          }
        }
      }),
    );
  });

  it('never leaves a provision in force without its parent, nor a number to two provisions', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const versions = lastOf(story);
        for (const text of instantsOf(story).flatMap((knownAt) => readAll(versions, knownAt))) {
          const standing = text.provisions.filter(({ repealed }) => !repealed);
          const ids = new Set<Uuid | null>([null, ...standing.map((p) => p.provisionId)]);
          expect(standing.every(({ parentId }) => ids.has(parentId))).toBe(true);
        }
        const owners = new Map(versions.map((v) => [v.content.number, v.provisionId]));
        expect(versions.every((v) => owners.get(v.content.number) === v.provisionId)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('comes out byte for byte when its patches are replayed from nothing', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const versions = replay(accepted(story).map(({ patch }) => patch));
        expect(JSON.stringify(versions)).toBe(JSON.stringify(lastOf(story)));
      }),
    );
  });

  it('refuses again what it refused: a replay with a refused patch in it ends there', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const refused = story.find(({ result }) => result instanceof Refusal);
        fc.pre(refused !== undefined);
        const result = replay(story.map(({ patch }) => patch));
        expect(result).toBeInstanceOf(Refusal);
        expect((result as Refusal).code).toBe((refused?.result as Refusal).code);
      }),
    );
  });

  it('keeps the order of siblings, and puts what is inserted, moved or restored right after its anchor', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        for (const { patch, before, after } of accepted(story)) {
          const point = { inForceOn: patch.effectiveOn ?? patch.today, knownAt: patch.now };
          const placed = new Map(
            patch.operations.flatMap((operation) => {
              const place = placeAsked(operation);
              return place ? [[operation.provisionId, place] as const] : [];
            }),
          );
          const [was, is] = [before, after].map((versions) => consolidate(versions, point).provisions);
          const order = (provisions: readonly ConsolidatedProvision[] = []) =>
            provisions
              .filter(({ provisionId, repealed }) => !placed.has(provisionId) && !repealed)
              .map(({ provisionId, parentId }) => `${parentId} ${provisionId}`)
              .sort((a, b) => (a.split(' ')[0] as string).localeCompare(b.split(' ')[0] as string));
          const left = new Set(order(is));
          expect(order(is)).toEqual(order(was).filter((one) => left.has(one)));
          const [last] = [...placed].slice(-1);
          if (!last || placed.size < patch.operations.length) continue;
          const siblings = (is ?? []).filter(({ parentId }) => parentId === last[1].parentId);
          const at = siblings.findIndex(({ provisionId }) => provisionId === last[0]);
          expect(siblings[at - 1]?.provisionId ?? null).toBe(last[1].afterId);
        }
      }),
    );
  });

  it('says the same whatever the order in which its versions are loaded', () => {
    fc.assert(
      fc.property(
        aStory.chain((story) => {
          const versions = [...lastOf(story)];
          const shuffled = fc.shuffledSubarray(versions, { minLength: versions.length });
          return fc.record({ story: fc.constant(story), versions: fc.constant(versions), shuffled });
        }),
        ({ story, versions, shuffled }) => {
          for (const knownAt of instantsOf(story).slice(-2))
            expect(readAll(shuffled, knownAt)).toEqual(readAll(versions, knownAt));
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** The words of an operation that keeps some; of those that keep all, whatever stands. */
function wordsKept(operation: PatchOperation): unknown {
  if (operation.kind === 'RENUMBER') return expect.objectContaining({ number: operation.number });
  if (operation.kind === 'SET_HEADING') return expect.objectContaining({ heading: operation.heading });
  return expect.anything();
}

describe('Positions', () => {
  it('stand strictly between their neighbours, end in no zero, and never move', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 200 }), (places) => {
        const keys: string[] = [];
        for (const place of places) {
          const at = place % (keys.length + 1);
          const key = between(keys[at - 1] ?? null, keys[at] ?? null);
          expect(key).toMatch(/^[0-9a-z]*[1-9a-z]$/);
          keys.splice(at, 0, key);
        }
        expect([...keys].sort()).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

/** Pieces of Markdown that could reach beyond their article, and plain ones to hold them together. */
const PIECES = [
  ...['#', '## Article 9 : Pouvoirs', '---', '===', '- ', '-  ', '> ', '1. ', '* ', '    ', '  ', '\t'],
  ...['```', '~~~', '````', '``` js', '```a`b', '`', '<h2>', '</div>', '<!--', '-->', '<?', '<script>'],
  ...['<https://x.y>', '&lt;', '&#35;', '\\', '\\\\', '[a]: http://x', '[b\nc]: /u', ']:', '*', '_', '**'],
  ...['*Rédaction issue de la décision 2026-099 du 1er mai 2026.*', '_Repealed by decision 1._'],
  ...['*Version in force on 1 May 2026.*', '\u00a0', '\u200b', '| a |', '\\\n', 'mot', 'é', '\n', '\n\n'],
] as const;

const aBody = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom('', ' ', '\n')), { maxLength: 16 })
  .map((pieces) => pieces.flat().join(''));

const aLine = (most: number) =>
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((line) => line.slice(0, most).trim());

const aContent = (number: string): fc.Arbitrary<ProvisionContent> =>
  fc
    .record({ suffix: aLine(NUMBER_MAX - 10), heading: aLine(HEADING_MAX), body: aBody })
    .map(({ suffix, heading, body }) => ({ number: `${number}${suffix}`, heading, body }))
    .filter((content) => refuseContent(content) === null);

const OPTIONS = {
  title: 'Statuts',
  locale: 'fr',
  decisions: new Map([['d', { label: '2026-012', date: '2026-11-23' }]]),
} as const;
const OWN_LINE = '*Rédaction issue de la décision 2026-012 du 23 novembre 2026.*';

/** Three provisions, each under the one before. */
const aText: fc.Arbitrary<ConsolidatedText> = fc
  .tuple(aContent('Q1'), aContent('Q2'), aContent('Q3'))
  .map((contents) => ({
    inForceOn: '2026-11-23',
    knownAt: '2026-11-23T12:00:00.000Z',
    provisions: contents.map((content, depth) => ({
      provisionId: `p${depth + 1}`,
      parentId: depth === 0 ? null : `p${depth}`,
      position: 'a',
      depth,
      versionId: `v${depth + 1}`,
      content,
      openedBy: 'd',
      inForceFrom: '2026-11-23',
      repealed: null,
    })),
  }));

function importInto(text: ConsolidatedText, markdown: string): ConsolidatedText {
  let id = 0;
  const result = provisionsFromMarkdown(markdown, () => `p${(id += 1)}`);
  if (result instanceof Refusal) throw result;
  const provisions = result.operations.map(({ provisionId, parentId, content }, index) => ({
    ...(text.provisions[index] as ConsolidatedProvision),
    provisionId,
    parentId,
    content,
  }));
  return { ...text, provisions };
}

describe('A text in Markdown, whatever its articles hold', () => {
  it('gives back its tree, numbers and headings, and is then rendered to the same bytes', () => {
    fc.assert(
      fc.property(aText, (text) => {
        const markdown = renderMarkdown(text, OPTIONS);
        const again = importInto(text, markdown);
        const names = ({ provisions }: ConsolidatedText) =>
          provisions.map(({ provisionId, parentId, content }) => [
            provisionId,
            parentId,
            content.number,
            content.heading,
          ]);
        expect(names(again)).toEqual(names(text));
        expect(renderMarkdown(again, OPTIONS)).toBe(markdown);
      }),
      { numRuns: 1000 },
    );
  });

  it('ends each article with its own line, the only one in italics that speaks of a decision', () => {
    fc.assert(
      fc.property(aText, (text) => {
        const sections = renderMarkdown(text, OPTIONS).split(/^#{2,4} Q[123].*\n\n/m);
        expect(sections).toHaveLength(4);
        for (const section of sections.slice(1)) {
          const lines = section.trimEnd().split('\n');
          expect(lines.at(-1)).toBe(OWN_LINE);
          const above = outsideFences(lines.slice(0, -1)).join('\n');
          const speaks = /Rédaction issue|Repealed by|Version in force/.test(above);
          expect(speaks && /(?<!\\)(?:\\\\)*[*_](?![ \t])/.test(above)).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps an article of plain words byte for byte', () => {
    const words = fc.array(
      fc.constantFrom('mot', 'é', ', ', '\n', '\n\n', '« a »', '- b', '*c*', '1 < 2', ' : '),
    );
    fc.assert(
      fc.property(aText, words, (text, pieces) => {
        const body = `x${pieces.join('')}x`;
        const [first, ...others] = text.provisions as [ConsolidatedProvision, ...ConsolidatedProvision[]];
        const plain = { ...text, provisions: [{ ...first, content: { ...first.content, body } }, ...others] };
        const [again] = importInto(plain, renderMarkdown(plain, OPTIONS)).provisions;
        expect(again?.content.body).toBe(body);
      }),
    );
  });

  const outsideFences = (lines: readonly string[]): string[] => {
    const outside: string[] = [];
    let fence: string | null = null;
    for (const line of lines) {
      const mark = /^(?:`{3,}|~{3,})/.exec(line)?.[0] ?? null;
      if (fence === null && mark === null) outside.push(line);
      if (fence !== null && mark?.startsWith(fence) && line.trim() === mark) fence = null;
      else fence ??= mark;
    }
    return outside;
  };
});

describe('The decision that wrote each word', () => {
  const aBody = fc
    .array(
      fc.constantFrom(
        'le',
        'la',
        'quorum',
        'membre',
        ',',
        '.',
        "l'",
        '« »',
        '\n',
        '\n\n',
        '- ',
        '# ',
        '\u00a0',
        '🏳️‍🌈',
      ),
      { maxLength: 24 },
    )
    .map((pieces) => pieces.join(' '));

  /** One provision, with a body for each decision, each in force at once. */
  const aLife = fc.array(aBody, { minLength: 1, maxLength: 6 }).map((bodies) => {
    let versions: readonly ProvisionVersion[] = [];
    for (const [index, body] of bodies.entries()) {
      const content = { number: 'Article 1', heading: '', body };
      const before = versions.at(-1);
      const operation: PatchOperation = before
        ? { kind: 'REPLACE', provisionId: 'p', expectedHash: before.hash, content }
        : { kind: 'INSERT', provisionId: 'p', parentId: null, afterId: null, content };
      const now = instantFromMilliseconds(DAWN + index * 60_000);
      const patch = {
        operations: [operation],
        effectiveOn: null,
        today: dayOf(0),
        now,
        decisionId: `d${index}`,
      };
      const applied = applyPatch({ ...patch, versions, newId: () => `v${index}` });
      if (applied instanceof Refusal) throw applied;
      versions = withPatch(versions, applied);
    }
    return { bodies, versions };
  });

  it('is told for every letter, and is one of those that changed the provision until then', () => {
    fc.assert(
      fc.property(aLife, ({ bodies, versions }) => {
        for (const version of versions) {
          const passages = passagesOf(versions, version);
          expect(passages.map(({ text }) => text).join('')).toBe(version.content.body);
          const own = Number(version.openedBy.slice(1));
          expect(passages.every(({ decisionId }) => Number(decisionId.slice(1)) <= own)).toBe(true);
        }
        expect(bodies).toHaveLength(versions.length);
      }),
      { numRuns: 200 },
    );
  });

  it('stays the first one where a later decision changes other words, moves an alinéa or adds one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 12, maxLength: 24 }),
        (words) => {
          const [first, second] = [words.slice(0, 6).join(' '), words.slice(6, 12).join(' ')];
          const life = [`${first}\n\n${second}`, `${second}\n\n${first}\n\nAjout`];
          let versions: readonly ProvisionVersion[] = [];
          for (const [index, body] of life.entries()) {
            const content = { number: 'Article 1', heading: '', body };
            const operation: PatchOperation =
              index === 0
                ? { kind: 'INSERT', provisionId: 'p', parentId: null, afterId: null, content }
                : { kind: 'REPLACE', provisionId: 'p', expectedHash: versions.at(-1)?.hash ?? '', content };
            const now = instantFromMilliseconds(DAWN + index * 60_000);
            const patch = {
              operations: [operation],
              effectiveOn: null,
              today: dayOf(0),
              now,
              decisionId: `d${index}`,
            };
            versions = withPatch(
              versions,
              applyPatch({ ...patch, versions, newId: () => `v${index}` }) as AppliedPatch,
            );
          }
          const passages = passagesOf(versions, versions.at(-1) as ProvisionVersion);
          expect(passages.map(({ text, decisionId }) => [text.trim(), decisionId])).toEqual([
            [`${second}\n\n${first}`, 'd0'],
            ['Ajout', 'd1'],
          ]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
