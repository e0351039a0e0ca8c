import { hashWording } from '../charter/question.js';
import type { Json } from '../kernel/canonical-json.js';
import { hashJson } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { groupBy, type Book } from './book.js';
import { isOfGroupAsSaid } from './check-groups.js';
import { isFounded } from './check-founding.js';
import { Notes, withheld, type Report } from './notes.js';
import type { ProposalInBundle, ProposalVersionInBundle } from './rows.js';

/** Each version of a proposal is the one that its author's act put in the register. */
export function checkProposals(book: Book): Report {
  const notes = new Notes();
  const versions = groupBy(book.rows('proposal_version'), ({ proposalId }) => proposalId);
  let written = 0;
  for (const proposal of book.rows('proposal')) {
    const own = versions.get(proposal.id) ?? [];
    versions.delete(proposal.id);
    const numbers = own.map(({ version }) => version);
    const follow = numbers.every((number, place) => number === place + 1);
    notes.hold(follow && numbers.at(-1) === proposal.currentVersion, 'VERSIONS_NOT_CONSECUTIVE', proposal.id);
    notes.hold(isInState(book, proposal), 'PROPOSAL_STATE', proposal.id);
    notes.hold(isOfGroupAsSaid(book, proposal), 'GROUP_OF_PROPOSAL', proposal.id);
    for (const version of own) written += checkVersion(book, notes, proposal, version);
  }
  for (const id of versions.keys()) notes.hold(false, 'PROPOSAL_UNKNOWN', id);
  const leaves = WRITTEN.reduce((sum, type) => sum + book.leaves(type).length, 0);
  notes.hold(leaves === written, 'LEAF_WITHOUT_PROPOSAL', String(leaves));
  const known = new Set(book.rows('proposal_version').map((one) => `${one.proposalId} ${one.version}`));
  for (const { proposalId, version } of book.rows('support'))
    notes.hold(known.has(`${proposalId} ${version}`), 'SUPPORT_OF_NOTHING', proposalId);
  return notes.report('PROPOSALS');
}

/** What writes a version of a proposal. */
const WRITTEN = ['proposal.submitted', 'proposal.revised', 'proposal.amended'] as const;

/** How many leaves said this version: one, or none where they are hidden. */
function checkVersion(
  book: Book,
  notes: Notes,
  proposal: ProposalInBundle,
  version: ProposalVersionInBundle,
): number {
  const subject = `${proposal.id} ${version.version}`;
  // A public bundle has no words that bear a name which was erased; a title that was put is never empty.
  if (book.kind === 'PUBLIC' && version.title === '') notes.miss('WORDS_WITHHELD');
  else notes.hold(version.wordingHash === hashWording(version), 'WORDING_HASH', subject);
  if (version.effects === null) withheld(book, notes);
  else
    notes.hold(version.effectsHash === hashJson(version.effects as unknown as Json), 'EFFECTS_HASH', subject);
  const type = typeOfVersion(version);
  const leaves = book
    .leavesAbout(type, 'proposal', proposal.id)
    .filter(({ body }) => body['version'] === version.version);
  const [leaf] = leaves;
  if (!leaf && book.hidden > 0) {
    notes.miss('LEAF_HIDDEN');
    return 0;
  }
  const says =
    leaf?.body['matter'] === version.matter &&
    leaf.body['wordingHash'] === version.wordingHash &&
    leaf.body['effectsHash'] === version.effectsHash &&
    (leaf.body['founding'] ?? null) === proposal.foundingSubject;
  notes.hold(leaves.length === 1 && says, 'PROPOSAL_DISAGREES', subject);
  // Amendments that were adopted have their authors, and this version none.
  if (version.amendsVersion !== null) return leaves.length;
  const author = leaf && book.opening(leaf, 'author');
  // A member may open their own commitments alone.
  if (author == null) {
    notes.miss('AUTHOR_CLOSED');
    const isErased = book.kind !== 'FULL' || book.erased.has(proposal.authorId as Uuid);
    notes.hold(isErased, 'AUTHOR', subject);
  }
  if (author != null) notes.hold(author === proposal.authorId, 'AUTHOR', subject);
  return leaves.length;
}

function typeOfVersion({ version, amendsVersion }: ProposalVersionInBundle): (typeof WRITTEN)[number] {
  if (amendsVersion !== null) return 'proposal.amended';
  return version === 1 ? 'proposal.submitted' : 'proposal.revised';
}

/** DECIDED once a decision came of it, or the founding that it was of is over; an election says which of its own are WITHDRAWN. */
function isInState(book: Book, { id, state, foundingSubject }: ProposalInBundle): boolean {
  const decided =
    foundingSubject === null
      ? book.rows('decision').some(({ proposalId }) => proposalId === id)
      : isFounded(book);
  if (book.kind !== 'FULL') return true;
  const isOfElection = book.rows('nominee').some(({ proposalId }) => proposalId === id);
  return decided ? state === 'DECIDED' : state === 'OPEN' || (isOfElection && state === 'WITHDRAWN');
}
