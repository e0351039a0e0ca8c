import { recalledAs, type OfGroup } from '../core/charter/recall.js';
import { recalledOf } from '../decisions/recalled.js';
import { labelOf } from '../decisions/last-decisions.js';
import { refuseBeyondGroup, type OwnOfGroup } from '../core/charter/group-scope.js';
import type { Venue } from '../core/charter/clause.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { targetsOf, type Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { isInGroup } from '../groups/groups.queries.js';
import { lockGroup } from '../groups/lock-group.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { reservedByCollective } from '../polls/reservations.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';

/** The group that decides a proposal; null for the collective, also where a group has handed it over. */
export const decidingGroup = ({
  groupId,
  handedAt,
}: Pick<ProposalRow, 'groupId' | 'handedAt'>): Uuid | null => (handedAt === null ? groupId : null);

/**
 * Holds the group in which somebody acts until the act is done, so that it does not end meanwhile: they are in it
 * (NOT_IN_GROUP), and it works (GROUP_NOT_OPEN).
 */
export async function actInGroup(tx: Tx, actor: MemberActor, groupId: Uuid): Promise<void> {
  const { collectiveId, memberId } = actor;
  await holdGroup(tx, collectiveId, groupId);
  if (!(await isInGroup(tx, collectiveId, groupId, memberId))) throw refuse('NOT_IN_GROUP');
}

async function holdGroup(tx: Tx, collectiveId: Uuid, groupId: Uuid): Promise<void> {
  const { state } = await lockGroup(tx, collectiveId, groupId, 'SHARE');
  if (state !== 'OPEN') throw refuse('GROUP_NOT_OPEN', { state });
}

/**
 * A group's poll is opened by one of its members, and online: in a sitting the room decides, which is not the group.
 * `led`: a round of consent, which one of them began.
 */
export async function mayOpenInGroup(
  tx: Tx,
  actor: MemberActor,
  groupId: Uuid | null,
  venue: Venue,
  led = false,
): Promise<void> {
  if (groupId === null) return;
  if (venue === 'ASSEMBLY') throw refuse('GROUP_SCOPE_EXCEEDED', { what: 'IN_ASSEMBLY' });
  if (led) await holdGroup(tx, actor.collectiveId, groupId);
  else await actInGroup(tx, actor, groupId);
}

/** Why effects are not a group's to decide; null when they are, or where the collective decides. */
export async function groupRefusal(
  reader: Reader,
  collectiveId: Uuid,
  groupId: Uuid | null,
  effects: readonly Effect[],
): Promise<Refusal | null> {
  if (groupId === null || effects.length === 0) return null;
  const own = await ownOf(reader, collectiveId, groupId);
  return (
    refuseBeyondGroup(effects, groupId, own) ?? (await refuseHolders(reader, collectiveId, groupId, effects))
  );
}

/** A group does not settle what the collective is just voting on. */
export const refuseReservedForGroup = async (
  reader: Reader,
  collectiveId: Uuid,
  groupId: Uuid | null,
  effects: readonly Effect[],
): Promise<Refusal | null> =>
  groupId === null ? null : reservedByCollective(reader, collectiveId, targetsOf(effects));

/** A group does not adopt again, under another name, what the collective recalled: GROUP_DECISION_RECALLED. */
export async function refuseRecalled(
  reader: Reader,
  collectiveId: Uuid,
  groupId: Uuid | null,
  asked: OfGroup,
): Promise<Refusal | null> {
  if (groupId === null) return null;
  const recalled = recalledAs(asked, await recalledOf(reader, collectiveId, groupId));
  return recalled && refuse('GROUP_DECISION_RECALLED', { decision: labelOf(recalled.year, recalled.number) });
}

async function ownOf(reader: Reader, collectiveId: Uuid, groupId: Uuid): Promise<OwnOfGroup> {
  const mandates = await reader.rows<{ id: Uuid }>(
    `SELECT id FROM ormee.mandate WHERE collective_id = $1 AND scope_kind = 'GROUP' AND scope_id = $2`,
    [collectiveId, groupId],
  );
  const decisions = await reader.rows<{ id: Uuid }>(
    'SELECT id FROM ormee.decision WHERE collective_id = $1 AND group_id = $2',
    [collectiveId, groupId],
  );
  return {
    mandates: new Set(mandates.map(({ id }) => id)),
    decisions: new Set(decisions.map(({ id }) => id)),
  };
}

/** A group gives its tasks to whoever is in it. */
async function refuseHolders(
  reader: Reader,
  collectiveId: Uuid,
  groupId: Uuid,
  effects: readonly Effect[],
): Promise<Refusal | null> {
  for (const holder of effects.flatMap((effect) => (effect.kind === 'GRANT_MANDATE' ? effect.holders : [])))
    if (!(await isInGroup(reader, collectiveId, groupId, holder)))
      return refuse('HOLDER_NOT_IN_GROUP', { member: toGlobalId('Member', collectiveId, holder) });
  return null;
}
