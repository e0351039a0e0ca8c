import type { Uuid } from '../kernel/ids.js';
import { Refusal } from '../kernel/refusals.js';
import { assemble } from './amend/assemble.js';
import { markdownOf, readBlocks } from './amend/blocks.js';
import { deriveHunks } from './amend/derive.js';
import type { ConsolidatedProvision, ConsolidatedText } from './consolidation.js';
import { hashContent, numberKey, numberLook } from './content.js';
import { groupBy } from './group-by.js';
import { provisionsFromMarkdown, standingBody } from './markdown.js';
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
  /** What it says in what is proposed, if that is what was copied; null where it is new there too. */
  readonly proposed: ConsolidatedProvision | null;
}

/**
 * What an edited copy of a text would have decided, as the operations of a patch: `applyPatch` makes the copy of the text.
 * Provisions are known by their numbers, which are never recycled, also those that were repealed, and also typed without accents; one that bears a new
 * number and says the same as one that is gone was renumbered. As few are moved as can be. Nothing is taken for changed
 * that differs by typography alone, and of a provision that changed, what did not stays as it was typed. Where the copy is
 * of the text as a patch would make it (`proposed`), provisions are known by the numbers that they have there, what it
 * inserts keeps its identity, and what it changes of typography stays changed. Refuses by INVALID_INPUT a copy that cannot be
 * read (as `provisionsFromMarkdown`).
 */
export function patchFromCopy(
  text: ConsolidatedText,
  copy: string,
  newId: () => Uuid,
  proposed: ConsolidatedText = text,
): readonly PatchOperation[] | Refusal<'INVALID_INPUT'> {
  const read = provisionsFromMarkdown(copy, newId);
  if (read instanceof Refusal) return read;
  const copied = known(read.operations, text.provisions, proposed.provisions);
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
function operationsOf(copied: Copied, inPlace: boolean): PatchOperation[] {
  const { id, parentId, afterId, content, was, proposed } = copied;
  const place = { parentId, afterId };
  const before = (proposed ?? was)?.content;
  const mended = before ? withoutTypography(before, content) : content;
  if (was === null) return [{ kind: 'INSERT', provisionId: id, ...place, content: mended }];
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
  // What was copied are the words as they stand in a document, where signs that would reach beyond them are inert.
  body: mend(before.body, after.body, standingBody({ content: before })),
});

function mend(before: string, after: string, copied = before): string {
  const base = readBlocks(copied);
  const hunks = deriveHunks(base, readBlocks(after));
  return hunks.length === 0 ? before : markdownOf(assemble(base, hunks));
}

/** The provisions of the copy under the identities that they have in what was copied or, where it lacks them, in the text. */
function known(
  inserted: readonly InsertProvision[],
  provisions: readonly ConsolidatedProvision[],
  proposed: readonly ConsolidatedProvision[],
): readonly Copied[] {
  const found = new Map<Uuid, ConsolidatedProvision>();
  const taken = new Set<Uuid>();
  const find = (id: Uuid, provision: ConsolidatedProvision | undefined): void => {
    if (!provision || found.has(id) || taken.has(provision.provisionId)) return;
    found.set(id, provision);
    taken.add(provision.provisionId);
  };
  const standing = proposed.filter(({ repealed }) => repealed === null);
  // Whoever left an accent out means the article that is there.
  for (const keyOf of [numberKey, numberLook])
    for (const source of [standing, provisions].map((some) => byNumber(some, keyOf)))
      for (const { provisionId, content } of inserted) find(provisionId, source.get(keyOf(content.number)));
  for (const source of [standing, provisions.filter(({ repealed }) => repealed === null)]) {
    const fresh = inserted.filter(({ provisionId }) => !found.has(provisionId));
    const gone = source.filter(({ provisionId }) => !taken.has(provisionId));
    for (const [id, provision] of renumbered(fresh, gone)) find(id, provision);
  }
  const was = new Map(provisions.map((provision) => [provision.provisionId, provision]));
  const there = new Map(standing.map((provision) => [provision.provisionId, provision]));
  const idOf = (id: Uuid | null): Uuid | null => (id === null ? null : (found.get(id)?.provisionId ?? id));
  return inserted.map(({ provisionId, parentId, afterId, content }) => {
    const id = idOf(provisionId) as Uuid;
    return {
      id,
      parentId: idOf(parentId),
      afterId: idOf(afterId),
      content,
      was: was.get(id) ?? null,
      proposed: there.get(id) ?? null,
    };
  });
}

/** Those in force come last, so that theirs is the number; nobody else ever bore it. */
const byNumber = (
  provisions: readonly ConsolidatedProvision[],
  keyOf: (number: string) => string,
): ReadonlyMap<string, ConsolidatedProvision> =>
  new Map(
    provisions
      .toSorted((a, b) => Number(a.repealed === null) - Number(b.repealed === null))
      .map((provision) => [keyOf(provision.content.number), provision]),
  );

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
