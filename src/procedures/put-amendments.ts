import { isPending, labelOfAmendment, labelsOf } from '../amendments/amendment.rules.js';
import { amendmentsWaiting, type AmendmentRecord } from '../amendments/amendments.queries.js';
import type { Question } from '../core/charter/question.js';
import type { Uuid } from '../core/kernel/ids.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { readBlocks } from '../core/text/amend/blocks.js';
import { merge, type Merge } from '../core/text/amend/merge.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { VersionWithSupport } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { baseOrWhyNot } from './amended-wording.js';
import { carryAmendments } from './carry-amendments.js';

/** Which amendments a poll puts, and how. */
export interface AmendmentsAsked {
  readonly amendmentIds: readonly Uuid[];
  /** Each is an option of one ballot, with the wording as it is; else all are adopted or none. */
  readonly asOptions: boolean;
  /** Why others that come first by custom do not; null: by custom. */
  readonly outOfOrder: string | null;
}

/** Amendments that a poll puts, pinned by their hashes, with those that it would make lapse. */
export interface PutAmendments {
  readonly amendments: readonly AmendmentRecord[];
  readonly asOptions: boolean;
  readonly outOfOrder: string | null;
  /** Those that cannot be adopted beside one of them: nobody votes on these meanwhile. */
  readonly rivals: readonly AmendmentRecord[];
  /** The least support that one of them has. */
  readonly support: number;
}

const REASON_AT_MOST = 1000;

/**
 * Judges which amendments may be put together: all pending, on the wording of now, without sub-amendments that wait;
 * several are adopted at once only where no conflict stands between them (AMENDMENTS_CONFLICT), and one of a group
 * comes after those that change more (AMENDMENT_OUT_OF_ORDER) unless a reason says why not.
 */
export async function putAmendments(
  tx: Tx,
  proposal: ProposalRow,
  version: VersionWithSupport,
  asked: AmendmentsAsked,
): Promise<PutAmendments> {
  const { collectiveId, id } = proposal;
  // What a future date made of the text since is carried along now.
  await carryAmendments(tx, proposal);
  const waiting = await amendmentsWaiting(tx, collectiveId, id);
  const amendments = asked.amendmentIds.map((one) => waiting.find((amendment) => amendment.id === one));
  if (amendments.length === 0) throw invalid('amendmentIds', 'EMPTY');
  if (new Set(asked.amendmentIds).size < amendments.length) throw invalid('amendmentIds', 'TWICE');
  const found = amendments.filter((one): one is AmendmentRecord => one !== undefined);
  if (found.length < amendments.length) throw await whyNot(tx, proposal, asked.amendmentIds, found);
  const accepted = found.map(isPending).find((refusal) => refusal !== null);
  if (accepted) throw accepted;
  refuseOutOfOrderReason(asked.outOfOrder);
  const parents = new Set(found.map(({ parentId }) => parentId));
  if (parents.size > 1) throw invalid('amendmentIds', 'OF_SEVERAL_TEXTS');
  const [parentId = null] = parents;
  refuseBeforeSubAmendments(found, waiting);

  const base = await baseOrWhyNot(tx, version, proposal);
  if (base instanceof Refusal) throw base;
  const rivalry = waiting.filter((one) => one.parentId === parentId);
  const stale = rivalry.filter(({ baseHash }) => baseHash !== rivalry[0]?.baseHash);
  if (stale.length > 0 || (parentId === null && rivalry[0]?.baseHash !== base.hash))
    throw refuse('WORDING_CHANGED');
  const merged = mergeOf(rivalry);
  const rivals = rivalsAmong(merged, found, rivalry);
  const among = rivals.filter((one) => found.includes(one));
  if (!asked.asOptions && among.length > 0)
    throw refuse('AMENDMENTS_CONFLICT', { amendments: labelsOf(among) });
  if (!asked.asOptions && asked.outOfOrder === null) refuseOutOfOrder(merged, found, rivalry);
  return {
    amendments: found.toSorted((a, b) => a.number - b.number),
    asOptions: asked.asOptions,
    outOfOrder: asked.outOfOrder,
    rivals: rivals.filter((one) => !found.includes(one)),
    support: Math.min(...found.map(({ support }) => support)),
  };
}

