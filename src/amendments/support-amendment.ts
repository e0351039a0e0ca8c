import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { isPending } from './amendment.rules.js';
import { amendmentsWaiting } from './amendments.queries.js';
import { lockAmendment } from './lock-amendment.js';
import { lapse, refuseUnderVote } from './write-amendments.js';

/** Supports an amendment; doing it twice is doing it once. */
export async function supportAmendment(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  amendmentId: Uuid,
): Promise<Uuid> {
  const amendment = await lockAmendment(tx, collectiveId, amendmentId);
  const refusal = isPending(amendment);
  if (refusal) throw refusal;
  await tx.rows(
    `INSERT INTO ormee.amendment_support (collective_id, amendment_id, member_id) VALUES ($1, $2, $3)
     ON CONFLICT (collective_id, amendment_id, member_id) DO NOTHING`,
    [collectiveId, amendment.id, memberId],
  );
  return amendment.proposalId;
}

/** Takes one's support back; without any, nothing changes. */
export async function withdrawAmendmentSupport(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  amendmentId: Uuid,
): Promise<Uuid> {
  const amendment = await lockAmendment(tx, collectiveId, amendmentId);
  const refusal = isPending(amendment);
  if (refusal) throw refusal;
  await tx.rows(
    'DELETE FROM ormee.amendment_support WHERE collective_id = $1 AND amendment_id = $2 AND member_id = $3',
    [collectiveId, amendment.id, memberId],
  );
  return amendment.proposalId;
}

/** Its author takes an amendment back; it stays readable, and what amends it lapses. Not while a poll puts it: those who vote on it decide. */
export async function withdrawAmendment(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  amendmentId: Uuid,
): Promise<Uuid> {
  const amendment = await lockAmendment(tx, collectiveId, amendmentId);
  if (amendment.authorId !== memberId) throw refuse('NOT_FOUND');
  if (amendment.state === 'WITHDRAWN') return amendment.proposalId;
  const refusal = isPending(amendment) ?? (await refuseUnderVote(tx, amendment));
  if (refusal) throw refusal;
  await tx.rows(`UPDATE ormee.amendment SET state = 'WITHDRAWN' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    amendment.id,
  ]);
  record(tx, collectiveId, {
    type: 'amendment.withdrawn',
    visibility: 'MEMBERS',
    body: { amendment: amendment.id, proposal: amendment.proposalId, by: personal(memberId) },
  });
  const waiting = await amendmentsWaiting(tx, collectiveId, amendment.proposalId);
  for (const below of waiting.filter(({ parentId }) => parentId === amendment.id))
    await lapse(tx, below, 'PARENT_SETTLED', null);
  return amendment.proposalId;
}
