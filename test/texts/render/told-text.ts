import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Uuid } from '../../../src/core/kernel/ids.js';
import type { CivilDate, Instant } from '../../../src/core/kernel/instants.js';
import { Refusal } from '../../../src/core/kernel/refusals.js';
import type { DecisionLabel } from '../../../src/core/text/markdown.js';
import { provisionsFromMarkdown } from '../../../src/core/text/markdown.js';
import type { PatchOperation, ProvisionContent } from '../../../src/core/text/operations.js';
import { applyPatch, withPatch } from '../../../src/core/text/patch.js';
import type { RecordedPatch, WholeText } from '../../../src/core/text/render/whole-text.js';
import type { ProvisionVersion } from '../../../src/core/text/version.js';

/** A UUID that a reader of a failing test can tell from another. */
export const uuid = (number: number, kind = 0): Uuid =>
  `00000000-0000-7000-8${kind.toString(16).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`;

export const noon = (day: CivilDate): Instant => `${day}T11:00:00.000Z`;

export const LATER = '2099-01-01T00:00:00.000Z';

/** A text told decision by decision, each proclaimed at noon of its day, in Paris. */
export class ToldText {
  versions: readonly ProvisionVersion[] = [];
  readonly patches: RecordedPatch[] = [];
  readonly decisions = new Map<Uuid, DecisionLabel>();

  constructor(
    readonly title = 'Statuts',
    readonly collective = 'Les Ormes',
  ) {}

  decide(today: CivilDate, operations: readonly PatchOperation[], effectiveOn: CivilDate = today): this {
    const number = this.patches.length + 1;
    const [decisionId, now] = [uuid(number, 1), noon(today)];
    let opened = 0;
    const applied = applyPatch({
      versions: this.versions,
      operations,
      effectiveOn,
      today,
      now,
      decisionId,
      newId: () => uuid(number * 10_000 + (opened += 1), 2),
    });
    if (applied instanceof Refusal) throw applied;
    this.versions = withPatch(this.versions, applied);
    this.patches.push({ decisionId, effectiveOn, knownAt: now, operations });
    this.decisions.set(decisionId, {
      label: `${today.slice(0, 4)}-${String(number).padStart(3, '0')}`,
      date: today,
    });
    return this;
  }

  insert(
    id: number,
    content: ProvisionContent,
    under: number | null = null,
    after: number | null = null,
  ): PatchOperation {
    return {
      kind: 'INSERT',
      provisionId: uuid(id),
      parentId: under === null ? null : uuid(under),
      afterId: after === null ? null : uuid(after),
      content,
    };
  }

  replace(id: number, content: ProvisionContent): PatchOperation {
    return { kind: 'REPLACE', provisionId: uuid(id), expectedHash: this.hashOf(id), content };
  }

  repeal(id: number): PatchOperation {
    return { kind: 'REPEAL', provisionId: uuid(id), expectedHash: this.hashOf(id) };
  }

  whole(): WholeText {
    const { title, versions, patches, decisions } = this;
    return {
      id: uuid(1, 3),
      title,
      language: 'fr',
      collective: { id: uuid(1, 4), name: this.collective },
      versions,
      patches,
      decisions,
    };
  }

  private hashOf(id: number): string {
    return this.versions.findLast(({ provisionId }) => provisionId === uuid(id))?.hash ?? 'none';
  }
}

export const words = (number: string, body = `Words of ${number}.`, heading = ''): ProvisionContent => ({
  number,
  heading,
  body,
});

/** Statutes with titles within titles, a list, a table, quotes, four decisions, two clocks and a repeal. */
export function statutes(): ToldText {
  const text = new ToldText();
  text.decide('2026-05-01', [
    text.insert(1, words('Titre I', '', 'Le collectif')),
    text.insert(2, words('Chapitre 1', 'Ce chapitre dit **qui** nous sommes.'), 1),
    text.insert(3, words('Article 1', ARTICLE_1, 'Objet'), 2),
    text.insert(4, words('Article 2', 'La cotisation est libre.'), 2, 3),
    text.insert(5, words('Titre II', '', 'Les décisions'), null, 1),
    text.insert(6, words('Article 3', ARTICLE_3, 'Quorum'), 5),
  ]);
  text.decide('2026-06-01', [text.replace(4, words('Article 2', 'La cotisation est de *10 euros*.'))]);
  text.decide(
    '2026-07-01',
    [text.insert(7, words('Article 2 bis', 'Nul n’est exclu faute d’argent.'), 2, 4), text.repeal(4)],
    '2027-01-01',
  );
  text.decide('2026-08-01', [
    text.replace(
      6,
      words(
        'Article 3',
        ARTICLE_3.replace('un quart', 'un tiers').replace('| Assemblée | 30 |', '| Assemblée | 40 |'),
        'Quorum des scrutins',
      ),
    ),
  ]);
  return text;
}

const ARTICLE_1 = `Le collectif défend « l'égalité » :

1. par l'entraide ;
2. par l'éducation,
   - en ligne
   - en salle
4) par le vote.

> Rien pour nous sans nous.

Voir [le site](https://ormes.example/a?b=c&d=e "Le site").`;

const ARTICLE_3 = `Le quorum est d'un quart.

| Cadre | Quorum |
|---|---:|
| En ligne | 25 |
| Assemblée | 30 |

\`\`\`
si présents < quorum alors rien
\`\`\`

---

Fin.`;

const CONSTITUTION = new URL('../../../../shared/golden/texts/constitution-1958/', import.meta.url);

export const CONSTITUTION_IS_THERE = existsSync(fileURLToPath(CONSTITUTION));

/**
 * The French Constitution as in force on a day, whole from one decision. Its later files hold titles that were
 * renumbered beside those that bear their numbers now: the second of a number is told from the first.
 */
export function constitution(day: CivilDate): ToldText {
  const file = readFileSync(fileURLToPath(new URL(`${day}.md`, CONSTITUTION)), 'utf8');
  let id = 0;
  const imported = provisionsFromMarkdown(file.replace(/^---\n[\s\S]*?\n---\n/, ''), () => uuid((id += 1)));
  if (imported instanceof Refusal) throw imported;
  const numbers = new Map<string, number>();
  const operations = imported.operations.map((operation) => {
    const { number } = operation.content;
    const times = (numbers.get(number) ?? 0) + 1;
    numbers.set(number, times);
    return times === 1
      ? operation
      : { ...operation, content: { ...operation.content, number: `${number} (${times})` } };
  });
  return new ToldText(imported.title ?? '', 'Peuple français').decide(day, operations);
}
