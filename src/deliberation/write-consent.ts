import { hashJson } from '../core/kernel/hash.js';
import type { Json } from '../core/kernel/canonical-json.js';
import type { ConsentPhase, ObjectionEnd } from '../core/charter/consent.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import type { RefusalCode } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import {
  ConsentProcessRow,
  ConsentRoundRow,
  ConsentStepRow,
  ObjectionDoubtRow,
  ObjectionEndRow,
  type ConsentState,
} from './consent.entity.js';

type NewConsent = Pick<
  ConsentProcessRow,
  | 'collectiveId'
  | 'id'
  | 'proposalId'
  | 'assemblyId'
  | 'agendaItemId'
  | 'rule'
  | 'startedBy'
  | 'discussedSince'
>;

/** A process, by what its leaves say of it. */
type NamedConsent = Pick<ConsentProcessRow, 'collectiveId' | 'id' | 'proposalId'>;

/** Writes down that consent is sought from now on, by a rule that no change of the charter moves any more. */
export async function writeConsent(tx: Tx, process: NewConsent, version: number): Promise<ConsentProcessRow> {
  const row: ConsentProcessRow = {
    ...process,
    ruleHash: hashJson(process.rule as unknown as Json),
    state: 'RUNNING',
    phase: 'PRESENTATION',
    round: 0,
    phaseEndsAt: null,
    heldBy: null,
    startedAt: await tx.now(),
    endedAt: null,
  };
  await tx.insert(ConsentProcessRow, row);
  record(tx, row.collectiveId, {
    type: 'consent.started',
    visibility: 'MEMBERS',
    body: {
      consent: row.id,
      proposal: row.proposalId,
      version,
      assembly: row.assemblyId,
      ruleHash: row.ruleHash,
      by: personal(row.startedBy),
    },
  });
  return row;
}

/** The process enters a phase, until an instant or, with null, until somebody moves on. */
export async function writePhase(
  tx: Tx,
  { collectiveId, id, proposalId }: NamedConsent,
  {
    phase,
    round,
    until,
  }: { readonly phase: ConsentPhase; readonly round: number; readonly until: Instant | null },
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.consent_process SET phase = $3, round = $4, phase_ends_at = $5, held_by = NULL
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, id, phase, round, until],
  );
  const last = await tx.one<{ place: number }>(
    'SELECT coalesce(max(place), 0) AS place FROM ormee.consent_step WHERE collective_id = $1 AND process_id = $2',
    [collectiveId, id],
  );
  const place = (last?.place ?? 0) + 1;
  const beganAt = await tx.now();
  await tx.insert(ConsentStepRow, { collectiveId, processId: id, place, phase, round, beganAt, until });
  record(tx, collectiveId, {
    type: 'consent.moved',
    visibility: 'MEMBERS',
    body: { consent: id, proposal: proposalId, place, phase, round, until },
  });
}

/** The poll by which a round is asked. */
export async function writeRound(
  tx: Tx,
  { collectiveId, id, proposalId }: NamedConsent,
  round: number,
  pollId: Uuid,
): Promise<void> {
  await tx.insert(ConsentRoundRow, { collectiveId, processId: id, round, pollId });
  record(tx, collectiveId, {
    type: 'consent.asked',
    visibility: 'MEMBERS',
    body: { consent: id, proposal: proposalId, round, poll: pollId },
  });
}

/** A round, or the vote after the last, could not be asked: whoever reads is told why. Null: nothing holds it up any more. */
export const writeHeld = async (
  tx: Tx,
  { collectiveId, id }: NamedConsent,
  code: RefusalCode | null,
): Promise<void> =>
  void (await tx.rows(
    `UPDATE ormee.consent_process SET phase_ends_at = NULL, held_by = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, id, code],
  ));

/** Ends a process that runs; one that ended already stays as it is. */
export async function endConsent(
  tx: Tx,
  { collectiveId, id, proposalId }: NamedConsent,
  state: Exclude<ConsentState, 'RUNNING'>,
): Promise<void> {
  const ended = await tx.one(
    `UPDATE ormee.consent_process SET state = $3, ended_at = $4, phase_ends_at = NULL, held_by = NULL
     WHERE collective_id = $1 AND id = $2 AND state = 'RUNNING' RETURNING id`,
    [collectiveId, id, state, await tx.now()],
  );
  if (!ended) return;
  record(tx, collectiveId, {
    type: 'consent.ended',
    visibility: 'MEMBERS',
    body: { consent: id, proposal: proposalId, state },
  });
}

/** An objection of a round stands no more, once and for ever. */
export async function writeObjectionEnd(
  tx: Tx,
  end: {
    readonly collectiveId: Uuid;
    readonly objectionId: Uuid;
    readonly proposalId: Uuid;
    readonly pollId: Uuid;
    /** Who withdraws it; the other ends are nobody's act alone. */
    readonly by?: Uuid;
  },
  how: ObjectionEnd,
  version: number | null = null,
): Promise<void> {
  const { collectiveId, objectionId, proposalId, pollId, by } = end;
  await tx.insert(ObjectionEndRow, {
    collectiveId,
    objectionId,
    how,
    proposalId,
    version,
    endedAt: await tx.now(),
  });
  record(tx, collectiveId, {
    type: 'objection.ended',
    visibility: 'MEMBERS',
    body: { objection: objectionId, poll: pollId, how, version, ...(by && { by: personal(by) }) },
  });
}

/** Somebody who was asked finds an objection without argument. Saying so twice is saying it once. */
export async function writeDoubt(
  tx: Tx,
  { collectiveId, objectionId, memberId, reason }: ObjectionDoubtRow,
): Promise<boolean> {
  const known = await tx.one(
    'SELECT FROM ormee.objection_doubt WHERE collective_id = $1 AND objection_id = $2 AND member_id = $3',
    [collectiveId, objectionId, memberId],
  );
  if (known) return false;
  await tx.insert(ObjectionDoubtRow, { collectiveId, objectionId, memberId, reason });
  record(tx, collectiveId, {
    type: 'objection.doubted',
    visibility: 'MEMBERS',
    body: { objection: objectionId, by: personal(memberId) },
  });
  return true;
}

/** How many find an objection without argument. */
export async function doubtsOf(tx: Tx, collectiveId: Uuid, objectionId: Uuid): Promise<number> {
  const row = await tx.one<{ count: number }>(
    'SELECT count(*)::int AS count FROM ormee.objection_doubt WHERE collective_id = $1 AND objection_id = $2',
    [collectiveId, objectionId],
  );
  return row?.count ?? 0;
}
