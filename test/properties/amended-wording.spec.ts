import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PatchText } from '../../src/core/kernel/effects.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { amendWording, wordingToAmend, type TextNow } from '../../src/core/text/amend/amendable.js';
import { markdownOf, readBlocks } from '../../src/core/text/amend/blocks.js';
import { carryOnto } from '../../src/core/text/amend/carry.js';
import { deriveHunks } from '../../src/core/text/amend/derive.js';
import type { Amendment, Hunk } from '../../src/core/text/amend/hunk.js';
import { merge } from '../../src/core/text/amend/merge.js';
import { consolidate } from '../../src/core/text/consolidation.js';
import { hashContent } from '../../src/core/text/content.js';
import { provisionsFromMarkdown } from '../../src/core/text/markdown.js';
import type { PatchOperation } from '../../src/core/text/operations.js';
import { applyPatch, withPatch } from '../../src/core/text/patch.js';
import { hashPlace } from '../../src/core/text/position.js';
import { RUNS } from '../elections/runs.js';

/** A wording as somebody would keep it by hand: articles of paragraphs of words, each thing under a name of its own. */
interface Model {
  readonly articles: Article[];
}
interface Article {
  readonly heading: string;
  gone: boolean;
  readonly paragraphs: string[][];
}

const printed = ({ articles }: Model): string =>
  articles
    .filter(({ gone }) => !gone)
    .flatMap(({ heading, paragraphs }) => [heading, ...paragraphs.map((words) => words.join(' '))])
    .join('\n\n') + '\n';

function modelOf(wording: string): Model {
  const articles: Article[] = [];
  for (const block of wording.trimEnd().split('\n\n'))
    if (block.startsWith('#')) articles.push({ heading: block, gone: false, paragraphs: [] });
    else articles.at(-1)?.paragraphs.push(block.split(' '));
  return { articles };
}

/** What an author wants: places by what is there before anybody changed it. */
interface Wish {
  readonly kind: 'WORD' | 'PARAGRAPH' | 'ARTICLE' | 'REPEAL';
  readonly article: number;
  readonly paragraph: number;
  readonly word: number;
}

/** Does by hand what a wish asks for, finding its place by the first wording; false where that is no longer there. */
function doByHand(model: Model, first: Model, wish: Wish, name: string): boolean {
  const origin = first.articles[wish.article % first.articles.length] as Article;
  const article = model.articles.find(({ heading }) => heading === origin.heading) as Article;
  if (article.gone) return wish.kind === 'ARTICLE' && insertArticle(model, article, name);
  if (wish.kind === 'ARTICLE') return insertArticle(model, article, name);
  if (wish.kind === 'REPEAL') article.gone = true;
  if (wish.kind === 'REPEAL') return true;
  const words = origin.paragraphs[wish.paragraph % origin.paragraphs.length] as string[];
  // Nobody's word is first in its paragraph, so that it is known by it.
  const place = article.paragraphs.findIndex(([key]) => key === words[0]);
  const there = article.paragraphs[place] as string[];
  if (wish.kind === 'PARAGRAPH') {
    article.paragraphs.splice(place + 1, 0, [`Neuf${name}`, 'est', `ajouté${name}`, `ici${name}.`]);
    return true;
  }
  const at = there.indexOf(words[1 + (wish.word % (words.length - 1))] as string);
  if (at < 0) return false;
  there[at] = `changé${name}`;
  return true;
}

function insertArticle({ articles }: Model, after: Article, name: string): boolean {
  const heading = `## Article nouveau ${name}`;
  const paragraphs = [[`Créé${name}`, 'par', `personne${name}.`]];
  articles.splice(articles.indexOf(after) + 1, 0, { heading, gone: false, paragraphs });
  return true;
}

