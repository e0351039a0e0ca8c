import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { consolidate } from '../../src/core/text/consolidation.js';
import { provisionsFromMarkdown, renderMarkdown } from '../../src/core/text/markdown.js';
import { applyPatch, withPatch } from '../../src/core/text/patch.js';
import { patchFromCopy } from '../../src/core/text/patch-from-copy.js';
import type { PatchOperation } from '../../src/core/text/operations.js';
import type { ProvisionVersion } from '../../src/core/text/version.js';

const BASE = `# Statuts

## Titre I : Objet

### Article 1 : Nom

L’association s’appelle « Ormée ».

Elle est sans chef.

### Article 2

Le quorum est du tiers.

## Titre II : Divers

### Article 3

Tout le reste.
`;

/** A text that was decided on the days of November, in the order of its decisions. */
class Told {
  versions: readonly ProvisionVersion[] = [];
  private count = 0;

  constructor(markdown: string) {
    const read = provisionsFromMarkdown(markdown, this.newId);
    if (read instanceof Refusal) throw read;
    this.decide(read.operations);
  }

  readonly newId = (): string => `p${(this.count += 1)}`;

  decide(operations: readonly PatchOperation[]): void {
    const decision = `d${(this.count += 1)}`;
    const now = new Date(Date.UTC(2026, 10, 1, 12, this.count)).toISOString();
    const patch = { operations, effectiveOn: null, today: '2026-11-01', now, decisionId: decision };
    const applied = applyPatch({ ...patch, versions: this.versions, newId: () => `v${(this.count += 1)}` });
    if (applied instanceof Refusal) throw applied;
    this.versions = withPatch(this.versions, applied);
  }

  get text() {
    return consolidate(this.versions, { inForceOn: '2026-11-01', knownAt: '2027-01-01T00:00:00.000Z' });
  }

  /** What an author copies: the text as it is exported. */
  get exported(): string {
    const ids = this.versions.flatMap(({ openedBy, closedBy }) => [openedBy, closedBy ?? openedBy]);
    const decisions = new Map(ids.map((id) => [id, { label: '2026-001', date: '2026-11-01' }]));
    return renderMarkdown(this.text, { title: 'Statuts', locale: 'fr', decisions });
  }

  /** One line a provision that is in force: its depth, its name and its words. */
  get lines(): string[] {
    return this.text.provisions
      .filter(({ repealed }) => !repealed)
      .map(({ depth, content }) => `${depth} ${content.number} : ${content.heading} : ${content.body}`);
  }

  /** The operations that an edited copy of the export asks for. */
  operationsOf(...changes: readonly [string, string][]) {
    const copy = changes.reduce((text, [before, after]) => {
      if (!text.includes(before)) throw new Error(`nothing to replace: ${before}`);
      return text.replace(before, after);
    }, this.exported);
    return patchFromCopy(this.text, copy, this.newId);
  }

  /** The text once the edited copy was decided. */
  edited(...changes: readonly [string, string][]): string[] {
    const operations = this.operationsOf(...changes);
    if (operations instanceof Refusal) throw operations;
    this.decide(operations);
    return this.lines;
  }
}

