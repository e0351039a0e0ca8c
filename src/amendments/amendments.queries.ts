import { MEMBER_AS_JSON, type MemberRecord } from '../collectives/members.queries.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Hunk } from '../core/text/amend/hunk.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { shutAt } from '../proposals/proposals.queries.js';
import type { AmendmentRow, AmendmentVersionRow } from './amendment.entity.js';

/** An amendment as it stands: who asks for what, on which words. */
export interface AmendmentRecord extends AmendmentRow {
  /** The wording that its hunks are of. */
  readonly baseHash: Sha256;
  readonly base: string;
  readonly hunks: readonly Hunk[];
  readonly hash: Sha256;
  readonly outcome: AmendmentVersionRow['outcome'];
  readonly support: number;
}

/** The same with what a list shows of its author and of its reader. */
export interface AmendmentShown extends AmendmentRecord {
  readonly author: MemberRecord;
  readonly viewerSupports: boolean;
}

const BASE = 'base.markdown AS base';
const BASE_ONCE = `CASE WHEN row_number() OVER (PARTITION BY version.base_hash ORDER BY amendment.number, amendment.id) = 1
    THEN base.markdown END AS base`;

const COLUMNS = `amendment.collective_id AS "collectiveId", amendment.id, amendment.proposal_id AS "proposalId",
  amendment.number, amendment.author_id AS "authorId", amendment.parent_id AS "parentId", amendment.reason,
  amendment.state, amendment.cause, amendment.revision, amendment.submitted_at AS "submittedAt",
  amendment.assembly_id AS "assemblyId", amendment.poll_id AS "pollId",
  amendment.objection_until AS "objectionUntil", amendment.acceptance_objected AS "acceptanceObjected", amendment.adopted_version AS "adoptedVersion",
  version.base_hash AS "baseHash", ${BASE}, version.hunks, version.hash, version.outcome,
  (SELECT count(*)::int FROM ormee.amendment_support support
   WHERE support.collective_id = amendment.collective_id AND support.amendment_id = amendment.id) AS support`;

const FROM = `FROM ormee.amendment amendment
  JOIN ormee.amendment_version version ON version.collective_id = amendment.collective_id
    AND version.amendment_id = amendment.id AND version.revision = amendment.revision
  JOIN ormee.amendment_base base ON base.collective_id = version.collective_id
    AND base.proposal_id = version.proposal_id AND base.hash = version.base_hash`;

const SHOWN = `SELECT ${COLUMNS}, ${MEMBER_AS_JSON} AS author,
    EXISTS (SELECT FROM ormee.amendment_support mine WHERE mine.collective_id = amendment.collective_id
      AND mine.amendment_id = amendment.id AND mine.member_id = $2) AS "viewerSupports"
  ${FROM} JOIN ormee.member member ON member.collective_id = amendment.collective_id AND member.id = amendment.author_id`;

/** The amendments of some proposals, from the first. Most are on the same words, which come once. */
export async function amendmentsOfProposals(
  reader: Reader,
  collectiveId: Uuid,
  proposalIds: readonly Uuid[],
  viewerId: Uuid | null,
): Promise<AmendmentShown[]> {
  const rows = await reader.rows<Omit<AmendmentShown, 'base'> & { readonly base: string | null }>(
    `${SHOWN.replace(BASE, BASE_ONCE)}
     WHERE amendment.collective_id = $1 AND amendment.proposal_id = ANY($3::uuid[]) ORDER BY amendment.number`,
    [collectiveId, viewerId, proposalIds],
  );
  const wordings = new Map(rows.flatMap(({ baseHash, base }) => (base === null ? [] : [[baseHash, base]])));
  return rows.map((row) => ({ ...row, base: wordings.get(row.baseHash) ?? '' }));
}

export const amendmentsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid | null,
  ids: readonly Uuid[],
): Promise<AmendmentShown[]> =>
  reader.rows(`${SHOWN} WHERE amendment.collective_id = $1 AND amendment.id = ANY($3::uuid[])`, [
    collectiveId,
    viewerId,
    ids,
  ]);