const aWish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom<Wish['kind']>('WORD', 'WORD', 'WORD', 'PARAGRAPH', 'ARTICLE', 'REPEAL'),
  article: fc.nat({ max: 9 }),
  paragraph: fc.nat({ max: 2 }),
  word: fc.nat({ max: 7 }),
});

const aLife = fc.record({
  proposal: fc.uniqueArray(fc.constantFrom('RENUMBER', 'REPLACE', 'MOVE', 'INSERT', 'ERRATUM'), {
    minLength: 1,
  }),
  wishes: fc.array(aWish, { minLength: 1, maxLength: 8 }),
  /** Which are put, and adopted if they can be, each time. */
  rounds: fc.array(fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  }),
});

const NOW = { today: '2026-11-27', now: '2026-11-27T08:00:00.000Z', locale: 'fr' as const };
let named = 0;
const newId = (): string => `n${(named += 1)}`;

function aText(): TextNow {
  const markdown = [1, 2, 3, 4, 5]
    .map((n) => {
      const line = (m: number) => [1, 2, 3, 4, 5, 6, 7, 8].map((w) => `Mot${n}x${m}x${w}`).join(' ');
      return `## Article ${n} : Titre ${n}\n\n${line(1)}\n\n${line(2)}\n\n${line(3)}`;
    })
    .join('\n\n');
  let article = 0;
  const read = provisionsFromMarkdown(markdown, () => `article-${(article += 1)}`);
  if (read instanceof Refusal) throw read;
  return { ...NOW, versions: written({ ...NOW, versions: [] }, read.operations, '2026-11-01T08:00:00.000Z') };
}

function written({ versions }: TextNow, operations: readonly PatchOperation[], now = NOW.now) {
  const patch = { operations, effectiveOn: null, today: now.slice(0, 10), now, decisionId: `d${now}`, newId };
  const applied = applyPatch({ ...patch, versions });
  if (applied instanceof Refusal) throw applied;
  return withPatch(versions, applied);
}

function proposalOf(text: TextNow, kinds: readonly string[]): PatchOperation[] {
  const { provisions } = consolidate(text.versions, { inForceOn: text.today, knownAt: text.now });
  const on = (place: number) => {
    const { provisionId, content } = provisions[place] as (typeof provisions)[number];
    return { provisionId, expectedHash: hashContent(content), content };
  };
  return kinds.map((kind): PatchOperation => {
    const { content, ...aim } = on(['RENUMBER', 'REPLACE', 'MOVE', 'ERRATUM', 'INSERT'].indexOf(kind));
    const body = `${content.body}\n\nProposé par elle, et non par eux.`;
    if (kind === 'RENUMBER') return { kind, ...aim, number: 'Article 9' };
    if (kind === 'REPLACE') return { kind, ...aim, content: { ...content, body } };
    if (kind === 'ERRATUM')
      return { kind, ...aim, corrects: 'd2026-11-01T08:00:00.000Z', content: { ...content, body } };
    const place = { parentId: null, afterId: 'article-5' };
    if (kind === 'INSERT')
      return { kind, provisionId: 'inserted', ...place, content: { ...content, number: 'Article 6' } };
    const expectedPlace = hashPlace(provisions[2] as (typeof provisions)[number]);
    return { kind: 'MOVE', ...aim, ...place, fromId: null, expectedPlace, content: null };
  });
}

interface Pending extends Amendment {
  readonly wish: Wish;
}

/** As many of those that are put as can stand together, in the order in which they are put. */
function adoptable(base: string, put: readonly Pending[]): Pending[] {
  const taken: Pending[] = [];
  for (const one of put) if (merge(readBlocks(base), [...taken, one]).merged) taken.push(one);
  return taken;
}

const effectOf = (operations: readonly PatchOperation[]): PatchText => ({
  ...{ kind: 'PATCH_TEXT', textId: 'statutes', operations, effectiveOn: null, unchangedClauses: [] },
});

const amendableOf = (effect: PatchText) => ({ kind: 'PATCH_TEXT' as const, place: 0, effect });

