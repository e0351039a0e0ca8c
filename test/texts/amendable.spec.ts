import { describe, expect, it } from '@jest/globals';
import type { AdoptText, PatchText } from '../../src/core/kernel/effects.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import {
  amendWording,
  wordingToAmend,
  type Amendable,
  type TextNow,
} from '../../src/core/text/amend/amendable.js';
import { consolidate } from '../../src/core/text/consolidation.js';
import { hashContent } from '../../src/core/text/content.js';
import { provisionsFromMarkdown } from '../../src/core/text/markdown.js';
import type { PatchOperation } from '../../src/core/text/operations.js';
import { applyPatch, withPatch } from '../../src/core/text/patch.js';
import { hashPlace } from '../../src/core/text/position.js';
import type { ProvisionVersion } from '../../src/core/text/version.js';

const TODAY = '2026-11-27';
const STATUTES = `## Article 1 : Nom

Elle s’appelle « Ormée ».

## Article 2 : Siège

Son siège est à Bordeaux.

## Article 3 : Durée

Sa durée est sans limite.
`;

let named = 0;
const newId = (): string => `n${(named += 1)}`;

function written(
  versions: readonly ProvisionVersion[],
  operations: readonly PatchOperation[],
  minute: number,
) {
  const now = new Date(Date.UTC(2026, 10, 1, 12, minute)).toISOString();
  const patch = { operations, effectiveOn: null, today: '2026-11-01', now, decisionId: `d${minute}`, newId };
  const applied = applyPatch({ ...patch, versions });
  if (applied instanceof Refusal) throw applied;
  return withPatch(versions, applied);
}

function statutes(): TextNow {
  let article = 0;
  const read = provisionsFromMarkdown(STATUTES, () => `article-${(article += 1)}`);
  if (read instanceof Refusal) throw read;
  const versions = written([], read.operations, 1);
  return { versions, today: TODAY, now: '2026-11-27T08:00:00.000Z', locale: 'fr' };
}

/** What a proposal of some operations becomes once an edited copy of its wording was adopted. */
function amended(
  text: TextNow,
  operations: readonly PatchOperation[],
  ...changes: readonly (readonly [string, string])[]
): readonly PatchOperation[] | Refusal {
  const effect: PatchText = {
    kind: 'PATCH_TEXT',
    textId: 'statutes',
    operations,
    effectiveOn: null,
    unchangedClauses: [],
  };
  const amendable: Amendable = { kind: 'PATCH_TEXT', place: 0, effect };
  const wording = wordingToAmend(amendable, { rationale: '' }, text);
  if (wording instanceof Refusal) throw wording;
  const copy = changes.reduce((read, [before, after]) => {
    if (!read.includes(before)) throw new Error(`nothing to replace: ${before} in ${read}`);
    return read.replace(before, after);
  }, wording);
  const version = { rationale: '', effects: [effect], question: null };
  const made = amendWording(amendable, version, copy, text, newId);
  return made instanceof Refusal ? made : (made.effects[0] as PatchText).operations;
}

const onArticle = (text: TextNow, provisionId: string) => {
  const { provisions } = consolidate(text.versions, { inForceOn: text.today, knownAt: text.now });
  const found = provisions.find((one) => one.provisionId === provisionId);
  if (!found) throw new Error(`no ${provisionId}`);
  const { content, parentId } = found;
  return { provisionId, expectedHash: hashContent(content), content, parentId, place: hashPlace(found) };
};

