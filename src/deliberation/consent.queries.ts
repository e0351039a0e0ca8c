import type { StandingOf, ObjectionEnd } from '../core/charter/consent.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { ConsentProcessRow, ConsentStepRow } from './consent.entity.js';

const COLUMNS = `process.collective_id AS "collectiveId", process.id, process.proposal_id AS "proposalId",
  process.assembly_id AS "assemblyId", process.agenda_item_id AS "agendaItemId", process.rule,
  process.rule_hash AS "ruleHash", process.state, process.phase, process.round,
  process.phase_ends_at AS "phaseEndsAt", process.held_by AS "heldBy", process.started_by AS "startedBy",
  process.started_at AS "startedAt", process.discussed_since AS "discussedSince", process.ended_at AS "endedAt"`;

/** A process as it is just now; NOT_FOUND where there is none. */
export async function readConsent(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<ConsentProcessRow> {
  const [process] = await consentsByIds(reader, collectiveId, [id]);
  if (!process) throw refuse('NOT_FOUND');
  return process;
}

/** Locks a process, after its proposal and the poll of its round, and reads it as it then is. */
export async function lockConsent(tx: Tx, collectiveId: Uuid, id: Uuid): Promise<ConsentProcessRow> {
  await tx.rows('SELECT FROM ormee.consent_process WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    id,
  ]);
  return readConsent(tx, collectiveId, id);
}

