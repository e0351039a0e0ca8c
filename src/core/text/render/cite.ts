import type { Locale } from '../../kernel/actors.js';
import type { Uuid } from '../../kernel/ids.js';
import { referencePieces, type Cited } from '../references.js';
import type { Blocks, Inlines, MarkdownBlock, MarkdownInline } from './markdown-tree.js';
import { PHRASES } from './phrases.js';

/** How references are written in a format. */
export interface Citing {
  readonly cited: (label: string) => Cited | null;
  readonly locale: Locale;
  /** Where a provision is found in the document; null: nothing leads there. */
  readonly anchorOf: (provisionId: Uuid) => string | null;
}

/** A body with each reference called as the provision is called where it is read; one that names nothing stands as typed. */
export function citeIn(blocks: Blocks, citing: Citing): Blocks {
  return blocks.map((block) => citeInBlock(block, citing));
}

function citeInBlock(block: MarkdownBlock, citing: Citing): MarkdownBlock {
  switch (block.kind) {
    case 'PARAGRAPH':
      return { ...block, inlines: citeInInlines(block.inlines, citing) };
    case 'LIST':
      return {
        ...block,
        items: block.items.map((item) => ({ ...item, blocks: citeIn(item.blocks, citing) })),
      };
    case 'QUOTE':
    case 'INSERTED':
    case 'DELETED':
      return { ...block, blocks: citeIn(block.blocks, citing) };
    case 'TABLE':
      return {
        ...block,
        head: block.head.map((cell) => citeInInlines(cell, citing)),
        rows: block.rows.map((row) => row.map((cell) => citeInInlines(cell, citing))),
      };
    case 'CODE':
    case 'RULE':
      return block;
  }
}

const citeInInlines = (inlines: Inlines, citing: Citing): Inlines =>
  inlines.flatMap((inline): MarkdownInline[] => {
    if (inline.kind === 'TEXT')
      return inline.text.includes('[[art:') ? citeInText(inline.text, citing) : [inline];
    // Within a link there is no other.
    if (!('inlines' in inline)) return [inline];
    const within = inline.kind === 'LINK' ? { ...citing, anchorOf: () => null } : citing;
    return [{ ...inline, inlines: citeInInlines(inline.inlines, within) }];
  });

const citeInText = (text: string, { cited, locale, anchorOf }: Citing): MarkdownInline[] =>
  referencePieces(text).map((piece): MarkdownInline => {
    const found = 'label' in piece ? cited(piece.label) : null;
    if (!found) return { kind: 'TEXT', text: piece.words };
    const { number, repealed, provisionId } = found;
    const words = {
      kind: 'TEXT',
      text: repealed ? `${number} ${PHRASES[locale].citedRepealed}` : number,
    } as const;
    const href = anchorOf(provisionId);
    return href === null ? words : { kind: 'LINK', href, title: '', inlines: [words] };
  });
