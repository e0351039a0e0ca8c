import type { NomineeEnd } from '../core/charter/circle-election.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { DecisionRow } from '../decisions/decision.entity.js';
import type { ConsentProcessRow, ConsentState } from '../deliberation/consent.entity.js';
import { lastRound, lockConsent, runningConsent } from '../deliberation/consent.queries.js';
import { endConsent } from '../deliberation/write-consent.js';
import {
  lockElection,
  mayBeNominated,
  nomineeOfProposal,
  readElection,
} from '../elections/elections.queries.js';
import { endElection, endNominee, writeDecline } from '../elections/write-election.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lockPoll } from '../polls/lock-poll.js';
import type { PollRow } from '../polls/poll.entity.js';
import { lockOnlinePollsOnSameTargets } from '../polls/reservations.js';
import { lockProposal } from '../proposals/lock-proposal.js';
import { cancelPoll, type CallingOff } from './cancel-poll.js';
import { MOVE_ELECTION } from './job-kinds.js';

const ENDS: Readonly<Record<Exclude<ConsentState, 'RUNNING'>, NomineeEnd>> = {
  ADOPTED: 'CONSENTED',
  REJECTED: 'OBJECTED',
  FALLEN_BACK: 'OBJECTED',
  UNDECIDED: 'UNANSWERED',
  SUPERSEDED: 'SUPERSEDED',
  WITHDRAWN: 'WITHDRAWN',
};

/** Ends a search for consent and, where it was about somebody nominated for a role, what hangs on it. */
export async function endSearch(
  tx: Tx,
  process: Pick<ConsentProcessRow, 'collectiveId' | 'id' | 'proposalId'>,
  state: Exclude<ConsentState, 'RUNNING'>,
): Promise<void> {
  await endConsent(tx, process, state);
  const { collectiveId, proposalId } = process;
  const nominee = await nomineeOfProposal(tx, collectiveId, proposalId);
  if (nominee) await settleNominee(tx, { collectiveId, proposalId, ...nominee }, ENDS[state]);
}

/** Somebody who is being put to consent, by a proposal that gives them the role. */
export interface Put {
  readonly collectiveId: Uuid;
  readonly electionId: Uuid;
  readonly place: number;
  readonly proposalId: Uuid;
}

/**
 * Nobody objects to somebody nominated any more, and the decision is made: the role is theirs where it gives it to them. The election is
 * locked.
 */
export async function settleConsented(
  tx: Tx,
  nominee: Put,
  { effectsState }: Pick<DecisionRow, 'effectsState'>,
): Promise<void> {
  await settleNominee(tx, nominee, effectsState === 'APPLIED' ? 'CONSENTED' : 'NOT_APPLIED');
}

/** What became of somebody is what becomes of the election: it is over, or it is the turn of the next. */
async function settleNominee(tx: Tx, put: Put, how: NomineeEnd): Promise<void> {
  const { collectiveId, electionId, proposalId } = put;
  const election = await lockElection(tx, collectiveId, electionId, 'UPDATE');
  await endNominee(tx, put, how);
  // Whom an election passed over is no open question of the collective.
  if (how !== 'CONSENTED' && how !== 'NOT_APPLIED')
    await tx.rows(
      `UPDATE ormee.proposal SET state = 'WITHDRAWN' WHERE collective_id = $1 AND id = $2 AND state = 'OPEN'`,
      [collectiveId, proposalId],
    );
  if (how === 'CONSENTED') return endElection(tx, election, 'ELECTED');
  if (how === 'NOT_APPLIED') return endElection(tx, election, 'NOT_APPLIED');
  if (how === 'UNANSWERED') return endElection(tx, election, 'NO_DECISION');
  if (how === 'SUPERSEDED' || how === 'WITHDRAWN') return endElection(tx, election, how);
  await enqueue(tx, {
    collectiveId,
    kind: MOVE_ELECTION,
    subjectId: electionId,
    runAt: await tx.now(),
  });
}

/**
 * Somebody who is being put says that they do not want the role: nobody is asked about them any more, and what is in the box
 * is kept and never counted. Answers whether they were being put.
 */
