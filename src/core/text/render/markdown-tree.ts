import MarkdownIt, { type Token } from 'markdown-it';

/** What a body says, as a tree: the one reading of Markdown that every format is written from. */
export type MarkdownBlock =
  /** `bare` in a list whose items stand without blank lines. */
  | { readonly kind: 'PARAGRAPH'; readonly bare: boolean; readonly inlines: Inlines }
  | { readonly kind: 'LIST'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | { readonly kind: 'QUOTE'; readonly blocks: Blocks }
  | { readonly kind: 'CODE'; readonly info: string; readonly text: string }
  | {
      readonly kind: 'TABLE';
      readonly head: readonly Inlines[];
      readonly rows: readonly (readonly Inlines[])[];
    }
  | { readonly kind: 'RULE' }
  /** Written by `markBlocks` alone. */
  | { readonly kind: 'INSERTED' | 'DELETED'; readonly blocks: Blocks };

export interface ListItem {
  /** As typed, `3.` or `3)`; null where the list is not numbered. */
  readonly number: string | null;
  readonly blocks: Blocks;
}

export type MarkdownInline =
  | { readonly kind: 'TEXT' | 'CODE'; readonly text: string }
  | { readonly kind: 'BREAK' }
  | { readonly kind: 'EMPHASIS' | 'STRONG' | 'STRUCK'; readonly inlines: Inlines }
  | { readonly kind: 'LINK'; readonly href: string; readonly title: string; readonly inlines: Inlines }
  /** Written by `markInlines` alone. */
  | { readonly kind: 'INSERTED' | 'DELETED'; readonly inlines: Inlines };

export type Blocks = readonly MarkdownBlock[];
export type Inlines = readonly MarkdownInline[];

/** Deeper, the parser leaves words out. */
const DEEPEST = 60;

/** Without names before the host, brackets or a second `#`: what every reader of addresses takes for one. */
const ADDRESS =
  /^(?:https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?]|#|$)|mailto:)[\w\-.~:/?@!$&'()*+,;=%]*(?:#[\w\-.~:/?@!$&'()*+,;=%]*)?$/i;

/**
 * CommonMark with tables, without HTML. Headings, link definitions and character references are left as typed, as
 * `inertBody` leaves them: a body has no structure beyond its own place, and none of its words may vanish.
 */
const PARSER = new MarkdownIt({ html: false, linkify: false, typographer: false, maxNesting: DEEPEST + 2 });
PARSER.disable(['heading', 'lheading', 'reference', 'entity', 'html_block', 'html_inline']);
PARSER.validateLink = (address) => ADDRESS.test(address);

/**
 * Reads a provision's body. Links lead to http, https and mail; an image is a link to it, so that nobody is asked for
 * anything by reading. What Markdown would leave out (cells beyond a table's head, what is nested too deep) makes the
 * whole body stand as it was typed.
 */
export function readMarkdown(body: string): Blocks {
  if (body.trim() === '') return [];
  const tokens = PARSER.parse(body, {});
  const lines = body.split('\n');
  const swallows =
    tokens.some(({ level }) => level >= DEEPEST) || tokens.some((_, at) => hasSpare(tokens, at, lines));
  if (swallows) return [{ kind: 'CODE', info: '', text: body }];
  return blocksOf(new Walk(tokens), null);
}

/** The tokens of a document, read once from the first to the last. */
class Walk {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  next(): Token | undefined {
    const token = this.tokens[this.at];
    this.at += 1;
    return token;
  }
}

/** The blocks until a closing token of a type, or until the end. */
function blocksOf(walk: Walk, close: string | null): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  for (let token = walk.next(); token && token.type !== close; token = walk.next()) {
    const block = blockOf(token, walk);
    if (block) blocks.push(block);
  }
  return blocks;
}

