import { titleOfAmending } from '../charter/amending.js';
import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { hashJson } from '../kernel/hash.js';
import { merge } from '../text/amend/merge.js';
import { readBlocks } from '../text/amend/blocks.js';
import type { Book, OpenLeaf } from './book.js';
import type {
  AmendmentVersionInBundle,
  PollAmendmentInBundle,
  PollInBundle,
  ProposalVersionInBundle,
} from './rows.js';

/** What a poll puts: the version of its proposal or, where it amends, its title, its options and no effect. */
export function putBy(
  book: Book,
  poll: PollInBundle,
  version: ProposalVersionInBundle,
): ProposalVersionInBundle {
  if (!poll.amends) return version;
  const put = amendmentsOf(book, poll);
  const [{ locale } = { locale: 'fr' as const }] = book.rows('collective');
  const numbers = put.map(({ amendmentId }) => numberOf(book, amendmentId));
  // A public bundle has no amendments; the title is all that it says of them.
  const title = book.kind === 'PUBLIC' ? poll.title : titleOfAmending(version.title, numbers, locale);
  const options = numbers.map((number) => ({ label: `A${number}`, effects: [], cost: null }));
  const question = poll.election === null ? null : { seats: 1, budget: null, options };
  return { ...version, title, question, effects: [], effectsHash: hashJson([]) };
}

/** The amendments are those that the opening's leaf pinned, each by the version and the hash that it then had. */
export function amendsAsSaid(book: Book, poll: PollInBundle, { body }: OpenLeaf): boolean {
  const put = amendmentsOf(book, poll);
  if (!poll.amends) return poll.amends === false && body['amends'] === undefined && put.length === 0;
  const pinned = put.map(({ amendmentId, revision, hash, optionKey }) => ({
    amendment: amendmentId,
    revision,
    hash,
    option: optionKey,
  }));
  const versions = book.rows('amendment_version');
  const isHashed = ({ amendmentId, revision, hash }: PollAmendmentInBundle): boolean =>
    versions.some((one) => one.amendmentId === amendmentId && one.revision === revision && one.hash === hash);
  return (
    put.length > 0 &&
    put.every(isHashed) &&
    canonicalJson(pinned as unknown as Json) === canonicalJson(body['amends'] ?? null)
  );
}

/** While it is undecided, nobody puts one of its amendments in the venue, nor what would make one of them lapse. */
export function amendmentsReserved(book: Book, poll: PollInBundle): readonly string[] {
  const put = amendmentsOf(book, poll);
  const mine = new Set(put.map(({ amendmentId }) => amendmentId));
  const pinned = versionsThen(book, put);
  const base = pinned[0]?.baseHash;
  const proposal = book.rows('amendment').filter(({ proposalId }) => proposalId === poll.proposalId);
  const waiting = proposal.filter(({ state }) => state === 'PENDING' || state === 'ACCEPTED');
  const beside = waiting.flatMap(({ id, revision }) =>
    book
      .rows('amendment_version')
      .filter((one) => one.amendmentId === id && one.revision === revision && one.baseHash === base),
  );
  const wording = book.rows('amendment_base').find(({ hash }) => hash === base)?.markdown ?? '';
  const { conflicts } = merge(
    readBlocks(wording),
    beside.map(({ amendmentId, hunks }) => ({ id: amendmentId, hunks })),
  );
  const rivals = conflicts.flatMap(({ sides: [one, other] }) => [
    ...(one.amendments.some((id) => mine.has(id)) ? other.amendments : []),
    ...(other.amendments.some((id) => mine.has(id)) ? one.amendments : []),
  ]);
  return [...new Set([...mine, ...rivals])].map((id) => `amendment:${id}`);
}

const versionsThen = (book: Book, put: readonly PollAmendmentInBundle[]): AmendmentVersionInBundle[] =>
  book
    .rows('amendment_version')
    .filter((one) =>
      put.some(({ amendmentId, revision }) => one.amendmentId === amendmentId && one.revision === revision),
    );

/** In the order of their numbers. */
function amendmentsOf(book: Book, poll: PollInBundle): readonly PollAmendmentInBundle[] {
  const put = book.rows('poll_amendment').filter(({ pollId }) => pollId === poll.id);
  return put.toSorted((a, b) => numberOf(book, a.amendmentId) - numberOf(book, b.amendmentId));
}

const numberOf = (book: Book, id: string): number =>
  book.rows('amendment').find((one) => one.id === id)?.number ?? 0;
