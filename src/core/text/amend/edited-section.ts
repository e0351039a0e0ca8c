import { numberKey } from '../content.js';
import { readBlocks, type Draft } from './blocks.js';
import { splitName } from './provision-name.js';

/** One provision of a wording, as Markdown: its heading and all that stands before the next. */
export interface Section {
  readonly number: string;
  readonly markdown: string;
}

/** The provisions of a wording, in its order; what stands before the first heading is none. */
export function sectionsOf(wording: string): readonly Section[] {
  const { blocks } = readBlocks(wording);
  const starts = blocks.flatMap(({ kind }, index) => (kind === 'HEADING' ? [index] : []));
  return starts.map((start, place) => {
    const [heading, ...rest] = blocks.slice(start, starts[place + 1] ?? blocks.length);
    const title = heading?.text ?? '';
    return {
      number: splitName(title).number,
      markdown: title + rest.map(({ gap, text }) => gap + text).join(''),
    };
  });
}

/**
 * A wording with one of its provisions replaced by an edited copy; null where no provision, or more than one, bears the
 * number. What stands around it is not touched.
 */
export function withSection(wording: string, number: string, copy: string): string | null {
  const draft: Draft = readBlocks(wording);
  const isIt = (text: string): boolean => numberKey(splitName(text).number) === numberKey(number);
  const found = draft.blocks.flatMap(({ kind, text }, index) =>
    kind === 'HEADING' && isIt(text) ? [index] : [],
  );
  const [start, ...more] = found;
  if (start === undefined || more.length > 0) return null;
  const next = draft.blocks.findIndex(({ kind }, index) => index > start && kind === 'HEADING');
  const end = next < 0 ? draft.blocks.length : next;
  const before = draft.blocks.slice(0, start).map(({ gap, text }) => gap + text);
  const after = draft.blocks.slice(end).map(({ gap, text }) => gap + text);
  const edited = copy.replace(/\r\n?/g, '\n').replace(/^(?:[ \t]*\n)+|(?:\n[ \t]*)+$/g, '');
  const gap = draft.blocks[start]?.gap ?? '';
  const following = edited === '' ? after.join('').replace(/^\n+/, '') : after.join('');
  return (
    before.join('') + (edited === '' && before.length > 0 ? '\n\n' : gap) + edited + following + draft.tail
  );
}
