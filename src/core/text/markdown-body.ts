const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
/** Indentation, quotes and list marks: what may stand before the structure of a line (CommonMark 0.31, section 5). */
const CONTAINERS = /^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*/;
const HEADING_OR_FENCE = /^(?:#|`{3}|~{3})/;
/** A list mark would begin a new block, so only indentation and quotes may stand before an underline. */
const UNDERLINE = /^([ \t>]*)(?:=+|-+)[ \t]*$/;
/** Each of these is active where an even number of backslashes precedes it. */
const TAG = /(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])(?!https?:\/\/|mailto:)/g;
const CHARACTER_REFERENCE = /(?<!\\)((?:\\\\)*)&(?=#?[A-Za-z0-9]+;)/g;
/** What a reader does not see of a link, so that a sentence is known even with a link in it. */
const LINK_TARGET = /\]\([^()]*\)/g;
const EMPHASIS = /(?<!\\)((?:\\\\)*)([*_])/g;

/**
 * A provision's body as it may stand in a larger Markdown document. Words are kept as typed; a backslash is put
 * before what would reach beyond the body: headings of both kinds, code fences (but those that open and close at the
 * margin), HTML and character references, link definitions. A body that holds one of the `reserved` sentences loses
 * its emphasis, so that it cannot pass for what the document says of itself. Applying it twice changes nothing.
 * Look-alike letters are left alone: what they cannot imitate is the place of the document's own line, always last.
 */
export function inertBody(body: string, reserved: readonly string[]): string {
  const lines = body.split('\n');
  const fenced = fencedLines(lines).inside;
  const readings = [body, body.replace(LINK_TARGET, '')].map(lettersOf);
  const forges = reserved.map(lettersOf).some((words) => readings.some((reading) => reading.includes(words)));
  return lines
    .map((line, index) => (fenced[index] ? line : inertLine(line, lines[index - 1] ?? '', forges)))
    .join('\n');
}

/**
 * Which lines lie in a fenced code block at the margin, marks included; `unclosed` is the index of the first fence
 * that never ends (its lines count as outside), or null.
 */
export function fencedLines(lines: readonly string[]): { inside: boolean[]; unclosed: number | null } {
  const inside = lines.map(() => false);
  const unclosedMarks: string[] = [];
  let unclosed: number | null = null;
  for (let open = 0; open < lines.length; open += 1) {
    const mark = fenceMark(lines[open] as string);
    // Not sought twice: a text made of opening fences alone would cost the square of its length.
    if (mark === null || unclosedMarks.some((shorter) => mark.startsWith(shorter))) continue;
    const close = closeOf(lines, open, mark);
    if (close === null) {
      unclosed ??= open;
      unclosedMarks.push(mark);
      continue;
    }
    inside.fill(true, open, close + 1);
    open = close;
  }
  return { inside, unclosed };
}

/** Whether a line makes a heading of the paragraph above it (setext, CommonMark 0.31, section 4.3). */
export const isUnderline = (line: string, above: string): boolean => UNDERLINE.test(line) && !isBlank(above);

/** Blank as CommonMark means it: a no-break space is text. */
export const isBlank = (line: string): boolean => /^[ \t]*$/.test(line);

function inertLine(line: string, above: string, forges: boolean): string {
  const underline = isUnderline(line, above);
  const before = (underline ? UNDERLINE.exec(line)?.[1] : CONTAINERS.exec(line)?.[0]) ?? '';
  const rest = line.slice(before.length);
  const escape = underline || HEADING_OR_FENCE.test(rest) ? '\\' : '';
  const words = rest
    .replace(TAG, '$1\\<')
    .replace(CHARACTER_REFERENCE, '$1\\&')
    .replaceAll(']:', ']\\:')
    .replace(EMPHASIS, forges ? '$1\\$2' : '$&');
  return before + escape + words;
}

/** The letters of a text, without case, accents or marks. */
const lettersOf = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/\P{L}/gu, '');

function fenceMark(line: string): string | null {
  const match = FENCE.exec(line);
  return match?.[1] ?? match?.[2] ?? null;
}

function closeOf(lines: readonly string[], open: number, mark: string): number | null {
  for (let index = open + 1; index < lines.length; index += 1) {
    const run = /^ {0,3}(`+|~+)[ \t]*$/.exec(lines[index] as string)?.[1];
    if (run?.startsWith(mark)) return index;
  }
  return null;
}
