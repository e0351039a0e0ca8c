import { AmendmentRow, AmendmentVersionRow } from '../amendments/amendment.entity.js';
import {
  baseOf,
  deriveAmendment,
  isPending,
  refuseReason,
  type AmendedBase,
  type DerivedAmendment,
  type EditedCopy,
} from '../amendments/amendment.rules.js';
import {
  amendmentById,
  amendmentsWaiting,
  deadlinesOfProposals,
  nextNumber,
  shutProposals,
  type AmendmentRecord,
} from '../amendments/amendments.queries.js';
import { refuseUnderVote } from '../amendments/write-amendments.js';
import { isPresent } from '../assemblies/attendance.queries.js';
import { lockAssembly } from '../assemblies/lock-assembly.js';
import { charterInForce } from '../collectives/charter.queries.js';
import { mayPropose } from '../core/charter/opening.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { hashText, type Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import type { AmendedVersion } from '../core/text/amend/amendable.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { isAsRead, lockProposal, versionOf, type VersionWithSupport } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { record } from '../register/record.js';
import { objectByRival } from './accept-amendment.js';
import { amendedBy, amendingOf, currentBase, keepBase, madeOf, type Amending } from './amended-wording.js';
import { carryAmendments } from './carry-amendments.js';
import { lockEffects } from './effects.js';
import { rulesFor } from './matters.js';
import { refuseOpenPoll } from './open-polls.js';
import { refusalOfEffects } from './submit-proposal.js';

/** An amendment as its author writes it: a copy of the words that they read, as they want them. */
export interface DraftAmendment extends EditedCopy {
  readonly proposalId: Uuid;
  readonly version: number;
  /** The amendment that this one amends; null: the proposal. */
  readonly parentId: Uuid | null;
  /** Fingerprint of the wording that they read. */
  readonly baseHash: Sha256;
}

export interface AmendmentRequest extends DraftAmendment {
  readonly reason: string;
  /** What the preview showed and its author confirms: the hash of the hunks. */
  readonly confirms: Sha256;
  /** The sitting in which it is put; null outside. */
  readonly assemblyId: Uuid | null;
  readonly repeat: Repeat;
}

/** As many waiting amendments as a room could ever decide. */
const WAITING_AT_MOST = 200;
/** So that nobody alone takes the place of all others. */
const OF_ONE_AT_MOST = 40;

/** What was read of a draft: the words that it is on, what it asks for, and the proposal with its rules. */
export interface ReadDraft extends DerivedAmendment {
  readonly base: AmendedBase;
  readonly amending: Amending;
  /** The version that it alone would make. */
  readonly amended: AmendedVersion;
}

/**
 * Reads what a draft asks for, and writes nothing. WORDING_CHANGED where its author read other words; what the copy could
 * not make of the text is refused by name.
 */
export async function readDraft(
  reader: Reader,
  proposal: ProposalRow,
  version: VersionWithSupport,
  draft: DraftAmendment,
  newId: () => Uuid,
): Promise<ReadDraft> {
  const amending = await amendingOf(reader, version, proposal);
  if (amending instanceof Refusal) throw amending;
  const current = currentBase(amending);
  if (current instanceof Refusal) throw current;
  const base =
    draft.parentId === null ? current : await baseOfParent(reader, proposal, draft.parentId, current);
  if (base.hash !== draft.baseHash) throw refuse('WORDING_CHANGED', {}, ['input', 'baseHash']);
  const derived = deriveAmendment(base, draft);
  const amended = amendedBy(amending, madeOf(base, derived.hunks), newId);
  if (amended instanceof Refusal) throw amended;
  return { ...derived, base, amending, amended };
}

/** What an amendment makes of the wording is what its sub-amendments are on; it must be on the wording of now. */
async function baseOfParent(
  reader: Reader,
  { collectiveId, id }: ProposalRow,
  parentId: Uuid,
  current: AmendedBase,
): Promise<AmendedBase> {
  const parent = await amendmentById(reader, collectiveId, parentId);
  if (parent.proposalId !== id) throw refuse('NOT_FOUND');
  if (parent.parentId !== null) throw refuse('AMENDMENT_TOO_DEEP', {}, ['input', 'parentId']);
  const refusal = isPending(parent) ?? (await refuseUnderVote(reader, parent));
  if (refusal) throw refusal;
  if (parent.baseHash !== current.hash) throw refuse('WORDING_CHANGED', {}, ['input', 'baseHash']);
  return baseOf(madeOf(current, parent.hunks));
}

/** A draft as its author confirms it: what it asks for, the wording that it makes, and what waits beside it. */
export interface PreviewedAmendment extends ReadDraft {
  readonly wording: string;
  readonly beside: readonly AmendmentRecord[];
}

/** Says what a draft would change, with every refusal that putting it would meet but that of its time. Nothing is written. */
export async function previewAmendment(
  tx: Tx,
  actor: MemberActor,
  draft: DraftAmendment,
): Promise<PreviewedAmendment> {
  const { collectiveId } = actor;
  const proposal = await lockProposal(tx, collectiveId, draft.proposalId);
  const changed = isAsRead(proposal, draft.version);
  if (changed) throw changed;
  const version = await versionOf(tx, collectiveId, proposal.id, draft.version);
  const read = await readDraft(tx, proposal, version, draft, () => tx.id());
  await mayHold(tx, actor, read);
  const waiting = await amendmentsWaiting(tx, collectiveId, proposal.id);
  const beside = waiting.filter(
    ({ parentId, baseHash }) => parentId === draft.parentId && baseHash === read.base.hash,
  );
  return { ...read, wording: madeOf(read.base, read.hunks), beside };
}

