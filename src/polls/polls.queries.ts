import type { PutAmendment } from '../amendments/amendments.queries.js';
import { visibilityByProposal } from '../collectives/withheld.js';
import type { Clause } from '../core/charter/clause.js';
import type { OptionWithEffects } from '../core/charter/question.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Json } from '../core/kernel/canonical-json.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { prepared } from '../platform/database/prepared.js';
import type { Reader } from '../platform/database/transactions.js';
import { freedByContest, ON_ROLL, REFUSAL_OF_BOX, ROLL_REASON } from './cast.sql.js';
import type { OutcomeCode } from '../core/charter/ruling.js';
import type { PollRow } from './poll.entity.js';

/** A poll as a list shows it, with who may vote and who did, counted; never a partial result. */
export interface PollRecord extends Omit<PollRow, 'clauses'> {
  readonly clauses: readonly Clause[];
  readonly options: readonly OptionWithEffects[];
  /** What the poll chose that this one confirms, by name; none for any other. */
  readonly confirmsLabels: readonly string[];
  readonly committedCount: number;
  readonly enteredCount: number;
  /** Two commitments that differ: they are what draws. */
  readonly byCommitments: boolean;
  readonly rollCount: number;
  readonly presentCount: number;
  readonly castCount: number;
  /** By number; none where it puts its proposal. */
  readonly putAmendments: readonly Omit<PutAmendment, 'collectiveId' | 'pollId'>[];
  readonly outcomeCode: OutcomeCode | null;
  readonly outcomeWorking: Json;
  readonly outcomeHash: string | null;
  readonly proclaimedAt: Instant | null;
}

/** All that may come of a poll. */
export const effectsPut = ({ options }: PollRecord): readonly Effect[] =>
  options.flatMap((option) => option.effects);

const SELECT = `
  SELECT poll.collective_id AS "collectiveId", poll.id, poll.proposal_id AS "proposalId",
    poll.proposal_version AS "proposalVersion", poll.title, poll.venue, poll.assembly_id AS "assemblyId",
    poll.agenda_item_id AS "agendaItemId", poll.form,
    poll.matter, poll.method, poll.election, poll.confirms, poll.group_id AS "groupId", poll.lot_source AS "lotSource", poll.tied_at AS "tiedAt", poll.ballot_mode AS "ballotMode", poll.ballot_may_change AS "ballotMayChange",
    poll.clauses, poll.clauses_hash AS "clausesHash", poll.wording_hash AS "wordingHash",
    poll.effects_hash AS "effectsHash", poll.roll_hash AS "rollHash", poll.state, poll.opened_by AS "openedBy",
    poll.opened_at AS "openedAt", poll.closes_at AS "closesAt", poll.closes_if_reached AS "closesIfReached",
    poll.closed_at AS "closedAt",
    poll.superseded_by AS "supersededBy", ${visibilityByProposal('poll', 'poll.proposal_id')} AS visibility, option.options,
    coalesce(confirmed.labels, '[]') AS "confirmsLabels",
    lot.committed AS "committedCount", lot.entered AS "enteredCount",
    poll.lot_source IS NOT DISTINCT FROM 'COMMITMENTS' AND lot.differing > 1 AS "byCommitments",
    roll.entitled AS "rollCount", roll.present AS "presentCount",
    (SELECT count(*)::int FROM ormee.ballot b WHERE b.collective_id = poll.collective_id AND b.poll_id = poll.id)
      AS "castCount",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('amendmentId', put.amendment_id, 'optionKey', put.option_key,
        'revision', put.revision, 'hash', put.hash) ORDER BY amendment.number), '[]')
     FROM ormee.poll_amendment put
     JOIN ormee.amendment amendment ON amendment.collective_id = put.collective_id AND amendment.id = put.amendment_id
     WHERE put.collective_id = poll.collective_id AND put.poll_id = poll.id) AS "putAmendments",
    outcome.code AS "outcomeCode", outcome.working AS "outcomeWorking", outcome.hash AS "outcomeHash",
    outcome.proclaimed_at AS "proclaimedAt"
  FROM ormee.poll poll
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('key', o.key, 'label', coalesce(o.label, o.key), 'statusQuo', o.status_quo,
      'effects', o.effects) ORDER BY length(o.key), o.key) AS options
    FROM ormee.poll_option o WHERE o.collective_id = poll.collective_id AND o.poll_id = poll.id) option
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(o.label ORDER BY length(o.key), o.key) AS labels
    FROM ormee.outcome c JOIN ormee.poll_option o ON o.collective_id = c.collective_id AND o.poll_id = c.poll_id
    WHERE c.collective_id = poll.collective_id AND c.poll_id = poll.confirms
      AND c.working -> 'chosen' ? o.key) confirmed
  CROSS JOIN LATERAL (
    SELECT count(l.commitment)::int AS committed, count(l.value)::int AS entered,
      count(DISTINCT l.commitment)::int AS differing
    FROM ormee.lot_value l WHERE l.collective_id = poll.collective_id AND l.poll_id = poll.id) lot
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.entitled)::int AS entitled,
      count(*) FILTER (WHERE r.entitled AND r.present)::int AS present
    FROM ormee.roll_entry r WHERE r.collective_id = poll.collective_id AND r.poll_id = poll.id) roll
  LEFT JOIN ormee.outcome outcome ON outcome.collective_id = poll.collective_id AND outcome.poll_id = poll.id`;

