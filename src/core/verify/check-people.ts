import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { nameSkeleton } from '../kernel/names.js';
import type { GrantMandate } from '../kernel/effects.js';
import { byKey, groupBy, opensTo, type Book, type OpenLeaf } from './book.js';
import { checkAgendas } from './check-agendas.js';
import { checkAttendance } from './check-attendance.js';
import { checkBesideMandates } from './check-beside-mandates.js';
import { isFounded } from './check-founding.js';
import { checkLines } from './check-lines.js';
import { Notes, type Report } from './notes.js';
import type {
  AssemblyInBundle,
  DecisionInBundle,
  HolderInBundle,
  MandateInBundle,
  MemberInBundle,
} from './rows.js';

/** Each member founded the collective or was admitted to it, by a leaf whose commitments open to them. */
export function checkMembers(book: Book): Report {
  const notes = new Notes();
  const whose = (leaf: OpenLeaf): string | null => book.opening(leaf, 'member');
  const admitted = groupBy(book.leaves('member.admitted'), whose);
  const joined = groupBy(book.leaves('founding.joined'), whose);
  const hidden = (admitted.get(null)?.length ?? 0) + (joined.get(null)?.length ?? 0);
  notes.miss('ADMISSION_CLOSED', hidden);
  for (const member of book.rows('member')) {
    // Founders are written down as founders first, and as members once the collective is founded; whoever comes back is
    // admitted again.
    const own = [...(joined.get(member.id) ?? []), ...(admitted.get(member.id) ?? [])];
    const leaf = own.at(-1);
    if (!leaf && book.kind !== 'FULL') continue; // a member's bundle opens that member's alone
    notes.hold(
      leaf ? isAdmittedAs(book, member, leaf) : isErasedAs(book, member),
      'MEMBER_DISAGREES',
      member.id,
    );
  }
  const known = new Set<string | null>(book.rows('member').map(({ id }) => id));
  for (const id of [...admitted.keys(), ...joined.keys()])
    if (id !== null) notes.hold(known.has(id), 'LEAF_WITHOUT_MEMBER', id);
  checkErasures(book, notes);
  checkFormerNames(book, notes);
  checkCollective(book, notes);
  return notes.report('MEMBERS');
}

/** As many are erased as asked for it, though no leaf says who. */
function checkErasures(book: Book, notes: Notes): void {
  if (book.kind === 'PUBLIC') return;
  const said = book.leaves('member.erased').length;
  notes.hold(said === book.erased.size, 'ERASED_WITHOUT_LEAF', String(said));
}

/** Names that somebody bore are those that they changed: said by a leaf that opens to them, each kept. */
function checkFormerNames(book: Book, notes: Notes): void {
  const changes = book.leaves('member.renamed').map((leaf) => ({
    member: book.opening(leaf, 'member'),
    name: book.opening(leaf, 'formerName'),
  }));
  const rows = book.rows('former_name');
  for (const { memberId, publicName, nameSkeleton: stored } of rows) {
    if (book.kind !== 'FULL' && memberId !== book.member) continue;
    const isSaid = changes.some(({ member, name }) => member === memberId && name === publicName);
    const isShaped = hasItsSkeleton({ id: memberId, publicName, nameSkeleton: stored });
    notes.hold(isSaid && isShaped, 'FORMER_NAME', memberId);
  }
  const borne = [
    ...rows.map(({ memberId, publicName }) => `${memberId} ${nameSkeleton(publicName)}`),
    ...book.rows('member').map(({ id, publicName }) => `${id} ${nameSkeleton(publicName)}`),
  ];
  for (const { member, name } of changes)
    if (member !== null && name !== null)
      notes.hold(borne.includes(`${member} ${nameSkeleton(name)}`), 'FORMER_NAME', member);
}

