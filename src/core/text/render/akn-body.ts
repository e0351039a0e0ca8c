import { exhaustive } from '../../kernel/exhaustive.js';
import type { Blocks, Inlines, ListItem, MarkdownBlock, MarkdownInline } from './markdown-tree.js';
import { element, mixed, type XmlElement, type XmlNode } from './xml.js';

/** Gives the next id of a kind under an element: `art_7__list_1`. */
type NextId = (short: string) => string;

/** Blocks as Akoma Ntoso has them, named under the element that holds them; at least one, as the schema asks. */
export function aknOfBlocks(blocks: Blocks, eId: string): XmlElement[] {
  const nextId = idsUnder(eId);
  const written = blocks.flatMap((block) => aknOfBlock(block, nextId));
  return written.length > 0 ? written : [mixed('p', {}, [])];
}

function aknOfBlock(block: MarkdownBlock, nextId: NextId): XmlElement[] {
  switch (block.kind) {
    case 'PARAGRAPH':
      return [mixed('p', {}, aknOfInlines(block.inlines))];
    case 'LIST': {
      const eId = nextId('list');
      const nextItem = idsUnder(eId);
      return [
        element(
          'blockList',
          { eId },
          block.items.map((item) => aknOfItem(item, nextItem('item'))),
        ),
      ];
    }
    case 'QUOTE': {
      const eId = nextId('blockContainer');
      return [element('blockContainer', { eId, class: 'quote' }, aknOfBlocks(block.blocks, eId))];
    }
    case 'CODE':
      return aknOfCode(block.info, block.text);
    case 'TABLE':
      return [aknOfTable(block.head, block.rows, nextId('table'))];
    case 'RULE':
      return [mixed('p', { class: 'rule' }, [])];
    case 'INSERTED':
    case 'DELETED':
      throw new TypeError('marks are written in HTML alone');
    default:
      return exhaustive(block);
  }
}

function aknOfItem({ number, blocks }: ListItem, eId: string): XmlElement {
  const num = number === null ? [] : [mixed('num', {}, [number])];
  return element('item', { eId }, [...num, ...aknOfBlocks(blocks, eId)]);
}

/** Each line end of code is one. */
function aknOfCode(info: string, text: string): XmlElement[] {
  const lines = text
    .split('\n')
    .flatMap((line, at): XmlNode[] => (at === 0 ? [line] : [element('eol'), line]));
  const caption = info === '' ? [] : [mixed('p', { class: 'caption' }, [info])];
  return [...caption, mixed('p', { class: 'code' }, lines)];
}

function aknOfTable(
  head: readonly Inlines[],
  rows: readonly (readonly Inlines[])[],
  eId: string,
): XmlElement {
  const row = (cells: readonly Inlines[], name: string): XmlElement =>
    element(
      'tr',
      {},
      cells.map((cell) => element(name, {}, [mixed('p', {}, aknOfInlines(cell))])),
    );
  return element('table', { eId }, [row(head, 'th'), ...rows.map((cells) => row(cells, 'td'))]);
}

const aknOfInlines = (inlines: Inlines): XmlNode[] => inlines.map(aknOfInline);

function aknOfInline(inline: MarkdownInline): XmlNode {
  switch (inline.kind) {
    case 'TEXT':
      return inline.text;
    case 'CODE':
      return mixed('inline', { name: 'code' }, [inline.text]);
    case 'BREAK':
      return element('eol');
    case 'EMPHASIS':
      return mixed('i', {}, aknOfInlines(inline.inlines));
    case 'STRONG':
      return mixed('b', {}, aknOfInlines(inline.inlines));
    case 'STRUCK':
      return mixed('inline', { name: 'struck' }, aknOfInlines(inline.inlines));
    case 'LINK': {
      const title = inline.title === '' ? undefined : inline.title;
      // Within the document; whatever somebody typed leads to a host.
      if (inline.href.startsWith('#'))
        return mixed('ref', { href: inline.href }, aknOfInlines(inline.inlines));
      return mixed('a', { href: inline.href, title }, aknOfInlines(inline.inlines));
    }
    case 'INSERTED':
    case 'DELETED':
      throw new TypeError('marks are written in HTML alone');
    default:
      return exhaustive(inline);
  }
}

function idsUnder(eId: string): NextId {
  const given = new Map<string, number>();
  return (short) => {
    const place = (given.get(short) ?? 0) + 1;
    given.set(short, place);
    return `${eId}__${short}_${place}`;
  };
}
