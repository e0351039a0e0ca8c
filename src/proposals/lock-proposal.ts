import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { ProposalRow, ProposalVersionRow } from './proposal.entity.js';

/** Locks a proposal for an act that changes its state or its current version, and reads it as it then is. */
export async function lockProposal(tx: Tx, collectiveId: Uuid, proposalId: Uuid): Promise<ProposalRow> {
  const proposal = await tx.one<ProposalRow>(
    `SELECT collective_id AS "collectiveId", id, author_id AS "authorId", state, current_version AS "currentVersion",
       created_at AS "createdAt", visibility, answers_contest_id AS "answersContestId",
       founding_subject AS "foundingSubject", group_id AS "groupId", handed_at AS "handedAt", advises
     FROM ormee.proposal WHERE collective_id = $1 AND id = $2 FOR UPDATE`,
    [collectiveId, proposalId],
  );
  if (!proposal) throw refuse('NOT_FOUND');
  return proposal;
}

/** Is this the proposal that its reader read: open, and at the version they name. */
export function isAsRead(proposal: ProposalRow, version: number): Refusal | null {
  if (proposal.state !== 'OPEN') return refuse('PROPOSAL_NOT_OPEN', { state: proposal.state });
  if (proposal.currentVersion === version) return null;
  return refuse('PROPOSAL_CHANGED', { currentVersion: proposal.currentVersion });
}

/** Only its author rewrites a proposal; others propose amendments or a proposal of their own. */
export function mayBeRevised(
  proposal: ProposalRow,
  actor: MemberActor,
  expectedVersion: number,
): Refusal | null {
  if (proposal.authorId !== actor.memberId) return refuse('NOT_FOUND');
  return isAsRead(proposal, expectedVersion);
}

export interface VersionWithSupport extends ProposalVersionRow {
  /** The last version that its author wrote: support is given to it, for adopted amendments take none away. */
  readonly writtenVersion: number;
  /** Members who support it. */
  readonly support: number;
  /** Since when it can be discussed, by those who decide it: a group's question, since it was handed to the collective. */
  readonly discussedSince: Instant;
}

/** SQL, about a version `v`: the last up to it that the author wrote. Adopted amendments make versions, and take no support away. */
export const LAST_WRITTEN = `(SELECT w.version, w.submitted_at FROM ormee.proposal_version w
  WHERE w.collective_id = v.collective_id AND w.proposal_id = v.proposal_id AND w.version <= v.version
    AND w.amends_version IS NULL ORDER BY w.version DESC LIMIT 1)`;

/** A version of a proposal and each before it, with what they decide. */
export const versionsUpTo = (
  reader: Reader,
  { collectiveId, proposalId, version }: Pick<ProposalVersionRow, 'collectiveId' | 'proposalId' | 'version'>,
): Promise<Pick<ProposalVersionRow, 'effects' | 'submittedAt'>[]> =>
  reader.rows(
    `SELECT effects, submitted_at AS "submittedAt" FROM ormee.proposal_version
     WHERE collective_id = $1 AND proposal_id = $2 AND version <= $3 ORDER BY version DESC`,
    [collectiveId, proposalId, version],
  );

/** One version of a proposal, with the support of the last that its author wrote. */
export async function versionOf(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
  version: number,
): Promise<VersionWithSupport> {
  const [row] = await reader.rows<VersionWithSupport>(
    `SELECT v.collective_id AS "collectiveId", v.proposal_id AS "proposalId", v.version, v.title, v.rationale, v.effects, v.question,
       v.matter, v.raised_to AS "raisedTo", v.wording_hash AS "wordingHash", v.effects_hash AS "effectsHash",
       v.submitted_at AS "submittedAt", v.amends_version AS "amendsVersion",
       written.version AS "writtenVersion", greatest(written.submitted_at, p.handed_at) AS "discussedSince",
       (SELECT count(*)::int FROM ormee.support s WHERE s.collective_id = v.collective_id
          AND s.proposal_id = v.proposal_id AND s.version = written.version) AS support
     FROM ormee.proposal_version v
     JOIN ormee.proposal p ON p.collective_id = v.collective_id AND p.id = v.proposal_id
     CROSS JOIN LATERAL ${LAST_WRITTEN} written
     WHERE v.collective_id = $1 AND v.proposal_id = $2 AND v.version = $3`,
    [collectiveId, proposalId, version],
  );
  if (!row) throw refuse('NOT_FOUND');
  return row;
}
