import { markdownOf, readBlocks, type Block, type Draft } from '../../src/core/text/amend/blocks.js';
import { deriveHunks } from '../../src/core/text/amend/derive.js';
import type { Hunk } from '../../src/core/text/amend/hunk.js';

/** An alinéa: by its number in the text as first read, or by words that only it holds. */
export type Where = number | string;

interface Line {
  readonly id: string | null;
  readonly text: string;
}

/** What an instruction does to the lines of a copy. */
export type Instruction = (copy: Copy) => void;

/** A copy of a text that is edited as a clerk would, instruction by instruction; numbers are always the first text's. */
class Copy {
  constructor(
    readonly first: Draft,
    public lines: Line[],
  ) {}

  placeOf(where: Where): number {
    const found =
      typeof where === 'number'
        ? this.lines.findIndex(({ id }) => id === this.first.blocks[where - 1]?.id)
        : onlyOne(this.lines.flatMap(({ text }, place) => (text.includes(where) ? [place] : [])));
    if (found === undefined || found < 0) throw new RangeError(`no alinéa ${where}`);
    return found;
  }

  write(where: Where, words: (text: string) => string): void {
    const place = this.placeOf(where);
    const line = this.lines[place] as Line;
    const text = words(line.text);
    if (text === line.text) throw new RangeError(`alinéa ${where} is not changed`);
    this.lines = this.lines.with(place, { ...line, text });
  }

  splice(place: number, deleted: number, texts: readonly string[]): void {
    this.lines = this.lines.toSpliced(place, deleted, ...texts.map((text) => ({ id: null, text })));
  }
}

/** Remplacer les mots … par les mots … */
export const replace =
  (where: Where, words: string, by: string): Instruction =>
  (copy) =>
    copy.write(where, (text) => text.replace(theOnly(text, words), () => by));

/** Remplacer, partout dans l’alinéa. */
export const replaceAll =
  (where: Where, words: string, by: string): Instruction =>
  (copy) =>
    copy.write(where, (text) => text.replaceAll(words, by));

/** Après les mots …, insérer les mots … */
export const after = (where: Where, words: string, added: string): Instruction =>
  replace(where, words, words + added);

/** Supprimer les mots … */
export const strike = (where: Where, words: string): Instruction => replace(where, words, '');

/** Après le mot …, rédiger ainsi la fin de l’alinéa. */
export const endAfter =
  (where: Where, words: string, end: string): Instruction =>
  (copy) =>
    copy.write(where, (text) => text.slice(0, text.indexOf(theOnly(text, words)) + words.length) + end);

/** Compléter cet alinéa: before the sign that closes a quotation, and before a full stop unless a sentence is added. */
export const complete =
  (where: Where, added: string, as: 'WORDS' | 'SENTENCE' = 'WORDS'): Instruction =>
  (copy) =>
    copy.write(where, (text) => {
      const end = /[."» ;]*$/.exec(text)?.[0] ?? '';
      const kept = as === 'SENTENCE' ? (/^\.?/.exec(end)?.[0] ?? '') : '';
      return `${text.slice(0, text.length - end.length)}${kept} ${added}${end.slice(kept.length)}`;
    });

/** Rédiger ainsi cet alinéa. */
export const rewrite =
  (where: Where, text: string): Instruction =>
  (copy) =>
    copy.write(where, () => text);

/** Après l’alinéa …, insérer; 0 is before all. */
export const insertAfter =
  (where: Where, ...texts: readonly string[]): Instruction =>
  (copy) =>
    copy.splice(where === 0 ? 0 : copy.placeOf(where) + 1, 0, texts);

/** Compléter cet article par … */
export const append =
  (...texts: readonly string[]): Instruction =>
  (copy) =>
    copy.splice(copy.lines.length, 0, texts);

/** Supprimer les alinéas … à …, or replace them by others. */
export const suppress =
  (from: Where, to: Where = from, ...by: readonly string[]): Instruction =>
  (copy) => {
    const place = copy.placeOf(from);
    copy.splice(place, copy.placeOf(to) - place + 1, by);
  };

/** What the author of some instructions sends: the text as they want it, and what the product derives from it. */
export function amend(first: Draft, now: Draft, instructions: readonly Instruction[]): readonly Hunk[] {
  const copy = new Copy(
    first,
    now.blocks.map(({ id, text }: Block) => ({ id, text })),
  );
  for (const instruction of instructions) instruction(copy);
  const edited = readBlocks(copy.lines.map(({ text }) => text).join('\n\n'));
  return deriveHunks(now, edited);
}

export const read = (markdown: string): Draft => readBlocks(markdown);
export const written = (draft: Draft): string => markdownOf(draft);

function theOnly(text: string, words: string): string {
  if (text.split(words).length !== 2) throw new RangeError(`“${words}” is not once in “${text}”`);
  return words;
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
