import { exhaustive } from '../../kernel/exhaustive.js';
import { escapeText } from './characters.js';
import type { Blocks, Inlines, ListItem, MarkdownBlock, MarkdownInline } from './markdown-tree.js';
import { PHRASES, type Notes } from './phrases.js';

/** Blocks as HTML. No element or attribute of it was typed by an author: only texts, escaped, and addresses. */
export const htmlOfBlocks = (blocks: Blocks, notes: Notes): string =>
  blocks.map((block) => htmlOfBlock(block, notes)).join('\n');

export const htmlOfInlines = (inlines: Inlines, notes: Notes): string =>
  inlines.map((inline) => htmlOfInline(inline, notes)).join('');

function htmlOfBlock(block: MarkdownBlock, notes: Notes): string {
  switch (block.kind) {
    case 'PARAGRAPH': {
      const words = htmlOfInlines(block.inlines, notes);
      return block.bare ? words : `<p>${words}</p>`;
    }
    case 'LIST': {
      const name = block.ordered ? 'ol' : 'ul';
      return `<${name}>\n${block.items.map((item) => htmlOfItem(item, notes)).join('\n')}\n</${name}>`;
    }
    case 'QUOTE':
      return `<blockquote>\n${htmlOfBlocks(block.blocks, notes)}\n</blockquote>`;
    case 'CODE':
      return htmlOfCode(block.info, block.text);
    case 'TABLE':
      return htmlOfTable(block.head, block.rows, notes);
    case 'RULE':
      return '<hr>';
    case 'INSERTED':
    case 'DELETED':
      return marked(block.kind, `\n${htmlOfBlocks(block.blocks, notes)}\n`, notes);
    default:
      return exhaustive(block);
  }
}

function htmlOfInline(inline: MarkdownInline, notes: Notes): string {
  switch (inline.kind) {
    case 'TEXT':
      return escapeText(inline.text);
    case 'CODE':
      return `<code>${escapeText(inline.text)}</code>`;
    case 'BREAK':
      return '<br>';
    case 'EMPHASIS':
      return `<em>${htmlOfInlines(inline.inlines, notes)}</em>`;
    case 'STRONG':
      return `<strong>${htmlOfInlines(inline.inlines, notes)}</strong>`;
    case 'STRUCK':
      return `<s>${htmlOfInlines(inline.inlines, notes)}</s>`;
    case 'LINK': {
      const title = inline.title === '' ? '' : ` title="${escapeText(inline.title)}"`;
      const words = htmlOfInlines(inline.inlines, notes);
      return `<a href="${escapeText(inline.href)}"${title} rel="nofollow noreferrer">${words}</a>`;
    }
    case 'INSERTED':
    case 'DELETED':
      return marked(inline.kind, htmlOfInlines(inline.inlines, notes), notes);
    default:
      return exhaustive(inline);
  }
}

/** Numbers are those typed: a list that an author numbered 1, 3, 4 must not be read as 1, 2, 3. */
function htmlOfItem({ number, blocks }: ListItem, notes: Notes): string {
  const value = number === null ? '' : ` value="${Number.parseInt(number, 10)}"`;
  return `<li${value}>${htmlOfBlocks(blocks, notes)}</li>`;
}

/** A line end right after `<pre>` would be dropped by readers of HTML. */
function htmlOfCode(info: string, text: string): string {
  const code = `<pre><code>${escapeText(text)}</code></pre>`;
  return info === '' ? code : `<figure>\n<figcaption>${escapeText(info)}</figcaption>\n${code}\n</figure>`;
}

function htmlOfTable(head: readonly Inlines[], rows: readonly (readonly Inlines[])[], notes: Notes): string {
  const row = (cells: readonly Inlines[], open: string, close: string): string =>
    `<tr>${cells.map((cell) => `<${open}>${htmlOfInlines(cell, notes)}</${close}>`).join('')}</tr>`;
  const body =
    rows.length === 0 ? '' : `<tbody>\n${rows.map((cells) => row(cells, 'td', 'td')).join('\n')}\n</tbody>\n`;
  return `<table>\n<thead>\n${row(head, 'th scope="col"', 'th')}\n</thead>\n${body}</table>`;
}

/** Underlines and strokes are not read aloud: each mark also says in words where it begins and ends. */
function marked(kind: 'INSERTED' | 'DELETED', words: string, notes: Notes): string {
  const [name, { start, end }] =
    kind === 'INSERTED'
      ? (['ins', PHRASES[notes.locale].insertion] as const)
      : (['del', PHRASES[notes.locale].deletion] as const);
  return `<${name}>${aloud(`[${start}] `, notes)}${words}${aloud(` [${end}]`, notes)}</${name}>`;
}

const aloud = (words: string, { lang }: Notes): string => `<span class="aloud"${lang}>${words}</span>`;
