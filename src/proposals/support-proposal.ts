import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { isAsRead, lockProposal, versionOf } from './lock-proposal.js';

export interface SupportRequest {
  readonly proposalId: Uuid;
  /** The version read: support is given to what its author wrote of it, and to no other. */
  readonly version: number;
}

/** Supports one version of a proposal; doing it twice is doing it once. */
export async function supportProposal(tx: Tx, actor: MemberActor, request: SupportRequest): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const proposal = await lockProposal(tx, collectiveId, request.proposalId);
  const refusal = isAsRead(proposal, request.version);
  if (refusal) throw refusal;
  const { writtenVersion } = await versionOf(tx, collectiveId, proposal.id, request.version);
  await tx.rows(
    `INSERT INTO ormee.support (collective_id, proposal_id, version, member_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT (collective_id, proposal_id, version, member_id) DO NOTHING`,
    [collectiveId, proposal.id, writtenVersion, memberId],
  );
  return proposal.id;
}

/** Takes one's support of a version back; without any, nothing changes. */
export async function withdrawSupport(tx: Tx, actor: MemberActor, request: SupportRequest): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const proposal = await lockProposal(tx, collectiveId, request.proposalId);
  const refusal = isAsRead(proposal, request.version);
  if (refusal) throw refusal;
  const { writtenVersion } = await versionOf(tx, collectiveId, proposal.id, request.version);
  await tx.rows(
    `DELETE FROM ormee.support WHERE collective_id = $1 AND proposal_id = $2 AND version = $3 AND member_id = $4`,
    [collectiveId, proposal.id, writtenVersion, memberId],
  );
  return proposal.id;
}
