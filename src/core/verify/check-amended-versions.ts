import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import type { Effect } from '../kernel/effects.js';
import type { Uuid } from '../kernel/ids.js';
import { civilDateOf, type Instant } from '../kernel/instants.js';
import { Refusal } from '../kernel/refusals.js';
import { amendableOf, amendWording, wordingToAmend, type TextNow } from '../text/amend/amendable.js';
import { markdownOf, readBlocks } from '../text/amend/blocks.js';
import type { Hunk } from '../text/amend/hunk.js';
import { merge } from '../text/amend/merge.js';
import { hashText } from '../kernel/hash.js';
import type { ProvisionVersion } from '../text/version.js';
import { byKey, type Book, type OpenLeaf } from './book.js';
import type { Notes } from './notes.js';
import type { AmendmentVersionInBundle, ProposalVersionInBundle, VersionInBundle } from './rows.js';

/**
 * A version that amendments made says what they made of the one before, on the text as it was then known, word for word; and
 * they were adopted by the poll that its leaf names, or accepted.
 */
export function checkAmendedVersions(book: Book, notes: Notes): void {
  const versions = byKey(book.rows('proposal_version'), (one) => `${one.proposalId} ${one.version}`);
  for (const version of versions.values()) {
    if (version.amendsVersion === null) continue;
    const subject = `${version.proposalId} ${version.version}`;
    const before = versions.get(`${version.proposalId} ${version.amendsVersion}`);
    const leaf = book
      .leavesAbout('proposal.amended', 'proposal', version.proposalId)
      .find(({ body }) => body['version'] === version.version);
    if (!leaf && book.hidden > 0) notes.miss('LEAF_HIDDEN');
    else
      notes.hold(
        before !== undefined &&
          leaf !== undefined &&
          version.version === version.amendsVersion + 1 &&
          isAdoptedBy(book, leaf) &&
          isMadeOf(book, leaf, before, version),
        'AMENDED_VERSION',
        subject,
      );
  }
}

/** Its poll adopted these amendments, or they were accepted and nobody objected. */
function isAdoptedBy(book: Book, { body }: OpenLeaf): boolean {
  const pollId = (body['poll'] ?? null) as Uuid | null;
  const amendments = body['amendments'] as readonly Uuid[];
  const settled = amendments.every((id) =>
    book
      .leavesAbout('amendment.settled', 'amendment', id)
      .some((leaf) => leaf.body['state'] === 'ADOPTED' && (leaf.body['poll'] ?? null) === pollId),
  );
  if (pollId === null)
    return (
      settled && amendments.every((id) => book.leavesAbout('amendment.accepted', 'amendment', id).length > 0)
    );
  const outcome = book.rows('outcome').find((one) => one.pollId === pollId);
  const chosen = ((outcome?.working as { readonly chosen?: readonly string[] } | undefined)?.chosen ?? [
    'ADOPT',
  ]) as readonly string[];
  const put = book
    .rows('poll_amendment')
    .filter((one) => one.pollId === pollId && chosen.includes(one.optionKey));
  return (
    settled &&
    outcome?.code === 'ADOPTED' &&
    amendments.every((id) => put.some((one) => one.amendmentId === id))
  );
}

function isMadeOf(
  book: Book,
  { body }: OpenLeaf,
  before: ProposalVersionInBundle,
  after: ProposalVersionInBundle,
): boolean {
  if (before.effects === null || after.effects === null) return true; // withheld, and said so elsewhere
  const amendable = amendableOf({ effects: before.effects, question: before.question });
  if (amendable instanceof Refusal) return false;
  const text = textAt(
    book,
    after.submittedAt,
    amendable.kind === 'PATCH_TEXT' ? amendable.effect.textId : null,
  );
  const base = wordingToAmend(amendable, before, text);
  if (base instanceof Refusal) return false;
  const hunks = (body['amendments'] as readonly Uuid[]).map((id) => hunksOn(book, id, hashText(base)));
  if (hunks.some((one) => one === null)) return false;
  const { merged } = merge(
    readBlocks(base),
    hunks.map((one, place) => ({ id: String(place), hunks: one as readonly Hunk[] })),
  );
  if (merged === null) return false;
  let named = 0;
  const version = { ...before, effects: before.effects };
  const made = amendWording(amendable, version, markdownOf(merged), text, () => `NEW-${(named += 1)}`);
  if (made instanceof Refusal) return false;
  const effects = underTheirNames(made.effects, after.effects);
  return (
    after.title === before.title &&
    canonicalJson({ rationale: made.rationale, effects: effects as unknown as Json }) ===
      canonicalJson({ rationale: after.rationale, effects: after.effects as unknown as Json })
  );
}

/** What an amendment asked for on these very words. */
function hunksOn(book: Book, id: Uuid, baseHash: string): readonly Hunk[] | null {
  const own = book
    .rows('amendment_version')
    .filter((one: AmendmentVersionInBundle) => one.amendmentId === id && one.baseHash === baseHash);
  return own.at(-1)?.hunks ?? null;
}

/** The text as it was known at an instant, before what was written at it. */
function textAt(book: Book, now: Instant, textId: Uuid | null): TextNow {
  const [{ zone, locale } = { zone: 'UTC', locale: 'fr' as const }] = book.rows('collective');
  const versions = book
    .rows('provision_version')
    .filter((one) => one.textId === textId && one.knownFrom < now)
    .map((one): ProvisionVersion => asKnown(one, now));
  return { versions, now, today: civilDateOf(now, zone), locale };
}

function asKnown(version: VersionInBundle, now: Instant): ProvisionVersion {
  const { id, number, heading, body, ...rest } = version;
  const isClosed = rest.knownUntil !== null && rest.knownUntil < now;
  return {
    ...rest,
    versionId: id,
    content: { number, heading, body },
    knownUntil: isClosed ? rest.knownUntil : null,
    closedBy: isClosed ? rest.closedBy : null,
  };
}

/** What is inserted anew under the identities that the new version gives it, in their order. */
function underTheirNames(made: readonly Effect[], after: readonly Effect[]): readonly Effect[] {
  const isNew = (id: Uuid): boolean => id.startsWith('NEW-');
  const fresh = insertedBy(made);
  const given = insertedBy(after);
  const names = new Map(fresh.flatMap((id, place) => (isNew(id) ? [[id, given[place] ?? 'MISSING']] : [])));
  const renamed = JSON.stringify(made, (_key, value: unknown) =>
    typeof value === 'string' ? (names.get(value) ?? value) : value,
  );
  return JSON.parse(renamed) as readonly Effect[];
}

const insertedBy = (effects: readonly Effect[]): Uuid[] =>
  effects.flatMap((effect) =>
    effect.kind === 'PATCH_TEXT' || effect.kind === 'ADOPT_TEXT'
      ? effect.operations.flatMap((one) => (one.kind === 'INSERT' ? [one.provisionId] : []))
      : [],
  );