export const consentsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<ConsentProcessRow[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM ormee.consent_process process
     WHERE process.collective_id = $1 AND process.id = ANY($2::uuid[])`,
    [collectiveId, ids],
  );

/** A process with the phases that it went through and the rounds that were asked, each from the first. */
export interface ConsentRecord extends ConsentProcessRow {
  /** Whether it is about somebody nominated for a role: over an objection the turn passes to the next. */
  readonly ofElection: boolean;
  readonly steps: readonly Pick<ConsentStepRow, 'phase' | 'round' | 'beganAt' | 'until'>[];
  readonly rounds: readonly Pick<RoundRecord, 'round' | 'pollId'>[];
  /** How many of the rounds count. */
  readonly counted: number;
  /** Whether the last was called off, for amendments moved its words. */
  readonly isCalledOff: boolean;
}

const inJson = (instant: string): string =>
  `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL, about a process: how many of its rounds count. One that was called off asked about words that stand no more. */
const COUNTED = `(SELECT count(*)::int FROM ormee.consent_round counts
  JOIN ormee.poll poll ON poll.collective_id = counts.collective_id AND poll.id = counts.poll_id
  WHERE counts.collective_id = process.collective_id AND counts.process_id = process.id
    AND poll.state <> 'CANCELLED')`;

const SHOWN = `SELECT ${COLUMNS},
    EXISTS (SELECT FROM ormee.nominee put
      WHERE put.collective_id = process.collective_id AND put.proposal_id = process.proposal_id) AS "ofElection",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('phase', step.phase, 'round', step.round,
        'beganAt', ${inJson('step.began_at')}, 'until', ${inJson('step.until')}) ORDER BY step.place), '[]')
     FROM ormee.consent_step step
     WHERE step.collective_id = process.collective_id AND step.process_id = process.id) AS steps,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('round', asked.round, 'pollId', asked.poll_id)
        ORDER BY asked.round), '[]')
     FROM ormee.consent_round asked
     WHERE asked.collective_id = process.collective_id AND asked.process_id = process.id) AS rounds,
    ${COUNTED} AS counted,
    EXISTS (SELECT FROM ormee.consent_round asked
      JOIN ormee.poll poll ON poll.collective_id = asked.collective_id AND poll.id = asked.poll_id
      WHERE asked.collective_id = process.collective_id AND asked.process_id = process.id
        AND asked.round = process.round AND poll.state = 'CANCELLED') AS "isCalledOff"
  FROM ormee.consent_process process`;

/** Every process of some proposals, from the first, whole: read in one statement. */
export const consentsOfProposals = (
  reader: Reader,
  collectiveId: Uuid,
  proposalIds: readonly Uuid[],
): Promise<ConsentRecord[]> =>
  reader.rows(
    `${SHOWN} WHERE process.collective_id = $1 AND process.proposal_id = ANY($2::uuid[]) ORDER BY process.id`,
    [collectiveId, proposalIds],
  );

/** One process whole; NOT_FOUND where there is none. */
export async function showConsent(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<ConsentRecord> {
  const [process] = await reader.rows<ConsentRecord>(
    `${SHOWN} WHERE process.collective_id = $1 AND process.id = $2`,
    [collectiveId, id],
  );
  if (!process) throw refuse('NOT_FOUND');
  return process;
}

/** The process that seeks consent on a proposal now; null where none does. */
export async function runningConsent(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
): Promise<ConsentProcessRow | null> {
  const [process] = await reader.rows<ConsentProcessRow>(
    `SELECT ${COLUMNS} FROM ormee.consent_process process
     WHERE process.collective_id = $1 AND process.proposal_id = $2 AND process.state = 'RUNNING'`,
    [collectiveId, proposalId],
  );
  return process ?? null;
}

/** The process that a poll is a round of; null for a poll of its own. */
export async function consentOfPoll(
  reader: Reader,
  collectiveId: Uuid,
  pollId: Uuid,
): Promise<ConsentProcessRow | null> {
  const [process] = await reader.rows<ConsentProcessRow>(
    `SELECT ${COLUMNS} FROM ormee.consent_round round
     JOIN ormee.consent_process process
       ON process.collective_id = round.collective_id AND process.id = round.process_id
     WHERE round.collective_id = $1 AND round.poll_id = $2`,
    [collectiveId, pollId],
  );
  return process ?? null;
}

export interface RoundRecord {
  readonly processId: Uuid;
  readonly round: number;
  readonly pollId: Uuid;
}

/** The last round that was asked. */
export interface LastRound extends RoundRecord {
  /** Called off, for amendments moved its words. */
  readonly isCalledOff: boolean;
  /** How many rounds of the process count, up to this one. */
  readonly counted: number;
}

/** The last round that was asked, as it is just now; null before the first. */
export async function lastRound(
  reader: Reader,
  { collectiveId, id }: Pick<ConsentProcessRow, 'collectiveId' | 'id'>,
): Promise<LastRound | null> {
  const [round] = await reader.rows<LastRound>(
    `SELECT process.id AS "processId", asked.round, asked.poll_id AS "pollId",
       poll.state = 'CANCELLED' AS "isCalledOff", ${COUNTED} AS counted
     FROM ormee.consent_process process
     JOIN ormee.consent_round asked ON asked.collective_id = process.collective_id AND asked.process_id = process.id
     JOIN ormee.poll poll ON poll.collective_id = asked.collective_id AND poll.id = asked.poll_id
     WHERE process.collective_id = $1 AND process.id = $2 ORDER BY asked.round DESC LIMIT 1`,
    [collectiveId, id],
  );
  return round ?? null;
}

/** The objections in the box of a poll, each as it stands: one that was withdrawn while the box was open is none. */
export const standingOf = (
  reader: Reader,
  collectiveId: Uuid,
  pollId: Uuid,
): Promise<(StandingOf & { readonly memberId: Uuid })[]> =>
  reader.rows<StandingOf & { readonly memberId: Uuid; readonly ended: ObjectionEnd | null }>(
    `SELECT objection.id, objection.member_id AS "memberId", ended.how AS ended
     FROM ormee.objection objection
     LEFT JOIN ormee.objection_end ended
       ON ended.collective_id = objection.collective_id AND ended.objection_id = objection.id
     WHERE objection.collective_id = $1 AND objection.poll_id = $2 AND objection.state = 'RAISED'
     ORDER BY objection.id`,
    [collectiveId, pollId],
  );