export async function declineWhilePut(tx: Tx, actor: MemberActor, electionId: Uuid): Promise<boolean> {
  const { collectiveId, memberId } = actor;
  const turns = await turnsOf(tx, collectiveId, memberId);
  const put = turns.find((turn) => turn.electionId === electionId);
  const turn = put && (await lockTurn(tx, put));
  if (!turn) return false;
  await writeDecline(tx, { collectiveId, electionId, memberId, declinedAt: await tx.now() });
  await passOn(tx, turn, 'DECLINED', { by: memberId, declined: electionId });
  return true;
}

/**
 * Somebody is no longer a member: nobody is asked about them any more, and it is the turn of the next. What asks about them is locked
 * first, before groups, members and whatever a decision touches.
 */
export async function endTurnsOf(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  for (const turn of await lockTurnsOf(tx, collectiveId, memberId))
    await passOn(tx, turn, 'GONE', { gone: turn.put.electionId });
}

/** Locks what asks about somebody: the first half, for whoever must lock before they know. */
export async function lockTurnsOf(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const put of await turnsOf(tx, collectiveId, memberId)) {
    const turn = await lockTurn(tx, put);
    if (turn) turns.push(turn);
  }
  return turns;
}

/** Where whoever a proposal would give a role to may have it no more, the turn passes on. Answers whether it did. The proposal is locked. */
export async function passOnWhereGone(tx: Tx, collectiveId: Uuid, proposalId: Uuid): Promise<boolean> {
  const nominee = await nomineeOfProposal(tx, collectiveId, proposalId);
  if (!nominee) return false;
  const election = await readElection(tx, collectiveId, nominee.electionId);
  if (await mayBeNominated(tx, election, nominee.personId)) return false;
  const turn = await lockTurn(tx, { collectiveId, proposalId, ...nominee });
  if (turn) await passOn(tx, turn, 'GONE', { gone: nominee.electionId });
  return turn !== null;
}

/** The turn of somebody who is being put, with the search and the poll that ask about them, all locked. */
interface Turn {
  readonly put: Put;
  readonly process: ConsentProcessRow;
  readonly poll: PollRow | null;
}

const turnsOf = (reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<Put[]> =>
  reader.rows(
    `SELECT collective_id AS "collectiveId", election_id AS "electionId", place, proposal_id AS "proposalId"
     FROM ormee.nominee WHERE collective_id = $1 AND person_id = $2 AND how IS NULL ORDER BY proposal_id`,
    [collectiveId, memberId],
  );

async function lockTurn(tx: Tx, put: Put): Promise<Turn | null> {
  const { collectiveId, electionId, proposalId } = put;
  const proposal = await lockProposal(tx, collectiveId, proposalId);
  const process = await runningConsent(tx, collectiveId, proposalId);
  if (proposal.state !== 'OPEN' || !process) return null;
  const asked = await lastRound(tx, process);
  const poll = asked && (await lockPoll(tx, collectiveId, asked.pollId));
  if (poll?.venue === 'ASSEMBLY') await lockOnlinePollsOnSameTargets(tx, collectiveId, poll.id);
  const { state } = await lockConsent(tx, collectiveId, process.id);
  if (state !== 'RUNNING') return null;
  await lockElection(tx, collectiveId, electionId, 'UPDATE');
  return { put, process, poll };
}

async function passOn(
  tx: Tx,
  { put, process, poll }: Turn,
  how: 'DECLINED' | 'GONE',
  because: CallingOff,
): Promise<void> {
  await settleNominee(tx, put, how);
  if (poll?.state === 'OPEN' || poll?.state === 'CLOSED') await cancelPoll(tx, poll, because);
  await endConsent(tx, process, 'WITHDRAWN');
}

/** A version that meets objections to somebody nominated gives the role to them still, and to nobody else. */
export async function refuseOtherNominee(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
  { effects, question }: { readonly effects: readonly Effect[]; readonly question: unknown },
): Promise<Refusal | null> {
  const nominee = await nomineeOfProposal(reader, collectiveId, proposalId);
  if (!nominee) return null;
  const { role } = await readElection(reader, collectiveId, nominee.electionId);
  const [effect] = effects;
  const isTheirs =
    question === null &&
    effects.length === 1 &&
    effect?.kind === 'GRANT_MANDATE' &&
    effect.task === role.task &&
    effect.holders.length === 1 &&
    effect.holders[0] === nominee.personId;
  const member = toGlobalId('Member', collectiveId, nominee.personId);
  return isTheirs ? null : refuse('NOMINEE_IS_ANOTHER', { member });
}