/** The collective bears the name and the zone that it began under, and is ACTIVE, with its founders, once it is founded. */
function checkCollective(book: Book, notes: Notes): void {
  const [collective] = book.rows('collective');
  const said = [...book.leaves('founding.began'), ...book.leaves('collective.founded')];
  const isNamed = said.length > 0 && said.every(({ body }) => body['name'] === collective?.name);
  notes.hold(isNamed, 'COLLECTIVE_NAME', book.collective);
  const isThere = said.every(({ body }) => body['zone'] === undefined || body['zone'] === collective?.zone);
  notes.hold(isThere, 'COLLECTIVE_ZONE', book.collective);
  const founded = isFounded(book);
  const founders = book.rows('member').some(({ state }) => state === (founded ? 'FOUNDING' : 'ACTIVE'));
  const state = founded ? 'ACTIVE' : 'CONSTITUTING';
  notes.hold(collective?.state === state && !founders, 'COLLECTIVE_STATE', book.collective);
}

function isAdmittedAs(book: Book, member: MemberInBundle, leaf: OpenLeaf): boolean {
  const name = book.opening(lastNaming(book, member, leaf), 'name');
  return (
    leaf.body['kind'] === member.kind &&
    (name === null || name === member.publicName) &&
    member.state === stateOf(book, member, leaf) &&
    hasItsSkeleton(member)
  );
}

/** No leaf leads to whoever had themselves erased, which nobody may who is a member. */
const isErasedAs = (book: Book, member: MemberInBundle): boolean =>
  book.erased.has(member.id) &&
  (member.state === 'LEFT' || member.state === 'EXCLUDED') &&
  hasItsSkeleton(member);

/** The leaf that last said somebody's name: their last admission, or a change of it since. */
const lastNaming = (book: Book, { id }: MemberInBundle, admission: OpenLeaf): OpenLeaf =>
  book
    .leaves('member.renamed')
    .findLast((leaf) => leaf.index > admission.index && book.opening(leaf, 'member') === id) ?? admission;

/** Somebody whose name looked like another's before that was refused bears their id in its shape. */
function hasItsSkeleton({
  id,
  publicName,
  nameSkeleton: stored,
}: Pick<MemberInBundle, 'id' | 'publicName' | 'nameSkeleton'>): boolean {
  if (stored === undefined) return true;
  const skeleton = nameSkeleton(publicName);
  return stored === skeleton || stored === `${skeleton} ${id}`;
}

/** Where the last leaf about somebody, from their last admission on, has put them. */
function stateOf(book: Book, { id }: MemberInBundle, admission: OpenLeaf): string {
  const turns = [
    ...book.leaves('member.left').map((leaf) => ({ leaf, state: 'LEFT' })),
    ...book.leaves('member.excluded').map((leaf) => ({ leaf, state: 'EXCLUDED' })),
    ...book.leaves('member.reinstated').map((leaf) => ({ leaf, state: 'ACTIVE' })),
  ].filter(({ leaf }) => leaf.index > admission.index && book.opening(leaf, 'member') === id);
  const last = turns.toSorted((a, b) => a.leaf.index - b.leaf.index).at(-1);
  return last?.state ?? (admission.type === 'founding.joined' ? 'FOUNDING' : 'ACTIVE');
}

/** Each mandate is the one that its decision gave, with its holders, and ended as its leaf says. */
export function checkMandates(book: Book): Report {
  const notes = new Notes();
  const decisions = byKey(book.rows('decision'), ({ id }) => id);
  const holders = groupBy(book.rows('mandate_holder'), ({ mandateId }) => mandateId);
  const recalled = recallsOf(book, decisions);
  for (const mandate of book.rows('mandate')) {
    const [leaf, ...more] = book.leavesAbout('mandate.granted', 'mandate', mandate.id);
    if (!notes.hold(leaf !== undefined && more.length === 0, 'MANDATE_WITHOUT_LEAF', mandate.id) || !leaf)
      continue;
    notes.hold(agreesWithLeaf(mandate, leaf), 'MANDATE_DISAGREES', mandate.id);
    const grant = mandate.grantedBy === null ? null : decisions.get(mandate.grantedBy);
    if (mandate.grantedBy !== null)
      notes.hold(grant != null && isAsGranted(mandate, grant), 'MANDATE_NOT_AS_GRANTED', mandate.id);
    const ending = mandate.endedBy === null ? null : decisions.get(mandate.endedBy);
    const held = holders.get(mandate.id) ?? [];
    const memberIds = held.map(({ memberId }) => memberId);
    const isSo =
      isEndedAs(book, mandate, ending) &&
      (!ending || ends(ending, mandate, memberIds)) &&
      isOverBy(mandate, recalled.get(mandate.grantedBy));
    notes.hold(isSo, 'MANDATE_STATE', mandate.id);
    checkHolders(book, notes, leaf, memberIds);
    checkWhoLeft(book, notes, mandate, held);
    holders.delete(mandate.id);
  }
  for (const id of holders.keys()) notes.hold(false, 'MANDATE_UNKNOWN', id);
  const granted = book.leaves('mandate.granted').length;
  notes.hold(granted === book.rows('mandate').length, 'LEAF_WITHOUT_MANDATE', String(granted));
  checkLines(book, notes);
  checkBesideMandates(book, notes);
  return notes.report('MANDATES');
}

