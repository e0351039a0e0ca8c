import type { NomineeEnd } from '../core/charter/circle-election.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { ConsentProcessRow, ConsentState } from '../deliberation/consent.entity.js';
import { lastRound, lockConsent, runningConsent } from '../deliberation/consent.queries.js';
import { endConsent } from '../deliberation/write-consent.js';
import { lockElection, nomineeOfProposal, nomineesOf, readElection } from '../elections/elections.queries.js';
import { endElection, endNominee, writeDecline } from '../elections/write-election.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lockPoll } from '../polls/lock-poll.js';
import { lockProposal } from '../proposals/lock-proposal.js';
import { cancelPoll } from './cancel-poll.js';
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

interface Put {
  readonly collectiveId: Uuid;
  readonly electionId: Uuid;
  readonly place: number;
  readonly proposalId: Uuid;
}

/** What became of somebody is what becomes of the election: it is over, or it is the turn of the next. */
async function settleNominee(tx: Tx, put: Put, how: NomineeEnd): Promise<void> {
  const { collectiveId, electionId, proposalId } = put;
  const election = await lockElection(tx, collectiveId, electionId, 'UPDATE');
  await endNominee(tx, put, how);
  // Whom an election passed over is no open question of the collective.
  if (how !== 'CONSENTED')
    await tx.rows(
      `UPDATE ormee.proposal SET state = 'WITHDRAWN' WHERE collective_id = $1 AND id = $2 AND state = 'OPEN'`,
      [collectiveId, proposalId],
    );
  if (how === 'CONSENTED') return endElection(tx, election, 'ELECTED');
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
  const nominees = await nomineesOf(tx, collectiveId, [electionId]);
  const put = nominees.find(({ how }) => how === null);
  if (put?.personId !== memberId || put.proposalId === null) return false;
  const { proposalId } = put;
  const proposal = await lockProposal(tx, collectiveId, proposalId);
  const process = await runningConsent(tx, collectiveId, proposalId);
  if (proposal.state !== 'OPEN' || !process) return false;
  const asked = await lastRound(tx, process);
  const poll = asked && (await lockPoll(tx, collectiveId, asked.pollId));
  const { state } = await lockConsent(tx, collectiveId, process.id);
  if (state !== 'RUNNING') return false;
  const named = { collectiveId, electionId, place: put.place, proposalId };
  await lockElection(tx, collectiveId, electionId, 'UPDATE');
  await writeDecline(tx, { collectiveId, electionId, memberId, declinedAt: await tx.now() });
  await settleNominee(tx, named, 'DECLINED');
  if (poll?.state === 'OPEN' || poll?.state === 'CLOSED') await cancelPoll(tx, poll, memberId, electionId);
  await endConsent(tx, process, 'WITHDRAWN');
  return true;
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
