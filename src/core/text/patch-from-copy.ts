import type { Uuid } from '../kernel/ids.js';
import { Refusal } from '../kernel/refusals.js';
import { assemble } from './amend/assemble.js';
import { markdownOf, readBlocks } from './amend/blocks.js';
import { deriveHunks } from './amend/derive.js';
import type { ConsolidatedProvision, ConsolidatedText } from './consolidation.js';
import { hashContent, numberKey } from './content.js';
import { groupBy } from './group-by.js';
import { provisionsFromMarkdown } from './markdown.js';
import type {
  InsertProvision,
  PatchOperation,
  PlaceAsked,
  ProvisionContent,
  RepealProvision,
} from './operations.js';
import { hashPlace } from './position.js';

/** A provision of the copy: one that the text has or had, or a new one. */
interface Copied extends PlaceAsked {
  readonly id: Uuid;
  readonly content: ProvisionContent;
  readonly was: ConsolidatedProvision | null;
}

/**
 * What an edited copy of a text would have decided, as the operations of a patch: `applyPatch` makes the copy of the text.
 * Provisions are known by their numbers, which are never recycled, also those that were repealed; one that bears a new
 * number and says the same as one that is gone was renumbered. As few are moved as can be. Nothing is taken for changed
 * that differs by typography alone, and of a provision that changed, what did not stays as it was typed. Refuses by
 * INVALID_INPUT a copy that cannot be read (as `provisionsFromMarkdown`).
 */
export function patchFromCopy(
  text: ConsolidatedText,
  copy: string,
  newId: () => Uuid,
): readonly PatchOperation[] | Refusal<'INVALID_INPUT'> {
  const read = provisionsFromMarkdown(copy, newId);
  if (read instanceof Refusal) return read;
  const copied = known(read.operations, text.provisions);
  const kept = new Set(copied.map(({ id }) => id));
  const inPlace = keepingTheirPlace(copied, text.provisions);
  const repeals = text.provisions
    .filter(({ provisionId, repealed }) => repealed === null && !kept.has(provisionId))
    .map(({ provisionId, content }): PatchOperation => ({
      kind: 'REPEAL',
      provisionId,
      expectedHash: hashContent(content),
    }));
  return [...copied.flatMap((one) => operationsOf(one, inPlace.has(one.id))), ...repeals];
}

/** What is done to one provision; parents and the siblings before it come first, so that its place is there. */
function operationsOf({ id, parentId, afterId, content, was }: Copied, inPlace: boolean): PatchOperation[] {
  const place = { parentId, afterId };
  if (was === null) return [{ kind: 'INSERT', provisionId: id, ...place, content }];
  const mended = withoutTypography(was.content, content);
  const on = { provisionId: id, expectedHash: hashContent(was.content) };
  const words = hashContent(mended) === on.expectedHash ? null : mended;
  if (was.repealed) return [{ kind: 'RESTORE', ...on, ...place, content: words }];
  if (!inPlace) {
    const from = { fromId: was.parentId, expectedPlace: hashPlace(was) };
    return [{ kind: 'MOVE', ...on, ...from, ...place, content: words }];
  }
  return words === null ? [] : [rewriting(was.content, words, on)];
}

/** The least that makes other words of some: another number, another heading, or the whole. */
function rewriting(
  before: ProvisionContent,
  after: ProvisionContent,
  on: Pick<RepealProvision, 'provisionId' | 'expectedHash'>,
): PatchOperation {
  const [number, heading, body] = (['number', 'heading', 'body'] as const).map(
    (part) => before[part] === after[part],
  );
  if (heading && body) return { kind: 'RENUMBER', ...on, number: after.number };
  if (number && body) return { kind: 'SET_HEADING', ...on, heading: after.heading };
  return { kind: 'REPLACE', ...on, content: after };
}

/** The content of the copy, spelled as the text is wherever it says the same. */
const withoutTypography = (before: ProvisionContent, after: ProvisionContent): ProvisionContent => ({
  number: mend(before.number, after.number),
  heading: mend(before.heading, after.heading),
  body: mend(before.body, after.body),
});

function mend(before: string, after: string): string {
  const [base, copy] = [readBlocks(before), readBlocks(after)];
  const hunks = deriveHunks(base, copy);
  return hunks.length === 0 ? before : markdownOf(assemble(base, hunks));
}

/** The provisions of the copy under the identities that they have in the text. */
function known(
  inserted: readonly InsertProvision[],
  provisions: readonly ConsolidatedProvision[],
): readonly Copied[] {
  // Those in force come last, so that theirs is the number; nobody else ever bore it.
  const byNumber = new Map(
    provisions
      .toSorted((a, b) => Number(a.repealed === null) - Number(b.repealed === null))
      .map((provision) => [numberKey(provision.content.number), provision]),
  );
  const found = new Map<Uuid, ConsolidatedProvision>();
  for (const { provisionId, content } of inserted) {
    const provision = byNumber.get(numberKey(content.number));
    if (!provision) continue;
    byNumber.delete(numberKey(content.number));
    found.set(provisionId, provision);
  }
  for (const [id, provision] of renumbered(
    inserted.filter(({ provisionId }) => !found.has(provisionId)),
    [...byNumber.values()].filter(({ repealed }) => repealed === null),
  ))
    found.set(id, provision);
  const idOf = (id: Uuid | null): Uuid | null => (id === null ? null : (found.get(id)?.provisionId ?? id));
  return inserted.map(({ provisionId, parentId, afterId, content }) => ({
    id: idOf(provisionId) as Uuid,
    parentId: idOf(parentId),
    afterId: idOf(afterId),
    content,
    was: found.get(provisionId) ?? null,
  }));
}

/** Those that say under a new number what one alone said under another, and that nothing else says. */
function renumbered(
  fresh: readonly InsertProvision[],
  gone: readonly ConsolidatedProvision[],
): readonly (readonly [Uuid, ConsolidatedProvision])[] {
  const wordsOf = ({ heading, body }: ProvisionContent): string => `${heading}\n${body}`;
  return fresh.flatMap(({ provisionId, content }) => {
    const alike = gone.filter((provision) => wordsOf(provision.content) === wordsOf(content));
    const twice = fresh.filter((other) => wordsOf(other.content) === wordsOf(content)).length > 1;
    const [only] = alike;
    return only && alike.length === 1 && !twice && content.body !== '' ? [[provisionId, only] as const] : [];
  });
}

/** Those that need not be moved: of the siblings that stay siblings, as many as keep their order. */
function keepingTheirPlace(
  copied: readonly Copied[],
  provisions: readonly ConsolidatedProvision[],
): ReadonlySet<Uuid> {
  const place = new Map(provisions.map(({ provisionId }, index) => [provisionId, index]));
  const staying = copied.filter(({ was, parentId }) => was?.repealed === null && was.parentId === parentId);
  const places = [...groupBy(staying, ({ parentId }) => parentId).values()].flatMap((siblings) =>
    longestRising(siblings.map(({ id }) => place.get(id) as number)),
  );
  return new Set(places.map((at) => (provisions[at] as ConsolidatedProvision).provisionId));
}

/** The longest rising row among numbers, by patience (Fredman, "On computing the length of longest increasing subsequences", 1975). */
function longestRising(numbers: readonly number[]): number[] {
  const tops: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    before.set(number, tops[low - 1]);
    tops[low] = number;
  }
  const rising: number[] = [];
  for (let at = tops.at(-1); at !== undefined; at = before.get(at)) rising.push(at);
  return rising.reverse();
}