describe('a proposal as amended', () => {
  it('keeps the identity of an article that it renumbers, also where its words are amended', () => {
    const text = statutes();
    const { provisionId, expectedHash } = onArticle(text, 'article-3');
    const renumber: PatchOperation = { kind: 'RENUMBER', provisionId, expectedHash, number: 'Article 4' };
    expect(amended(text, [renumber], ['sans limite', 'de vingt ans'])).toEqual([
      {
        kind: 'REPLACE',
        provisionId,
        expectedHash,
        content: { number: 'Article 4', heading: 'Durée', body: 'Sa durée est de vingt ans.' },
      },
    ]);
    // Amended elsewhere, it is the same operation.
    expect(amended(text, [renumber], ['à Bordeaux', 'à Pessac'])).toContainEqual(renumber);
  });

  it('keeps the identity of what it inserts, also where its number is amended', () => {
    const text = statutes();
    const insert: PatchOperation = {
      kind: 'INSERT',
      provisionId: 'new-one',
      parentId: null,
      afterId: 'article-3',
      content: { number: 'Article 4', heading: 'Ressources', body: 'Elle vit de dons.' },
    };
    expect(amended(text, [insert], ['Article 4', 'Article 3 bis'])).toEqual([
      { ...insert, content: { ...insert.content, number: 'Article 3 bis' } },
    ]);
    expect(amended(text, [insert], ['de dons', 'de dons et de quêtes'])).toEqual([
      { ...insert, content: { ...insert.content, body: 'Elle vit de dons et de quêtes.' } },
    ]);
  });

  it('stays a correction where it corrects a slip and is amended elsewhere', () => {
    const text = statutes();
    const { provisionId, expectedHash, content } = onArticle(text, 'article-1');
    const erratum: PatchOperation = {
      kind: 'ERRATUM',
      ...{ provisionId, expectedHash },
      corrects: 'd1',
      content: { ...content, body: 'Elle s’appelle « L’Ormée ».' },
    };
    expect(amended(text, [erratum], ['à Bordeaux', 'à Pessac'])).toContainEqual(erratum);
  });

  it('moves what it moved, and brings back what it brought back', () => {
    const text = statutes();
    const first = onArticle(text, 'article-1');
    const move: PatchOperation = {
      kind: 'MOVE',
      provisionId: first.provisionId,
      expectedHash: first.expectedHash,
      fromId: first.parentId,
      expectedPlace: first.place,
      parentId: null,
      afterId: 'article-3',
      content: null,
    };
    expect(amended(text, [move], ['« Ormée »', '« L’Ormée »'])).toEqual([
      { ...move, content: { ...first.content, body: 'Elle s’appelle « L’Ormée ».' } },
    ]);
    const third = onArticle(text, 'article-3');
    const { provisionId, expectedHash } = third;
    const versions = written(text.versions, [{ kind: 'REPEAL', provisionId, expectedHash }], 2);
    const restore: PatchOperation = {
      kind: 'RESTORE',
      ...{ provisionId, expectedHash },
      parentId: null,
      afterId: 'article-2',
      content: null,
    };
    expect(amended({ ...text, versions }, [restore], ['sans limite', 'de vingt ans'])).toEqual([
      { ...restore, content: { ...third.content, body: 'Sa durée est de vingt ans.' } },
    ]);
  });

  it('keeps what it changes of typography alone, and leaves alone what it does not touch', () => {
    const text = statutes();
    const { provisionId, expectedHash, content } = onArticle(text, 'article-1');
    const body = `Elle s'appelle "Ormée" <b>.`;
    const replace: PatchOperation = {
      kind: 'REPLACE',
      ...{ provisionId, expectedHash },
      content: { ...content, body },
    };
    const [same, other, ...more] = amended(text, [replace], ['à Bordeaux', 'à Pessac']) as PatchOperation[];
    expect([same, other?.provisionId, more]).toEqual([replace, 'article-2', []]);
    const typed = `Elle s'appelle « Ormée ».`;
    const typography: PatchOperation = { ...replace, content: { ...content, body: typed } };
    expect(amended(text, [typography], ['à Bordeaux', 'à Pessac'])).toContainEqual(typography);
    const raw: PatchOperation = { ...replace, content: { ...content, body: 'Un <b>, &amp; #un, _deux_.' } };
    const versions = written(text.versions, [raw], 2);
    const second = onArticle(text, 'article-2');
    const rename: PatchOperation = {
      kind: 'SET_HEADING',
      ...{ provisionId: second.provisionId, expectedHash: second.expectedHash },
      heading: 'Lieu',
    };
    expect(amended({ ...text, versions }, [rename], ['sans limite', 'de vingt ans'])).toMatchObject([
      rename,
      { kind: 'REPLACE', provisionId: 'article-3' },
    ]);
  });

  it('of a new text keeps who each article is, and says what its copy says', () => {
    const text = { ...statutes(), versions: [] };
    const read = provisionsFromMarkdown(STATUTES, newId);
    if (read instanceof Refusal) throw read;
    const effect: AdoptText = {
      kind: 'ADOPT_TEXT',
      textId: 'bylaws',
      title: 'Règlement',
      matter: 'DEEP',
      operations: read.operations,
    };
    const amendable: Amendable = { kind: 'ADOPT_TEXT', place: 0, effect };
    const wording = wordingToAmend(amendable, { rationale: '' }, text) as string;
    const copy = wording
      .replace('## Article 2 : Siège', '## Article 2 bis : Siège')
      .replace('sans limite', 'de vingt ans')
      .replace('## Article 3', '## Article 2 ter : Rien\n\nEntre eux.\n\n## Article 3');
    const version = { rationale: '', effects: [effect], question: null };
    const made = amendWording(amendable, version, copy, text, newId);
    if (made instanceof Refusal) throw made;
    const { operations } = made.effects[0] as AdoptText;
    const [first, second, third] = read.operations.map(({ provisionId }) => provisionId);
    const fresh = operations[2]?.provisionId;
    expect(operations.map(({ provisionId }) => provisionId)).toEqual([first, second, fresh, third]);
    expect([first, second, third]).not.toContain(fresh);
    const after: Amendable = { ...amendable, effect: made.effects[0] as AdoptText };
    expect(wordingToAmend(after, { rationale: '' }, text)).toBe(copy);
  });

  it('for a day to come is of the text as it will stand then', () => {
    const text = statutes();
    const [one, two] = [onArticle(text, 'article-1'), onArticle(text, 'article-2')];
    const later = (provision: typeof one, body: string, effectiveOn: string): PatchText => ({
      kind: 'PATCH_TEXT',
      textId: 'statutes',
      operations: [
        {
          kind: 'REPLACE',
          provisionId: provision.provisionId,
          expectedHash: provision.expectedHash,
          content: { ...provision.content, body },
        },
      ],
      effectiveOn,
      unchangedClauses: [],
    });
    const decided = applyPatch({
      ...later(two, 'Son siège est à Nantes.', '2027-01-01'),
      ...{ versions: text.versions, today: TODAY, now: '2026-11-20T08:00:00.000Z', decisionId: 'd9', newId },
    });
    if (decided instanceof Refusal) throw decided;
    const known = { ...text, versions: withPatch(text.versions, decided) };
    const effect = later(one, 'Elle s’appelle « L’Ormée ».', '2027-02-01');
    const amendable: Amendable = { kind: 'PATCH_TEXT', place: 0, effect };
    const wording = wordingToAmend(amendable, { rationale: '' }, known) as string;
    expect(wording).toContain('à Nantes');
    const version = { rationale: '', effects: [effect], question: null };
    const copy = wording.replace('Nantes', 'Pessac');
    const made = amendWording(amendable, version, copy, known, newId);
    expect(made).toMatchObject({
      effects: [{ effectiveOn: '2027-02-01', operations: [effect.operations[0], { kind: 'REPLACE' }] }],
    });
    const before = later(one, 'Elle s’appelle « L’Ormée ».', '2026-12-01');
    const early: Amendable = { kind: 'PATCH_TEXT', place: 0, effect: before };
    expect(wordingToAmend(early, { rationale: '' }, known)).toContain('à Bordeaux');
    const amendedEarly = amendWording(
      early,
      { ...version, effects: [before] },
      (wordingToAmend(early, { rationale: '' }, known) as string).replace('Bordeaux', 'Pessac'),
      known,
      newId,
    );
    expect(amendedEarly).toMatchObject({ code: 'LATER_VERSION_EXISTS' });
  });

  it.each([
    ['a title above all', '## Article 1', '# Statuts de personne\n\n## Article 1'],
    [
      'a line that reads as the text’s own',
      'à Bordeaux.',
      'à Bordeaux.\n\n*Rédaction issue de la décision 2026-001 du 1 novembre 2026.*',
    ],
    ['words that would repeal an article', 'Sa durée est sans limite.', '*Abrogé par la décision 2026-001.*'],
  ])('refuses a copy of which words would be lost: %s', (_, before, after) => {
    const text = statutes();
    const { provisionId, expectedHash } = onArticle(text, 'article-3');
    const rename: PatchOperation = { kind: 'SET_HEADING', provisionId, expectedHash, heading: 'Temps' };
    const made = amended(text, [rename], [before, after], ['Bordeaux', 'Pessac']);
    expect(made).toMatchObject({ code: 'INVALID_INPUT', facts: { reason: 'WORDS_LOST' } });
  });
});
