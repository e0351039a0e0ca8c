import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import type { FollowUpState } from './follow-up.entity.js';

/** One thing that was said of what became of a decision. */
export interface FollowUpStep {
  readonly state: FollowUpState;
  readonly authorId: Uuid;
  readonly lineId: Uuid | null;
  readonly note: string;
  readonly saidAt: Instant;
}

/** What became of a decision, and all that was said of it, from the first. */
export interface FollowUp {
  readonly state: FollowUpState;
  readonly steps: readonly FollowUpStep[];
}

export interface FollowedUp extends FollowUp {
  readonly collectiveId: Uuid;
  readonly decisionId: Uuid;
  readonly year: number;
  readonly number: number;
  readonly title: string;
}

const REPEALED = `EXISTS (SELECT FROM ormee.decision_mark mark
    WHERE mark.collective_id = decision.collective_id AND mark.decision_id = decision.id AND mark.kind = 'REPEALED')`;

/** SQL about what was said last: whether the line that it was taken up by still waits, or is a mandate that is live. */
const LINE_STANDS = `last.line_id IS NULL OR coalesce(given.state = 'LIVE' AND given.ends_at > ormee.instant(),
    line.state = 'PROPOSED' AND line.ends_at > ormee.instant(), false)`;

/**
 * SQL about a row `decision`: the last thing that was said, and NOBODY where nothing was, or where whoever took it up has
 * left since, or asked for a mandate to it that was refused, taken back or has ended, or where the decision was recalled.
 */
const STATE = `coalesce((SELECT CASE
    WHEN last.state = 'UNDER_WAY' AND (taker.state <> 'ACTIVE' OR NOT (${LINE_STANDS}) OR ${REPEALED}) THEN 'NOBODY'
    ELSE last.state END
  FROM ormee.decision_follow_up last
  JOIN ormee.member taker ON taker.collective_id = last.collective_id AND taker.id = last.author_id
  LEFT JOIN ormee.mandate_line line ON line.collective_id = last.collective_id AND line.id = last.line_id
  LEFT JOIN ormee.mandate given ON given.collective_id = last.collective_id AND given.id = last.line_id
  WHERE last.collective_id = decision.collective_id AND last.decision_id = decision.id
  ORDER BY last.step DESC LIMIT 1), 'NOBODY')`;

const STEPS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('state', said.state, 'authorId', said.author_id,
    'lineId', said.line_id, 'note', said.note,
    'saidAt', to_char(said.said_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY said.step), '[]')
  FROM ormee.decision_follow_up said
  WHERE said.collective_id = decision.collective_id AND said.decision_id = decision.id)`;

const SAID_OF = `EXISTS (SELECT FROM ormee.decision_follow_up any_step
    WHERE any_step.collective_id = decision.collective_id AND any_step.decision_id = decision.id)`;

/**
 * Whether a decision asks something of somebody: one that is adopted, was not recalled, and did not do all that it says by
 * itself, or of which somebody said something.
 */
const ASKS = `decision.outcome = 'ADOPTED' AND NOT ${REPEALED}
  AND (${SAID_OF} OR decision.effects_state <> 'APPLIED')`;

/**
 * SQL about a row `decision`, as one value: what became of it; null where it asks nothing of anybody, and nobody ever said a
 * word of it. What was said before it was recalled stays to be read.
 */
export const FOLLOW_UP = `CASE WHEN ${ASKS} OR ${SAID_OF} THEN jsonb_build_object('state', ${STATE}, 'steps', ${STEPS}) END`;

/**
 * SQL about a row `decision`: whether a member, given as SQL, sees to it now: they took it up, or hold a live mandate that
 * it gave, that is bound by it, or that a line of it became.
 */
export const seesTo = (member: string): string => `(
  EXISTS (SELECT FROM ormee.mandate_holder held
    JOIN ormee.mandate given ON given.collective_id = held.collective_id AND given.id = held.mandate_id
    LEFT JOIN ormee.mandate_line line ON line.collective_id = given.collective_id AND line.id = given.id
    WHERE held.collective_id = decision.collective_id AND held.member_id = ${member} AND held.left_at IS NULL
      AND given.state = 'LIVE' AND (given.ends_at IS NULL OR given.ends_at > ormee.instant())
      AND (given.granted_by = decision.id OR decision.id = ANY (given.bound_by) OR line.decision_id = decision.id))
  OR ${STATE} = 'UNDER_WAY' AND ${member} = (SELECT last.author_id FROM ormee.decision_follow_up last
    WHERE last.collective_id = decision.collective_id AND last.decision_id = decision.id
    ORDER BY last.step DESC LIMIT 1))`;

/** One page of what became of decisions that members may see, the latest first, in some states. */
export const followUpsBefore = (
  reader: Reader,
  collectiveId: Uuid,
  states: readonly FollowUpState[],
  before: readonly [year: number, number: number] | null,
  first: number,
): Promise<FollowedUp[]> =>
  reader.rows(
    `SELECT decision.collective_id AS "collectiveId", decision.id AS "decisionId", decision.year, decision.number,
       decision.title, ${STATE} AS state, ${STEPS} AS steps
     FROM ormee.decision decision
     WHERE decision.collective_id = $1 AND decision.visibility IN ('PUBLIC', 'MEMBERS') AND ${ASKS}
       AND ${STATE} = ANY($2::text[]) AND ($3::int IS NULL OR (decision.year, decision.number) < ($3, $4))
     ORDER BY decision.year DESC, decision.number DESC LIMIT $5`,
    [collectiveId, states, before?.[0] ?? null, before?.[1] ?? null, first + 1],
  );

export interface DecisionToFollow extends FollowedUp {
  readonly outcome: 'ADOPTED' | 'REJECTED';
  readonly mayBeSeen: boolean;
  readonly repealed: boolean;
}

/** Where one decision stands, for an act on it; null for one that is not there. */
export const followUpOf = async (
  reader: Reader,
  collectiveId: Uuid,
  decisionId: Uuid,
): Promise<DecisionToFollow | null> => {
  const [row] = await reader.rows<DecisionToFollow>(
    `SELECT decision.collective_id AS "collectiveId", decision.id AS "decisionId", decision.year, decision.number,
       decision.title, decision.outcome, decision.visibility IN ('PUBLIC', 'MEMBERS') AS "mayBeSeen",
       ${REPEALED} AS repealed, ${STATE} AS state, ${STEPS} AS steps
     FROM ormee.decision decision WHERE decision.collective_id = $1 AND decision.id = $2`,
    [collectiveId, decisionId],
  );
  return row ?? null;
};