const agreesWithLeaf = (mandate: MandateInBundle, { body, at }: OpenLeaf): boolean =>
  body['decision'] === mandate.grantedBy &&
  body['task'] === (mandate.role === null ? mandate.task : null) &&
  body['role'] === mandate.role &&
  body['endsAt'] === mandate.endsAt &&
  canonicalJson(body['acts'] ?? null) === canonicalJson(mandate.scopeActs) &&
  canonicalJson(body['object'] ?? null) === canonicalJson({ kind: mandate.scopeKind, id: mandate.scopeId }) &&
  mandate.startsAt <= at;

function isAsGranted(
  mandate: MandateInBundle,
  { effects, effectsState, proclaimedAt }: DecisionInBundle,
): boolean {
  const effect = (effects ?? []).find(
    (one): one is GrantMandate => one.kind === 'GRANT_MANDATE' && one.mandateId === mandate.id,
  );
  return (
    effectsState === 'APPLIED' &&
    mandate.startsAt === proclaimedAt &&
    effect?.task === mandate.task &&
    effect.title === mandate.title &&
    effect.instructions === mandate.instructions &&
    effect.endsAt === mandate.endsAt &&
    effect.reportDueAt === mandate.reportDueAt &&
    (effect.reportEvery ?? null) === mandate.reportEvery &&
    canonicalJson(effect.boundBy) === canonicalJson(mandate.boundBy)
  );
}

/** Ended by its leaf; or, where another took over the task, by the hour that it was given with. */
function isEndedAs(
  book: Book,
  mandate: MandateInBundle,
  ending: DecisionInBundle | null | undefined,
): boolean {
  const [leaf] = book.leavesAbout('mandate.ended', 'mandate', mandate.id);
  if (!leaf && mandate.state === 'ENDED')
    return mandate.endedAt !== null && mandate.endedAt === mandate.endsAt && mandate.endedBy === null;
  if (!leaf) return mandate.state === 'LIVE' && mandate.endedAt === null && mandate.endedBy === null;
  return (
    leaf.body['state'] === mandate.state &&
    leaf.body['decision'] === mandate.endedBy &&
    mandate.endedAt !== null &&
    mandate.endedAt <= leaf.at &&
    (!ending || mandate.endedAt === ending.proclaimedAt)
  );
}

/** Whether a decision does what ends a mandate; one whose effects are withheld is held to their hash elsewhere. */
const ends = (
  { effects, effectsState }: DecisionInBundle,
  { id, grantedBy, scopeKind, scopeId }: MandateInBundle,
  held: readonly string[],
): boolean =>
  effectsState === 'APPLIED' &&
  (effects === null ||
    effects.some(
      (effect) =>
        (effect.kind === 'REVOKE_MANDATE' && effect.mandateId === id) ||
        (effect.kind === 'REPEAL_DECISION' && effect.decisionId === grantedBy) ||
        (effect.kind === 'END_GROUP' && scopeKind === 'GROUP' && effect.groupId === scopeId) ||
        (effect.kind === 'EXCLUDE_MEMBER' && held.includes(effect.memberId)),
    ));