/** What amendments on one wording make together. */
export const mergeOf = (amendments: readonly Pick<AmendmentRecord, 'id' | 'base' | 'hunks'>[]): Merge =>
  merge(
    readBlocks(amendments[0]?.base ?? ''),
    amendments.map(({ id, hunks }) => ({ id, hunks })),
  );

/** Their options on a ballot, beside the wording as it is: called by their numbers. */
export const questionOf = ({ amendments, asOptions }: PutAmendments): Question | null =>
  asOptions
    ? {
        seats: 1,
        budget: null,
        options: amendments.map((amendment) => ({
          label: labelOfAmendment(amendment),
          effects: [],
          cost: null,
        })),
      }
    : null;

/** The option that carries an amendment: its place among those that are put, or the one that adopts all. */
export const optionKeyOf = ({ asOptions }: Pick<PutAmendments, 'asOptions'>, place: number): string =>
  asOptions ? String(place + 1) : 'ADOPT';

/** Before the proposal itself is put, whoever has the support that the rule asks has their amendment put. */
export async function refuseWaitingAmendments(
  reader: Reader,
  { collectiveId, id }: ProposalRow,
  supportNeeded: number,
): Promise<Refusal | null> {
  const waiting = (await amendmentsWaiting(reader, collectiveId, id)).filter(
    ({ support, parentId, state }) => parentId === null && (state === 'ACCEPTED' || support >= supportNeeded),
  );
  return waiting.length === 0 ? null : refuse('AMENDMENTS_WAIT', { amendments: labelsOf(waiting) });
}

/** Amendments that conflict with one of those that are put, themselves included where two of them do. */
export function rivalsAmong(
  { conflicts }: Merge,
  put: readonly AmendmentRecord[],
  all: readonly AmendmentRecord[],
): readonly AmendmentRecord[] {
  const mine = new Set(put.map(({ id }) => id));
  const found = new Set<string>();
  for (const { sides } of conflicts)
    for (const [one, other] of [[sides[0], sides[1]] as const, [sides[1], sides[0]] as const])
      if (one.amendments.some((id) => mine.has(id))) for (const id of other.amendments) found.add(id);
  return all.filter(({ id }) => found.has(id));
}

/** In a group that conflicts, what changes more comes first; those in one place are as far as each other. */
function refuseOutOfOrder(
  { groups }: Merge,
  put: readonly AmendmentRecord[],
  all: readonly AmendmentRecord[],
): void {
  for (const { order } of groups) {
    const place = order.findIndex((ids) => ids.some((id) => put.some((one) => one.id === id)));
    const before = order.slice(0, Math.max(0, place)).flat();
    const first = all.find(({ id }) => before.includes(id));
    if (first) throw refuse('AMENDMENT_OUT_OF_ORDER', { first: labelOfAmendment(first) });
  }
}

/** What amends an amendment is decided before it: it would lapse with it. */
export function refuseBeforeSubAmendments(
  put: readonly AmendmentRecord[],
  waiting: readonly AmendmentRecord[],
): void {
  const ids = new Set(put.map(({ id }) => id));
  const first = waiting.filter(({ parentId }) => parentId !== null && ids.has(parentId));
  if (first.length > 0) throw refuse('SUB_AMENDMENTS_FIRST', { amendments: labelsOf(first) });
}

/** Of an amendment that is not waiting: how it stands, or that there is none. */
async function whyNot(
  reader: Reader,
  { collectiveId, id: proposalId }: ProposalRow,
  ids: readonly Uuid[],
  found: readonly AmendmentRecord[],
): Promise<Refusal> {
  const missing = ids.filter((id) => !found.some((one) => one.id === id));
  const [settled] = await reader.rows<{ number: number; state: string }>(
    `SELECT number, state FROM ormee.amendment
     WHERE collective_id = $1 AND proposal_id = $2 AND id = ANY($3::uuid[]) ORDER BY number`,
    [collectiveId, proposalId, missing],
  );
  if (!settled || settled.state === 'PENDING') return refuse('NOT_FOUND');
  return refuse('AMENDMENT_NOT_PENDING', { amendment: labelOfAmendment(settled), state: settled.state });
}

function refuseOutOfOrderReason(reason: string | null): void {
  const because =
    reason === null ? null : reason.trim() === '' ? 'EMPTY' : unreadable(reason, 'LINES', REASON_AT_MOST);
  if (because) throw invalid('outOfOrder', because);
}

const invalid = (field: string, reason: string): Refusal =>
  refuse('INVALID_INPUT', { field, reason }, ['input', field]);
