import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { hashText } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { assemble } from '../text/amend/assemble.js';
import { markdownOf, readBlocks } from '../text/amend/blocks.js';
import { carryOnto } from '../text/amend/carry.js';
import { deriveHunks } from '../text/amend/derive.js';
import type { Hunk } from '../text/amend/hunk.js';
import { merge } from '../text/amend/merge.js';
import { groupBy, type Book } from './book.js';
import type { AmendmentVersionInBundle } from './rows.js';

/**
 * A version that its author did not write asks for what the one before asked for: on the new words, by what is known to have
 * been done to the old ones or by comparing both; or with the words of the amendments to it that were adopted.
 */
export function isCarriedRightly(
  book: Book,
  before: AmendmentVersionInBundle,
  after: AmendmentVersionInBundle,
): boolean {
  const [from, onto] = [before, after].map(({ proposalId, baseHash }) =>
    book.rows('amendment_base').find((base) => base.proposalId === proposalId && base.hash === baseHash),
  );
  if (!from || !onto) return false;
  const isSaid = (hunks: readonly Hunk[] | null): boolean =>
    canonicalJson(hunks as unknown as Json) === canonicalJson(after.hunks as unknown as Json);
  try {
    if (after.outcome === 'SUB_AMENDED')
      return from === onto && subAmended(book, from.markdown, before).some(isSaid);
    return [null, ...changesOf(book, before)].some((changes) => {
      const { outcome, hunks } = carryOnto(from.markdown, onto.markdown, before.hunks, changes);
      return outcome === after.outcome && isSaid(hunks);
    });
  } catch {
    return false; // a block that is not there
  }
}

/** What amendments that were adopted together did to the words that an amendment was on. */
function changesOf(book: Book, { proposalId, baseHash }: AmendmentVersionInBundle): Hunk[][] {
  const markdown = book.rows('amendment_base').find(({ hash }) => hash === baseHash)?.markdown ?? '';
  const onBase = new Map(
    book
      .rows('amendment_version')
      .filter((one) => one.baseHash === baseHash)
      .map((one) => [one.amendmentId, one.hunks]),
  );
  return book.leavesAbout('proposal.amended', 'proposal', proposalId).flatMap(({ body }) => {
    const ids = body['amendments'] as readonly Uuid[];
    if (ids.some((id) => !onBase.has(id))) return [];
    const { hunks } = merge(
      readBlocks(markdown),
      ids.map((id) => ({ id, hunks: onBase.get(id) ?? [] })),
    );
    return [hunks.map(({ hunk }) => hunk)];
  });
}

/** What an amendment asked for once each vote on amendments to it was over. */
function subAmended(book: Book, base: string, { amendmentId, hunks }: AmendmentVersionInBundle): Hunk[][] {
  const made = markdownOf(assemble(readBlocks(base), hunks));
  const adopted = book
    .rows('amendment')
    .filter(({ parentId, state }) => parentId === amendmentId && state === 'ADOPTED');
  return [...groupBy(adopted, ({ pollId }) => pollId).values()].flatMap((together) => {
    const asked = together.flatMap(({ id }) =>
      book
        .rows('amendment_version')
        .filter((one) => one.amendmentId === id && one.baseHash === hashText(made)),
    );
    const { merged } = merge(
      readBlocks(made),
      asked.map((one) => ({ id: one.amendmentId, hunks: one.hunks })),
    );
    return merged ? [[...deriveHunks(readBlocks(base), readBlocks(markdownOf(merged)))]] : [];
  });
}
