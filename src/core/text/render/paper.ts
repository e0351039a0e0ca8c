import type { Locale } from '../../kernel/actors.js';
import { hashJson, type Sha256 } from '../../kernel/hash.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CivilDate } from '../../kernel/instants.js';
import type { ConsolidatedProvision } from '../consolidation.js';
import { hashContent } from '../content.js';
import type { DecisionLabel } from '../markdown.js';
import { isKnown } from '../version.js';
import { markInlines } from './marks.js';
import type { Blocks, Inlines } from './markdown-tree.js';
import { PHRASES, printDate } from './phrases.js';
import { nameOf, plainly, shownOf, wordsOf, type Shown, type ShownOptions } from './shown.js';
import { asKnownAt, labelOfDecision, type WholeText } from './whole-text.js';

/** What a document to be printed or edited says, whatever its format: PDF, ODT or DOCX. */
export interface Paper {
  readonly title: string;
  readonly collective: string;
  /** Of the words; notes are in `locale`. */
  readonly language: Locale;
  readonly locale: Locale;
  /** The day read: the only date of the file, so that the same text on the same day gives the same bytes. */
  readonly day: CivilDate;
  /** What the document says of itself, under its title. */
  readonly notes: readonly string[];
  /** Whether changes are marked. */
  readonly isMarked: boolean;
  /** Of the words in force, see `hashWording`. */
  readonly hash: Sha256;
  readonly provisions: readonly PaperProvision[];
}

export interface PaperProvision {
  readonly provisionId: Uuid;
  /** 0 at the top. */
  readonly depth: number;
  readonly name: Inlines;
  /** The same in plain words: what a list of contents says. */
  readonly plainName: string;
  readonly body: Blocks;
  /** Which decision wrote or repealed it. */
  readonly note: string;
  /** A note that came with the provision, or with its repeal, is part of what changed. */
  readonly noteIsNew: boolean;
  readonly change: PaperChange;
}

/** Who made the changes marked in a provision: never a person. */
export interface PaperChange {
  /** `décision 2026-012`; all of them, where several wrote it one after the other. */
  readonly author: string;
  /** The day of the last of them. */
  readonly on: CivilDate;
}

/** Reads a text as the document that every paper is written from. Nothing in it comes from a clock. */
export function paperOf(whole: WholeText, options: ShownOptions): Paper {
  const text = asKnownAt(whole, options.knownAt);
  const shown = shownOf(text, options);
  return {
    title: text.title,
    collective: text.collective.name,
    language: text.language,
    locale: options.locale,
    day: options.inForceOn,
    notes: notesOf(text, options),
    isMarked: options.marksSince !== null,
    hash: hashWording(
      text.title,
      shown.map(({ provision }) => provision),
    ),
    provisions: shown.map((one) => provisionOf(one, text, options)),
  };
}

/**
 * SHA-256 of a wording: the canonical JSON of its title and, in reading order, of the depth of each provision in force
 * and the hash of its words. Two days on which the same words are in force have the same.
 */
export const hashWording = (title: string, provisions: readonly ConsolidatedProvision[]): Sha256 =>
  hashJson({
    title,
    provisions: provisions
      .filter(({ repealed }) => repealed === null)
      .map(({ depth, content }) => ({ depth, hash: hashContent(content) })),
  });

function notesOf(
  { patches, decisions }: WholeText,
  { locale, inForceOn, marksSince }: ShownOptions,
): string[] {
  const { read, knownThrough, changedSince, areMarked } = PHRASES[locale];
  const last = patches.at(-1);
  const known = last ? `, ${knownThrough} ${cite(labelOfDecision(decisions, last.decisionId), locale)}` : '';
  const marks = marksSince === null ? [] : [`${changedSince} ${printDate(marksSince, locale)} ${areMarked}`];
  return [`${read} ${printDate(inForceOn, locale)}${known}.`, ...marks];
}

function provisionOf(shown: Shown, text: WholeText, options: ShownOptions): PaperProvision {
  const { provision, before } = shown;
  const { marksSince } = options;
  const plainName = nameOf(provision, text.language);
  const { name, body } = wordsOf(shown, text.language, options);
  const isRepealed = provision.repealed !== null;
  const cameOrWent = before === undefined || (isRepealed && before.repealed === null);
  return {
    provisionId: provision.provisionId,
    depth: provision.depth,
    name: isRepealed && marksSince !== null ? nameOfRepealed(shown, plainName, text.language) : name,
    plainName,
    body,
    note: noteOf(provision, text, options.locale),
    noteIsNew: marksSince !== null && cameOrWent,
    change: changeOf(provision, text, options),
  };
}

/** A repealed provision keeps its name, so that whoever takes its deletion over reads what the note speaks of. */
function nameOfRepealed({ before }: Shown, plainName: string, language: Locale): Inlines {
  const name = plainly(plainName);
  return before
    ? markInlines(plainly(nameOf(before, language)), name)
    : [{ kind: 'INSERTED', inlines: name }];
}

function noteOf({ repealed, openedBy }: ConsolidatedProvision, text: WholeText, locale: Locale): string {
  const { repealed: repealedBy, repealedFrom, written } = PHRASES[locale];
  const cited = cite(labelOfDecision(text.decisions, repealed?.by ?? openedBy), locale);
  return repealed
    ? `${repealedBy} ${cited}, ${repealedFrom} ${printDate(repealed.on, locale)}.`
    : `${written} ${cited}.`;
}

/** The decisions that wrote a provision within the days marked. */
function changeOf(
  { provisionId, openedBy, repealed }: ConsolidatedProvision,
  { versions, decisions }: WholeText,
  { locale, inForceOn, knownAt, marksSince }: ShownOptions,
): PaperChange {
  const written = versions
    .filter((version) => version.provisionId === provisionId && isKnown(version, knownAt))
    .filter(({ inForceFrom }) => inForceFrom > (marksSince ?? '') && inForceFrom <= inForceOn)
    .toSorted((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1))
    .map((version) => version.openedBy);
  const all = [...new Set([...written, ...(repealed ? [repealed.by] : [])])];
  const labels = (all.length > 0 ? all : [openedBy]).map((id) => labelOfDecision(decisions, id));
  const { decisionInChange, decisionsInChange } = PHRASES[locale];
  const name = labels.length > 1 ? decisionsInChange : decisionInChange;
  const numbers = labels.map(({ label }) => label).join(', ');
  return { author: `${name} ${numbers}`, on: (labels.at(-1) as DecisionLabel).date };
}

const cite = ({ label, date }: DecisionLabel, locale: Locale): string =>
  `${label} ${PHRASES[locale].dated} ${printDate(date, locale)}`;

/** What a document with tracked changes says of itself: each bears its author. */
export const trackedNotes = ({ notes, isMarked, locale }: Paper): readonly string[] =>
  isMarked ? [...notes, PHRASES[locale].changesByDecision] : notes;