function saidBy(effect: PatchText, text: TextNow): string {
  const wording = wordingToAmend(amendableOf(effect), { rationale: '' }, text);
  if (wording instanceof Refusal) throw wording;
  return wording;
}

describe('the wording of a proposal', () => {
  it('is what it was with what was adopted, in whatever order, and each article is who it was', () => {
    fc.assert(
      fc.property(aLife, ({ proposal, wishes, rounds }) => {
        const text = aText();
        let effect = effectOf(proposalOf(text, proposal));
        let base = saidBy(effect, text);
        const first = modelOf(base);
        const model = modelOf(base);
        const identities = identitiesOf(text, effect);
        let pending = wishes.map((wish, place): Pending => {
          const wanted = modelOf(base);
          doByHand(wanted, first, wish, `z${place}`);
          const hunks = deriveHunks(readBlocks(base), readBlocks(printed(wanted)));
          return { id: `A${place}`, hunks, wish };
        });
        for (const round of rounds) {
          const put = round.flatMap((place) => pending.filter(({ id }) => id === `A${place}`));
          const adopted = adoptable(base, put);
          if (adopted.length === 0) continue;
          const { merged, hunks } = merge(readBlocks(base), adopted);
          const copy = markdownOf(merged as NonNullable<typeof merged>);
          const version = { rationale: '', effects: [effect], question: null };
          const made = amendWording(amendableOf(effect), version, copy, text, newId);
          if (made instanceof Refusal) {
            expect(made.facts).toEqual({ reason: 'NOTHING_LEFT' });
            continue;
          }
          const done = doAllByHand(model, first, adopted);
          expect(done).toBe(true);
          effect = made.effects[0] as PatchText;
          const after = saidBy(effect, text);
          expect(after).toBe(printed(model));
          expect(identitiesOf(text, effect)).toMatchObject(standing(identities, model));
          pending = carried(
            pending.filter((one) => !adopted.includes(one)),
            base,
            after,
            hunks.map(({ hunk }) => hunk),
          );
          base = after;
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** Words that several asked for alike are done once. */
function doAllByHand(model: Model, first: Model, adopted: readonly Pending[]): boolean {
  // What is placed after something goes there before that is taken out.
  const late = ({ wish: { kind } }: Pending): number => (kind === 'REPEAL' ? 1 : 0);
  const repealed = new Set<string>();
  return [...adopted]
    .sort((a, b) => late(a) - late(b))
    .every(({ wish, id }) => {
      const { heading } = first.articles[wish.article % first.articles.length] as Article;
      if (wish.kind === 'REPEAL' && repealed.has(heading)) return true;
      if (wish.kind === 'REPEAL') repealed.add(heading);
      return doByHand(model, first, wish, `z${id.slice(1)}`);
    });
}

const carried = (
  waiting: readonly Pending[],
  before: string,
  after: string,
  changes: readonly Hunk[],
): Pending[] =>
  waiting.flatMap((one) => {
    const { hunks } = carryOnto(before, after, one.hunks, changes);
    return hunks.length === 0 ? [] : [{ ...one, hunks }];
  });

function identitiesOf(text: TextNow, { operations }: PatchText): Record<string, string> {
  const versions = written(text, operations);
  const { provisions } = consolidate(versions, {
    inForceOn: text.today,
    knownAt: '2027-01-01T00:00:00.000Z',
  });
  return Object.fromEntries(
    provisions
      .filter(({ repealed }) => repealed === null)
      .map(({ content, provisionId }) => [content.number, provisionId]),
  );
}

/** The articles of the first wording that nobody repealed. */
const standing = (identities: Record<string, string>, { articles }: Model): Record<string, string> =>
  Object.fromEntries(
    Object.entries(identities).filter(([number]) =>
      articles.some(({ heading, gone }) => !gone && `${heading} `.startsWith(`## ${number} `)),
    ),
  );