const BY_IDS = prepared(`${SELECT} WHERE poll.collective_id = $1 AND poll.id = ANY($2::uuid[])`);

export const pollsByIds = (reader: Reader, collectiveId: Uuid, ids: readonly Uuid[]): Promise<PollRecord[]> =>
  reader.rows(BY_IDS, [collectiveId, ids]);

/** One page of polls, the latest first. */
export const pollsBefore = (
  reader: Reader,
  collectiveId: Uuid,
  before: Uuid | null,
  first: number,
): Promise<PollRecord[]> =>
  reader.rows(
    `${SELECT} WHERE poll.collective_id = $1 AND poll.visibility IN ('PUBLIC', 'MEMBERS')
       AND ($2::uuid IS NULL OR poll.id < $2) ORDER BY poll.id DESC LIMIT $3`,
    [collectiveId, before, first + 1],
  );

/** The polls of some proposals, from the first. */
export const pollsOfProposals = (
  reader: Reader,
  collectiveId: Uuid,
  proposalIds: readonly Uuid[],
): Promise<PollRecord[]> =>
  reader.rows(
    `${SELECT} WHERE poll.collective_id = $1 AND poll.proposal_id = ANY($2::uuid[]) ORDER BY poll.id`,
    [collectiveId, proposalIds],
  );

/** Where somebody stands before a poll: why they may not vote, and the ballot that stands for them. */
export interface Standing {
  readonly pollId: Uuid;
  readonly refusal: 'NOT_FOUND' | 'POLL_NOT_OPEN' | 'NOT_ON_ROLL' | 'BALLOT_NOT_CHANGEABLE' | null;
  readonly state: string;
  readonly closesAt: Instant | null;
  readonly rollReason: string;
  readonly choice: string | null;
  readonly reason: string | null;
  readonly revision: number;
  readonly assisted: boolean;
  /** A relay brought it at this revision. */
  readonly relayed: boolean;
  readonly now: Instant;
  readonly onRoll: boolean;
  readonly committed: boolean;
  readonly entered: boolean;
}

/** Read by the same rule that casting writes by, so that the two always agree. */
export const standingsOf = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
  memberId: Uuid,
): Promise<Standing[]> =>
  reader.rows(
    `SELECT box.id AS "pollId", coalesce(${REFUSAL_OF_BOX},
         CASE WHEN ballot.revision > 0 AND NOT box.ballot_may_change AND NOT ${freedByContest('$3', 'ballot.revision')}
           THEN 'BALLOT_NOT_CHANGEABLE' END) AS refusal,
       box.state, box.closes_at AS "closesAt", ${ROLL_REASON} AS "rollReason",
       ballot.choice, objection.reason, coalesce(ballot.revision, 0) AS revision,
       coalesce(ballot.assisted, false) AS assisted, ormee.instant() AS now,
       EXISTS (SELECT FROM ormee.relayed_ballot relayed WHERE relayed.collective_id = ballot.collective_id
         AND relayed.poll_id = ballot.poll_id AND relayed.member_id = ballot.member_id
         AND relayed.revision = ballot.revision) AS relayed, ${ON_ROLL} AS "onRoll",
       own.commitment IS NOT NULL AS committed, own.value IS NOT NULL AS entered
     FROM ormee.poll box
     LEFT JOIN ormee.roll_entry entry
       ON entry.collective_id = box.collective_id AND entry.poll_id = box.id AND entry.member_id = $3
     LEFT JOIN ormee.ballot ballot
       ON ballot.collective_id = box.collective_id AND ballot.poll_id = box.id AND ballot.member_id = $3
     LEFT JOIN ormee.objection objection
       ON objection.collective_id = ballot.collective_id AND objection.id = ballot.objection_id
     LEFT JOIN ormee.lot_value own
       ON own.collective_id = box.collective_id AND own.poll_id = box.id AND own.member_id = $3
     WHERE box.collective_id = $1 AND box.id = ANY($2::uuid[])`,
    [collectiveId, pollIds, memberId],
  );
