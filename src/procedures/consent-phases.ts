import { collectiveFacts } from '../collectives/charter.queries.js';
import type { Clause } from '../core/charter/clause.js';
import { lengthOf, phaseAfter, type ConsentPhase } from '../core/charter/consent.js';
import { lastEnd } from '../core/charter/periods.js';
import type { Outcome } from '../core/charter/ruling.js';
import { addDuration, type Instant, type Zone } from '../core/kernel/instants.js';
import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import { consentOfPoll, standingOf } from '../deliberation/consent.queries.js';
import { endConsent, writeHeld, writePhase } from '../deliberation/write-consent.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import type { PollRow } from '../polls/poll.entity.js';
import { MOVE_CONSENT } from './job-kinds.js';
import { endSearch, type Put } from './settle-nominee.js';

/** A phase that lasts until its time is over, or somebody moves on. */
export type Waiting = Exclude<ConsentPhase, 'OBJECTION'>;

/** A round that is over without consent: the question is asked again, or the rule falls back. */
export type RoundEnd = 'ASK_AGAIN' | 'FALL_BACK';

/** Enters a phase: online, until its length is over; one of no length is left out. In a sitting, until somebody moves on. */
export async function enterPhase(tx: Tx, process: ConsentProcessRow, phase: Waiting): Promise<void> {
  const { collectiveId, id, round, rule, assemblyId } = process;
  const { zone } = await collectiveFacts(tx, collectiveId);
  const now = await tx.now();
  const end = addDuration(now, lengthOf(rule, phase), zone);
  const next = phaseAfter(phase);
  if (assemblyId === null && end <= now && next !== 'OBJECTION') return enterPhase(tx, process, next);
  const until = assemblyId === null ? end : null;
  await writePhase(tx, process, { phase, round, until });
  // Where a sitting ends without a word on it, the process does not stay open for ever.
  const runAt = until ?? addDuration(now, 'P1D', zone);
  await enqueue(tx, { collectiveId, kind: MOVE_CONSENT, subjectId: id, runAt });
}

/** The process that a poll is a round of, as it stands; null for a poll of its own. */
export const roundOf = async (
  reader: Reader,
  { collectiveId, id, method }: PollRow,
): Promise<ConsentProcessRow | null> =>
  method === 'consent@1' ? consentOfPoll(reader, collectiveId, id) : null;

/** Whether a round waits for its objections to be met: it is shut, and nobody has said yet that its time is over. */
export const isToIntegrate = (
  process: ConsentProcessRow,
  { code }: Outcome,
  ends: RoundEnd | null,
): boolean => code === 'REJECTED' && ends === null && process.state === 'RUNNING';

/** The box is shut and there are objections: the poll stays CLOSED as long as they may be met. */
export async function awaitIntegration(tx: Tx, process: ConsentProcessRow): Promise<void> {
  if (process.phase === 'OBJECTION') await enterPhase(tx, process, 'INTEGRATION');
}

/**
 * An assembly votes on the same first: the round stays CLOSED, and whoever reads is told why. As long as its objections may be met,
 * their time runs on.
 */
export async function holdForAssembly(tx: Tx, poll: PollRow, ends: RoundEnd | null): Promise<void> {
  const process = await roundOf(tx, poll);
  if (process?.state !== 'RUNNING') return;
  const isLifted = (await standingOf(tx, poll.collectiveId, poll.id)).every(
    ({ ended }) => ended === 'WITHDRAWN' || ended === 'SET_ASIDE',
  );
  if (process.phase === 'INTEGRATION' && ends === null && !isLifted) return;
  await writeHeld(tx, process, 'ASSEMBLY_VOTES_FIRST');
}

/** A round of a search for consent that is proclaimed, and what is to be known of it beside its outcome. */
export interface RoundOver {
  readonly process: ConsentProcessRow;
  readonly ends: RoundEnd | null;
  /** Who is being put for a role by it; null elsewhere. Over an objection the turn passes to the next, and nobody votes on a person. */
  readonly nominee: Put | null;
}

/** Whether the collective has not pronounced yet, for the question is asked again, put to a vote, or is the next person. */
export const goesOn = ({ process: { rule }, ends, nominee }: RoundOver, { code }: Outcome): boolean =>
  code === 'REJECTED' &&
  (ends === 'ASK_AGAIN' || (ends === 'FALL_BACK' && (rule.fallback === 'POLL' || nominee !== null)));

/** What the outcome of a round makes of its process. */
export async function settleRound(tx: Tx, over: RoundOver, outcome: Outcome): Promise<void> {
  const { process, ends, nominee } = over;
  const { code } = outcome;
  if (ends === 'ASK_AGAIN' && code === 'REJECTED') return;
  // Whether whom nobody objects to has the role, the decision says.
  if (nominee !== null && code === 'ADOPTED') return endConsent(tx, process, code);
  if (!goesOn(over, outcome) || nominee !== null)
    return endSearch(tx, process, code === 'ADOPTED' || code === 'REJECTED' ? code : 'UNDECIDED');
  const { collectiveId, id, assemblyId } = process;
  await endSearch(tx, process, 'FALLEN_BACK');
  // In a sitting, its facilitator opens the vote.
  if (assemblyId === null)
    await enqueue(tx, { collectiveId, kind: MOVE_CONSENT, subjectId: id, runAt: await tx.now() });
}

/** When a poll that a process opens is over: as soon as every clause allows, and never at once. */
export const endOfRound = (clauses: readonly Clause[], now: Instant, zone: Zone): Instant =>
  lastEnd(['PT1H', ...clauses.map(({ minimumVoting }) => minimumVoting)], now, zone);
