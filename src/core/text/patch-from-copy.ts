import type { Uuid } from '../kernel/ids.js';
import { refuse, Refusal } from '../kernel/refusals.js';
import { assemble } from './amend/assemble.js';
import { markdownOf, readBlocks } from './amend/blocks.js';
import { deriveHunks } from './amend/derive.js';
import type { ConsolidatedProvision, ConsolidatedText } from './consolidation.js';
import { hashContent, numberKey } from './content.js';
import { provisionsFromMarkdown } from './markdown.js';
import type { InsertProvision, PatchOperation, ProvisionContent } from './operations.js';

/** A provision of the copy: one that the text has, or a new one. */
interface Copied {
  readonly id: Uuid;
  readonly parentId: Uuid | null;
  /** The sibling before it in the copy; null: first of its parent. */
  readonly afterId: Uuid | null;
  readonly content: ProvisionContent;
  readonly was: ConsolidatedProvision | null;
}

/**
 * What an edited copy of a text would have decided, as the operations of a patch: `applyPatch` makes the copy of the text.
 * Provisions are known by their numbers, which are never recycled; one that bears a new number and says the same as one
 * that is gone was renumbered. Nothing is taken for changed that differs by typography alone, and of a provision that
 * changed, what did not stays as it was typed. Refuses by INVALID_INPUT a copy that cannot be read (as
 * `provisionsFromMarkdown`) and one in which a provision stands elsewhere than in the text (MOVED, with its number as the
 * field): a patch has no such operation.
 */
export function patchFromCopy(
  text: ConsolidatedText,
  copy: string,
  newId: () => Uuid,
): readonly PatchOperation[] | Refusal<'INVALID_INPUT'> {
  const read = provisionsFromMarkdown(copy, newId);
  if (read instanceof Refusal) return read;
  const standing = text.provisions.filter(({ repealed }) => repealed === null);
  const copied = known(read.operations, standing);
  const moved =
    copied.find(({ was, parentId }) => was !== null && was.parentId !== parentId) ??
    outOfOrder(copied, standing);
  if (moved) return refuse('INVALID_INPUT', { field: moved.content.number, reason: 'MOVED' });
  const kept = new Set(copied.map(({ id }) => id));
  const repeals = standing
    .filter(({ provisionId }) => !kept.has(provisionId))
    .map(({ provisionId, content }): PatchOperation => ({
      kind: 'REPEAL',
      provisionId,
      expectedHash: hashContent(content),
    }));
  return [...copied.flatMap(operationOf), ...repeals];
}

function operationOf({ id, parentId, afterId, content, was }: Copied): PatchOperation[] {
  if (was === null) return [{ kind: 'INSERT', provisionId: id, parentId, afterId, content }];
  const mended = withoutTypography(was.content, content);
  const expectedHash = hashContent(was.content);
  if (hashContent(mended) === expectedHash) return [];
  return [{ kind: 'REPLACE', provisionId: id, expectedHash, content: mended }];
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
  standing: readonly ConsolidatedProvision[],
): readonly Copied[] {
  const byNumber = new Map(standing.map((provision) => [numberKey(provision.content.number), provision]));
  const found = new Map<Uuid, ConsolidatedProvision>();
  for (const { provisionId, content } of inserted) {
    const provision = byNumber.get(numberKey(content.number));
    if (!provision) continue;
    byNumber.delete(numberKey(content.number));
    found.set(provisionId, provision);
  }
  for (const [id, provision] of renumbered(
    inserted.filter(({ provisionId }) => !found.has(provisionId)),
    [...byNumber.values()],
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

/** A provision that comes, among its siblings, after one that it stood before. */
function outOfOrder(
  copied: readonly Copied[],
  standing: readonly ConsolidatedProvision[],
): Copied | undefined {
  const place = new Map(standing.map(({ provisionId }, index) => [provisionId, index]));
  const last = new Map<Uuid | null, number>();
  return copied.find(({ id, parentId, was }) => {
    if (was === null) return false;
    const at = place.get(id) as number;
    const before = last.get(parentId) ?? -1;
    last.set(parentId, at);
    return at < before;
  });
}
