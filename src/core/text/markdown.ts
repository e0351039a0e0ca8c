import type { Locale } from '../kernel/actors.js';
import type { Uuid } from '../kernel/ids.js';
import type { CivilDate } from '../kernel/instants.js';
import { refuse, Refusal } from '../kernel/refusals.js';
import type { ConsolidatedProvision, ConsolidatedText } from './consolidation.js';
import { refuseContent } from './content.js';
import { fencedLines, inertBody, isBlank, isUnderline } from './markdown-body.js';
import type { InsertProvision } from './operations.js';
import { PHRASES, printDate } from './render/phrases.js';

const BOTH = [PHRASES.fr, PHRASES.en];
const RESERVED = BOTH.flatMap(({ read, written, repealed }) => [read, written, repealed]);

export interface RenderOptions {
  /** Plain text, one line. */
  readonly title: string;
  readonly locale: Locale;
  /** The number (`2026-012`) and day of every decision that the text cites; one that lacks is a TypeError. */
  readonly decisions: ReadonlyMap<Uuid, DecisionLabel>;
}

export interface DecisionLabel {
  readonly label: string;
  readonly date: CivilDate;
  /** Taken over with the text from elsewhere, not verified; its label says so too. */
  readonly takenOver?: true;
}

/**
 * Writes a consolidated text as Markdown (CommonMark): the title, the day read, then each provision under a heading of
 * its depth (six at most), followed by a line in italics naming the decision that wrote or repealed it. Numbers and
 * headings are plain text; bodies are made inert, so that no provision can write outside its own place.
 */
