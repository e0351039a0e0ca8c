import type { Json } from '../kernel/canonical-json.js';
import type { Uuid } from '../kernel/ids.js';
import { byKey, groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import { checkAppeals } from './check-appeals.js';
import { Notes, type Report } from './notes.js';
import type { ApplicationInBundle, DecisionInBundle, LinkIssueInBundle } from './rows.js';

/** Appeals and their signatories, applications and who answered for them, dues, what was taken over: as their leaves say. */
export function checkJoining(book: Book): Report {
  const notes = new Notes();
  checkAppeals(book, notes);
  if (book.kind === 'PUBLIC') notes.miss('JOINING_WITHHELD');
  else {
    checkDues(book, notes);
    checkTakenOver(book, notes);
  }
  if (book.kind === 'FULL') checkApplications(book, notes);
  return notes.report('JOINING');
}

/** Dues are paid until the day that was last recorded, by whoever recorded it. */
function checkDues(book: Book, notes: Notes): void {
  const recorded = groupBy(book.leaves('dues.recorded'), (leaf) => book.opening(leaf, 'member'));
  const rows = byKey(book.rows('membership_dues'), ({ memberId }) => memberId);
  for (const { memberId, until, recordedBy } of rows.values()) {
    const leaf = recorded.get(memberId)?.at(-1);
    const says =
      leaf !== undefined &&
      opensTo(book, notes, leaf, { field: 'until', value: until, about: memberId }) &&
      opensTo(book, notes, leaf, { field: 'by', value: recordedBy });
    notes.hold(says, 'DUES_DISAGREE', memberId);
  }
  for (const memberId of recorded.keys())
    if (memberId !== null) notes.hold(rows.has(memberId), 'DUES_DISAGREE', memberId);
}

/** Members and decisions from before: each member by a leaf, decisions as many as the files had. */
function checkTakenOver(book: Book, notes: Notes): void {
  const admitted = groupBy(
    book.leaves('member.admitted').filter(({ body }) => body['way'] === 'TAKEN_OVER'),
    (leaf) => book.opening(leaf, 'member'),
  );
  const rows = byKey(book.rows('taken_over_member'), ({ memberId }) => memberId);
  for (const { memberId, takenOverBy } of rows.values()) {
    const [leaf] = admitted.get(memberId) ?? [];
    const isErased = book.erased.has(memberId);
    const says = leaf ? opensTo(book, notes, leaf, { field: 'by/0', value: takenOverBy }) : isErased;
    notes.hold(says, 'TAKEN_OVER_DISAGREES', memberId);
  }
  for (const memberId of admitted.keys())
    if (memberId !== null) notes.hold(rows.has(memberId), 'TAKEN_OVER_DISAGREES', memberId);
  const brought = book
    .leaves('decisions.taken-over')
    .reduce((sum, { body }) => sum + Number(body['count']), 0);
  notes.hold(
    brought === book.rows('taken_over_decision').filter(({ decisionId }) => decisionId === null).length,
    'DECISIONS_TAKEN_OVER_COUNTED',
    String(brought),
  );
}

/** An application that was admitted is the one that its member's leaf names, with those who answered for it. */
function checkApplications(book: Book, notes: Notes): void {
  const decisions = byKey(book.rows('decision'), ({ id }) => id as Json);
  const vouchers = groupBy(book.rows('vouching'), ({ applicationId }) => applicationId);
  for (const application of book.rows('application')) {
    const [leaf, ...more] = book.leavesAbout('member.admitted', 'application', application.id);
    const own = (vouchers.get(application.id) ?? []).map(({ memberId }) => memberId);
    vouchers.delete(application.id);
    const says = leaf
      ? more.length === 0 &&
        isAdmittedAs(book, notes, application, leaf) &&
        isAnsweredFor(book, leaf, own) &&
        isDecidedOn(application, leaf, decisions.get(leaf.body['decision'] ?? null))
      : application.state === 'OPEN' && application.memberId === null;
    notes.hold(says, 'APPLICATION_DISAGREES', application.id);
  }
  for (const id of vouchers.keys()) notes.hold(false, 'VOUCHING_OF_NOTHING', id);
}

function isAdmittedAs(
  book: Book,
  notes: Notes,
  { kind, publicName, state, memberId, returningMemberId }: ApplicationInBundle,
  leaf: OpenLeaf,
): boolean {
  return (
    state === 'ADMITTED' &&
    leaf.body['kind'] === kind &&
    memberId !== null &&
    (returningMemberId === null || returningMemberId === memberId) &&
    opensTo(book, notes, leaf, { field: 'member', value: memberId }) &&
    opensTo(book, notes, leaf, { field: 'name', value: publicName, about: memberId })
  );
}

/** Where members answered, each of those whom the leaf names. A word of somebody who had left counts for nothing. */
function isAnsweredFor(book: Book, leaf: OpenLeaf, vouchers: readonly Uuid[]): boolean {
  if (leaf.body['way'] !== 'VOUCHED') return true;
  const by = (leaf.body['by'] as readonly Json[]).map((_, place) => book.opening(leaf, `by/${place}`));
  return by.every((one) => one === null || vouchers.includes(one));
}

function isDecidedOn(
  { id, memberId }: ApplicationInBundle,
  leaf: OpenLeaf,
  decision: DecisionInBundle | undefined,
): boolean {
  if (leaf.body['way'] !== 'DECISION') return leaf.body['decision'] === null;
  return (decision?.effects ?? []).some(
    (effect) => effect.kind === 'ADMIT_MEMBER' && effect.applicationId === id && effect.memberId === memberId,
  );
}

/** Each link that others gave is in the register: to whom, which way, and by whom. */
export function checkLinks(book: Book): Report {
  const notes = new Notes();
  if (book.kind === 'PUBLIC') notes.miss('LINKS_WITHHELD', book.leaves('link.issued').length);
  for (const issue of book.rows('link_issue')) {
    const leaves = book.leavesAbout('link.issued', 'issue', issue.id);
    const [leaf] = leaves;
    const isSo = leaf
      ? leaves.length === 1 && isIssuedAs(book, notes, issue, leaf)
      : issue.issuedAt === null && issue.joinedBy === null && issue.way === 'TWO_MEMBERS';
    notes.hold(isSo, 'LINK_DISAGREES', issue.id);
  }
  return notes.report('LINKS');
}

function isIssuedAs(
  book: Book,
  notes: Notes,
  { memberId, way, askedBy, joinedBy, issuedAt }: LinkIssueInBundle,
  leaf: OpenLeaf,
): boolean {
  const givers = joinedBy === null ? [askedBy] : [askedBy, joinedBy];
  return (
    leaf.body['way'] === way &&
    (leaf.body['by'] as readonly Json[]).length === givers.length &&
    issuedAt !== null &&
    issuedAt <= leaf.at &&
    opensTo(book, notes, leaf, { field: 'member', value: memberId }) &&
    givers.every((giver, place) => opensTo(book, notes, leaf, { field: `by/${place}`, value: giver }))
  );
}
