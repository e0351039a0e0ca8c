import { charterInForce } from '../collectives/charter.queries.js';
import type { Matter, Venue } from '../core/charter/clause.js';
import { isStricter, strictest } from '../core/charter/matter.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { decisionsByIds } from '../decisions/decisions.queries.js';
import { labelOf } from '../decisions/last-decisions.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { ChallengeRow } from '../proposals/challenge.entity.js';
import { challengesHolding, lockChallenge } from '../proposals/challenges.queries.js';
import { isAsRead, lockProposal, versionOf } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { record } from '../register/record.js';
import { rulesFor } from './matters.js';
import { refuseOpenPoll } from './open-polls.js';

/** Exactly one of a stricter matter and of the assembly's decision that is said to be contradicted. */
export type Ground =
  | { readonly matter: Matter; readonly decisionId: null }
  | { readonly matter: null; readonly decisionId: Uuid };

export interface ChallengeRequest {
  readonly proposalId: Uuid;
  readonly version: number;
  readonly ground: Ground;
  readonly reason: string;
}

const REASON_AT_MOST = 10_000;

/**
 * Before a poll is open, any member asks a stricter path for a proposal, or says that it contradicts an assembly's
 * decision. The stricter path holds from now on until the challenge is taken back or settled by a decision, also for
 * later versions.
 */
export async function challengeProposal(
  tx: Tx,
  actor: MemberActor,
  request: ChallengeRequest,
): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const { version, ground, reason } = request;
  const proposal = await lockProposal(tx, collectiveId, request.proposalId);
  const refusal =
    refuseReason(reason) ??
    isAsRead(proposal, version) ??
    refuseFounding(proposal) ??
    (await refuseOpenPoll(tx, collectiveId, proposal.id, 'ANY')) ??
    (ground.matter === null
      ? await refuseContradiction(tx, collectiveId, ground.decisionId)
      : await refuseMatter(tx, collectiveId, proposal.id, version, ground.matter));
  if (refusal) throw refusal;

  const id = tx.id();
  await tx.insert(ChallengeRow, {
    collectiveId,
    id,
    proposalId: proposal.id,
    version,
    memberId,
    ...ground,
    reason,
    state: 'STANDING',
    raisedAt: await tx.now(),
    settledBy: null,
  });
  record(tx, collectiveId, {
    type: 'challenge.raised',
    visibility: 'MEMBERS',
    body: {
      challenge: id,
      proposal: proposal.id,
      version,
      matter: ground.matter,
      decision: ground.decisionId,
      by: personal(memberId),
      reasonHash: personal(hashText(reason)),
    },
  });
  return id;
}

/** Whoever challenged takes it back. Doing it twice is no fault. */
export async function withdrawChallenge(
  tx: Tx,
  actor: MemberActor,
  { challengeId }: { readonly challengeId: Uuid },
): Promise<Uuid> {
  const { collectiveId } = actor;
  const challenge = await lockChallenge(tx, collectiveId, challengeId);
  if (challenge.memberId !== actor.memberId) throw refuse('NOT_FOUND');
  if (challenge.state === 'WITHDRAWN') return challenge.proposalId;
  if (challenge.state !== 'STANDING') throw refuse('CHALLENGE_SETTLED', { state: challenge.state });
  await tx.rows(`UPDATE ormee.challenge SET state = 'WITHDRAWN' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    challenge.id,
  ]);
  record(tx, collectiveId, {
    type: 'challenge.withdrawn',
    visibility: 'MEMBERS',
    body: { challenge: challenge.id, by: personal(actor.memberId) },
  });
  return challenge.proposalId;
}

/** What the challenges that hold a proposal ask of its poll. */
export interface StricterPath {
  readonly matter: Matter | null;
  /** Why it cannot be put in this venue; null when it can. */
  readonly refusal: Refusal | null;
}

export async function pathAskedFor(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
  venue: Venue,
): Promise<StricterPath> {
  const challenges = await challengesHolding(reader, collectiveId, proposalId);
  const matter = strictest(challenges.map((challenge) => challenge.matter));
  const contradicted = challenges.find(({ decisionId }) => decisionId !== null)?.decisionId;
  if (contradicted == null || venue === 'ASSEMBLY') return { matter, refusal: null };
  const [decision] = await decisionsByIds(reader, collectiveId, [contradicted]);
  const label = decision ? labelOf(decision.year, decision.number) : '';
  return { matter, refusal: refuse('CHALLENGED_AS_CONTRADICTING', { decision: label }) };
}

/** A founding has its own rule, one for every draft: a challenge would hold nothing, and nobody could settle it. */
const refuseFounding = ({ foundingSubject }: ProposalRow): Refusal | null =>
  foundingSubject === null ? null : refuse('FOUNDING_HAS_ONE_PATH');

async function refuseMatter(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
  version: number,
  asked: Matter,
): Promise<Refusal | null> {
  const { effects, raisedTo } = await versionOf(reader, collectiveId, proposalId, version);
  const charter = await charterInForce(reader, collectiveId);
  const { matter } = await rulesFor(reader, collectiveId, charter, effects, raisedTo);
  return isStricter(asked, matter) ? null : refuse('CHALLENGE_NOT_STRICTER', { matter });
}

async function refuseContradiction(
  reader: Reader,
  collectiveId: Uuid,
  decisionId: Uuid,
): Promise<Refusal | null> {
  const [decision] = await decisionsByIds(reader, collectiveId, [decisionId]);
  if (!decision) return refuse('NOT_FOUND');
  if (decision.venue === 'ASSEMBLY') return null;
  return refuse('NOT_OF_AN_ASSEMBLY', { decision: labelOf(decision.year, decision.number) });
}

function refuseReason(reason: string): Refusal | null {
  const because = reason.trim() === '' ? 'EMPTY' : unreadable(reason, 'LINES', REASON_AT_MOST);
  return because && refuse('INVALID_INPUT', { field: 'reason', reason: because }, ['input', 'reason']);
}
