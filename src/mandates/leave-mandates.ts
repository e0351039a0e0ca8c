import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Tx } from '../platform/database/transactions.js';
import { endMandate, leaveToOthers } from './end-mandate.js';
import { liveAt } from './live.js';

interface Held {
  readonly id: Uuid;
  readonly othersHold: boolean;
}

/**
 * Takes somebody who is gone out of every live mandate, roles of sittings included: it ends with its last holder, and
 * the others keep it. Answers the mandates, which are what there is to hand over. A decision that takes them out revokes
 * what they held alone; null where they leave of their own will. Lines that name them wait no more.
 */
export async function leaveMandates(
  tx: Tx,
  collectiveId: Uuid,
  memberId: Uuid,
  revoked: { readonly decisionId: Uuid; readonly at: Instant } | null = null,
): Promise<Uuid[]> {
  await lockMandatesOf(tx, collectiveId, memberId);
  const at = revoked?.at ?? (await tx.now());
  const held = await endHeld(tx, { collectiveId, memberId, groupId: null }, at, revoked);
  await tx.rows(`UPDATE ormee.mandate_line line SET state = 'WITHDRAWN', settled_at = $3 ${NAMING}`, [
    collectiveId,
    memberId,
    at,
  ]);
  return held;
}

/**
 * Takes somebody who leaves a working group out of every live mandate that the group gave them. Answers these, which are what
 * there is to hand over; what the collective gave them in the group's scope stays theirs.
 */
export async function leaveMandatesOfGroup(tx: Tx, holding: OfGroup): Promise<Uuid[]> {
  await lockMandatesOfGroup(tx, holding);
  return endHeld(tx, holding, await tx.now(), null);
}

/** Locks what a working group gave to somebody: the first half, for whoever must lock before they know. */
export async function lockMandatesOfGroup(
  tx: Tx,
  { collectiveId, memberId, groupId }: OfGroup,
): Promise<void> {
  await tx.rows(LOCK, [collectiveId, memberId, groupId]);
}

/** What a group gave to somebody; null: all that they hold. */
interface Holding {
  readonly collectiveId: Uuid;
  readonly memberId: Uuid;
  readonly groupId: Uuid | null;
}
interface OfGroup extends Holding {
  readonly groupId: Uuid;
}

async function endHeld(
  tx: Tx,
  { collectiveId, memberId, groupId }: Holding,
  at: Instant,
  revoked: { readonly decisionId: Uuid } | null,
): Promise<Uuid[]> {
  const held = await tx.rows<Held>(HELD, [collectiveId, memberId, groupId]);
  const decisionId = revoked?.decisionId ?? null;
  for (const { id, othersHold } of held) {
    if (othersHold) await leaveToOthers(tx, collectiveId, id, { memberId, decisionId, at });
    else
      await endMandate(tx, collectiveId, id, {
        ...{ state: revoked ? 'REVOKED' : 'HANDED_BACK', decisionId, at },
      });
  }
  return held.map(({ id }) => id);
}

/**
 * Locks every live mandate of somebody: an act under one comes before their going, or after it. The lines that wait and
 * name them are locked too, for they go with them.
 */
export async function lockMandatesOf(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await tx.rows(LOCK, [collectiveId, memberId, null]);
  await tx.rows(`SELECT FROM ormee.mandate_line line ${NAMING} ORDER BY line.id FOR UPDATE`, [
    collectiveId,
    memberId,
  ]);
}

const NAMING = `
  WHERE line.collective_id = $1 AND line.state = 'PROPOSED'
    AND EXISTS (SELECT FROM ormee.mandate_line_holder named
      WHERE named.collective_id = $1 AND named.line_id = line.id AND named.member_id = $2)`;

const MINE = `
  JOIN ormee.mandate_holder mine ON mine.collective_id = mandate.collective_id AND mine.mandate_id = mandate.id
    AND mine.member_id = $2 AND mine.left_at IS NULL
  WHERE mandate.collective_id = $1 AND ${liveAt('mandate')} -- what ran out was held to its end
    AND ($3::uuid IS NULL OR EXISTS (SELECT FROM ormee.decision gave WHERE gave.collective_id = mandate.collective_id
      AND gave.id = mandate.granted_by AND gave.group_id = $3))
  ORDER BY mandate.id`;

const LOCK = `SELECT FROM ormee.mandate mandate ${MINE} FOR UPDATE OF mandate`;

const HELD = `
  SELECT mandate.id, EXISTS (SELECT FROM ormee.mandate_holder other
    WHERE other.collective_id = $1 AND other.mandate_id = mandate.id AND other.member_id <> $2
      AND other.left_at IS NULL) AS "othersHold"
  FROM ormee.mandate mandate ${MINE}`;