function blockOf(token: Token, walk: Walk): MarkdownBlock | null {
  switch (token.type) {
    case 'paragraph_open': {
      const inlines = inlinesOf(walk.next());
      walk.next();
      return { kind: 'PARAGRAPH', bare: token.hidden, inlines };
    }
    case 'bullet_list_open':
      return { kind: 'LIST', ordered: false, items: itemsOf(walk, 'bullet_list_close') };
    case 'ordered_list_open':
      return { kind: 'LIST', ordered: true, items: itemsOf(walk, 'ordered_list_close') };
    case 'blockquote_open':
      return { kind: 'QUOTE', blocks: blocksOf(walk, 'blockquote_close') };
    case 'code_block':
    case 'fence':
      return { kind: 'CODE', info: token.info.trim(), text: token.content.replace(/\n$/, '') };
    case 'table_open':
      return tableOf(walk);
    case 'hr':
      return { kind: 'RULE' };
    default:
      throw new TypeError(`no block begins with ${token.type}`);
  }
}

function itemsOf(walk: Walk, close: string): ListItem[] {
  const items: ListItem[] = [];
  for (let token = walk.next(); token && token.type !== close; token = walk.next()) {
    const number = token.info === '' ? null : token.info + token.markup;
    items.push({ number, blocks: blocksOf(walk, 'list_item_close') });
  }
  return items;
}

function tableOf(walk: Walk): MarkdownBlock {
  const rows: Inlines[][] = [];
  for (let token = walk.next(); token && token.type !== 'table_close'; token = walk.next()) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)?.push(inlinesOf(token));
  }
  const [head = [], ...others] = rows;
  return { kind: 'TABLE', head, rows: others };
}

const inlinesOf = (token: Token | undefined): Inlines => runOf(new Walk(token?.children ?? []), null, false);

function runOf(walk: Walk, close: string | null, inLink: boolean): MarkdownInline[] {
  const inlines: MarkdownInline[] = [];
  for (let token = walk.next(); token && token.type !== close; token = walk.next())
    inlines.push(inlineOf(token, walk, inLink));
  return inlines;
}

function inlineOf(token: Token, walk: Walk, inLink: boolean): MarkdownInline {
  switch (token.type) {
    case 'text':
      return { kind: 'TEXT', text: token.content };
    case 'code_inline':
      return { kind: 'CODE', text: token.content };
    case 'softbreak':
      return { kind: 'TEXT', text: '\n' };
    case 'hardbreak':
      return { kind: 'BREAK' };
    case 'em_open':
      return { kind: 'EMPHASIS', inlines: runOf(walk, 'em_close', inLink) };
    case 'strong_open':
      return { kind: 'STRONG', inlines: runOf(walk, 'strong_close', inLink) };
    case 's_open':
      return { kind: 'STRUCK', inlines: runOf(walk, 's_close', inLink) };
    case 'link_open':
      return { kind: 'LINK', ...placeOf(token, 'href'), inlines: runOf(walk, 'link_close', true) };
    case 'image':
      return imageOf(token, inLink);
    default:
      throw new TypeError(`no words of the kind ${token.type}`);
  }
}

/** Within a link there is no other: an image there is what was typed. */
function imageOf(token: Token, inLink: boolean): MarkdownInline {
  const { href, title } = placeOf(token, 'src');
  const typed = title === '' ? href : `${href} "${title}"`;
  const text = inLink ? `![${token.content}](${typed})` : token.content || href;
  return inLink ? { kind: 'TEXT', text } : { kind: 'LINK', href, title, inlines: [{ kind: 'TEXT', text }] };
}

const placeOf = (token: Token, name: string): { readonly href: string; readonly title: string } => ({
  href: String(token.attrGet(name) ?? ''),
  title: String(token.attrGet('title') ?? ''),
});

/** Whether a table has rows with more cells than its head: Markdown leaves these out. */
function hasSpare(tokens: readonly Token[], at: number, lines: readonly string[]): boolean {
  const { type, map } = tokens[at] as Token;
  if (type !== 'table_open' || !map) return false;
  let columns = 0;
  for (let next = at; tokens[next] && tokens[next]?.type !== 'thead_close'; next += 1)
    if (tokens[next]?.type === 'th_open') columns += 1;
  return lines.slice(map[0] + 2, map[1]).some((line) => cellsOf(line) > columns);
}

/** More than there are, at most, where a quote or a list stands before the row. */
const cellsOf = (line: string): number =>
  line
    .replace(/\\\|/g, 'x')
    .replace(/^[ \t>]*\|/, '')
    .replace(/\|[ \t]*$/, '')
    .split('|').length;
