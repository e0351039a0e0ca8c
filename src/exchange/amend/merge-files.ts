import { basename } from 'node:path';
import { markdownOf, readBlocks, type Draft } from '../../core/text/amend/blocks.js';
import type { Amendment, SharedHunk } from '../../core/text/amend/hunk.js';
import { instructionOf } from '../../core/text/amend/instructions.js';
import { merge, type Merge } from '../../core/text/amend/merge.js';
import { operationsOf, placesOf, type AmendOperation } from '../../core/text/amend/operations-of.js';
import type { Locale } from '../../core/kernel/actors.js';
import { unreadable } from '../../core/kernel/readable.js';
import { refuse } from '../../core/kernel/refusals.js';
import { readText } from '../read-text.js';

/** A text of seven thousand words is fifty kilobytes. */
const MOST_BYTES = 4 * 1024 * 1024;
/** A paragraph that somebody wrote is shorter; a longer line is no text. */
const LONGEST_LINE = 100_000;

/** A file that is compared, as blocks. FILE_CELL_UNREADABLE names the line and the column where it is no text. */
export async function readDraft(path: string): Promise<Draft> {
  const text = await readText(path, () => undefined, MOST_BYTES);
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  for (const [index, line] of lines.entries()) {
    const reason = unreadable(line, 'LINES', LONGEST_LINE);
    if (reason === null) continue;
    const at = [...line].findIndex((sign) => unreadable(sign, 'LINES', 1) !== null);
    const column = reason === 'TOO_LONG' ? LONGEST_LINE + 1 : at + 1;
    throw refuse('FILE_CELL_UNREADABLE', { line: index + 1, column, reason });
  }
  return readBlocks(lines.join('\n'));
}

/** What files are called in what is said of them: by their name alone where no two have the same. */
export function namesOf(paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => basename(path));
  return paths.map((path, index) => {
    const name = names[index] as string;
    return names.indexOf(name) === names.lastIndexOf(name) ? name : path;
  });
}

type InBoth = { readonly [L in Locale]: string };

/** A merge as it is printed: what each does in plain words, what cannot be together, and the text. */
export interface ToldMerge {
  readonly operations: readonly (AmendOperation & { readonly instruction: InBoth })[];
  readonly conflicts: readonly { readonly kind: string; readonly sides: readonly Side[] }[];
  readonly warnings: readonly ToldWarning[];
  readonly groups: readonly { readonly order: readonly (readonly string[])[] }[];
  /** Markdown; null while a conflict stands. */
  readonly merged: string | null;
}

interface Side {
  readonly amendments: readonly string[];
  readonly instruction: InBoth;
}

export interface ToldWarning {
  readonly kind: string;
  readonly sides: readonly Side[];
  /** Of a reference to what is repealed: the number, and where it is named. */
  readonly number?: string;
  readonly in?: string | null;
}

export function tellMerge(base: Draft, amendments: readonly Amendment[]): ToldMerge {
  const merged = merge(base, amendments);
  const said = operationsOf(base, merged.hunks);
  const sideOf = (hunk: SharedHunk): Side => {
    // By what it does: a side may be in the name of fewer than all who ask for it.
    const found = said.find(({ hunks }) => hunks.some((each) => each.hunk === hunk.hunk));
    if (!found) throw new TypeError('a hunk is part of no operation');
    return { amendments: hunk.amendments, instruction: inBoth(found.operation) };
  };
  return {
    operations: said.map(({ operation }) => ({ ...operation, instruction: inBoth(operation) })),
    conflicts: merged.conflicts.map(({ kind, sides }) => ({ kind, sides: sides.map(sideOf) })),
    warnings: merged.warnings.map((warning) => tellWarning(base, warning, sideOf)),
    groups: merged.groups,
    merged: merged.merged && markdownOf(merged.merged),
  };
}

function tellWarning(
  base: Draft,
  warning: Merge['warnings'][number],
  sideOf: (hunk: SharedHunk) => Side,
): ToldWarning {
  if (warning.kind !== 'REPEALED_REFERENCE') return { kind: warning.kind, sides: warning.sides.map(sideOf) };
  const { number, repealedBy, in: where } = warning;
  if (typeof where !== 'string')
    return { kind: warning.kind, sides: [repealedBy, where].map(sideOf), number, in: null };
  const place = placesOf(base).get(where);
  return { kind: warning.kind, sides: [sideOf(repealedBy)], number, in: place?.provision ?? null };
}

const inBoth = (operation: AmendOperation): InBoth => ({
  fr: instructionOf(operation, 'fr'),
  en: instructionOf(operation, 'en'),
});
