import { assemble } from '../amend/assemble.js';
import type { Block, BlockKind, Draft } from '../amend/blocks.js';
import { deriveHunks } from '../amend/derive.js';
import { diffTokens } from '../amend/diff-tokens.js';
import { canonicalJson, type Json } from '../../kernel/canonical-json.js';
import type { Blocks, Inlines, MarkdownBlock, MarkdownInline } from './markdown-tree.js';

/** Two blocks with less than this part of their characters in common read better one after the other. */
const LEAST_KEPT = 0.3;

/** The blocks of `after`, with what is not in `before` marked as inserted, and what is in it alone as deleted. */
export function markBlocks(before: Blocks, after: Blocks): Blocks {
  const [base, edited] = [draftOf(before), draftOf(after)];
  const hunks = deriveHunks(base, edited, 'EXACT');
  const { blocks } = assemble(base, hunks);
  const places = new Map(base.blocks.map(({ id }, place) => [id, place]));
  const moved = new Set(
    hunks
      .flatMap((hunk) => (hunk.kind === 'PLACE' ? hunk.items : []))
      .flatMap((item) => (item.kind === 'MOVED' ? item.block : [])),
  );
  const marked: MarkdownBlock[] = [];
  let inserted: MarkdownBlock[] = [];
  let next = 0;
  const closeGap = (until: number): void => {
    marked.push(...marks('DELETED', before.slice(next, until)), ...marks('INSERTED', inserted));
    inserted = [];
  };
  for (const [index, { id }] of blocks.entries()) {
    const block = after[index] as MarkdownBlock;
    const place = moved.has(id) ? undefined : places.get(id);
    if (place === undefined) {
      inserted.push(block);
      continue;
    }
    closeGap(place);
    marked.push(...markBlock(before[place] as MarkdownBlock, block));
    next = place + 1;
  }
  closeGap(before.length);
  return marked;
}

/** The words of `after`, with what is not in `before` marked as inserted, and what is in it alone as deleted. */
export function markInlines(before: Inlines, after: Inlines): Inlines {
  if (isSame(before, after)) return after;
  const [old, now] = [flatten(before), flatten(after)];
  const marking = old === now ? null : new Marking(old, now);
  if (!marking?.keepsEnough) return [...inlineMark('DELETED', before), ...inlineMark('INSERTED', after)];
  return marking.leaf(after);
}

function markBlock(before: MarkdownBlock, after: MarkdownBlock): Blocks {
  if (isSame(before, after)) return [after];
  const [old, now] = [flatBlock(before), flatBlock(after)];
  const canBeMarked = before.kind === after.kind && old !== now && !holdsCode(before) && !holdsCode(after);
  const marking = canBeMarked ? new Marking(old, now) : null;
  if (!marking?.keepsEnough) return [...marks('DELETED', [before]), ...marks('INSERTED', [after])];
  return [marking.block(after)];
}

const marks = (kind: 'INSERTED' | 'DELETED', blocks: Blocks): Blocks =>
  blocks.length === 0 ? [] : [{ kind, blocks }];

const inlineMark = (kind: 'INSERTED' | 'DELETED', inlines: Inlines): Inlines =>
  inlines.length === 0 ? [] : [{ kind, inlines }];

const isSame = (a: MarkdownBlock | Inlines, b: MarkdownBlock | Inlines): boolean =>
  canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json);

/** A walk over what is new, character by character of its words, which puts the marks where words changed. */
class Marking {
  /** What was added: from, until (excluded), in the words of now. */
  private readonly added: { readonly from: number; readonly to: number }[] = [];
  /** What was taken out, by the place in the words of now before which it stood. */
  private readonly removed: { readonly at: number; readonly text: string }[] = [];
  readonly keepsEnough: boolean;
  private at = 0;
  private isFirst = true;

  constructor(old: string, now: string) {
    let [shift, out] = [0, 0];
    for (const { start, end, text } of diffTokens(old, now, 'EXACT')) {
      const taken = old.slice(start, end);
      // A line end before both belongs to neither: what was taken out stands in the line of what came.
      const shared = sharedSpace(taken, text);
      const from = start + shift + shared;
      if (taken.length > shared) this.removed.push({ at: from, text: taken.slice(shared) });
      if (text.length > shared) this.added.push({ from, to: from + text.length - shared });
      shift += text.length - taken.length;
      out += taken.length - shared;
    }
    this.keepsEnough = old.length - out >= LEAST_KEPT * Math.max(old.length, now.length);
  }

  block(block: MarkdownBlock): MarkdownBlock {
    switch (block.kind) {
      case 'PARAGRAPH':
        return { ...block, inlines: this.leaf(block.inlines) };
      case 'LIST':
        return {
          ...block,
          items: block.items.map((item) => ({ ...item, blocks: item.blocks.map((one) => this.block(one)) })),
        };
      case 'QUOTE':
        return { ...block, blocks: block.blocks.map((one) => this.block(one)) };
      case 'TABLE':
        return {
          ...block,
          head: block.head.map((cell) => this.leaf(cell)),
          rows: block.rows.map((row) => row.map((cell) => this.leaf(cell))),
        };
      default:
        return block; // a rule has no words; blocks that hold code are marked whole
    }
  }

