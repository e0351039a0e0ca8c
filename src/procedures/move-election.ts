import { collectiveFacts } from '../collectives/charter.queries.js';
import { CHANGE_ROUND, circleOf, grantTo, turnOf, type Turn } from '../core/charter/circle-election.js';
import { lastEnd } from '../core/charter/periods.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { roundsOver } from '../elections/election.rules.js';
import type { ElectionRow } from '../elections/election.entity.js';
import {
  declinedIn,
  lockElection,
  mayBeNominated,
  nominationsOf,
  nomineesOf,
  readElection,
} from '../elections/elections.queries.js';
import {
  endElection,
  writeElectionHeld,
  writeElectionPhase,
  writeNominee,
} from '../elections/write-election.js';
import { isSitting } from '../assemblies/lock-assembly.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import { UNREPEATED } from '../platform/database/idempotency.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { MOVE_ELECTION } from './job-kinds.js';
import { seekConsentOnNominee } from './seek-consent.js';
import { starterOf } from './starter-of.js';
import { submitProposal } from './submit-proposal.js';

/**
 * Moves an election on: to the round to change, to whoever has most nominations, to a further round among equals, or to its
 * end. Once its phase is over, any member or the clock does; in a sitting, whoever may open its polls.
 */
export async function moveElection(tx: Tx, actor: MemberActor, electionId: Uuid): Promise<Uuid> {
  const { collectiveId } = actor;
  const { assemblyId } = await readElection(tx, collectiveId, electionId);
  const sits = assemblyId !== null && (await isSitting(tx, collectiveId, assemblyId));
  if (sits) await requireMandate(tx, actor, 'openPoll', { kind: 'ASSEMBLY', id: assemblyId });
  const election = await lockElection(tx, collectiveId, electionId, 'UPDATE');
  const { state, phaseEndsAt, heldBy } = election;
  if (state !== 'RUNNING') throw refuse('ELECTION_ENDED', { state });
  if (await isBeingPut(tx, election)) throw refuse('NOMINEE_BEING_PUT');
  const isOver = phaseEndsAt !== null && phaseEndsAt <= (await tx.now());
  const waits = assemblyId === null && heldBy === null && election.phase !== 'CONSENT';
  if (waits && !isOver) throw refuse('ELECTION_NOT_YET', { until: phaseEndsAt as string });
  await move(tx, actor, election);
  return electionId;
}

/** The clock's turn: whoever cannot be put waits for somebody who tries again, and is told why. */
export async function moveElectionInTime(tx: Tx, collectiveId: Uuid, electionId: Uuid): Promise<void> {
  const election = await lockElection(tx, collectiveId, electionId, 'UPDATE');
  const { state, assemblyId, phase, phaseEndsAt } = election;
  if (state !== 'RUNNING' || (await isBeingPut(tx, election))) return;
  const now = await tx.now();
  if (assemblyId !== null && (await isSitting(tx, collectiveId, assemblyId)))
    return enqueue(tx, {
      collectiveId,
      kind: MOVE_ELECTION,
      subjectId: electionId,
      runAt: lastEnd(['P1D'], now, 'UTC'),
    });
  if (assemblyId === null && phase !== 'CONSENT' && (phaseEndsAt === null || phaseEndsAt > now)) return;
  try {
    await move(tx, starterOf(election), election);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    await writeElectionHeld(tx, election, refusal.code);
  }
}

async function isBeingPut(reader: Reader, { collectiveId, id }: ElectionRow): Promise<boolean> {
  return (await nomineesOf(reader, collectiveId, [id])).some(({ how }) => how === null);
}

async function move(tx: Tx, actor: MemberActor, election: ElectionRow): Promise<void> {
  const { collectiveId, assemblyId, phase } = election;
  // A sitting that is over asks nobody any more.
  if (assemblyId !== null && !(await isSitting(tx, collectiveId, assemblyId)))
    return endElection(tx, election, 'NO_DECISION');
  if (phase === 'NOMINATION') return afterNominations(tx, election);
  const over = phase === 'CONSENT' ? election : { ...election, phase: 'CONSENT' as const };
  await takeTurn(tx, actor, election, await nextIn(tx, over));
}

