import type { Clause, ConsentRule } from '../core/charter/clause.js';
import { afterRound, phaseAfter, type AfterRound } from '../core/charter/consent.js';
import { mayBeDecidedIn } from '../core/charter/opening.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration } from '../core/kernel/instants.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import {
  lastRound,
  lockConsent,
  readConsent,
  runningConsent,
  standingOf,
  type LastRound,
} from '../deliberation/consent.queries.js';
import { writeConsent, writeHeld, writePhase, writeRound } from '../deliberation/write-consent.js';
import { isSitting } from '../assemblies/lock-assembly.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lockPoll, readPoll } from '../polls/lock-poll.js';
import { waitsForAssembly } from '../polls/reservations.js';
import { isAsRead, lockProposal, versionOf } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { enterPhase, type Waiting } from './consent-phases.js';
import { MOVE_CONSENT } from './job-kinds.js';
import { decidingGroup, mayOpenInGroup } from './group-scope.js';
import { ruleOfConsent } from './rule-of-consent.js';
import { fallBackInTime } from './fall-back-to-vote.js';
import { starterOf } from './starter-of.js';
import { openRound, refuseItemOnline, runningAssembly } from './open-poll.js';
import { refuseOpenPoll } from './open-polls.js';
import { proclaimLocked } from './proclaim.js';
import { endSearch, passOnWhereGone } from './settle-nominee.js';
import { mayTakeOver, takeOver } from './take-over-search.js';

export interface ConsentRequest {
  readonly proposalId: Uuid;
  readonly version: number;
  /** The sitting in which it is sought; null online. */
  readonly assemblyId: Uuid | null;
  readonly agendaItemId: Uuid | null;
}

/**
 * Begins to seek consent on a proposal, by the rule of its leading clause: online, any member; in a sitting, under the
 * mandate that opens polls there, and in the place of a search of the members online. From here on the process leads, and asks
 * as often as the rule lets it.
 */
export async function startConsent(tx: Tx, actor: MemberActor, request: ConsentRequest): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const { proposalId, version, assemblyId, agendaItemId } = request;
  refuseItemOnline({ assemblyId, agendaItemId });
  const assembly = assemblyId === null ? null : await runningAssembly(tx, actor, assemblyId);
  const proposal = await lockProposal(tx, collectiveId, proposalId);
  const already = await runningConsent(tx, collectiveId, proposal.id);
  const takesOver = already !== null && (await mayTakeOver(tx, already, assemblyId));
  const refusal =
    isAsRead(proposal, version) ??
    (already && !takesOver ? refuse('CONSENT_RUNNING') : null) ??
    (await refuseOpenPoll(tx, collectiveId, proposal.id, 'ON_PROPOSAL', assembly ? 'ASSEMBLY' : 'ONLINE'));
  if (refusal) throw refusal;
  await mayOpenInGroup(tx, actor, decidingGroup(proposal), assembly ? 'ASSEMBLY' : 'ONLINE');
  const { rule, clauses, discussedSince } = await ruleOf(tx, proposal);
  const closed = mayBeDecidedIn(
    clauses,
    assembly ? { venue: 'ASSEMBLY', form: assembly.form } : { venue: 'ONLINE', form: null },
  );
  if (closed) throw closed;

  const id = tx.id();
  if (already) await takeOver(tx, already, id);
  const process = await writeConsent(
    tx,
    {
      ...{ collectiveId, id, proposalId: proposal.id, assemblyId, agendaItemId, rule },
      ...{ startedBy: memberId, discussedSince },
    },
    version,
  );
  await enterPhase(tx, process, 'PRESENTATION');
  return process.id;
}

/** Somebody nominated for a role, as the proposal that would give it to them. */
export type NomineeSought = Pick<
  ConsentProcessRow,
  'proposalId' | 'assemblyId' | 'agendaItemId' | 'startedBy' | 'discussedSince'
>;

/**
 * Seeks consent to somebody whom nominations chose: it was presented, discussed and reacted to while people nominated, so that
 * objections are asked for at once; in a sitting by whoever moves on, online by the clock.
 */
export async function seekConsentOnNominee(tx: Tx, actor: MemberActor, sought: NomineeSought): Promise<void> {
  const { collectiveId } = actor;
  const proposal = await lockProposal(tx, collectiveId, sought.proposalId);
  const { rule } = await ruleOf(tx, proposal);
  const process = await writeConsent(tx, { ...sought, collectiveId, id: tx.id(), rule }, 1);
  const now = await tx.now();
  const until = sought.assemblyId === null ? now : null;
  await writePhase(tx, process, { phase: 'INTEGRATION', round: 0, until });
  if (sought.assemblyId !== null) return ask(tx, actor, proposal, process);
  await enqueue(tx, { collectiveId, kind: MOVE_CONSENT, subjectId: process.id, runAt: now });
}

