import type { Locale } from '../../kernel/actors.js';
import type { CivilDate } from '../../kernel/instants.js';
import { consolidate, type ConsolidatedProvision, type ReadingPoint } from '../consolidation.js';
import { citationsIn } from '../references.js';
import { citeIn, type Citing } from './cite.js';
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
  /** How each of them calls what it names; absent: as it was typed. */
  readonly citing?: { readonly now: Citing; readonly before: Citing };
}

/** The provisions of a text in reading order, each with what it said on the day from which changes are marked. */
export function shownOf(
  text: WholeText,
  { inForceOn, knownAt, marksSince }: ShownOptions,
  anchorOf: Citing['anchorOf'] = () => null,
): Shown[] {
  const { provisions } = consolidate(text.versions, { inForceOn, knownAt });
  const earlier = marksSince === null ? null : consolidate(text.versions, { inForceOn: marksSince, knownAt });
  const before = new Map(earlier?.provisions.map((provision) => [provision.provisionId, provision]));
  const citingOn = (day: CivilDate): Citing => ({
    cited: citationsIn(text.versions, { inForceOn: day, knownAt }),
    locale: text.language,
    anchorOf,
  });
  const citing = { now: citingOn(inForceOn), before: citingOn(marksSince ?? inForceOn) };
  return provisions.map((provision) => ({
    provision,
    before: before.get(provision.provisionId),
    citing,
  }));
}

/** A provision's name and body: with marks where they are asked for and something changed. */
export function wordsOf(
  { provision, before, citing }: Shown,
  language: Locale,
  { marksSince }: Pick<ShownOptions, 'marksSince'>,
): { readonly name: Inlines; readonly body: Blocks } {
  const name = plainly(nameOf(provision, language));
  const body = cited(provision.content.body, citing?.now);
  const repealed = provision.repealed !== null;
  if (marksSince === null || (before?.repealed && repealed)) return { name, body: repealed ? [] : body };
  // Restored within the days marked: its name stood there, and its words did not.
  if (before?.repealed)
    return {
      name: markInlines(plainly(nameOf(before, language)), name),
      body: wrapped('INSERTED', body),
    };
  if (!before) {
    // In force and repealed within the days marked: nothing of it was read on either.
    if (repealed) return { name, body: [] };
    return { name: [{ kind: 'INSERTED', inlines: name }], body: wrapped('INSERTED', body) };
  }
  if (repealed)
    return {
      name: [{ kind: 'DELETED', inlines: plainly(nameOf(before, language)) }],
      body: wrapped('DELETED', cited(before.content.body, citing?.before)),
    };
  return wordsOfChange(before.content, provision.content, language, citing);
}

/** What one wording says, with marks where another said something else before it; references as typed unless it is said how. */
export const wordsOfChange = (
  before: ProvisionContent,
  after: ProvisionContent,
  language: Locale,
  citing?: Shown['citing'],
): { readonly name: Inlines; readonly body: Blocks } => ({
  name: markInlines(
    plainly(nameOf({ content: before }, language)),
    plainly(nameOf({ content: after }, language)),
  ),
  body: markBlocks(cited(before.body, citing?.before), cited(after.body, citing?.now)),
});

const cited = (body: string, citing: Citing | undefined): Blocks =>
  citing ? citeIn(readMarkdown(body), citing) : readMarkdown(body);

export const nameOf = (
  { content: { number, heading } }: Pick<ConsolidatedProvision, 'content'>,
  locale: Locale,
): string => (heading === '' ? number : `${number}${PHRASES[locale].colon}${heading}`);

export const plainly = (text: string): Inlines => [{ kind: 'TEXT', text }];

const wrapped = (kind: 'INSERTED' | 'DELETED', blocks: Blocks): Blocks =>
  blocks.length === 0 ? [] : [{ kind, blocks }];