export function renderMarkdown(text: ConsolidatedText, options: RenderOptions): string {
  const { read } = PHRASES[options.locale];
  const blocks = [
    `# ${plain(options.title)}`,
    `*${read} ${printDate(text.inForceOn, options.locale)}.*`,
    ...text.provisions.flatMap((provision) => provisionBlocks(provision, options)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The Markdown heading of a provision: its depth, its number and what it is called. */
export function provisionHeading({ depth, content }: ConsolidatedProvision, locale: Locale): string {
  const { number, heading } = content;
  const name = plain(number).replaceAll(':', '\\:') + (heading ? PHRASES[locale].colon + plain(heading) : '');
  return `${'#'.repeat(Math.min(depth + 2, 6))} ${name}`;
}

/** The words of a provision as they may stand in a document. */
export const standingBody = ({ content: { body } }: Pick<ConsolidatedProvision, 'content'>): string =>
  withoutBlankEnds(inertBody(body, RESERVED).split('\n')).join('\n');

function provisionBlocks(provision: ConsolidatedProvision, options: RenderOptions): string[] {
  const { written, repealed } = PHRASES[options.locale];
  const title = provisionHeading(provision, options.locale);
  if (provision.repealed) return [title, `*${repealed} ${citeDecision(provision.repealed.by, options)}.*`];
  const words = standingBody(provision);
  return [title, ...(words ? [words] : []), `*${written} ${citeDecision(provision.openedBy, options)}.*`];
}

function citeDecision(id: Uuid, { decisions, locale }: RenderOptions): string {
  const decision = decisions.get(id);
  if (!decision) throw new TypeError(`no label for decision ${id}`);
  return `${plain(decision.label)} ${PHRASES[locale].dated} ${printDate(decision.date, locale)}`;
}

/** Plain text in a line of Markdown, and back. */
export const plain = (text: string): string => text.replace(/\n/g, ' ').replace(/[\\`*_[\]<>&#~$]/g, '\\$&');
const fromPlain = (markdown: string): string => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');

/** A tree of provisions read from a file, ready to be put to the collective as a patch. */
export interface ImportedText {
  readonly title: string | null;
  readonly operations: readonly InsertProvision[];
}

interface Section {
  /** Counted from 1. */
  readonly line: number;
  readonly level: number;
  readonly name: string;
  readonly body: string[];
}

/** A section under which others may come; its id is null at the top, and undefined where it was repealed. */
interface Open {
  readonly level: number;
  readonly provisionId: Uuid | null | undefined;
  lastChildId: Uuid | null;
}

/**
 * Reads Markdown as insertions in reading order: `# Title` once at most, then `## Titre I : heading`, `### Article 1`;
 * a heading belongs to the nearest one above it of a higher rank, whatever the levels skipped. The number ends at the
 * first colon followed by a space. What `renderMarkdown` wrote is read back: its own lines and repealed provisions are
 * left out. Anything else is refused by INVALID_INPUT, with `field` as `line 12` and the reason: UNCLOSED_FENCE,
 * UNDERLINED_HEADING, MISPLACED_TITLE, TEXT_BEFORE_FIRST_PROVISION, UNDER_REPEALED, or NUMBER_, HEADING_ or BODY_ and a
 * reason of `refuseContent`.
 */
export function provisionsFromMarkdown(
  markdown: string,
  newId: () => Uuid,
): ImportedText | Refusal<'INVALID_INPUT'> {
  const sections = sectionsOf(markdown.replaceAll('\r\n', '\n').split('\n'));
  if (sections instanceof Refusal) return sections;
  const provisions = sections.filter(({ level }) => level > 1);
  const stray = sections.filter(({ level }) => level <= 1).find(({ body }) => body.some(isText));
  if (stray) return refuseLine(stray.line + 1 + stray.body.findIndex(isText), 'TEXT_BEFORE_FIRST_PROVISION');
  const operations = insertionsOf(provisions, newId);
  if (operations instanceof Refusal) return operations;
  const title = sections.find(({ level }) => level === 1);
  return { title: title ? fromPlain(title.name) : null, operations };
}

/** The file cut at its headings; what comes before the first is a section of level 0. */
function sectionsOf(lines: readonly string[]): Section[] | Refusal<'INVALID_INPUT'> {
  const { inside, unclosed } = fencedLines(lines);
  if (unclosed !== null) return refuseLine(unclosed + 1, 'UNCLOSED_FENCE');
  const preface: Section = { line: 0, level: 0, name: '', body: [] };
  const sections = [preface];
  for (const [index, line] of lines.entries()) {
    const heading = inside[index] ? null : /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(line);
    if (!inside[index] && isUnderline(line, lines[index - 1] ?? ''))
      return refuseLine(index + 1, 'UNDERLINED_HEADING');
    if (!heading) {
      sections.at(-1)?.body.push(line);
      continue;
    }
    const [, marks = '', rest = ''] = heading;
    if (marks.length === 1 && sections.length > 1) return refuseLine(index + 1, 'MISPLACED_TITLE');
    sections.push({ line: index + 1, level: marks.length, name: headingText(rest), body: [] });
  }
  return sections;
}

function insertionsOf(
  sections: readonly Section[],
  newId: () => Uuid,
): InsertProvision[] | Refusal<'INVALID_INPUT'> {
  const operations: InsertProvision[] = [];
  let path: Open[] = [{ level: 1, provisionId: null, lastChildId: null }];
  for (const section of sections) {
    path = path.filter(({ level }) => level < section.level);
    const parent = path.at(-1) as Open;
    const body = withoutOwnLine(withoutBlankEnds(section.body));
    if (body === null) {
      path.push({ level: section.level, provisionId: undefined, lastChildId: null });
      continue;
    }
    if (parent.provisionId === undefined) return refuseLine(section.line, 'UNDER_REPEALED');
    const content = { ...splitName(section.name), body: body.join('\n') };
    const unsound = refuseContent(content);
    if (unsound)
      return refuseLine(section.line, `${unsound.facts.field.toUpperCase()}_${unsound.facts.reason}`);
    const provisionId = newId();
    operations.push({
      kind: 'INSERT',
      provisionId,
      parentId: parent.provisionId,
      afterId: parent.lastChildId,
      content,
    });
    parent.lastChildId = provisionId;
    path.push({ level: section.level, provisionId, lastChildId: null });
  }
  return operations;
}

/** The body without the line that says which decision wrote it; null for a provision that was repealed. */
function withoutOwnLine(body: readonly string[]): readonly string[] | null {
  const last = body.at(-1) ?? '';
  if (body.length === 1 && BOTH.some(({ repealed }) => isOwnLine(last, repealed))) return null;
  const above = body.at(-2) ?? '';
  if (!isBlank(above) || !BOTH.some(({ written }) => isOwnLine(last, written))) return body;
  return withoutBlankEnds(body.slice(0, -1));
}

/** A line of text that does not come from `renderMarkdown`. */
const isText = (line: string): boolean =>
  !isBlank(line) && !BOTH.some(({ read }) => isOwnLine(line.trim(), read));

const isOwnLine = (line: string, phrase: string): boolean =>
  line.startsWith(`*${phrase} `) && line.endsWith('.*');

/** A heading's words, without the closing marks that Markdown allows. */
const headingText = (rest: string): string =>
  rest
    .trimEnd()
    .replace(/(?:^|[ \t])#+$/, '')
    .trim();

function splitName(name: string): { number: string; heading: string } {
  const [, number, heading] = /^((?:\\.|[^\\])*?)\s?:\s(.*)$/.exec(name) ?? [null, name, ''];
  return { number: fromPlain(number ?? '').trim(), heading: fromPlain(heading ?? '').trim() };
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => !isBlank(line));
  return from < 0 ? [] : lines.slice(from, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

const refuseLine = (line: number, reason: string): Refusal<'INVALID_INPUT'> =>
  refuse('INVALID_INPUT', { field: `line ${line}`, reason });
