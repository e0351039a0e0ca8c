import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { runningConsent } from '../deliberation/consent.queries.js';
import { isInGroup } from '../groups/groups.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { isAsRead, lockProposal } from '../proposals/lock-proposal.js';
import { record } from '../register/record.js';
import { refuseOpenPoll } from './open-polls.js';

/**
 * Hands a group's question to the collective: the same proposal, with all that was said of it, the group shown as where
 * it comes from. From now on the collective has its time to discuss it, and decides by its own rules. Whoever put it may
 * do this, also once the group has ended, and so may anybody in the group. Handing twice is no fault.
 */
export async function handToCollective(
  tx: Tx,
  actor: MemberActor,
  { proposalId, version }: { readonly proposalId: Uuid; readonly version: number },
): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const proposal = await lockProposal(tx, collectiveId, proposalId);
  const { groupId, handedAt, authorId } = proposal;
  if (groupId === null) throw refuse('PROPOSAL_OF_NO_GROUP');
  if (handedAt !== null) return proposalId;
  const changed = isAsRead(proposal, version);
  if (changed) throw changed;
  const isTheirs = authorId === memberId || (await isInGroup(tx, collectiveId, groupId, memberId));
  if (!isTheirs) throw refuse('NOT_IN_GROUP');
  if (proposal.advises !== null) throw refuse('ADVICE_IS_OF_A_GROUP');
  const voting = await refuseOpenPoll(tx, collectiveId, proposalId, 'ANY');
  if (voting) throw voting;
  if (await runningConsent(tx, collectiveId, proposalId)) throw refuse('CONSENT_RUNNING');

  const now = await tx.now();
  await tx.rows('UPDATE ormee.proposal SET handed_at = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    proposalId,
    now,
  ]);
  record(tx, collectiveId, {
    type: 'proposal.handed',
    visibility: 'MEMBERS',
    body: { proposal: proposalId, version, group: groupId, handedAt: now },
  });
  return proposalId;
}
