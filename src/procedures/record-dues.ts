import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

/**
 * Under a mandate, notes until when somebody's dues are paid: a date, and no amount. It only moves forward, for whoever
 * could move it back could take a voice away on the eve of a poll.
 */
export async function recordDues(
  tx: Tx,
  actor: MemberActor,
  { memberId, until }: { readonly memberId: Uuid; readonly until: CivilDate },
): Promise<void> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'recordDues', { kind: 'COLLECTIVE', id: collectiveId });
  const member = await tx.one(
    `SELECT id FROM ormee.member WHERE collective_id = $1 AND id = $2 AND state IN ('ACTIVE', 'FOUNDING') FOR SHARE`,
    [collectiveId, memberId],
  );
  if (!member) throw refuse('NOT_FOUND', {}, ['input', 'memberId']);
  const written = await tx.one(
    `INSERT INTO ormee.membership_dues AS dues (collective_id, member_id, until, recorded_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (collective_id, member_id) DO UPDATE SET until = excluded.until, recorded_by = excluded.recorded_by
       WHERE dues.until <= excluded.until
     RETURNING member_id`,
    [collectiveId, memberId, until, actor.memberId],
  );
  if (!written) throw refuse('DUES_NOT_SHORTENED', { until: await untilOf(tx, collectiveId, memberId) });
  record(tx, collectiveId, {
    type: 'dues.recorded',
    visibility: 'MEMBERS',
    body: { member: personal(memberId), until: personal(until), by: personal(actor.memberId) },
  });
}

async function untilOf(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<CivilDate> {
  const dues = await tx.one<{ until: CivilDate }>(
    'SELECT until FROM ormee.membership_dues WHERE collective_id = $1 AND member_id = $2',
    [collectiveId, memberId],
  );
  return (dues as { until: CivilDate }).until;
}
