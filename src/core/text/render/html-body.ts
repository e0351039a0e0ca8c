import type { Locale } from '../../kernel/actors.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import { escapeText } from './characters.js';
import type { Blocks, Inlines, ListItem, MarkdownBlock, MarkdownInline } from './markdown-tree.js';
import { PHRASES } from './phrases.js';

/** Blocks as HTML. No element or attribute of it was typed by an author: only texts, escaped, and addresses. */
export const htmlOfBlocks = (blocks: Blocks, locale: Locale): string =>
  blocks.map((block) => htmlOfBlock(block, locale)).join('\n');

export const htmlOfInlines = (inlines: Inlines, locale: Locale): string =>
  inlines.map((inline) => htmlOfInline(inline, locale)).join('');

function htmlOfBlock(block: MarkdownBlock, locale: Locale): string {
  switch (block.kind) {
    case 'PARAGRAPH': {
      const words = htmlOfInlines(block.inlines, locale);
      return block.bare ? words : `<p>${words}</p>`;
    }
    case 'LIST': {
      const name = block.ordered ? 'ol' : 'ul';
      return `<${name}>\n${block.items.map((item) => htmlOfItem(item, locale)).join('\n')}\n</${name}>`;
    }
    case 'QUOTE':
      return `<blockquote>\n${htmlOfBlocks(block.blocks, locale)}\n</blockquote>`;
    case 'CODE':
      return htmlOfCode(block.info, block.text);
    case 'TABLE':
      return htmlOfTable(block.head, block.rows, locale);
    case 'RULE':
      return '<hr>';
    case 'INSERTED':
    case 'DELETED':
      return marked(block.kind, `\n${htmlOfBlocks(block.blocks, locale)}\n`, locale);
    default:
      return exhaustive(block);
  }
}

function htmlOfInline(inline: MarkdownInline, locale: Locale): string {
  switch (inline.kind) {
    case 'TEXT':
      return escapeText(inline.text);
    case 'CODE':
      return `<code>${escapeText(inline.text)}</code>`;
    case 'BREAK':
      return '<br>';
    case 'EMPHASIS':
      return `<em>${htmlOfInlines(inline.inlines, locale)}</em>`;
    case 'STRONG':
      return `<strong>${htmlOfInlines(inline.inlines, locale)}</strong>`;
    case 'STRUCK':
      return `<s>${htmlOfInlines(inline.inlines, locale)}</s>`;
    case 'LINK': {
      const title = inline.title === '' ? '' : ` title="${escapeText(inline.title)}"`;
      const words = htmlOfInlines(inline.inlines, locale);
      return `<a href="${escapeText(inline.href)}"${title} rel="nofollow noreferrer">${words}</a>`;
    }
    case 'INSERTED':
    case 'DELETED':
      return marked(inline.kind, htmlOfInlines(inline.inlines, locale), locale);
    default:
      return exhaustive(inline);
  }
}

/** Numbers are those typed: a list that an author numbered 1, 3, 4 must not be read as 1, 2, 3. */
function htmlOfItem({ number, blocks }: ListItem, locale: Locale): string {
  const value = number === null ? '' : ` value="${Number.parseInt(number, 10)}"`;
  return `<li${value}>${htmlOfBlocks(blocks, locale)}</li>`;
}

/** A line end right after `<pre>` would be dropped by readers of HTML. */
function htmlOfCode(info: string, text: string): string {
  const code = `<pre><code>${escapeText(text)}</code></pre>`;
  return info === '' ? code : `<figure>\n<figcaption>${escapeText(info)}</figcaption>\n${code}\n</figure>`;
}

function htmlOfTable(
  head: readonly Inlines[],
  rows: readonly (readonly Inlines[])[],
  locale: Locale,
): string {
  const row = (cells: readonly Inlines[], open: string, close: string): string =>
    `<tr>${cells.map((cell) => `<${open}>${htmlOfInlines(cell, locale)}</${close}>`).join('')}</tr>`;
  const body =
    rows.length === 0 ? '' : `<tbody>\n${rows.map((cells) => row(cells, 'td', 'td')).join('\n')}\n</tbody>\n`;
  return `<table>\n<thead>\n${row(head, 'th scope="col"', 'th')}\n</thead>\n${body}</table>`;
}

/** Underlines and strokes are not read aloud: each mark also says in words where it begins and ends. */
function marked(kind: 'INSERTED' | 'DELETED', words: string, locale: Locale): string {
  const [name, { start, end }] =
    kind === 'INSERTED'
      ? (['ins', PHRASES[locale].insertion] as const)
      : (['del', PHRASES[locale].deletion] as const);
  return `<${name}>${aloud(`[${start}] `)}${words}${aloud(` [${end}]`)}</${name}>`;
}

const aloud = (words: string): string => `<span class="aloud">${words}</span>`;
