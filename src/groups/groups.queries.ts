import { MEMBER_AS_JSON, type MemberRecord } from '../collectives/members.queries.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { GroupRule } from '../core/charter/groups.js';
import type { Instant, Zone } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import type { GroupState } from './group.entity.js';

/** A group as it stands: what a list shows. */
export interface GroupRecord {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly name: string;
  readonly scope: string;
  readonly state: GroupState;
  readonly createdAt: Instant;
  readonly createdBy: Uuid | null;
  readonly scopedBy: Uuid | null;
  readonly endedAt: Instant | null;
  readonly endedBy: Uuid | null;
  readonly memberCount: number;
  readonly viewerIsMember: boolean;
  readonly lastActive: Instant;
  /** What the rule for routine questions says of groups; null where it says nothing. */
  readonly rule: GroupRule | null;
  readonly zone: Zone;
  readonly now: Instant;
}

/** SQL about a row `own`: a question that was put in the group `g`. */
const OWN = 'own.collective_id = g.collective_id AND own.group_id = g.id';

/** SQL about a row `about`: threads about the group `g`, its questions and the amendments of these. */
const ABOUT = `about.collective_id = g.collective_id AND (about.kind, about.object_id) IN (
    SELECT 'GROUP', g.id
    UNION ALL SELECT 'PROPOSAL', own.id FROM ormee.proposal own WHERE ${OWN} AND own.handed_at IS NULL
    UNION ALL SELECT 'AMENDMENT', amendment.id FROM ormee.proposal own
      JOIN ormee.amendment amendment ON amendment.collective_id = own.collective_id AND amendment.proposal_id = own.id
      WHERE ${OWN} AND own.handed_at IS NULL)`;

/**
 * SQL, about a group `g`: when something last happened in it. Somebody came, something was put or written anew, said of it or of
 * its questions, a poll was opened in it, and until it closes; consent was sought on its questions, or somebody named in an
 * election that it holds; somebody reported on a mandate of its.
 */
export const LAST_ACTIVE = `greatest(g.awake_since,
    (SELECT max(stay.joined_at) FROM ormee.group_member stay
     WHERE stay.collective_id = g.collective_id AND stay.group_id = g.id),
    (SELECT max(version.submitted_at) FROM ormee.proposal own
     JOIN ormee.proposal_version version ON version.collective_id = own.collective_id AND version.proposal_id = own.id
     WHERE ${OWN}),
    (SELECT max(coalesce(poll.closed_at, poll.closes_at, poll.opened_at)) FROM ormee.poll poll
     WHERE poll.collective_id = g.collective_id AND poll.group_id = g.id),
    (SELECT max(said.written_at) FROM ormee.thread_subject about
     JOIN ormee.contribution said ON said.collective_id = about.collective_id AND said.thread_id = about.thread_id
     WHERE ${ABOUT}),
    (SELECT max(greatest(step.began_at, process.ended_at)) FROM ormee.proposal own
     JOIN ormee.consent_process process ON process.collective_id = own.collective_id AND process.proposal_id = own.id
     JOIN ormee.consent_step step ON step.collective_id = process.collective_id AND step.process_id = process.id
     WHERE ${OWN} AND own.handed_at IS NULL),
    (SELECT max(greatest(election.started_at, election.ended_at, named.made_at)) FROM ormee.election election
     LEFT JOIN ormee.nomination named ON named.collective_id = election.collective_id AND named.election_id = election.id
     WHERE election.collective_id = g.collective_id AND election.group_id = g.id),
    (SELECT max(report.written_at) FROM ormee.mandate own
     JOIN ormee.mandate_report report ON report.collective_id = own.collective_id AND report.mandate_id = own.id
     WHERE own.collective_id = g.collective_id AND own.scope_kind = 'GROUP' AND own.scope_id = g.id))`;

const SELECT = `
  SELECT g.collective_id AS "collectiveId", g.id, g.name, said.scope, g.state, g.created_at AS "createdAt",
    g.created_by AS "createdBy", said.decided_by AS "scopedBy", g.ended_at AS "endedAt", g.ended_by AS "endedBy",
    (SELECT count(*)::int FROM ormee.group_member stay
     WHERE stay.collective_id = g.collective_id AND stay.group_id = g.id AND stay.left_at IS NULL) AS "memberCount",
    EXISTS (SELECT FROM ormee.group_member stay WHERE stay.collective_id = g.collective_id AND stay.group_id = g.id
      AND stay.left_at IS NULL AND stay.member_id = $2) AS "viewerIsMember",
    ${LAST_ACTIVE} AS "lastActive", ormee.instant() AS now, collective.zone,
    (SELECT clause->'groups' FROM ormee.clause_version clause_version WHERE clause_version.collective_id = g.collective_id
       AND clause_version.matter = 'ROUTINE' AND clause_version.in_force_until IS NULL) AS rule
  FROM ormee.working_group g
  JOIN ormee.collective collective ON collective.id = g.collective_id
  CROSS JOIN LATERAL (SELECT scope.scope, scope.decided_by FROM ormee.group_scope scope
    WHERE scope.collective_id = g.collective_id AND scope.group_id = g.id ORDER BY scope.version DESC LIMIT 1) said`;

