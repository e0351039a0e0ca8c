import type { ElectionPhase, ElectionState, NomineeEnd } from '../core/charter/circle-election.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { ElectionRow, NominationDeclineRow, NominationRow, NomineeRow } from './election.entity.js';

type NewElection = Omit<
  ElectionRow,
  | 'roleHash'
  | 'ruleHash'
  | 'task'
  | 'state'
  | 'phase'
  | 'round'
  | 'phaseEndsAt'
  | 'heldBy'
  | 'startedAt'
  | 'endedAt'
>;

type Named = Pick<ElectionRow, 'collectiveId' | 'id'>;

/** Writes down that a role is to be given by an election without candidates; both role and rule are pinned. */
export async function writeElection(tx: Tx, election: NewElection): Promise<ElectionRow> {
  const { collectiveId, id, role, rule, groupId, assemblyId, named, startedBy } = election;
  const row: ElectionRow = {
    ...election,
    task: role.task,
    roleHash: hashJson(role as unknown as Json),
    ruleHash: hashJson(rule as unknown as Json),
    state: 'RUNNING',
    phase: 'NOMINATION',
    round: 1,
    phaseEndsAt: null,
    heldBy: null,
    startedAt: await tx.now(),
    endedAt: null,
  };
  await tx.insert(ElectionRow, row);
  record(tx, collectiveId, {
    type: 'election.started',
    visibility: 'MEMBERS',
    body: {
      election: id,
      task: row.task,
      roleHash: row.roleHash,
      ruleHash: row.ruleHash,
      group: groupId,
      assembly: assemblyId,
      named,
      by: personal(startedBy),
    },
  });
  return row;
}

/** The election enters a phase, until an instant or, with null, until somebody moves on or whoever is put has their answer. */
export async function writeElectionPhase(
  tx: Tx,
  { collectiveId, id }: Named,
  {
    phase,
    round,
    until,
  }: { readonly phase: ElectionPhase; readonly round: number; readonly until: Instant | null },
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.election SET phase = $3, round = $4, phase_ends_at = $5, held_by = NULL
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, id, phase, round, until],
  );
  record(tx, collectiveId, {
    type: 'election.moved',
    visibility: 'MEMBERS',
    body: { election: id, phase, round, until },
  });
}

/** Nobody could be put: the election waits for a member who tries again, and is told why. */
export const writeElectionHeld = async (tx: Tx, { collectiveId, id }: Named, code: string): Promise<void> =>
  void (await tx.rows(
    `UPDATE ormee.election SET phase_ends_at = NULL, held_by = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, id, code],
  ));

export async function endElection(
  tx: Tx,
  { collectiveId, id }: Named,
  state: Exclude<ElectionState, 'RUNNING'>,
): Promise<void> {
  const ended = await tx.one(
    `UPDATE ormee.election SET state = $3, ended_at = $4, phase_ends_at = NULL, held_by = NULL
     WHERE collective_id = $1 AND id = $2 AND state = 'RUNNING' RETURNING id`,
    [collectiveId, id, state, await tx.now()],
  );
  if (!ended) return;
  record(tx, collectiveId, { type: 'election.ended', visibility: 'MEMBERS', body: { election: id, state } });
}

/** Names who nominates whom in commitments: the register shows that somebody was heard, and to nobody whom they named. */
export async function writeNomination(tx: Tx, nomination: NominationRow): Promise<void> {
  await tx.insert(NominationRow, nomination);
  const { collectiveId, id, electionId, round, memberId, personId } = nomination;
  record(tx, collectiveId, {
    type: 'nomination.made',
    visibility: 'MEMBERS',
    body: {
      nomination: id,
      election: electionId,
      round,
      by: personal(memberId),
      // A blank is committed to as well: its leaf looks like any other.
      for: personal(personId ?? ''),
    },
  });
}

export async function writeDecline(tx: Tx, decline: NominationDeclineRow): Promise<void> {
  await tx.insert(NominationDeclineRow, decline);
  const { collectiveId, electionId, memberId } = decline;
  record(tx, collectiveId, {
    type: 'nomination.declined',
    visibility: 'MEMBERS',
    body: { election: electionId, by: personal(memberId) },
  });
}

/** It is somebody's turn: to be put by a proposal, or to be passed over because they declined or are gone. */
export async function writeNominee(tx: Tx, nominee: NomineeRow): Promise<void> {
  await tx.insert(NomineeRow, nominee);
  const { collectiveId, electionId, place, personId, proposalId, how } = nominee;
  record(tx, collectiveId, {
    type: 'nominee.put',
    visibility: 'MEMBERS',
    body: { election: electionId, place, proposal: proposalId, person: personal(personId), how },
  });
}

export async function endNominee(
  tx: Tx,
  {
    collectiveId,
    electionId,
    place,
  }: { readonly collectiveId: Uuid; readonly electionId: Uuid; readonly place: number },
  how: NomineeEnd,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.nominee SET how = $4, ended_at = $5
     WHERE collective_id = $1 AND election_id = $2 AND place = $3 AND how IS NULL`,
    [collectiveId, electionId, place, how, await tx.now()],
  );
  record(tx, collectiveId, {
    type: 'nominee.ended',
    visibility: 'MEMBERS',
    body: { election: electionId, place, how },
  });
}
