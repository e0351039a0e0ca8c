import type { Json } from '../kernel/canonical-json.js';
import { canonicalJson } from '../kernel/canonical-json.js';
import { hashJson, hashText } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { readBlocks } from '../text/amend/blocks.js';
import { assemble } from '../text/amend/assemble.js';
import { byKey, groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import { checkAmendedVersions } from './check-amended-versions.js';
import { isCarriedRightly } from './check-carried.js';
import { Notes, type Report } from './notes.js';
import type { AmendmentInBundle, AmendmentVersionInBundle } from './rows.js';

/**
 * Each amendment is the one that its author put, on words that the proposal said; it stands where the acts put it, was
 * carried along only as the register says, and what was adopted is in the proposal word for word.
 */
export function checkAmendments(book: Book): Report {
  const notes = new Notes();
  if (book.kind === 'PUBLIC') {
    if (book.rows('proposal_version').some(({ amendsVersion }) => amendsVersion !== null))
      notes.miss('AMENDMENTS_WITHHELD');
    return notes.report('AMENDMENTS');
  }
  checkBases(book, notes);
  const versions = groupBy(book.rows('amendment_version'), ({ amendmentId }) => amendmentId);
  const numbers = new Set<string>();
  for (const amendment of book.rows('amendment')) {
    const own = versions.get(amendment.id) ?? [];
    versions.delete(amendment.id);
    numbers.add(`${amendment.proposalId} ${amendment.number}`);
    checkSubmission(book, notes, amendment, own[0]);
    checkRevisions(book, notes, amendment, own);
    notes.hold(isWhereActsPutIt(book, amendment), 'AMENDMENT_STATE', amendment.id);
  }
  for (const id of versions.keys()) notes.hold(false, 'AMENDMENT_UNKNOWN', id);
  const { length } = book.rows('amendment');
  notes.hold(numbers.size === length, 'AMENDMENT_DISAGREES', String(length));
  const leaves = book.leaves('amendment.submitted').length;
  notes.hold(leaves === length || book.hidden > 0, 'LEAF_WITHOUT_AMENDMENT', String(leaves));
  checkDeadlines(book, notes);
  checkFreezes(book, notes);
  checkAmendedVersions(book, notes);
  return notes.report('AMENDMENTS');
}

/** Wordings are kept under their own hash, of the version on which somebody first amended them; none stands that nothing amends. */
function checkBases(book: Book, notes: Notes): void {
  const proposals = new Set(book.rows('proposal_version').map((one) => `${one.proposalId} ${one.version}`));
  const amended = groupBy(book.rows('amendment_version'), (one) => `${one.proposalId} ${one.baseHash}`);
  for (const { proposalId, hash, version, markdown } of book.rows('amendment_base')) {
    notes.hold(hash === hashText(markdown), 'AMENDED_WORDING', hash);
    notes.hold(proposals.has(`${proposalId} ${version}`), 'AMENDED_WORDING', hash);
    const on = amended.get(`${proposalId} ${hash}`) ?? [];
    notes.hold(on.length > 0, 'AMENDED_WORDING', hash);
    const [first] = on.flatMap((one) => leafOfVersion(book, one) ?? []).toSorted((a, b) => a.index - b.index);
    if (!first && book.hidden > 0) notes.miss('LEAF_HIDDEN');
    else notes.hold(first?.body['version'] === version, 'AMENDED_WORDING', hash);
  }
}

/** The leaf by which a version of an amendment came about, with the version of the proposal that it was on. */
const leafOfVersion = (
  book: Book,
  { amendmentId, proposalId, revision }: AmendmentVersionInBundle,
): OpenLeaf | undefined =>
  revision === 1
    ? book.leavesAbout('amendment.submitted', 'amendment', amendmentId)[0]
    : book
        .leavesAbout('amendments.carried', 'proposal', proposalId)
        .find(({ body }) =>
          carriedIn(body).some((one) => one.amendment === amendmentId && one.revision === revision),
        );

function checkSubmission(
  book: Book,
  notes: Notes,
  amendment: AmendmentInBundle,
  written: AmendmentVersionInBundle | undefined,
): void {
  const [leaf, ...more] = book.leavesAbout('amendment.submitted', 'amendment', amendment.id);
  if (!leaf && book.hidden > 0) return notes.miss('LEAF_HIDDEN');
  const base = book
    .rows('amendment_base')
    .find(({ proposalId, hash }) => proposalId === amendment.proposalId && hash === written?.baseHash);
  const says =
    leaf?.body['proposal'] === amendment.proposalId &&
    leaf.body['number'] === amendment.number &&
    leaf.body['parent'] === amendment.parentId &&
    leaf.body['assembly'] === amendment.assemblyId &&
    leaf.body['hash'] === written?.hash &&
    base !== undefined &&
    // Words that another version says too are kept once, of the first.
    base.version <= (leaf.body['version'] as number) &&
    amendment.submittedAt <= leaf.at;
  notes.hold(says && more.length === 0, 'AMENDMENT_DISAGREES', amendment.id);
  const reason = { field: 'reasonHash', value: hashText(amendment.reason), about: amendment.authorId };
  notes.hold(leaf !== undefined && opensTo(book, notes, leaf, reason), 'AMENDMENT_DISAGREES', amendment.id);
  const author = leaf && book.opening(leaf, 'author');
  if (author == null) {
    notes.miss('AUTHOR_CLOSED');
    notes.hold(book.kind !== 'FULL' || book.erased.has(amendment.authorId), 'AUTHOR', amendment.id);
  } else notes.hold(author === amendment.authorId, 'AUTHOR', amendment.id);
}

/** The first as it was written, the others as leaves say that they were carried; each can be done on its words. */
function checkRevisions(
  book: Book,
  notes: Notes,
  { id, revision, proposalId }: AmendmentInBundle,
  own: readonly AmendmentVersionInBundle[],
): void {
  const numbers = own.map((one) => one.revision);
  const follow = numbers.every((number, place) => number === place + 1) && numbers.at(-1) === revision;
  notes.hold(follow, 'AMENDMENT_VERSIONS', id);
  const bases = byKey(book.rows('amendment_base'), (base) => `${base.proposalId} ${base.hash}`);
  const carried = book
    .leavesAbout('amendments.carried', 'proposal', proposalId)
    .flatMap(({ body }) => carriedIn(body));
  for (const version of own) {
    const { hunks, baseHash, hash } = version;
    const isHashed =
      version.proposalId === proposalId &&
      hash === hashJson({ base: baseHash, hunks: hunks as unknown as Json });
    notes.hold(
      isHashed && canBeDone(bases.get(`${proposalId} ${baseHash}`)?.markdown, version),
      'AMENDMENT_VERSIONS',
      id,
    );
    if (version.revision === 1) {
      notes.hold(version.outcome === 'WRITTEN', 'AMENDMENT_VERSIONS', id);
      continue;
    }
    const said = carried.filter((one) => one.amendment === id && one.revision === version.revision);
    if (said.length === 0 && book.hidden > 0) notes.miss('LEAF_HIDDEN');
    else
      notes.hold(
        said.length === 1 && said[0]?.hash === hash && said[0].outcome === version.outcome,
        'AMENDMENT_VERSIONS',
        id,
      );
    const before = own.find((one) => one.revision === version.revision - 1);
    notes.hold(before !== undefined && isCarriedRightly(book, before, version), 'AMENDMENT_CARRIED', id);
  }
}

interface CarriedInLeaf {
  readonly amendment: Uuid;
  readonly revision: number;
  readonly hash: string;
  readonly outcome: string;
}

const carriedIn = (body: OpenLeaf['body']): readonly CarriedInLeaf[] =>
  body['amendments'] as unknown as readonly CarriedInLeaf[];

function canBeDone(markdown: string | undefined, { hunks }: AmendmentVersionInBundle): boolean {
  if (markdown === undefined || hunks.length === 0) return false;
  const base = readBlocks(markdown);
  const lengths = new Map(base.blocks.map(({ id, text }) => [id, text.length]));
  const isThere = hunks.every((hunk) => hunk.kind !== 'EDIT' || hunk.end <= (lengths.get(hunk.block) ?? -1));
  try {
    return isThere && assemble(base, hunks).blocks.length >= 0;
  } catch {
    return false; // a block that is not there
  }
}

/** Its state follows from the last act on it, and the poll is the one that the act names. */
function isWhereActsPutIt(book: Book, amendment: AmendmentInBundle): boolean {
  const { id, state, cause, pollId, objectionUntil, acceptanceObjected } = amendment;
  const about = (type: string): readonly OpenLeaf[] => book.leavesAbout(type, 'amendment', id);
  const [settled, ...twice] = about('amendment.settled');
  const objected = about('amendment.objected').at(-1);
  const accepted = about('amendment.accepted').at(-1);
  const stands = accepted && !settled && (!objected || objected.index < accepted.index) ? accepted : null;
  const wanted = settled
    ? { state: settled.body['state'], cause: settled.body['cause'], poll: settled.body['poll'] }
    : about('amendment.withdrawn').length > 0
      ? { state: 'WITHDRAWN', cause: null, poll: null }
      : { state: stands ? 'ACCEPTED' : 'PENDING', cause: null, poll: null };
  return (
    twice.length === 0 &&
    canonicalJson({ state, cause, poll: pollId }) === canonicalJson(wanted as unknown as Json) &&
    objectionUntil === (stands?.body['objectionUntil'] ?? null) &&
    acceptanceObjected === (objected !== undefined) &&
    amendment.adoptedVersion === (versionMadeBy(book, amendment) ?? null)
  );
}

/** The version of the proposal that a leaf says it made. */
const versionMadeBy = (book: Book, { id, proposalId }: AmendmentInBundle): number | undefined =>
  book
    .leavesAbout('proposal.amended', 'proposal', proposalId)
    .find(({ body }) => (body['amendments'] as readonly Uuid[]).includes(id))?.body['version'] as
    number | undefined;

/** Deadlines are those that the register says, and stand once each. */
function checkDeadlines(book: Book, notes: Notes): void {
  const rows = book.rows('amendment_deadline');
  for (const { proposalId, assemblyId, until } of rows) {
    const said = book
      .leavesAbout('amendments.deadline-set', 'proposal', proposalId)
      .filter(({ body }) => body['assembly'] === assemblyId);
    const says = said.length === 1 && said[0]?.body['until'] === until;
    notes.hold(says || (said.length === 0 && book.hidden > 0), 'AMENDMENTS_FROZEN', proposalId);
  }
  const leaves = book.leaves('amendments.deadline-set').length;
  notes.hold(leaves === rows.length || book.hidden > 0, 'AMENDMENTS_FROZEN', String(leaves));
}

function checkFreezes(book: Book, notes: Notes): void {
  const rows = book.rows('amendment_freeze');
  for (const { proposalId, version, hash, frozenAt } of rows) {
    const [leaf, ...more] = book.leavesAbout('amendments.frozen', 'proposal', proposalId);
    if (!leaf && book.hidden > 0) notes.miss('LEAF_HIDDEN');
    else
      notes.hold(
        leaf?.body['version'] === version &&
          leaf.body['hash'] === hash &&
          leaf.body['frozenAt'] === frozenAt &&
          more.length === 0,
        'AMENDMENTS_FROZEN',
        proposalId,
      );
  }
  const leaves = book.leaves('amendments.frozen').length;
  notes.hold(leaves === rows.length || book.hidden > 0, 'AMENDMENTS_FROZEN', String(leaves));
}