export const groupsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
  viewerId: Uuid | null,
): Promise<GroupRecord[]> =>
  reader.rows(`${SELECT} WHERE g.collective_id = $1 AND g.id = ANY($3::uuid[])`, [
    collectiveId,
    viewerId,
    ids,
  ]);

/** One page of groups in the order in which they were made, those that ended among them; one row more than asked. */
export const groupsAfter = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid,
  after: Uuid | null,
  first: number,
): Promise<GroupRecord[]> =>
  reader.rows(
    `${SELECT} WHERE g.collective_id = $1 AND ($3::uuid IS NULL OR g.id > $3) ORDER BY g.id LIMIT $4`,
    [collectiveId, viewerId, after, first + 1],
  );

/** Somebody who is in a group. */
export interface StayRecord {
  readonly groupId: Uuid;
  readonly memberId: Uuid;
  readonly joinedAt: Instant;
  readonly member: MemberRecord;
}

/** Where a page of members begins: after this one. */
export interface AfterStay {
  readonly joinedAt: Instant;
  readonly memberId: Uuid;
}

/** The same page of the members of several groups, in the order of their coming, read in one statement; one row more than asked. */
export const staysAfter = (
  reader: Reader,
  collectiveId: Uuid,
  groupIds: readonly Uuid[],
  after: AfterStay | null,
  first: number,
): Promise<StayRecord[]> =>
  reader.rows(
    `SELECT page.*
     FROM unnest($2::uuid[]) AS asked (group_id)
     CROSS JOIN LATERAL (
       SELECT stay.group_id AS "groupId", stay.member_id AS "memberId", stay.joined_at AS "joinedAt",
         ${MEMBER_AS_JSON} AS member
       FROM ormee.group_member stay
       JOIN ormee.member member ON member.collective_id = stay.collective_id AND member.id = stay.member_id
       WHERE stay.collective_id = $1 AND stay.group_id = asked.group_id AND stay.left_at IS NULL
         AND ($3::timestamptz IS NULL OR (stay.joined_at, stay.member_id) > ($3, $4::uuid))
       ORDER BY stay.joined_at, stay.member_id LIMIT $5
     ) page
     ORDER BY page."joinedAt", page."memberId"`,
    [collectiveId, groupIds, after?.joinedAt ?? null, after?.memberId ?? null, first + 1],
  );

/** Who is in a group now, in the order of their ids; locked, so that whoever leaves meanwhile is on no roll, or leaves after it. */
export const lockMembersOf = async (
  reader: Reader,
  collectiveId: Uuid,
  groupId: Uuid,
): Promise<ReadonlySet<Uuid>> => {
  const rows = await reader.rows<{ memberId: Uuid }>(
    `SELECT member_id AS "memberId" FROM ormee.group_member
     WHERE collective_id = $1 AND group_id = $2 AND left_at IS NULL ORDER BY member_id FOR SHARE`,
    [collectiveId, groupId],
  );
  return new Set(rows.map(({ memberId }) => memberId));
};

/** Since when somebody is in a group; null where they are not. */
export async function inGroupSince(
  reader: Reader,
  collectiveId: Uuid,
  groupId: Uuid,
  memberId: Uuid,
): Promise<Instant | null> {
  const [stay] = await reader.rows<{ joinedAt: Instant }>(
    `SELECT joined_at AS "joinedAt" FROM ormee.group_member
     WHERE collective_id = $1 AND group_id = $2 AND member_id = $3 AND left_at IS NULL`,
    [collectiveId, groupId, memberId],
  );
  return stay?.joinedAt ?? null;
}

/** Whether somebody is in a group now. */
export const isInGroup = async (
  reader: Reader,
  collectiveId: Uuid,
  groupId: Uuid,
  memberId: Uuid,
): Promise<boolean> => (await inGroupSince(reader, collectiveId, groupId, memberId)) !== null;