/** The rule by which consent is sought: every clause of the proposal allows it, and the leading one has rounds. */
async function ruleOf(
  tx: Tx,
  { collectiveId, id, currentVersion, foundingSubject }: ProposalRow,
): Promise<{
  readonly rule: ConsentRule;
  readonly clauses: readonly Clause[];
  readonly discussedSince: ConsentProcessRow['discussedSince'];
}> {
  if (foundingSubject !== null) throw refuse('NOT_FOUND');
  const { effects, raisedTo, question, discussedSince } = await versionOf(
    tx,
    collectiveId,
    id,
    currentVersion,
  );
  const { rule, clauses, matter } = await ruleOfConsent(tx, collectiveId, effects, raisedTo);
  if (question !== null) throw refuse('METHOD_NOT_ALLOWED', { method: 'consent@1', matter });
  return { rule, clauses, discussedSince };
}

/**
 * Moves a process on to what follows: once its phase is over, any member or the clock; in a sitting, whoever may open its
 * polls. After a round its author need not wait, where every objection was met, or where amendments moved the words.
 */
export async function moveConsent(tx: Tx, actor: MemberActor, processId: Uuid): Promise<Uuid> {
  const { collectiveId } = actor;
  const { proposalId, assemblyId } = await readConsent(tx, collectiveId, processId);
  const sits = assemblyId !== null && (await isSitting(tx, collectiveId, assemblyId));
  if (sits) await requireMandate(tx, actor, 'openPoll', { kind: 'ASSEMBLY', id: assemblyId });
  const { proposal, process } = await lockAll(tx, collectiveId, processId, proposalId);
  await mayMove(tx, process, { sits, isAuthor: proposal.authorId === actor.memberId });
  await move(tx, actor, proposal, process);
  return process.id;
}

/** The clock's turn: what cannot be asked waits for somebody who tries again, and is told why. */
export async function moveConsentInTime(tx: Tx, collectiveId: Uuid, processId: Uuid): Promise<void> {
  const before = await readConsent(tx, collectiveId, processId);
  const { proposal, process } = await lockAll(tx, collectiveId, processId, before.proposalId);
  if (process.state === 'FALLEN_BACK') return fallBackInTime(tx, proposal, process);
  if (process.state !== 'RUNNING' || process.phase === 'OBJECTION') return;
  const now = await tx.now();
  if (process.assemblyId !== null) {
    if (await isSitting(tx, collectiveId, process.assemblyId))
      return enqueue(tx, {
        collectiveId,
        kind: MOVE_CONSENT,
        subjectId: process.id,
        runAt: addDuration(now, 'P1D', 'UTC'),
      });
  } else if (process.heldBy === null && (process.phaseEndsAt === null || process.phaseEndsAt > now)) return;
  await heldUnless(tx, process, () => move(tx, starterOf(process), proposal, process));
}

/**
 * A refused opening has written nothing of its own, so that it may be caught here. What came before it holds: a round that is
 * over stays proclaimed, also where the next cannot be asked yet.
 */
async function heldUnless(tx: Tx, process: ConsentProcessRow, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    await writeHeld(tx, process, refusal.code);
  }
}

async function lockAll(
  tx: Tx,
  collectiveId: Uuid,
  processId: Uuid,
  proposalId: Uuid,
): Promise<{ proposal: ProposalRow; process: ConsentProcessRow }> {
  const proposal = await lockProposal(tx, collectiveId, proposalId);
  const asked = await lastRound(tx, { collectiveId, id: processId });
  if (asked) await lockPoll(tx, collectiveId, asked.pollId);
  return { proposal, process: await lockConsent(tx, collectiveId, processId) };
}

async function mayMove(
  tx: Tx,
  process: ConsentProcessRow,
  { sits, isAuthor }: { readonly sits: boolean; readonly isAuthor: boolean },
): Promise<void> {
  const { state, phase, phaseEndsAt, heldBy, assemblyId, round } = process;
  if (state !== 'RUNNING') throw refuse('CONSENT_ENDED', { state });
  if (phase === 'OBJECTION') throw refuse('CONSENT_ROUND_OPEN');
  if (assemblyId !== null || sits || heldBy !== null) return;
  const isMet = isAuthor && phase === 'INTEGRATION' && round > 0 && (await isToAskAgain(tx, process));
  const isOver = phaseEndsAt !== null && phaseEndsAt <= (await tx.now());
  if (!isMet && !isOver) throw refuse('CONSENT_NOT_YET', { until: phaseEndsAt as string });
}

