import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { consolidate } from '../../src/core/text/consolidation.js';
import { provisionsFromMarkdown, renderMarkdown } from '../../src/core/text/markdown.js';
import { applyPatch, withPatch } from '../../src/core/text/patch.js';
import { patchFromCopy } from '../../src/core/text/patch-from-copy.js';
import type { PatchOperation } from '../../src/core/text/operations.js';
import { RUNS } from '../elections/runs.js';
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

  it('moves what stands elsewhere, with new words or without, and no more than it must', () => {
    const told = new Told(BASE);
    const own = told.operationsOf(
      ['### Article 1 : Nom', '### Article 9'],
      ['## Titre II : Divers\n', '## Titre II : Divers\n\n### Article 1 : Nom\n\nElle a un nom.\n'],
      [/### Article 3[^]*/.exec(told.exported)?.[0] ?? '', ''],
      ['## Titre I :', '## Article 3\n\nTout le reste.\n\n## Titre I :'],
    );
    expect(own).toMatchObject([
      { kind: 'MOVE', afterId: null, parentId: null, content: null },
      { kind: 'INSERT', content: { number: 'Article 9' } },
      { kind: 'MOVE', content: { number: 'Article 1', body: 'Elle a un nom.' } },
    ]);
  });

  it('renumbers, names anew, and brings back what was repealed, as plainly as can be', () => {
    const told = new Told(BASE);
    const { exported } = told;
    expect(told.operationsOf(['### Article 2\n', '### Article 2 ter\n'])).toMatchObject([
      { kind: 'RENUMBER', number: 'Article 2 ter' },
    ]);
    expect(told.operationsOf([': Divers', ': Dispositions diverses'])).toMatchObject([
      { kind: 'SET_HEADING', heading: 'Dispositions diverses' },
    ]);
    const before = told.text.provisions.find(({ content }) => content.number === 'Article 2')?.provisionId;
    told.edited([/### Article 2[^]*?(?=## Titre II)/.exec(exported)?.[0] ?? '', '']);
    const back = patchFromCopy(told.text, exported, told.newId);
    expect(back).toMatchObject([{ kind: 'RESTORE', provisionId: before, content: null }]);
    told.decide(back as readonly PatchOperation[]);
    expect(told.exported).toBe(exported);
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

  it('makes the copy of the text, whatever was moved, renumbered, taken out and brought back, twice over', () => {
    /** One provision of a copy: which one of those that ever were, how deep, and what is done to it. */
    const aLine = fc.record({
      which: fc.nat({ max: 11 }),
      depth: fc.nat({ max: 3 }),
      words: fc.nat({ max: 2 }),
      renumber: fc.nat({ max: 5 }).map((chance) => chance === 0),
    });
    const aCopy = fc.uniqueArray(aLine, { selector: ({ which }) => which, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(aCopy, { minLength: 2, maxLength: 4 }), (copies) => {
        const numbers = Array.from({ length: 12 }, (_, which) => `Article ${which + 1}`);
        let told: Told | null = null;
        for (const copy of copies) {
          let above = -1;
          const wanted = copy.map(({ which, depth, words, renumber }) => {
            // A number is borne by one provision for ever: who gets another one keeps it.
            if (renumber && told) numbers[which] += ' bis';
            above = Math.min(depth, above + 1);
            return { depth: above, number: numbers[which] as string, body: `Mots ${which} ${words}.` };
          });
          const markdown = wanted
            .map(({ depth, number, body }) => `${'#'.repeat(depth + 2)} ${number}\n\n${body}\n\n`)
            .join('');
          if (!told) told = new Told(markdown);
          const operations = patchFromCopy(told.text, markdown, told.newId);
          if (operations instanceof Refusal) throw operations;
          told.decide(operations);
          expect(told.lines).toEqual(
            wanted.map(({ depth, number, body }) => `${depth} ${number} :  : ${body}`),
          );
          expect(patchFromCopy(told.text, markdown, told.newId)).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
