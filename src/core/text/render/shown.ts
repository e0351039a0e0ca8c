import type { Locale } from '../../kernel/actors.js';
import type { CivilDate } from '../../kernel/instants.js';
import { consolidate, type ConsolidatedProvision, type ReadingPoint } from '../consolidation.js';
import { markBlocks, markInlines } from './marks.js';
import { readMarkdown, type Blocks, type Inlines } from './markdown-tree.js';
import { PHRASES } from './phrases.js';
import type { ProvisionContent } from '../operations.js';
import type { WholeText } from './whole-text.js';

export interface ShownOptions extends ReadingPoint {
  readonly locale: Locale;
  /** Marks what changed after this day and until the day read; null: nothing is marked. */
  readonly marksSince: CivilDate | null;
}

/** A provision as it is read, and what it said on the day from which changes are marked; undefined: nothing. */
export interface Shown {
  readonly provision: ConsolidatedProvision;
  readonly before: ConsolidatedProvision | undefined;
}

/** The provisions of a text in reading order, each with what it said on the day from which changes are marked. */
export function shownOf(text: WholeText, { inForceOn, knownAt, marksSince }: ShownOptions): Shown[] {
  const { provisions } = consolidate(text.versions, { inForceOn, knownAt });
  const earlier = marksSince === null ? null : consolidate(text.versions, { inForceOn: marksSince, knownAt });
  const before = new Map(earlier?.provisions.map((provision) => [provision.provisionId, provision]));
  return provisions.map((provision) => ({ provision, before: before.get(provision.provisionId) }));
}

/** A provision's name and body: with marks where they are asked for and something changed. */
export function wordsOf(
  { provision, before }: Shown,
  language: Locale,
  { marksSince }: Pick<ShownOptions, 'marksSince'>,
): { readonly name: Inlines; readonly body: Blocks } {
  const name = plainly(nameOf(provision, language));
  const body = readMarkdown(provision.content.body);
  const repealed = provision.repealed !== null;
  if (marksSince === null || before?.repealed) return { name, body: repealed ? [] : body };
  if (!before) {
    // In force and repealed within the days marked: nothing of it was read on either.
    if (repealed) return { name, body: [] };
    return { name: [{ kind: 'INSERTED', inlines: name }], body: wrapped('INSERTED', body) };
  }
  if (repealed)
    return {
      name: [{ kind: 'DELETED', inlines: plainly(nameOf(before, language)) }],
      body: wrapped('DELETED', readMarkdown(before.content.body)),
    };
  return wordsOfChange(before.content, provision.content, language);
}

/** What one wording says, with marks where another said something else before it. */
export const wordsOfChange = (
  before: ProvisionContent,
  after: ProvisionContent,
  language: Locale,
): { readonly name: Inlines; readonly body: Blocks } => ({
  name: markInlines(
    plainly(nameOf({ content: before }, language)),
    plainly(nameOf({ content: after }, language)),
  ),
  body: markBlocks(readMarkdown(before.body), readMarkdown(after.body)),
});

export const nameOf = (
  { content: { number, heading } }: Pick<ConsolidatedProvision, 'content'>,
  locale: Locale,
): string => (heading === '' ? number : `${number}${PHRASES[locale].colon}${heading}`);

export const plainly = (text: string): Inlines => [{ kind: 'TEXT', text }];

const wrapped = (kind: 'INSERTED' | 'DELETED', blocks: Blocks): Blocks =>
  blocks.length === 0 ? [] : [{ kind, blocks }];
