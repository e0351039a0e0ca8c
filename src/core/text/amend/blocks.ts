import { fencedLines, isBlank, isUnderline } from '../markdown-body.js';

export type BlockId = string;

export type BlockKind =
  'FRONT_MATTER' | 'HEADING' | 'PARAGRAPH' | 'ITEM' | 'QUOTE' | 'TABLE' | 'CODE' | 'RULE';

/** The smallest piece of a text that has a name of its own: a heading, an alinéa, an item of a list, a table. */
export interface Block {
  /** Its name for as long as the text lives; never its place. */
  readonly id: BlockId;
  readonly kind: BlockKind;
  /** Of a heading 1 to 6, of anything else 0. */
  readonly level: number;
  /** The line ends and blank lines before it, as typed; nothing before the first. */
  readonly gap: string;
  /** Markdown as typed, without line ends around it. */
  readonly text: string;
}

/** A text as blocks in reading order. Its Markdown is theirs, gap and text in turn, then `tail`. */
export interface Draft {
  readonly blocks: readonly Block[];
  /** What follows the last block: line ends. */
  readonly tail: string;
}

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]|$)/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const MARK = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
/** What may begin a list right under a paragraph (CommonMark 0.31, section 5.3): else a line would become an item. */
const MARK_THAT_INTERRUPTS = /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/;
const QUOTE = /^ {0,3}>/;
const DELIMITER_ROW = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/**
 * Cuts Markdown into blocks, losing nothing: `markdownOf` gives the same characters back, but for line ends, which
 * become `\n`. What Markdown nests (a list in a quote) stays in the block that holds it. Ids are given by place, in
 * the order of reading: they name the blocks of a draft that has no history.
 */
export function readBlocks(
  markdown: string,
  nameOf: (place: number) => BlockId = (place) => `b${place + 1}`,
): Draft {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const fenced = fencedLines(lines).inside;
  const blocks: Block[] = [];
  let gap: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] as string;
    if (isBlank(line) && !fenced[index]) {
      gap.push(line);
      index += 1;
      continue;
    }
    const { kind, level, end } = blockAt(lines, fenced, index, blocks.at(-1), gap.length > 0);
    const before = blocks.length === 0 && gap.length === 0 ? '' : gapOf(gap, blocks.length === 0);
    blocks.push({
      id: nameOf(blocks.length),
      kind,
      level,
      gap: before,
      text: lines.slice(index, end).join('\n'),
    });
    gap = [];
    index = end;
  }
  return { blocks, tail: blocks.length === 0 ? gap.join('\n') : gap.map((line) => `\n${line}`).join('') };
}

/** The Markdown of a draft. */
export const markdownOf = ({ blocks, tail }: Draft): string =>
  blocks.map(({ gap, text }) => gap + text).join('') + tail;

/** The line end of what stands before, then each blank line with its own. */
const gapOf = (blank: readonly string[], first: boolean): string =>
  (first ? '' : '\n') + blank.map((line) => `${line}\n`).join('');

interface Extent {
  readonly kind: BlockKind;
  readonly level: number;
  /** The line after its last. */
  readonly end: number;
}

function blockAt(
  lines: readonly string[],
  fenced: readonly boolean[],
  start: number,
  previous: Block | undefined,
  parted: boolean,
): Extent {
  const line = lines[start] as string;
  const until = (ends: (index: number) => boolean): number => {
    let end = start + 1;
    while (end < lines.length && !ends(end)) end += 1;
    return end;
  };
  if (start === 0 && line === '---') {
    const close = lines.indexOf('---', 1);
    if (close > 0) return { kind: 'FRONT_MATTER', level: 0, end: close + 1 };
  }
  if (fenced[start]) return { kind: 'CODE', level: 0, end: until((index) => !fenced[index]) };
  const heading = HEADING.exec(line)?.[1];
  if (heading) return { kind: 'HEADING', level: heading.length, end: start + 1 };
  if (RULE.test(line)) return { kind: 'RULE', level: 0, end: start + 1 };
  const stops = (index: number): boolean =>
    isBlank(lines[index] as string) ||
    fenced[index] === true ||
    HEADING.test(lines[index] as string) ||
    (RULE.test(lines[index] as string) && !isUnderline(lines[index] as string, lines[index - 1] as string));
  if (MARK.test(line) && (parted || previous?.kind !== 'PARAGRAPH' || MARK_THAT_INTERRUPTS.test(line))) {
    const end = until(
      (index) =>
        stops(index) ||
        MARK.test(lines[index] as string) ||
        underlines(lines, index) ||
        QUOTE.test(lines[index] as string),
    );
    return { kind: 'ITEM', level: 0, end };
  }
  if (QUOTE.test(line))
    return {
      kind: 'QUOTE',
      level: 0,
      end: until((index) => stops(index) || MARK_THAT_INTERRUPTS.test(lines[index] as string)),
    };
  if (line.includes('|') && DELIMITER_ROW.test(lines[start + 1] ?? ''))
    return { kind: 'TABLE', level: 0, end: until(stops) };
  const end = until(
    (index) =>
      stops(index) ||
      underlines(lines, index) ||
      MARK_THAT_INTERRUPTS.test(lines[index] as string) ||
      QUOTE.test(lines[index] as string),
  );
  if (end < lines.length && underlines(lines, end))
    return { kind: 'HEADING', level: /=/.test(lines[end] as string) ? 1 : 2, end: end + 1 };
  return { kind: 'PARAGRAPH', level: 0, end };
}

const underlines = (lines: readonly string[], index: number): boolean =>
  isUnderline(lines[index] as string, lines[index - 1] ?? '');