/** Reasons are read, and everybody may change their mind; where nobody was named there is nothing to change. */
async function afterNominations(tx: Tx, election: ElectionRow): Promise<void> {
  const made = await nominationsOf(tx, election.collectiveId, election.id);
  if (made.every(({ personId }) => personId === null)) return endElection(tx, election, 'NO_DECISION');
  await openRound(tx, election, 'CHANGE', CHANGE_ROUND);
}

async function openRound(
  tx: Tx,
  election: ElectionRow,
  phase: 'CHANGE' | 'FURTHER',
  round: number,
): Promise<void> {
  const { collectiveId, id: subjectId, assemblyId, rule } = election;
  const { zone } = await collectiveFacts(tx, collectiveId);
  const now = await tx.now();
  const until = assemblyId === null ? lastEnd(['PT1H', rule.reaction], now, zone) : null;
  await writeElectionPhase(tx, election, { phase, round, until });
  const runAt = until ?? lastEnd(['P1D'], now, zone);
  await enqueue(tx, { collectiveId, kind: MOVE_ELECTION, subjectId, runAt });
}

/** Whose turn it is by what was written down so far. */
async function nextIn(
  reader: Reader,
  election: Pick<ElectionRow, 'collectiveId' | 'id' | 'phase' | 'round' | 'state'>,
): Promise<Turn> {
  const { collectiveId, id } = election;
  const nominations = await nominationsOf(reader, collectiveId, id);
  const nominees = await nomineesOf(reader, collectiveId, [id]);
  return turnOf(circleOf(nominations, nominees, roundsOver(election))).turn;
}

/** Among whom the further round is that is open. */
export async function equalsIn(reader: Reader, election: ElectionRow): Promise<readonly Uuid[]> {
  const before = { ...election, phase: 'CONSENT' as const, round: election.round - 1 };
  const turn = await nextIn(reader, before);
  return turn.next === 'FURTHER' ? turn.among : [];
}

async function takeTurn(tx: Tx, actor: MemberActor, election: ElectionRow, turn: Turn): Promise<void> {
  if (turn.next === 'OVER') return endElection(tx, election, 'NO_DECISION');
  if (turn.next === 'FURTHER') return openRound(tx, election, 'FURTHER', election.round + 1);
  const { collectiveId, id: electionId } = election;
  const { person: personId } = turn;
  const out = (await declinedIn(tx, collectiveId, electionId)).has(personId) ? 'DECLINED' : null;
  const how = out ?? ((await mayBeNominated(tx, election, personId)) ? null : 'GONE');
  if (how === null) return putToConsent(tx, actor, election, personId);
  const place = await nextPlace(tx, election);
  const now = await tx.now();
  await writeNominee(tx, { collectiveId, electionId, place, personId, proposalId: null, how, endedAt: now });
  const further = { ...election, phase: 'CONSENT' as const };
  await takeTurn(tx, actor, election, await nextIn(tx, further));
}

const nextPlace = async (tx: Tx, { collectiveId, id }: ElectionRow): Promise<number> =>
  (await nomineesOf(tx, collectiveId, [id])).length + 1;

/**
 * Puts somebody to consent, by a proposal that gives them the role and the process that any proposal goes through: in a sitting
 * at once, and online by the clock. What refuses the proposal comes before anything of it is written.
 */
async function putToConsent(
  tx: Tx,
  actor: MemberActor,
  election: ElectionRow,
  personId: Uuid,
): Promise<void> {
  const { collectiveId, id: electionId, role, groupId, assemblyId, agendaItemId, round } = election;
  const place = await nextPlace(tx, election);
  const proposalId = await submitProposal(tx, starterOf(election), {
    title: role.title,
    rationale: role.instructions,
    effects: [grantTo(role, tx.id(), personId)],
    question: null,
    raiseTo: null,
    visibility: 'MEMBERS',
    groupId,
    repeat: UNREPEATED,
  });
  await writeElectionPhase(tx, election, { phase: 'CONSENT', round, until: null });
  await writeNominee(tx, { collectiveId, electionId, place, personId, proposalId, how: null, endedAt: null });
  const { startedBy, startedAt: discussedSince } = election;
  await seekConsentOnNominee(tx, actor, { proposalId, assemblyId, agendaItemId, startedBy, discussedSince });
}