/**
 * Puts an amendment to a proposal, as its author confirmed it: what is stored are the hunks, never derived again. Once
 * the amendments are frozen, whoever is present at a running sitting still may.
 */
export function submitAmendment(tx: Tx, actor: MemberActor, request: AmendmentRequest): Promise<Uuid> {
  return once(tx, { ...actor, ...request.repeat, act: 'submitAmendment' }, async () => {
    const { collectiveId, memberId } = actor;
    if (request.assemblyId !== null) await isOfSitting(tx, actor, request.assemblyId);
    const proposal = await lockProposal(tx, collectiveId, request.proposalId);
    await mayBeAmended(tx, actor, proposal, request);
    await carryAmendments(tx, proposal);
    const version = await versionOf(tx, collectiveId, proposal.id, request.version);
    const draft = await readDraft(tx, proposal, version, request, () => tx.id());
    if (draft.hash !== request.confirms) throw refuse('AMENDMENT_DIFFERS', {}, ['input', 'confirms']);
    await mayHold(tx, actor, draft);

    const id = tx.id();
    const number = await nextNumber(tx, collectiveId, proposal.id);
    await keepBase(tx, version, draft.base);
    await tx.insert(AmendmentRow, {
      collectiveId,
      id,
      proposalId: proposal.id,
      number,
      authorId: memberId,
      parentId: request.parentId,
      reason: request.reason,
      state: 'PENDING',
      cause: null,
      revision: 1,
      submittedAt: await tx.now(),
      assemblyId: request.assemblyId,
      pollId: null,
      objectionUntil: null,
      acceptanceObjected: false,
      adoptedVersion: null,
    });
    await tx.insert(AmendmentVersionRow, {
      collectiveId,
      amendmentId: id,
      revision: 1,
      proposalId: proposal.id,
      baseHash: draft.base.hash,
      hunks: draft.hunks,
      hash: draft.hash,
      outcome: 'WRITTEN',
    });
    record(tx, collectiveId, {
      type: 'amendment.submitted',
      visibility: 'MEMBERS',
      body: {
        amendment: id,
        proposal: proposal.id,
        version: version.version,
        number,
        parent: request.parentId,
        assembly: request.assemblyId,
        hash: draft.hash,
        reasonHash: personal(hashText(request.reason)),
        author: personal(memberId),
      },
    });
    await objectByRival(tx, actor, id);
    return id;
  });
}

/** Whoever puts an amendment in a sitting is in it, and it runs. */
async function isOfSitting(tx: Tx, { collectiveId, memberId }: MemberActor, assemblyId: Uuid): Promise<void> {
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'SHARE');
  if (assembly.state !== 'RUNNING') throw refuse('ASSEMBLY_NOT_RUNNING', { state: assembly.state });
  if (!(await isPresent(tx, collectiveId, assemblyId, memberId))) throw refuse('NOT_PRESENT');
}

/** Is this the proposal that was read, does nobody vote on it, and is the time of amendments not over. */
async function mayBeAmended(
  tx: Tx,
  { memberId }: MemberActor,
  proposal: ProposalRow,
  request: AmendmentRequest,
): Promise<void> {
  const { collectiveId, id } = proposal;
  const venue = request.assemblyId === null ? 'ONLINE' : 'ASSEMBLY';
  const refusal =
    refuseReason(request.reason) ??
    isAsRead(proposal, request.version) ??
    (await refuseOpenPoll(tx, collectiveId, id, 'ON_PROPOSAL', venue)) ??
    (request.assemblyId === null ? await refuseShut(tx, proposal) : null);
  if (refusal) throw refusal;
  const waiting = await amendmentsWaiting(tx, collectiveId, id);
  if (waiting.length >= WAITING_AT_MOST) throw refuse('TOO_MANY_AMENDMENTS', { limit: WAITING_AT_MOST });
  if (waiting.filter(({ authorId }) => authorId === memberId).length >= OF_ONE_AT_MOST)
    throw refuse('TOO_MANY_OF_YOURS', { limit: OF_ONE_AT_MOST });
}

/** Past the deadline nothing comes in, whether or not the job has shut the file. */
async function refuseShut(tx: Tx, { collectiveId, id }: ProposalRow): Promise<Refusal | null> {
  const [shut] = await shutProposals(tx, collectiveId, [id]);
  const [deadline] = await deadlinesOfProposals(tx, collectiveId, [id]);
  const isOver = deadline !== undefined && deadline.until <= (await tx.now());
  const frozenAt = shut?.shutAt ?? (isOver ? deadline.until : null);
  return frozenAt === null ? null : refuse('AMENDMENTS_FROZEN', { frozenAt });
}

/** The proposal as amended must be one that its author might put: rules that let them, and effects that apply. */
async function mayHold(tx: Tx, actor: MemberActor, { amending, amended }: ReadDraft): Promise<void> {
  const { collectiveId } = actor;
  const { effects } = amended;
  const charter = await charterInForce(tx, collectiveId);
  const { clauses } = await rulesFor(tx, collectiveId, charter, effects, null);
  await lockEffects(tx, effects, collectiveId);
  const { now, today } = amending.text;
  const refusal =
    mayPropose(clauses, actor.memberKind) ??
    (await refusalOfEffects(tx, { collectiveId, now, today, effects }, null));
  if (refusal) throw refusal;
}