/** Those of a proposal that nothing has settled yet, from the first. */
export const amendmentsWaiting = (
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
): Promise<AmendmentRecord[]> =>
  reader.rows(
    `SELECT ${COLUMNS} ${FROM} WHERE amendment.collective_id = $1 AND amendment.proposal_id = $2
       AND amendment.state IN ('PENDING', 'ACCEPTED') ORDER BY amendment.number`,
    [collectiveId, proposalId],
  );

export async function amendmentById(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<AmendmentRecord> {
  const [amendment] = await reader.rows<AmendmentRecord>(
    `SELECT ${COLUMNS} ${FROM} WHERE amendment.collective_id = $1 AND amendment.id = $2`,
    [collectiveId, id],
  );
  if (!amendment) throw refuse('NOT_FOUND');
  return amendment;
}

/** What a poll on amendments puts, in the order of their numbers. */
export interface PutAmendment {
  readonly collectiveId: Uuid;
  readonly pollId: Uuid;
  readonly amendmentId: Uuid;
  readonly optionKey: string;
  readonly revision: number;
  readonly hash: Sha256;
}

export const amendmentsOfPolls = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
): Promise<PutAmendment[]> =>
  reader.rows(
    `SELECT put.collective_id AS "collectiveId", put.poll_id AS "pollId", put.amendment_id AS "amendmentId",
       put.option_key AS "optionKey", put.revision, put.hash
     FROM ormee.poll_amendment put
     JOIN ormee.amendment amendment ON amendment.collective_id = put.collective_id AND amendment.id = put.amendment_id
     WHERE put.collective_id = $1 AND put.poll_id = ANY($2::uuid[]) ORDER BY amendment.number`,
    [collectiveId, pollIds],
  );

/**
 * Since when amendments to some proposals are shut but for those of a sitting: by a deadline, or by the first vote on one of
 * them, for a list to which others still write would never be decided. A poll that was taken back shuts nothing.
 */
export interface Shut {
  readonly proposalId: Uuid;
  readonly shutAt: Instant;
  /** Of the file as a deadline shut it; null where a vote did. */
  readonly hash: Sha256 | null;
}

export const shutProposals = (
  reader: Reader,
  collectiveId: Uuid,
  proposalIds: readonly Uuid[],
): Promise<Shut[]> =>
  reader.rows(
    `SELECT * FROM (SELECT proposal.id AS "proposalId", ${shutAt('proposal')} AS "shutAt",
         (SELECT file.hash FROM ormee.amendment_freeze file
          WHERE file.collective_id = proposal.collective_id AND file.proposal_id = proposal.id) AS hash
       FROM ormee.proposal proposal WHERE proposal.collective_id = $1 AND proposal.id = ANY($2::uuid[])) shut
     WHERE "shutAt" IS NOT NULL`,
    [collectiveId, proposalIds],
  );

/** Until when amendments to some proposals come in, by the earliest assembly that said so. */
export interface Deadline {
  readonly proposalId: Uuid;
  readonly until: Instant;
}

export const deadlinesOfProposals = (
  reader: Reader,
  collectiveId: Uuid,
  proposalIds: readonly Uuid[],
): Promise<Deadline[]> =>
  reader.rows(
    `SELECT proposal_id AS "proposalId", min(until) AS until FROM ormee.amendment_deadline
     WHERE collective_id = $1 AND proposal_id = ANY($2::uuid[]) GROUP BY proposal_id`,
    [collectiveId, proposalIds],
  );

/** The number that the next amendment of a proposal bears. The proposal is locked. */
export async function nextNumber(tx: Tx, collectiveId: Uuid, proposalId: Uuid): Promise<number> {
  const [last] = await tx.rows<{ number: number | null }>(
    'SELECT max(number) AS number FROM ormee.amendment WHERE collective_id = $1 AND proposal_id = $2',
    [collectiveId, proposalId],
  );
  return (last?.number ?? 0) + 1;
}
