import { refuseBeyondGroup } from '../charter/group-scope.js';
import type { CreateGroup, Effect, RescopeGroup } from '../kernel/effects.js';
import { hashText } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { nameSkeleton, tidyName } from '../kernel/names.js';
import { byKey, groupBy, type Book, type OpenLeaf } from './book.js';
import { Notes, type Report } from './notes.js';
import type {
  DecisionInBundle,
  GroupInBundle,
  GroupMemberInBundle,
  GroupScopeInBundle,
  PollInBundle,
} from './rows.js';

/** Each working group is as its leaves and decisions made it, with who was in it when; none decides beyond its scope. */
export function checkGroups(book: Book): Report {
  const notes = new Notes();
  if (book.kind === 'PUBLIC') {
    notes.miss('GROUPS_WITHHELD');
    return notes.report('GROUPS');
  }
  const decisions = byKey(book.rows('decision'), ({ id }) => id);
  const scopes = groupBy(book.rows('group_scope'), ({ groupId }) => groupId);
  const stays = groupBy(book.rows('group_member'), ({ groupId }) => groupId);
  for (const group of book.rows('working_group')) {
    const said = scopes.get(group.id) ?? [];
    notes.hold(isNamedAs(group, said), 'GROUP_DISAGREES', group.id);
    notes.hold(isSaidBy(book, group, said, decisions), 'GROUP_SCOPE', group.id);
    notes.hold(isInState(book, group, decisions), 'GROUP_STATE', group.id);
    checkStays(book, notes, group.id, stays.get(group.id) ?? []);
    scopes.delete(group.id);
    stays.delete(group.id);
  }
  for (const id of [...scopes.keys(), ...stays.keys()]) notes.hold(false, 'GROUP_UNKNOWN', id);
  const created = book.leaves('group.created').length;
  notes.hold(created === book.rows('working_group').length, 'LEAF_WITHOUT_GROUP', String(created));
  checkScopes(book, notes);
  return notes.report('GROUPS');
}

/** It is called as it was last said to be, and made when it was first said what it is for. */
function isNamedAs(group: GroupInBundle, said: readonly GroupScopeInBundle[]): boolean {
  const [first, last] = [said[0], said.at(-1)];
  return (
    said.every(({ version }, place) => version === place + 1) &&
    group.name === last?.name &&
    group.nameSkeleton === nameSkeleton(group.name) &&
    group.createdAt === first?.since &&
    group.createdBy === first.decidedBy
  );
}

/** Each name and scope has its leaf, and the decision that the leaf names did just that; the first may be of no decision. */
function isSaidBy(
  book: Book,
  { id }: GroupInBundle,
  said: readonly GroupScopeInBundle[],
  decisions: ReadonlyMap<Uuid, DecisionInBundle>,
): boolean {
  const leaves = [
    ...book.leavesAbout('group.created', 'group', id),
    ...book.leavesAbout('group.rescoped', 'group', id),
  ];
  return (
    book.leavesAbout('group.created', 'group', id).length === 1 &&
    leaves.length === said.length &&
    said.every((scope, place) => isAsSaid(scope, leaves[place] as OpenLeaf, decisions))
  );
}

function isAsSaid(
  { groupId, name, scope, since, decidedBy }: GroupScopeInBundle,
  { body, at }: OpenLeaf,
  decisions: ReadonlyMap<Uuid, DecisionInBundle>,
): boolean {
  const isLeaf =
    body['name'] === name &&
    body['scopeHash'] === hashText(scope) &&
    body['since'] === since &&
    body['decision'] === decidedBy &&
    since <= at;
  if (!isLeaf || decidedBy === null) return isLeaf;
  const decision = decisions.get(decidedBy);
  const effect = (decision?.effects ?? []).find((one) => isWordsOf(one, groupId));
  return (
    decision?.effectsState === 'APPLIED' &&
    decision.proclaimedAt === since &&
    effect !== undefined &&
    tidyName(effect.name) === name &&
    effect.scope === scope
  );
}

const isWordsOf = (effect: Effect, groupId: Uuid): effect is CreateGroup | RescopeGroup =>
  (effect.kind === 'CREATE_GROUP' || effect.kind === 'RESCOPE_GROUP') && effect.groupId === groupId;

/** Ended by its decision; else awake, or asleep, as its last leaf says. */
function isInState(
  book: Book,
  group: GroupInBundle,
  decisions: ReadonlyMap<Uuid, DecisionInBundle>,
): boolean {
  const [ended, ...more] = book.leavesAbout('group.ended', 'group', group.id);
  const slept = book.leavesAbout('group.slept', 'group', group.id).at(-1);
  const woken = book.leavesAbout('group.woken', 'group', group.id).at(-1);
  const isAwake = !slept || (woken !== undefined && woken.index > slept.index);
  const state = ended ? 'ENDED' : isAwake ? 'OPEN' : 'ASLEEP';
  const by = group.endedBy === null ? null : decisions.get(group.endedBy);
  return (
    more.length === 0 &&
    group.state === state &&
    group.endedBy === (ended?.body['decision'] ?? null) &&
    group.endedAt === (by?.proclaimedAt ?? null) &&
    group.awakeSince === (woken?.body['since'] ?? group.createdAt)
  );
}

