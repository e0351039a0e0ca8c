import type { NominationMade, NomineePut } from '../core/charter/circle-election.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { ElectionRow, NomineeRow } from './election.entity.js';

const COLUMNS = `election.collective_id AS "collectiveId", election.id, election.task, election.role,
  election.role_hash AS "roleHash", election.group_id AS "groupId", election.assembly_id AS "assemblyId",
  election.agenda_item_id AS "agendaItemId", election.rule, election.rule_hash AS "ruleHash", election.named,
  election.state, election.phase, election.round, election.phase_ends_at AS "phaseEndsAt",
  election.held_by AS "heldBy", election.started_by AS "startedBy", election.started_at AS "startedAt",
  election.ended_at AS "endedAt"`;

/** An election as it is just now; NOT_FOUND where there is none. */
export async function readElection(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<ElectionRow> {
  const [election] = await reader.rows<ElectionRow>(
    `SELECT ${COLUMNS} FROM ormee.election election WHERE election.collective_id = $1 AND election.id = $2`,
    [collectiveId, id],
  );
  if (!election) throw refuse('NOT_FOUND');
  return election;
}

/**
 * Locks an election and reads it as it then is: FOR SHARE to say something in it, so that nobody moves it on meanwhile, and
 * FOR UPDATE to move it on. It comes after the proposal, the poll and the search for consent of whoever is being put.
 */
export async function lockElection(
  tx: Tx,
  collectiveId: Uuid,
  id: Uuid,
  strength: 'SHARE' | 'UPDATE',
): Promise<ElectionRow> {
  await tx.rows(`SELECT FROM ormee.election WHERE collective_id = $1 AND id = $2 FOR ${strength}`, [
    collectiveId,
    id,
  ]);
  return readElection(tx, collectiveId, id);
}

/** The nominations that count, one a member and round: the last that each made in it. */
export const nominationsOf = (
  reader: Reader,
  collectiveId: Uuid,
  electionId: Uuid,
): Promise<NominationMade[]> =>
  reader.rows(
    `SELECT DISTINCT ON (round, member_id) round, member_id AS "memberId", person_id AS "personId"
     FROM ormee.nomination WHERE collective_id = $1 AND election_id = $2
     ORDER BY round, member_id, id DESC`,
    [collectiveId, electionId],
  );

/** SQL, about a nominee `put`: objections that were raised in the rounds on their proposal, by a condition on `asked`, `process` and `ended`. */
const objectionsWhere = (condition: string): string => `(SELECT count(*)::int
  FROM ormee.consent_process process
  JOIN ormee.consent_round asked ON asked.collective_id = process.collective_id AND asked.process_id = process.id
  JOIN ormee.objection objection ON objection.collective_id = asked.collective_id
    AND objection.poll_id = asked.poll_id AND objection.state = 'RAISED'
  LEFT JOIN ormee.objection_end ended ON ended.collective_id = objection.collective_id
    AND ended.objection_id = objection.id
  WHERE process.collective_id = put.collective_id AND process.proposal_id = put.proposal_id AND ${condition})`;

const NOMINEE = `put.election_id AS "electionId", put.place, put.person_id AS "personId",
  put.proposal_id AS "proposalId", put.how, put.ended_at AS "endedAt",
  ${objectionsWhere(`asked.round = process.round AND (ended.how IS NULL OR ended.how = 'INTEGRATED')`)} AS objections,
  ${objectionsWhere(`asked.round < process.round AND ended.how = 'INTEGRATED'`)} AS integrated`;

export interface NomineeRecord extends NomineePut, Pick<NomineeRow, 'place' | 'proposalId' | 'endedAt'> {
  readonly electionId: Uuid;
}

/** Those whose turn it was, from the first. */
export const nomineesOf = (
  reader: Reader,
  collectiveId: Uuid,
  electionIds: readonly Uuid[],
): Promise<NomineeRecord[]> =>
  reader.rows(
    `SELECT ${NOMINEE} FROM ormee.nominee put
     WHERE put.collective_id = $1 AND put.election_id = ANY($2::uuid[]) ORDER BY put.election_id, put.place`,
    [collectiveId, electionIds],
  );

/** Who is being put by a proposal; null where none is, or not any more. */
export async function nomineeOfProposal(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
): Promise<{ readonly electionId: Uuid; readonly place: number; readonly personId: Uuid } | null> {
  const [nominee] = await reader.rows<{ electionId: Uuid; place: number; personId: Uuid }>(
    `SELECT election_id AS "electionId", place, person_id AS "personId" FROM ormee.nominee
     WHERE collective_id = $1 AND proposal_id = $2 AND how IS NULL`,
    [collectiveId, proposalId],
  );
  return nominee ?? null;
}

/** Who does not want the role, whether or not their turn came. */
export const declinedIn = async (
  reader: Reader,
  collectiveId: Uuid,
  electionId: Uuid,
): Promise<ReadonlySet<Uuid>> => {
  const rows = await reader.rows<{ memberId: Uuid }>(
    `SELECT member_id AS "memberId" FROM ormee.nomination_decline WHERE collective_id = $1 AND election_id = $2`,
    [collectiveId, electionId],
  );
  return new Set(rows.map(({ memberId }) => memberId));
};

/** Somebody who may be given the role: an active natural person, and in the group where one elects. */
export async function mayBeNominated(
  reader: Reader,
  { collectiveId, groupId }: Pick<ElectionRow, 'collectiveId' | 'groupId'>,
  personId: Uuid,
): Promise<boolean> {
  const rows = await reader.rows(
    `SELECT FROM ormee.member member
     WHERE member.collective_id = $1 AND member.id = $2 AND member.state = 'ACTIVE' AND member.kind = 'NATURAL'
       AND ($3::uuid IS NULL OR EXISTS (SELECT FROM ormee.group_member stay
         WHERE stay.collective_id = $1 AND stay.group_id = $3 AND stay.member_id = $2 AND stay.left_at IS NULL))`,
    [collectiveId, personId, groupId],
  );
  return rows.length > 0;
}

/** A nomination as it is shown: `memberId` null where the rule shows nobody whose it is. */
export interface NominationShown extends Omit<NominationMade, 'memberId'> {
  readonly electionId: Uuid;
  readonly id: Uuid;
  readonly memberId: Uuid | null;
  readonly reason: string;
}

/** An election as a page shows it. */
export interface ElectionRecord extends ElectionRow {
  /** How many have nominated in the round that is open; 0 where none is. */
  readonly heard: number;
  /** What the reader said last in the round that is open; null where they said nothing. */
  readonly own: Pick<NominationShown, 'personId' | 'reason'> | null;
  /** Who does not want the role. */
  readonly declined: readonly Uuid[];
  readonly nominees: readonly NomineeRecord[];
}

/** SQL, about an election: what counts of its nominations, one a member and round. */
const SAID = `(SELECT DISTINCT ON (made.round, made.member_id) made.* FROM ormee.nomination made
  WHERE made.collective_id = election.collective_id AND made.election_id = election.id
  ORDER BY made.round, made.member_id, made.id DESC)`;

/** SQL, about an election: the last round of nominations that is over. */
const OVER = `CASE WHEN election.phase = 'CONSENT' OR election.state <> 'RUNNING'
  THEN election.round ELSE election.round - 1 END`;

const SHOWN = `SELECT ${COLUMNS},
    (SELECT count(*)::int FROM ${SAID} said WHERE said.round > ${OVER}) AS heard,
    (SELECT jsonb_build_object('personId', said.person_id, 'reason', said.reason)
     FROM ${SAID} said WHERE said.round > ${OVER} AND said.member_id = $2) AS own,
    ARRAY (SELECT out.member_id FROM ormee.nomination_decline out
      WHERE out.collective_id = election.collective_id AND out.election_id = election.id
      ORDER BY out.member_id) AS declined,
    (SELECT coalesce(jsonb_agg(to_jsonb(shown) ORDER BY shown.place), '[]')
     FROM (SELECT ${NOMINEE} FROM ormee.nominee put WHERE put.collective_id = election.collective_id
       AND put.election_id = election.id) shown) AS nominees
  FROM ormee.election election`;

/** Where a page of nominations begins: after this one. */
export interface AfterNomination {
  readonly round: number;
  readonly id: Uuid;
}

/**
 * The same page of the nominations of several elections, of the rounds that are over, read in one statement; one row more than
 * asked. Nobody reads one before its round is over, its author apart.
 */
export const nominationsAfter = (
  reader: Reader,
  collectiveId: Uuid,
  electionIds: readonly Uuid[],
  after: AfterNomination | null,
  first: number,
): Promise<NominationShown[]> =>
  reader.rows(
    `SELECT page.* FROM ormee.election election
     CROSS JOIN LATERAL (
       SELECT said.election_id AS "electionId", said.round, said.id,
         CASE WHEN election.named THEN said.member_id END AS "memberId", said.person_id AS "personId", said.reason
       FROM ${SAID} said
       WHERE said.round <= ${OVER} AND ($3::int IS NULL OR (said.round, said.id) > ($3, $4::uuid))
       ORDER BY said.round, said.id LIMIT $5
     ) page
     WHERE election.collective_id = $1 AND election.id = ANY($2::uuid[]) ORDER BY page.round, page.id`,
    [collectiveId, electionIds, after?.round ?? null, after?.id ?? null, first + 1],
  );

/** What the working of an election is made of, with what the persons in it are called. */
export interface CircleRecord {
  readonly electionId: Uuid;
  readonly nominations: readonly NominationMade[];
  readonly nominees: readonly NomineeRecord[];
  readonly names: Readonly<Record<Uuid, string>>;
}

/** The circles of several elections as far as their rounds are over, read in one statement. */
export const circlesOf = (
  reader: Reader,
  collectiveId: Uuid,
  electionIds: readonly Uuid[],
): Promise<CircleRecord[]> =>
  reader.rows(
    `SELECT election.id AS "electionId",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('round', said.round, 'memberId', said.member_id,
          'personId', said.person_id)), '[]') FROM ${SAID} said WHERE said.round <= ${OVER}) AS nominations,
       (SELECT coalesce(jsonb_agg(to_jsonb(shown) ORDER BY shown.place), '[]')
        FROM (SELECT ${NOMINEE} FROM ormee.nominee put WHERE put.collective_id = election.collective_id
          AND put.election_id = election.id) shown) AS nominees,
       (SELECT coalesce(jsonb_object_agg(person.id, person.public_name), '{}') FROM ormee.member person
        WHERE person.collective_id = election.collective_id AND person.id IN (SELECT said.person_id FROM ${SAID} said)
       ) AS names
     FROM ormee.election election WHERE election.collective_id = $1 AND election.id = ANY($2::uuid[])`,
    [collectiveId, electionIds],
  );

export const electionsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid | null,
  ids: readonly Uuid[],
): Promise<ElectionRecord[]> =>
  reader.rows(`${SHOWN} WHERE election.collective_id = $1 AND election.id = ANY($3::uuid[])`, [
    collectiveId,
    viewerId,
    ids,
  ]);

/** One page of elections, the latest first; one row more than asked. */
export const electionsBefore = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid,
  before: Uuid | null,
  first: number,
): Promise<ElectionRecord[]> =>
  reader.rows(
    `${SHOWN} WHERE election.collective_id = $1 AND ($3::uuid IS NULL OR election.id < $3)
     ORDER BY election.id DESC LIMIT $4`,
    [collectiveId, viewerId, before, first + 1],
  );