  /** The words of one paragraph or cell; between two of them there is one character, the line end. */
  leaf(inlines: Inlines): Inlines {
    if (!this.isFirst) this.at += 1;
    this.isFirst = false;
    return [...inlines.flatMap((inline) => this.inline(inline)), ...this.deletions(this.at)];
  }

  private inline(inline: MarkdownInline): Inlines {
    switch (inline.kind) {
      case 'TEXT':
      case 'CODE':
        return this.words(inline.text, inline.kind);
      case 'BREAK': {
        const before = this.deletions(this.at);
        this.at += 1;
        return [...before, inline];
      }
      default:
        return [{ ...inline, inlines: inline.inlines.flatMap((one) => this.inline(one)) }];
    }
  }

  private words(text: string, kind: 'TEXT' | 'CODE'): Inlines {
    const [start, end] = [this.at, this.at + text.length];
    const pieces: MarkdownInline[] = [];
    while (this.at < end) {
      pieces.push(...this.deletions(this.at));
      const from = this.at;
      while (this.added[0] && this.added[0].to <= from) this.added.shift();
      const [next] = this.added;
      const within = next !== undefined && next.from <= from;
      const to = Math.min(end, (within ? next.to : next?.from) ?? end, this.removed[0]?.at ?? end);
      const piece: MarkdownInline = { kind, text: text.slice(from - start, to - start) };
      pieces.push(...(within ? inlineMark('INSERTED', [piece]) : [piece]));
      this.at = to;
    }
    return pieces;
  }

  /** What was taken out before a place and is not shown yet, with a break for each line end. */
  private deletions(at: number): Inlines {
    const inlines: MarkdownInline[] = [];
    while (this.removed[0] && this.removed[0].at <= at) {
      const { text } = this.removed.shift() as { text: string };
      const lines = text.replace(/^\n+|\n+$/g, '').split('\n');
      const words = lines.flatMap((line, index): MarkdownInline[] => [
        ...(index === 0 ? [] : [{ kind: 'BREAK' } as const]),
        { kind: 'TEXT', text: line },
      ]);
      if (text.trim() !== '') inlines.push({ kind: 'DELETED', inlines: words });
    }
    return inlines;
  }
}

/** How many characters of space two pieces of text begin with alike. */
function sharedSpace(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at] && /\s/.test(a.charAt(at))) at += 1;
  return at;
}

const KINDS: Readonly<Record<MarkdownBlock['kind'], BlockKind>> = {
  PARAGRAPH: 'PARAGRAPH',
  LIST: 'ITEM',
  QUOTE: 'QUOTE',
  CODE: 'CODE',
  TABLE: 'TABLE',
  RULE: 'RULE',
  INSERTED: 'PARAGRAPH',
  DELETED: 'PARAGRAPH',
};

/** Blocks as `core/text/amend` compares them: by the words that a reader sees. */
const draftOf = (blocks: Blocks): Draft => ({
  blocks: blocks.map((block, place): Block => {
    const words = flatBlock(block);
    // A block without words is one all the same: nothing to compare would be no block.
    return {
      id: `b${place}`,
      kind: KINDS[block.kind],
      level: 0,
      gap: '\n\n',
      text: words.trim() === '' ? '---' : words,
    };
  }),
  tail: '',
});

function flatBlock(block: MarkdownBlock): string {
  switch (block.kind) {
    case 'PARAGRAPH':
      return flatten(block.inlines);
    case 'LIST':
      return block.items.flatMap(({ blocks }) => blocks.map(flatBlock)).join('\n');
    case 'CODE':
      return `${block.info}\n${block.text}`;
    case 'TABLE':
      return [block.head, ...block.rows].flatMap((row) => row.map(flatten)).join('\n');
    case 'RULE':
      return '';
    default:
      return block.blocks.map(flatBlock).join('\n');
  }
}

function flatten(inlines: Inlines): string {
  return inlines
    .map((inline) => {
      if (inline.kind === 'BREAK') return '\n';
      return 'text' in inline ? inline.text : flatten(inline.inlines);
    })
    .join('');
}

/** Blocks whose words are not all in paragraphs and cells, or that have a place without any. */
function holdsCode(block: MarkdownBlock): boolean {
  if (block.kind === 'CODE' || block.kind === 'RULE') return true;
  if (block.kind === 'LIST')
    return block.items.some(({ blocks }) => blocks.length === 0 || blocks.some(holdsCode));
  return 'blocks' in block && (block.blocks.length === 0 || block.blocks.some(holdsCode));
}
