import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { consolidate, type ConsolidatedText } from '../../src/core/text/consolidation.js';
import { hashContent } from '../../src/core/text/content.js';
import type { PatchOperation } from '../../src/core/text/operations.js';
import { patchFromCopy } from '../../src/core/text/patch-from-copy.js';
import { workingCopy } from '../../src/core/text/working-copy.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import type { CivilDate } from '../../src/core/kernel/instants.js';
import { hashPlace } from '../../src/core/text/position.js';
import { renderJson } from '../../src/core/text/render/json.js';
import type { ProvisionVersion } from '../../src/core/text/version.js';
import { constitution, LATER, ToldText, uuid, words } from '../texts/render/told-text.js';

const CONSTITUTION = fileURLToPath(
  new URL('../../../shared/golden/texts/constitution-1958', import.meta.url),
);

/** Statutes of elsewhere, of five articles that a charter may cite, with every kind of change, for now and for later. */
export function statutesOfElsewhere(): ToldText {
  const text = new ToldText('Statuts', 'Les Charmes');
  text.decide('2025-05-01', [
    text.insert(1, words('Titre I', '', 'Le collectif')),
    ...[2, 3, 4, 5, 6].map((id) => text.insert(id, words(`Article ${id - 1}`), 1, id === 2 ? null : id - 1)),
    text.insert(7, words('Titre II', 'Ce qui reste.'), null, 1),
    text.insert(8, words('Article 6', 'Rien d’autre.'), 7),
  ]);
  const said = (id: number, day: CivilDate) => standing(text, id, day);
  text.decide('2025-06-01', [
    text.replace(2, words('Article 1', 'Le collectif réunit qui veut.')),
    { kind: 'SET_HEADING', ...on(said(3, '2025-06-01')), heading: 'Cotisation' },
  ]);
  text.decide(
    '2025-07-01',
    [
      {
        kind: 'REPLACE',
        ...on(said(3, '2027-01-01')),
        content: words('Article 2', 'Elle est libre.', 'Cotisation'),
      },
    ],
    '2027-01-01',
  );
  const moved = said(6, '2025-08-01');
  text.decide('2025-08-01', [
    { kind: 'RENUMBER', ...on(said(8, '2025-08-01')), number: 'Article 6 bis' },
    {
      ...{ kind: 'MOVE', ...on(moved), fromId: uuid(1), expectedPlace: hashPlace(moved) },
      ...{ parentId: uuid(7), afterId: null, content: null },
    },
  ]);
  text.decide('2025-09-01', [{ kind: 'REPEAL', ...on(said(8, '2025-09-01')) }]);
  const last = text.versions.findLast(({ provisionId }) => provisionId === uuid(8)) as ProvisionVersion;
  text.decide('2025-10-01', [
    {
      kind: 'RESTORE',
      ...on(last),
      parentId: uuid(1),
      afterId: uuid(5),
      content: words('Article 6 bis', 'Tout le reste.'),
    },
  ]);
  text.decide('2025-11-01', [
    {
      ...{ kind: 'ERRATUM', ...on(said(2, '2025-11-01')), corrects: uuid(2, 1) },
      content: words('Article 1', 'Le collectif réunit qui le veut.'),
    },
  ]);
  return text.decide('2025-12-01', [{ kind: 'REPEAL', ...on(said(8, '2028-01-01')) }], '2028-01-01');
}

/** The days of the Constitution of 1958 of which the golden data has the text; none where it is not there. */
export const DAYS_OF_CONSTITUTION: readonly CivilDate[] = existsSync(CONSTITUTION)
  ? readdirSync(CONSTITUTION)
      .map((name) => name.replace('.md', ''))
      .sort()
  : [];

/** The Constitution of 1958 at its first day, each later one as operations on the one before. */
export function constitutionOfAllDays(): ToldText {
  const text = new ToldText('Constitution', 'Peuple français');
  let id = 10_000;
  for (const day of DAYS_OF_CONSTITUTION) {
    const point = { inForceOn: day, knownAt: LATER };
    const target = consolidate(constitution(day).versions, point);
    const before = consolidate(text.versions, point);
    const operations = patchFromCopy(before, workingCopy(target, 'fr'), () => uuid((id += 1)));
    if (operations instanceof Refusal) throw operations;
    text.decide(day, asTyped(operations, before, target));
  }
  return text;
}

/** Operations that also write what differs by typography alone, which an edited copy leaves as it was. */
function asTyped(
  operations: readonly PatchOperation[],
  before: ConsolidatedText,
  target: ConsolidatedText,
): readonly PatchOperation[] {
  const typed = new Map(target.provisions.map(({ content }) => [content.number, content]));
  const touched = new Set(operations.map(({ provisionId }) => provisionId));
  const rest = before.provisions.flatMap(({ provisionId, content, repealed }): PatchOperation[] => {
    const now = typed.get(content.number);
    if (!now || repealed || touched.has(provisionId) || hashContent(now) === hashContent(content)) return [];
    return [{ kind: 'REPLACE', provisionId, expectedHash: hashContent(content), content: now }];
  });
  const exact = operations.map((operation) => {
    const now = 'content' in operation && operation.content ? typed.get(operation.content.number) : undefined;
    return now ? ({ ...operation, content: now } as PatchOperation) : operation;
  });
  return [...exact, ...rest];
}

/** What a text says on a day, provision by provision. */
export const wordsOn = (versions: readonly ProvisionVersion[], inForceOn: CivilDate): readonly string[] =>
  consolidate(versions, { inForceOn, knownAt: LATER })
    .provisions.filter(({ repealed }) => repealed === null)
    .map(({ depth, content: { number, heading, body } }) => [depth, number, heading, body].join(' | '));

/** A text of elsewhere of one article and one decision, as its collective exported it. */
export function textOfElsewhere(title: string): string {
  const text = new ToldText(title, 'Les Charmes');
  return exported(text.decide('2025-05-01', [text.insert(1, words('Article 1'))]));
}

/** A text as its collective exported it. */
export const exported = (text: ToldText, inForceOn: CivilDate = '2026-01-01'): string =>
  renderJson(text.whole(), { inForceOn, knownAt: LATER });

function standing({ versions }: ToldText, id: number, on: CivilDate): ProvisionVersion {
  const found = versions.find(
    ({ provisionId, knownUntil, inForceFrom, inForceUntil }) =>
      provisionId === uuid(id) &&
      knownUntil === null &&
      inForceFrom <= on &&
      (inForceUntil === null || on < inForceUntil),
  );
  if (!found) throw new Error(`nothing stands of ${id} on ${on}`);
  return found;
}

const on = ({ provisionId, hash }: ProvisionVersion): { provisionId: Uuid; expectedHash: string } => ({
  provisionId,
  expectedHash: hash,
});
