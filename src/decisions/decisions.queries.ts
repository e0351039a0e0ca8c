import { visibilityByProposal, visibilityOf } from '../collectives/withheld.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { DecisionRow } from './decision.entity.js';
import { FOLLOW_UP, type FollowUp } from './follow-ups.queries.js';

/** A decision with what later ones say of it. */
export interface DecisionRecord extends DecisionRow {
  readonly repealedBy: Uuid | null;
  readonly reopenedBy: Uuid | null;
  /** What became of it; null where it asks nothing of anybody. */
  readonly followUp: FollowUp | null;
}

const markedBy = (kind: 'REPEALED' | 'REOPENED'): string =>
  `(SELECT mark.by_decision_id FROM ormee.decision_mark mark WHERE mark.collective_id = decision.collective_id
    AND mark.decision_id = decision.id AND mark.kind = '${kind}')`;

const VISIBILITY = `CASE WHEN decision.proposal_id IS NULL THEN ${visibilityOf('decision', ['DECISION'], 'decision.id')}
    ELSE ${visibilityByProposal('decision', 'decision.proposal_id')} END`;

const COLUMNS = `collective_id AS "collectiveId", id, year, number, title, outcome, effects_state AS "effectsState",
  not_applied AS "notApplied", effects, decision.group_id AS "groupId", poll_id AS "pollId", proposal_id AS "proposalId",
  proposal_version AS "proposalVersion", venue, form, prevails, revocable_online AS "revocableOnline",
  proclaimed_at AS "proclaimedAt", ${VISIBILITY} AS visibility, ${markedBy('REPEALED')} AS "repealedBy",
  ${markedBy('REOPENED')} AS "reopenedBy", ${FOLLOW_UP} AS "followUp"`;

export const decisionsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<DecisionRecord[]> =>
  reader.rows(`SELECT ${COLUMNS} FROM ormee.decision WHERE collective_id = $1 AND id = ANY($2::uuid[])`, [
    collectiveId,
    ids,
  ]);

export const decisionsByPolls = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
): Promise<DecisionRecord[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM ormee.decision WHERE collective_id = $1 AND poll_id = ANY($2::uuid[])`,
    [collectiveId, pollIds],
  );

/** One page of decisions, the latest first, that members may see. */
export const decisionsBefore = (
  reader: Reader,
  collectiveId: Uuid,
  before: readonly [year: number, number: number] | null,
  first: number,
): Promise<DecisionRecord[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM ormee.decision
     WHERE collective_id = $1 AND visibility IN ('PUBLIC', 'MEMBERS')
       AND ($2::int IS NULL OR (year, number) < ($2, $3))
     ORDER BY year DESC, number DESC LIMIT $4`,
    [collectiveId, before?.[0] ?? null, before?.[1] ?? null, first + 1],
  );

/** The same page of the decisions of several working groups, the latest first, that members may see. */
export const decisionsOfGroups = (
  reader: Reader,
  collectiveId: Uuid,
  groupIds: readonly Uuid[],
  before: readonly [year: number, number: number] | null,
  first: number,
): Promise<DecisionRecord[]> =>
  reader.rows(
    `SELECT page.* FROM unnest($2::uuid[]) AS asked (group_id)
     CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM ormee.decision
       WHERE collective_id = $1 AND decision.group_id = asked.group_id AND visibility IN ('PUBLIC', 'MEMBERS')
         AND ($3::int IS NULL OR (year, number) < ($3, $4))
       ORDER BY year DESC, number DESC LIMIT $5
     ) page ORDER BY page.year DESC, page.number DESC`,
    [collectiveId, groupIds, before?.[0] ?? null, before?.[1] ?? null, first + 1],
  );
