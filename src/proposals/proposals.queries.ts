import type { Matter } from '../core/charter/clause.js';
import type { FoundingSubject } from '../core/charter/founding.js';
import type { Question } from '../core/charter/question.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { visibilityByProposal } from '../collectives/withheld.js';
import { MEMBER_AS_JSON, type MemberRecord } from '../collectives/members.queries.js';
import { relayMark, type RelayMark } from '../collectives/relay-mark.js';
import { prepared } from '../platform/database/prepared.js';
import type { Reader } from '../platform/database/transactions.js';
import { LAST_WRITTEN } from './lock-proposal.js';
import type { ProposalRow } from './proposal.entity.js';

/** A proposal at its current version, with its author and its counts: what a list shows. */
export interface ProposalRecord {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly state: ProposalRow['state'];
  readonly visibility: Visibility;
  readonly createdAt: Instant;
  readonly version: number;
  readonly title: string;
  readonly rationale: string;
  readonly effects: readonly Effect[];
  readonly question: Question | null;
  readonly matter: Matter;
  readonly wordingHash: string;
  readonly effectsHash: string;
  readonly submittedAt: Instant;
  readonly supportCount: number;
  readonly openPollCount: number;
  readonly viewerSupports: boolean;
  readonly amendmentsUntil: Instant | null;
  readonly amendmentsFrozenAt: Instant | null;
  readonly author: MemberRecord;
  readonly relayed: RelayMark | null;
  readonly foundingSubject: FoundingSubject | null;
  readonly groupId: Uuid | null;
  readonly handedAt: Instant | null;
  readonly advises: Uuid | null;
  readonly advice: readonly AdviceRecord[];
}

/** What a working group says of a proposal of the collective: the last that it said. */
export interface AdviceRecord {
  readonly groupId: Uuid;
  readonly groupName: string;
  readonly proposalId: Uuid;
  readonly title: string;
  readonly text: string;
  readonly outcome: 'ADOPTED' | 'REJECTED' | null;
  readonly decisionId: Uuid | null;
}

/** SQL: the advice on a proposal, a group after the other. A group has one open at a time; of several, the last counts. */
const ADVICE = `(
      SELECT coalesce(jsonb_agg(said.advice ORDER BY said.advice->>'proposalId'), '[]')
      FROM (SELECT DISTINCT ON (own.group_id) jsonb_build_object('groupId', own.group_id, 'groupName', g.name,
          'proposalId', own.id, 'title', words.title, 'text', words.rationale, 'outcome', decided.outcome,
          'decisionId', decided.id) AS advice
        FROM ormee.proposal own
        JOIN ormee.working_group g ON g.collective_id = own.collective_id AND g.id = own.group_id
        JOIN ormee.proposal_version words ON words.collective_id = own.collective_id AND words.proposal_id = own.id
          AND words.version = own.current_version
        LEFT JOIN ormee.decision decided ON decided.collective_id = own.collective_id AND decided.proposal_id = own.id
        WHERE own.collective_id = p.collective_id AND own.advises = p.id AND own.state <> 'WITHDRAWN'
          AND own.visibility IN ('PUBLIC', 'MEMBERS')
        ORDER BY own.group_id, own.id DESC) said)`;

/** SQL: since when amendments to a proposal are shut, by a deadline or by the first vote on one that was not taken back. */
export const shutAt = (proposal: string): string => `least(
      (SELECT file.frozen_at FROM ormee.amendment_freeze file
       WHERE file.collective_id = ${proposal}.collective_id AND file.proposal_id = ${proposal}.id),
      (SELECT min(vote.opened_at) FROM ormee.poll vote WHERE vote.collective_id = ${proposal}.collective_id
         AND vote.proposal_id = ${proposal}.id AND vote.amends AND vote.state <> 'CANCELLED'))`;

// One statement for a whole page: author, counts and state come with the rows.
const SELECT = `
  SELECT p.collective_id AS "collectiveId", p.id, p.state, ${visibilityByProposal('p', 'p.id')} AS visibility, p.created_at AS "createdAt",
    p.founding_subject AS "foundingSubject", p.group_id AS "groupId", p.handed_at AS "handedAt", p.advises,
    ${ADVICE} AS advice, v.version, v.title,
    v.rationale, v.effects, v.question, v.matter, v.wording_hash AS "wordingHash", v.effects_hash AS "effectsHash",
    v.submitted_at AS "submittedAt",
    (SELECT count(*)::int FROM ormee.support s
     WHERE s.collective_id = p.collective_id AND s.proposal_id = p.id AND s.version = written.version) AS "supportCount",
    (SELECT count(*)::int FROM ormee.poll poll
     WHERE poll.collective_id = p.collective_id AND poll.proposal_id = p.id AND poll.state = 'OPEN') AS "openPollCount",
    EXISTS (SELECT FROM ormee.support s WHERE s.collective_id = p.collective_id AND s.proposal_id = p.id
      AND s.version = written.version AND s.member_id = $2) AS "viewerSupports",
    (SELECT min(deadline.until) FROM ormee.amendment_deadline deadline
     WHERE deadline.collective_id = p.collective_id AND deadline.proposal_id = p.id) AS "amendmentsUntil",
    ${shutAt('p')} AS "amendmentsFrozenAt",
    ${relayMark('p')} AS relayed,
    ${MEMBER_AS_JSON} AS author
  FROM ormee.proposal p
  JOIN ormee.proposal_version v
    ON v.collective_id = p.collective_id AND v.proposal_id = p.id AND v.version = p.current_version
  CROSS JOIN LATERAL ${LAST_WRITTEN} written
  JOIN ormee.member member ON member.collective_id = p.collective_id AND member.id = p.author_id`;

const BY_IDS = prepared(`${SELECT} WHERE p.collective_id = $1 AND p.id = ANY($3::uuid[])`);

export const proposalsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid | null,
  ids: readonly Uuid[],
): Promise<ProposalRecord[]> => reader.rows(BY_IDS, [collectiveId, viewerId, ids]);

/** One page of proposals, the latest first: $1 collective, $2 viewer, $3 the id before which it begins, $4 rows. */
export const PROPOSALS_PAGE = `${SELECT}
  WHERE p.collective_id = $1 AND p.visibility IN ('PUBLIC', 'MEMBERS') AND ($3::uuid IS NULL OR p.id < $3)
  ORDER BY p.id DESC LIMIT $4`;

export const proposalsBefore = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid,
  before: Uuid | null,
  first: number,
): Promise<ProposalRecord[]> => reader.rows(PROPOSALS_PAGE, [collectiveId, viewerId, before, first + 1]);

/** The same page of what was put in several working groups, the latest first, read in one statement. */
export const proposalsOfGroups = (
  reader: Reader,
  collectiveId: Uuid,
  groupIds: readonly Uuid[],
  viewerId: Uuid | null,
  before: Uuid | null,
  first: number,
): Promise<ProposalRecord[]> =>
  reader.rows(
    `SELECT page.* FROM unnest($3::uuid[]) AS asked (group_id)
     CROSS JOIN LATERAL (${SELECT}
       WHERE p.collective_id = $1 AND p.group_id = asked.group_id AND p.visibility IN ('PUBLIC', 'MEMBERS')
         AND ($4::uuid IS NULL OR p.id < $4)
       ORDER BY p.id DESC LIMIT $5
     ) page ORDER BY page.id DESC`,
    [collectiveId, viewerId, groupIds, before, first + 1],
  );