/** Who came and went is in the register, each by a leaf; of whoever had themselves erased it says the hours alone. */
function checkStays(book: Book, notes: Notes, groupId: Uuid, stays: readonly GroupMemberInBundle[]): void {
  const joined = book.leavesAbout('group.joined', 'group', groupId);
  const left = book.leavesAbout('group.left', 'group', groupId);
  const gone = stays.filter(({ leftAt }) => leftAt !== null);
  const isSo =
    joined.length === stays.length &&
    left.length === gone.length &&
    isOfLeaves(
      book,
      notes,
      joined,
      stays.map(({ memberId, joinedAt }) => ({ memberId, field: 'joinedAt', at: joinedAt })),
    ) &&
    isOfLeaves(
      book,
      notes,
      left,
      gone.map(({ memberId, leftAt }) => ({ memberId, field: 'leftAt', at: leftAt as string })),
    );
  notes.hold(isSo, 'GROUP_MEMBERS', groupId);
}

/** Each leaf is of one of those who came or went at its hour, and each of them of one leaf. */
function isOfLeaves(
  book: Book,
  notes: Notes,
  leaves: readonly OpenLeaf[],
  turns: readonly { readonly memberId: Uuid; readonly field: string; readonly at: string }[],
): boolean {
  const left = [...turns];
  const opened = leaves.map((leaf) => ({ leaf, member: book.opening(leaf, 'member') }));
  notes.miss('STORY_CLOSED', opened.filter(({ member }) => member === null).length);
  // Those that open first, so that they do not take the place of one that is closed.
  const inOrder = [...opened].sort((a, b) => Number(a.member === null) - Number(b.member === null));
  return inOrder.every(({ leaf, member }) => {
    const place = left.findIndex(
      (turn) =>
        leaf.body[turn.field] === turn.at &&
        turn.at <= leaf.at &&
        (member === null ? mayBeClosed(book, turn.memberId) : member === turn.memberId),
    );
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}

const mayBeClosed = (book: Book, memberId: Uuid): boolean =>
  book.kind !== 'FULL' || book.erased.has(memberId);

/** What groups' polls would do is in their scope. */
function checkScopes(book: Book, notes: Notes): void {
  const options = groupBy(book.rows('poll_option'), ({ pollId }) => pollId);
  for (const poll of book.rows('poll')) {
    const groupId = poll.groupId ?? null;
    if (groupId === null) continue;
    const effects = (options.get(poll.id) ?? []).flatMap((option) => option.effects ?? []);
    const own = {
      mandates: idsOf(
        book.rows('mandate').filter(({ scopeKind, scopeId }) => scopeKind === 'GROUP' && scopeId === groupId),
      ),
      decisions: idsOf(book.rows('decision').filter((decision) => decision.groupId === groupId)),
    };
    const isWithin = poll.venue === 'ONLINE' && refuseBeyondGroup(effects, groupId, own) === null;
    notes.hold(isWithin, 'BEYOND_GROUP', poll.id);
  }
}

const idsOf = (rows: readonly { readonly id: Uuid }[]): ReadonlySet<Uuid> =>
  new Set(rows.map(({ id }) => id));

/** The group that a poll was opened in: that of its proposal, unless it had been handed to the collective before. */
export function groupOfPoll(book: Book, { proposalId }: PollInBundle, opened: OpenLeaf): Uuid | null {
  const [submitted] = book.leavesAbout('proposal.submitted', 'proposal', proposalId);
  const [handed] = book.leavesAbout('proposal.handed', 'proposal', proposalId);
  const isHanded = handed !== undefined && handed.index < opened.index;
  return isHanded ? null : ((submitted?.body['group'] ?? null) as Uuid | null);
}

/** Whether a roll lists who was in the group when its poll opened, among those who had a voice, and no other for that reason. */
export function isRollOfGroup(
  book: Book,
  { groupId = null, openedAt }: PollInBundle,
  roll: readonly { readonly memberId: Uuid; readonly reason: string }[],
): boolean {
  const stays = book.rows('group_member').filter((stay) => stay.groupId === groupId);
  const of = groupBy(stays, ({ memberId }) => memberId);
  return roll.every(({ memberId, reason }) => {
    const own = of.get(memberId) ?? [];
    const has = reason === 'MEMBER' || reason === 'STRUCK';
    if (groupId === null) return reason !== 'NOT_IN_GROUP';
    // Whoever comes or goes waits for the opening: at that very instant, both may be.
    if (has) return own.some((stay) => stay.joinedAt <= openedAt && (stay.leftAt ?? openedAt) >= openedAt);
    const wasIn = own.some(
      (stay) => stay.joinedAt < openedAt && (stay.leftAt === null || stay.leftAt > openedAt),
    );
    return reason !== 'NOT_IN_GROUP' || !wasIn;
  });
}

/** Whether a proposal is of the group that its leaf says, advises what it says, and was handed over as its leaf says. */
export function isOfGroupAsSaid(
  book: Book,
  {
    id,
    groupId,
    handedAt,
    advises,
  }: { id: Uuid; groupId?: Uuid | null; handedAt?: string | null; advises?: Uuid | null },
): boolean {
  if (groupId === undefined) return true; // a public bundle does not say it
  const [submitted] = book.leavesAbout('proposal.submitted', 'proposal', id);
  const [handed, ...more] = book.leavesAbout('proposal.handed', 'proposal', id);
  return (
    (!submitted ||
      ((submitted.body['group'] ?? null) === groupId && (submitted.body['advises'] ?? null) === advises)) &&
    more.length === 0 &&
    handedAt === (handed?.body['handedAt'] ?? null) &&
    (!handed || handed.body['group'] === groupId)
  );
}