async function isToAskAgain(tx: Tx, process: ConsentProcessRow): Promise<boolean> {
  const asked = await lastRound(tx, process);
  return asked !== null && (await follows(tx, process, asked)) === 'ASK_AGAIN';
}

/** What follows a round. One that was called off is asked again on the words that stand, and is none of those that the rule has. */
async function follows(
  tx: Tx,
  { collectiveId, rule }: ConsentProcessRow,
  { pollId, counted, isCalledOff }: LastRound,
): Promise<AfterRound> {
  if (isCalledOff) return 'ASK_AGAIN';
  return afterRound(rule, counted, await standingOf(tx, collectiveId, pollId));
}

async function move(
  tx: Tx,
  actor: MemberActor,
  proposal: ProposalRow,
  process: ConsentProcessRow,
): Promise<void> {
  const { collectiveId, phase, round, assemblyId } = process;
  if (await passOnWhereGone(tx, collectiveId, proposal.id)) return;
  // Begun in a sitting that ended before anybody was asked: it is sought no more, and may begin anew.
  if (round === 0 && assemblyId !== null && !(await isSitting(tx, collectiveId, assemblyId)))
    return endSearch(tx, process, 'WITHDRAWN');
  if (phase !== 'INTEGRATION') return enterPhase(tx, process, phaseAfter(phase) as Waiting);
  if (round === 0) return ask(tx, actor, proposal, process);
  return endIntegration(tx, actor, proposal, process);
}

/** The time to meet objections is over: the question is asked again on its new words, or the rule falls back. */
async function endIntegration(
  tx: Tx,
  actor: MemberActor,
  proposal: ProposalRow,
  process: ConsentProcessRow,
): Promise<void> {
  const { collectiveId, assemblyId } = process;
  const asked = await lastRound(tx, process);
  if (!asked) throw new Error('a round that was never asked');
  const poll = await lockPoll(tx, collectiveId, asked.pollId);
  const next = await follows(tx, process, asked);
  // Where the clock could not ask again, the round is proclaimed already, and whoever moves on asks.
  if (poll.state === 'CLOSED') await proclaimLocked(tx, poll, null, next === 'CONSENT' ? null : next);
  if (await waitsForAssembly(tx, collectiveId, poll.id)) throw refuse('ASSEMBLY_VOTES_FIRST');
  if (next !== 'ASK_AGAIN') return;
  // A sitting that is over asks nobody any more, and rejects nothing that was met.
  if (assemblyId !== null && !(await isSitting(tx, collectiveId, assemblyId)))
    return endSearch(tx, process, 'UNDECIDED');
  await ask(tx, actor, proposal, process);
}

/** Asks everybody whether they object to the words as they now stand. */
async function ask(
  tx: Tx,
  actor: MemberActor,
  proposal: ProposalRow,
  process: ConsentProcessRow,
): Promise<void> {
  const round = process.round + 1;
  const pollId = await openRound(tx, actor, proposal, process);
  await writeRound(tx, process, round, pollId);
  await writePhase(tx, process, { phase: 'OBJECTION', round, until: null });
}

/**
 * Takes a process back, by whoever began it or the author of the proposal: before anybody was asked, or where the next round
 * is held up, for then nobody could ask any more.
 */
export async function withdrawConsent(tx: Tx, actor: MemberActor, processId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const { proposalId } = await readConsent(tx, collectiveId, processId);
  const { proposal, process } = await lockAll(tx, collectiveId, processId, proposalId);
  if (process.startedBy !== memberId && proposal.authorId !== memberId) throw refuse('NOT_FOUND');
  if (process.state === 'WITHDRAWN') return process.id;
  if (process.state !== 'RUNNING') throw refuse('CONSENT_ENDED', { state: process.state });
  if (process.round > 0 && !(await isHeldUp(tx, process))) throw refuse('CONSENT_ROUND_OPEN');
  await endSearch(tx, process, process.round > 0 ? 'UNDECIDED' : 'WITHDRAWN');
  return process.id;
}

/** Whether the last round is proclaimed or called off, and the next could not be asked. */
async function isHeldUp(tx: Tx, process: ConsentProcessRow): Promise<boolean> {
  const asked = await lastRound(tx, process);
  if (process.heldBy === null || !asked) return false;
  const { state } = await readPoll(tx, process.collectiveId, asked.pollId);
  return state === 'DECIDED' || state === 'CANCELLED';
}
