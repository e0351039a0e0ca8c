import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { personal } from '../../core/kernel/leaves.js';
import { refuse } from '../../core/kernel/refusals.js';
import type { Tx } from '../../platform/database/transactions.js';
import { record } from '../../register/record.js';

/**
 * Somebody says that an act which a relay did for them is not what they said. It is shown wherever the act is marked, for
 * ever, and undoes nothing. Saying it twice is saying it once.
 */
export async function contestRelayedAct(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  relayedActId: Uuid,
): Promise<void> {
  const done = await tx.rows(
    'SELECT FROM ormee.relayed_act WHERE collective_id = $1 AND id = $2 AND member_id = $3',
    [collectiveId, relayedActId, memberId],
  );
  if (done.length === 0) throw refuse('NOT_FOUND');
  const contested = await tx.rows(
    `INSERT INTO ormee.relayed_act_contest (collective_id, relayed_act_id, contested_at)
     VALUES ($1, $2, ormee.instant()) ON CONFLICT DO NOTHING RETURNING relayed_act_id`,
    [collectiveId, relayedActId],
  );
  if (contested.length === 0) return;
  record(tx, collectiveId, {
    type: 'act.relay-contested',
    visibility: 'MEMBERS',
    body: { relayed: relayedActId, member: personal(memberId) },
  });
}