describe('an edited copy of a text, as operations', () => {
  it('is none where nothing changed, or typography alone', () => {
    const told = new Told(BASE);
    expect(told.operationsOf()).toEqual([]);
    expect(
      told.operationsOf(['L’association s’appelle « Ormée ».', `L'association s'appelle "Ormée".`]),
    ).toEqual([]);
  });

  it('replaces a provision whose words changed, and keeps what did not as it was typed', () => {
    const told = new Told(BASE);
    const operations = told.operationsOf([
      'L’association s’appelle « Ormée ».',
      `L'association s'appelle "L'Ormée".`,
    ]);
    expect(operations).toMatchObject([
      {
        kind: 'REPLACE',
        content: { number: 'Article 1', body: `L’association s’appelle « L'Ormée ».\n\nElle est sans chef.` },
      },
    ]);
  });

  it('inserts, repeals, renumbers and renames under the same identities', () => {
    const told = new Told(BASE);
    const before = told.text.provisions.map(({ provisionId }) => provisionId);
    const lines = told.edited(
      ['### Article 2\n', '### Article 1 bis\n\nElle est gratuite.\n\n### Article 2 bis\n'],
      [': Divers', ': Dispositions diverses'],
      [/### Article 3[^]*/.exec(told.exported)?.[0] ?? '', ''],
    );
    expect(lines).toEqual([
      '0 Titre I : Objet : ',
      '1 Article 1 : Nom : L’association s’appelle « Ormée ».\n\nElle est sans chef.',
      '1 Article 1 bis :  : Elle est gratuite.',
      '1 Article 2 bis :  : Le quorum est du tiers.',
      '0 Titre II : Dispositions diverses : ',
    ]);
    const renumbered = told.text.provisions.find(({ content }) => content.number === 'Article 2 bis');
    expect(before).toContain(renumbered?.provisionId);
  });

  it('puts a new title with all that stands under it', () => {
    const told = new Told(BASE);
    const lines = told.edited([
      '## Titre II',
      '## Titre I bis : Argent\n\n### Article 2 ter\n\nUn.\n\n### Article 2 quater\n\nDeux.\n\n## Titre II',
    ]);
    expect(lines.slice(3, 7)).toEqual([
      '0 Titre I bis : Argent : ',
      '1 Article 2 ter :  : Un.',
      '1 Article 2 quater :  : Deux.',
      '0 Titre II : Divers : ',
    ]);
  });

  it('is refused by the number of what stands elsewhere', () => {
    const told = new Told(BASE);
    const moved = told.operationsOf(
      ['### Article 3', '### Article 4'],
      ['## Titre I :', '### Article 3\n\nAvant tout.\n\n## Titre I :'],
    );
    expect(moved).toMatchObject({ code: 'INVALID_INPUT', facts: { field: 'Article 3', reason: 'MOVED' } });
    const swapped = told.operationsOf(
      ['### Article 1 :', '### Article X :'],
      ['### Article 2\n', '### Article 1\n'],
      ['### Article X :', '### Article 2 :'],
    );
    expect(swapped).toMatchObject({ code: 'INVALID_INPUT', facts: { field: 'Article 1', reason: 'MOVED' } });
  });

  it('is refused by its line where it cannot be read', () => {
    const told = new Told(BASE);
    expect(told.operationsOf(['# Statuts', 'Avant.\n\n# Statuts'])).toMatchObject({
      code: 'INVALID_INPUT',
      facts: { field: 'line 1' },
    });
  });

  it('makes the copy of the text, whatever was added, taken out and rewritten', () => {
    const aBody = fc
      .array(fc.constantFrom('le', 'quorum', 'est', 'du', 'tiers', 'membre', ',', '.', '\n\n', '- un'), {
        minLength: 1,
        maxLength: 12,
      })
      .map((words) =>
        words
          .join(' ')
          .replace(/ ?\n\n ?/g, '\n\n')
          .trim(),
      )
      .filter((body) => body !== '');
    const anEdit = fc.record({
      keep: fc.boolean(),
      body: fc.option(aBody, { nil: null }),
      before: fc.option(aBody, { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(aBody, anEdit), { minLength: 1, maxLength: 8 }), (articles) => {
        const write = (all: readonly (readonly [string, string])[]): string =>
          `# Statuts\n\n${all.map(([number, body]) => `## ${number}\n\n${body}\n\n`).join('')}`;
        const told = new Told(write(articles.map(([body], index) => [`Article ${index + 1}`, body])));
        const wanted = articles.flatMap(([body, edit], index) => [
          ...(edit.before === null
            ? []
            : [[`Article ${index} bis`, `Nouveau ${index} : ${edit.before}`] as const]),
          ...(edit.keep ? [[`Article ${index + 1}`, edit.body ?? body] as const] : []),
        ]);
        const copy = write(wanted);
        const operations = patchFromCopy(told.text, copy, told.newId);
        if (operations instanceof Refusal) throw operations;
        told.decide(operations);
        // What is the same but for typography stays as it was: here only spaces may differ.
        const flat = (text: string): string => text.replace(/\s+/g, '');
        expect(told.lines.map(flat)).toEqual(
          wanted.map(([number, body]) => flat(`0 ${number} :  : ${body}`)),
        );
      }),
      { numRuns: 100 },
    );
  });
});
