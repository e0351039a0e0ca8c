import type { Matter } from '../core/charter/clause.js';
import type { FoundingSubject } from '../core/charter/founding.js';
import { mayPropose } from '../core/charter/opening.js';
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
import type { Json } from '../core/kernel/canonical-json.js';
import type { Effect, EffectContext } from '../core/kernel/effects.js';
import {
  effectsOfChosen,
  hashWording,
  mayBeAsked,
  polledOptions,
  type Question,
} from '../core/charter/question.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { shutProposals } from '../amendments/amendments.queries.js';
import { charterInForce, collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { contestById, isStanding } from '../polls/contests.queries.js';
import { ProposalRow, ProposalVersionRow } from '../proposals/proposal.entity.js';
import { lockProposal, mayBeRevised } from '../proposals/lock-proposal.js';
import { checkWording } from '../proposals/proposal.rules.js';
import { record } from '../register/record.js';
import { carryAmendments } from './carry-amendments.js';
import { lockEffects, overlapOf, tryEffects } from './effects.js';
import { protectPersons, shareGrounds } from './exclude-member.js';
import { integrate, mayIntegrate } from './integrate-objections.js';
import { precedenceRefusal, rulesFor, type RulesOfProposal } from './matters.js';
import { mayAdvise, refuseEffectsOfAdvice } from './advise-proposal.js';
import { actInGroup, decidingGroup, groupRefusal, refuseRecalled } from './group-scope.js';
import { refuseOpenPoll } from './open-polls.js';
import { refuseOtherNominee } from './settle-nominee.js';

export interface Wording {
  readonly title: string;
  readonly rationale: string;
  readonly effects: readonly Effect[];
  /** What there is to choose from, each option with effects among these; null where the answer is yes or no. */
  readonly question: Question | null;
  /** A stricter path than the effects ask for. */
  readonly raiseTo: Matter | null;
}

export interface Submission extends Wording {
  readonly visibility: Visibility;
  /** The contest that this proposal answers; its decision closes it. */
  readonly answersContestId?: Uuid | null;
  /** The working group in which it is put; null: to the collective. */
  readonly groupId?: Uuid | null;
  /** The proposal of the collective that the group says its mind about. */
  readonly advises?: Uuid | null;
  readonly repeat: Repeat;
}

/** Puts a proposal to the collective. Its matter follows from its effects; every effect must apply as things stand. */
export function submitProposal(tx: Tx, actor: MemberActor, submission: Submission): Promise<Uuid> {
  return once(tx, { ...actor, ...submission.repeat, act: 'submitProposal' }, async () => {
    const { groupId = null, advises = null } = submission;
    if (groupId !== null) await actInGroup(tx, actor, groupId);
    const rules = await mayStand(tx, actor, { ...submission, groupId });
    if (advises !== null) await mayAdvise(tx, actor, submission);
    const answersContestId = submission.answersContestId ?? null;
    if (answersContestId !== null) await mayAnswer(tx, actor, answersContestId);
    const id = tx.id();
    const { now } = await dayOf(tx, 'UTC');
    await tx.insert(ProposalRow, {
      collectiveId: actor.collectiveId,
      id,
      authorId: actor.memberId,
      state: 'OPEN',
      currentVersion: 1,
      createdAt: now,
      visibility: submission.visibility,
      answersContestId,
      foundingSubject: null,
      groupId,
      handedAt: null,
      advises,
    });
    await writeVersion(tx, actor, id, 1, submission, rules, { group: groupId, advises });
    return id;
  });
}

/** Replaces the current version by a new one. Support given to the old one is not carried over. */
export async function reviseProposal(
  tx: Tx,
  actor: MemberActor,
  revision: Wording & {
    readonly proposalId: Uuid;
    readonly expectedVersion: number;
    /** The objections of the last round that this version answers. */
    readonly integrates: readonly Uuid[];
  },
): Promise<Uuid> {
  const proposal = await lockProposal(tx, actor.collectiveId, revision.proposalId);
  const refusal =
    mayBeRevised(proposal, actor, revision.expectedVersion) ??
    (await refuseOpenPoll(tx, actor.collectiveId, proposal.id, 'ON_AMENDMENTS')) ??
    (await refuseOtherNominee(tx, actor.collectiveId, proposal.id, revision)) ??
    // What meets an objection is not shut out with the amendments.
    (revision.integrates.length > 0 ? null : await refuseFrozen(tx, proposal));
  if (refusal) throw refusal;
  const integration = await mayIntegrate(tx, proposal, revision.integrates);
  const groupId = decidingGroup(proposal);
  if (groupId !== null) await actInGroup(tx, actor, groupId);
  if (proposal.advises !== null) refuseEffectsOfAdvice(revision);
  const rules = await mayStand(tx, actor, { ...revision, groupId, visibility: proposal.visibility });
  const version = proposal.currentVersion + 1;
  await writeVersion(tx, actor, proposal.id, version, revision, rules);
  await tx.rows('UPDATE ormee.proposal SET current_version = $3 WHERE collective_id = $1 AND id = $2', [
    actor.collectiveId,
    proposal.id,
    version,
  ]);
  await integrate(tx, proposal, integration, version);
  await carryAmendments(tx, { ...proposal, currentVersion: version });
  return proposal.id;
}

/** Once amendments are shut, they alone change the wording: what is printed is what is voted on. */
async function refuseFrozen(tx: Tx, { collectiveId, id }: ProposalRow): Promise<Refusal | null> {
  const [shut] = await shutProposals(tx, collectiveId, [id]);
  return shut ? refuse('AMENDMENTS_FROZEN', { frozenAt: shut.shutAt }) : null;
}

/** Everything that may be said against a wording before anybody discusses it. */
async function mayStand(
  tx: Tx,
  actor: MemberActor,
  wording: Wording & { readonly visibility: Visibility; readonly groupId: Uuid | null },
): Promise<RulesOfProposal> {
  const { question, effects, groupId } = wording;
  const unwritable = checkWording(wording) ?? (question && mayBeAsked(question, effects));
  if (unwritable) throw unwritable;
  const { collectiveId } = actor;
  const { zone, state } = await collectiveFacts(tx, collectiveId);
  if (state === 'CONSTITUTING') throw refuse('COLLECTIVE_CONSTITUTING');
  const charter = await charterInForce(tx, collectiveId);
  const rules = await rulesFor(tx, collectiveId, charter, wording.effects, wording.raiseTo);
  await lockEffects(tx, wording.effects, collectiveId);
  const day = await dayOf(tx, zone);
  const onlineOnly = rules.clauses.some((clause) => !clause.venues.includes('ASSEMBLY'));
  const refusal =
    (await protectPersons(tx, collectiveId, wording)) ??
    mayPropose(rules.clauses, actor.memberKind) ??
    (await groupRefusal(tx, collectiveId, groupId, effects)) ??
    (await refusalOfEffects(tx, { collectiveId, ...day, effects }, question)) ??
    (onlineOnly || groupId !== null
      ? await precedenceRefusal(tx, collectiveId, effects, 'ONLINE', groupId)
      : null) ??
    (await refuseRecalled(tx, collectiveId, groupId, wording));
  if (refusal) throw refusal;
  return rules;
}

/**
 * Options are tried each by itself, for what they do may exclude one another; where several are chosen, no two of them may
 * touch one thing, for nobody knows which will be.
 */
export async function refusalOfEffects(
  tx: Tx,
  context: EffectContext,
  question: Question | null,
): Promise<Refusal | null> {
  if (!question) return (await tryEffects(tx, context)).refusal;
  const options = polledOptions(question, context.effects, 'NOTHING', 'fr');
  for (const { effects } of options) {
    const { refusal } = await tryEffects(tx, { ...context, effects });
    if (refusal) return refusal;
  }
  const keys = question.seats === 1 ? [] : options.map(({ key }) => key);
  const pairs = keys.flatMap((key, place) => keys.slice(place + 1).map((other) => [key, other]));
  return pairs.map((pair) => overlapOf(effectsOfChosen(options, pair))).find((refusal) => refusal) ?? null;
}

/** Does the contest that a proposal answers wait to be heard. */
async function mayAnswer(tx: Tx, { collectiveId }: MemberActor, contestId: Uuid): Promise<void> {
  const contest = await contestById(tx, collectiveId, contestId);
  const refusal = contest ? isStanding(contest) : refuse('NOT_FOUND');
  if (refusal) throw refusal;
}

/** What the leaf of a proposal says of it beside its words, where there is something to say. */
export interface SaidOfProposal {
  readonly founding?: FoundingSubject | null;
  readonly group?: Uuid | null;
  readonly advises?: Uuid | null;
}

/** Writes one immutable version of a proposal down, and says it to the register. */
export async function writeVersion(
  tx: Tx,
  actor: MemberActor,
  proposalId: Uuid,
  version: number,
  { title, rationale, effects, question, raiseTo }: Wording,
  { matter }: Pick<RulesOfProposal, 'matter'>,
  said: SaidOfProposal = {},
): Promise<void> {
  const wordingHash = hashWording({ title, rationale, question });
  const effectsHash = hashJson(effects as unknown as Json);
  const { collectiveId } = actor;
  await shareGrounds(tx, collectiveId, effects);
  await tx.insert(ProposalVersionRow, {
    collectiveId,
    proposalId,
    version,
    title,
    rationale,
    effects,
    question,
    matter,
    raisedTo: raiseTo,
    wordingHash,
    effectsHash,
    submittedAt: await tx.now(),
    amendsVersion: null,
  });
  record(tx, collectiveId, {
    type: version === 1 ? 'proposal.submitted' : 'proposal.revised',
    visibility: 'MEMBERS',
    body: {
      proposal: proposalId,
      version,
      matter,
      wordingHash,
      effectsHash,
      ...(said.founding && { founding: said.founding }),
      ...(said.group && { group: said.group }),
      ...(said.advises && { advises: said.advises }),
      author: personal(actor.memberId),
    },
  });
}
