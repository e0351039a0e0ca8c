import { numberKey } from '../content.js';
import type { Draft } from './blocks.js';
import type { SharedHunk } from './hunk.js';
import { splitName } from './provision-name.js';
import type { SharedClash } from './clashes.js';

/** Two amendments that give their provisions one number, wherever they put them. */
export function sameNumbersOf(base: Draft, hunks: readonly SharedHunk[]): readonly SharedClash[] {
  const headings = new Map(
    base.blocks.flatMap(({ id, kind, text }) => (kind === 'HEADING' ? [[id, text] as const] : [])),
  );
  const writers = new Map<string, SharedHunk[]>();
  for (const each of hunks)
    for (const number of numbersWritten(each, headings))
      writers.set(number, [...(writers.get(number) ?? []), each]);
  return [...writers.values()].flatMap((alike) =>
    alike.flatMap((one, index) =>
      alike
        .slice(index + 1)
        .filter((other) => !one.amendments.some((id) => other.amendments.includes(id)))
        .map((other): SharedClash => ({ kind: 'NUMBER', one, other })),
    ),
  );
}

/** Numbers that a heading bears once a hunk is done, and did not bear before. */
function numbersWritten({ hunk }: SharedHunk, headings: ReadonlyMap<string, string>): Set<string> {
  if (hunk.kind === 'DELETE') return new Set();
  if (hunk.kind === 'PLACE')
    return new Set(
      hunk.items.flatMap((item) =>
        item.kind === 'NEW' && item.block.kind === 'HEADING' ? [numberOf(item.block.text)] : [],
      ),
    );
  const before = headings.get(hunk.block);
  if (before === undefined) return new Set();
  const after = before.slice(0, hunk.start) + hunk.text + before.slice(hunk.end);
  return numberOf(after) === numberOf(before) ? new Set() : new Set([numberOf(after)]);
}

const numberOf = (heading: string): string => numberKey(splitName(heading).number);