/** When decisions were recalled, by their ids. */
const recallsOf = (
  book: Book,
  decisions: ReadonlyMap<string, DecisionInBundle>,
): ReadonlyMap<string | null, string> =>
  new Map(
    book.rows('decision_mark').flatMap(({ kind, decisionId, byDecisionId }) => {
      const by = kind === 'REPEALED' ? decisions.get(byDecisionId) : undefined;
      return by ? [[decisionId, by.proclaimedAt] as const] : [];
    }),
  );

/** Whether a mandate had ended, or run out, by the hour at which the decision that gave it was recalled. */
const isOverBy = ({ endedAt, endsAt }: MandateInBundle, at: string | undefined): boolean =>
  at === undefined || [endedAt, endsAt].some((end) => end !== null && end <= at);

function checkHolders(book: Book, notes: Notes, leaf: OpenLeaf, held: readonly string[]): void {
  const committed = leaf.body['holders'];
  const places = Array.isArray(committed) ? (committed as Json[]).map((_, place) => `holders/${place}`) : [];
  const opened = places.map((place) => book.opening(leaf, place));
  const known = opened.filter((one) => one !== null);
  notes.miss('HOLDERS_CLOSED', opened.length - known.length);
  const isSo =
    held.length === opened.length &&
    new Set(held).size === held.length &&
    known.every((one) => held.includes(one));
  notes.hold(isSo, 'MANDATE_HOLDERS', leaf.body['mandate'] as string);
}

/** Whoever left a mandate to its other holders did so while it was live, at the hour that a leaf says, and nobody else did. */
function checkWhoLeft(
  book: Book,
  notes: Notes,
  { id, startsAt, endedAt }: MandateInBundle,
  held: readonly HolderInBundle[],
): void {
  const leaves = book.leavesAbout('mandate.left', 'mandate', id);
  const gone = held.filter(({ leftAt }) => leftAt !== null);
  for (const { memberId, leftAt } of gone) {
    const said = leaves.filter(({ body }) => body['leftAt'] === leftAt);
    const leaf = said.find((one) => book.opening(one, 'member') === memberId) ?? said[0];
    const isSo =
      leaf !== undefined &&
      opensTo(book, notes, leaf, { field: 'member', value: memberId }) &&
      startsAt <= (leftAt as string) &&
      (endedAt === null || (leftAt as string) <= endedAt);
    notes.hold(isSo, 'MANDATE_LEFT', id);
  }
  notes.hold(leaves.length === gone.length && gone.length < Math.max(held.length, 1), 'MANDATE_LEFT', id);
}

/** Each assembly was convened, started and ended by its leaves, and its attendance can be. */
export function checkAssemblies(book: Book): Report {
  const notes = new Notes();
  for (const assembly of book.rows('assembly')) {
    const [leaf, ...more] = book.leavesAbout('assembly.convened', 'assembly', assembly.id);
    if (!leaf && book.hidden > 0) notes.miss('LEAF_HIDDEN');
    else
      notes.hold(
        leaf !== undefined && more.length === 0 && isConvenedAs(book, assembly, leaf),
        'ASSEMBLY_DISAGREES',
        assembly.id,
      );
  }
  const convened = book.leaves('assembly.convened').length;
  notes.hold(
    book.kind !== 'FULL' || convened === book.rows('assembly').length,
    'LEAF_WITHOUT_ASSEMBLY',
    String(convened),
  );
  checkAgendas(book, notes);
  checkAttendance(book, notes);
  return notes.report('ASSEMBLIES');
}

function isConvenedAs(book: Book, assembly: AssemblyInBundle, leaf: OpenLeaf): boolean {
  const has = (type: string): boolean => book.leavesAbout(type, 'assembly', assembly.id).length > 0;
  const state = has('assembly.ended') ? 'ENDED' : has('assembly.started') ? 'RUNNING' : 'CONVENED';
  const by = book.opening(leaf, 'by');
  return (
    leaf.body['form'] === assembly.form &&
    leaf.body['startsAt'] === assembly.startsAt &&
    assembly.state === state &&
    (by === null || by === assembly.convenedBy)
  );
}
