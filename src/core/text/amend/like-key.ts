import { keyOfHunk, type Hunk } from './hunk.js';
import { keysOf, tokensOf } from './tokens.js';

/** Two hunks with one key ask for the same, also where typed with other apostrophes. */
export function likeKey(hunk: Hunk): string {
  if (hunk.kind === 'EDIT') return keyOfHunk({ ...hunk, text: like(hunk.text) });
  if (hunk.kind === 'DELETE') return keyOfHunk(hunk);
  const items = hunk.items.map((item) =>
    item.kind === 'NEW' ? { ...item, block: { ...item.block, gap: '', text: like(item.block.text) } } : item,
  );
  return keyOfHunk({ ...hunk, items });
}

const like = (text: string): string => (/^\s/.test(text) ? ' ' : '') + keysOf(tokensOf(text)).join('');
