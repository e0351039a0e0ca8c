import { collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import { awaitsLot } from '../core/charter/outcome.js';
import type { Outcome } from '../core/charter/ruling.js';
import {
  becomesLast,
  onlyEnds,
  onlyOpens,
  prevails,
  revocableOnline,
  targetsRecalled,
} from '../core/charter/precedence.js';
import { effectsOfChosen, type OptionWithEffects } from '../core/charter/question.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { targetsOf, type Effect, type TargetKey } from '../core/kernel/effects.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { DecisionRow } from '../decisions/decision.entity.js';
import { becomeLast, lastDecisionsOn } from '../decisions/last-decisions.js';
import { numberDecision, type ConfirmedChoice } from '../decisions/number-decision.js';
import { carryConcerns, lockConcerns } from '../deliberation/carry-concerns.js';
import { lastRound, runningConsent } from '../deliberation/consent.queries.js';
import { lockElection, nomineeOfProposal } from '../elections/elections.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockPollWithProposal, readPoll } from '../polls/lock-poll.js';
import { chosenOfPoll, optionsOfPoll } from '../polls/options.queries.js';
import { OutcomeRow, type PollRow } from '../polls/poll.entity.js';
import {
  lockOnlinePollsOnSameTargets,
  releaseReservations,
  waitsForAssembly,
  type WaitingPoll,
} from '../polls/reservations.js';
import { record } from '../register/record.js';
import { carryBesideEffects } from './carry-amendments.js';
import { awaitLot, isGivenUp } from './await-lot.js';
import { foundingSubjectOf, settleFounding } from './confirm-founding.js';
import {
  awaitIntegration,
  goesOn,
  holdForAssembly,
  isToIntegrate,
  roundOf,
  settleRound,
  type RoundEnd,
} from './consent-phases.js';
import { countAhead, countBox, type CountedAhead } from './count-box.js';
import { lockEffects, tryEffects, type TriedEffects } from './effects.js';
import { groupRefusal, refuseRecalled, refuseReservedForGroup } from './group-scope.js';
import { ofGroups } from '../decisions/recalled.js';
import { precedenceRefusal } from './matters.js';
import { callOffWhereAmended } from './new-words.js';
import { lapseWithProposal, settleAmendments } from './settle-amendments.js';
import { supersedePoll } from './supersede-poll.js';
import { endSearch, passOnWhereGone, settleConsented, type Put } from './settle-nominee.js';
import { settleStories } from './settle-stories.js';
import { wakeWaiting } from './wake-waiting.js';

/** Proclaims a closed poll. One already proclaimed, or waiting for an assembly's, stays as it is. */
export async function proclaim(tx: Tx, collectiveId: Uuid, pollId: Uuid): Promise<Uuid> {
  const ahead = await countAhead(tx, await readPoll(tx, collectiveId, pollId));
  const poll = await lockPollWithProposal(tx, collectiveId, pollId);
  if (poll.state === 'OPEN') throw refuse('POLL_STILL_OPEN', { closesAt: poll.closesAt });
  if (poll.state !== 'CLOSED') return poll.id;
  await proclaimLocked(tx, poll, ahead);
  return poll.id;
}

/**
 * The second act of every decision, all of it or nothing: count, outcome, effects tried, decision numbered, effects
 * applied, leaves. The proposal and the poll are locked, and the poll is CLOSED; targets are locked here, the register's
 * head comes last. `ahead`: what was counted before there were locks. A round of consent with objections waits for them to be
 * met, until `roundEnds` says what follows; one whose words amendments moved, or that asks about somebody who is gone, is called off.
 * An online poll on what an assembly's has reserved stays CLOSED, for that one decides first.
 */
export async function proclaimLocked(
  tx: Tx,
  poll: PollRow,
  ahead: CountedAhead | null,
  roundEnds: RoundEnd | null = null,
): Promise<void> {
  const { collectiveId } = poll;
  const options = await optionsOfPoll(tx, collectiveId, poll.id);
  const effects = options.flatMap((option) => option.effects);
  const online =
    poll.venue === 'ASSEMBLY' ? await lockOnlinePollsOnSameTargets(tx, collectiveId, poll.id) : [];
  await lockEffects(tx, effects, collectiveId);
  // Asked under the targets' locks: an assembly that is just reserving them holds these until it has.
  if (await waitsForAssembly(tx, collectiveId, poll.id)) return holdForAssembly(tx, poll, roundEnds);
  const process = await roundOf(tx, poll);
  if (process && (await callOffWhereAmended(tx, process, poll))) return;
  if (process?.state === 'RUNNING' && (await passOnWhereGone(tx, collectiveId, poll.proposalId))) return;
  const { zone } = await collectiveFacts(tx, collectiveId);
  const { now, today } = await dayOf(tx, zone);

  const outcome = await countBox(tx, poll, options, now, ahead);
  if (awaitsLot(outcome, poll.clauses) && !isGivenUp(poll, now)) return awaitLot(tx, poll, now);
  if (process && isToIntegrate(process, outcome, roundEnds)) return awaitIntegration(tx, process);
  await writeOutcome(tx, poll, outcome, now);

  const over = process && { process, ends: roundEnds, nominee: await lockNominee(tx, poll) };
  if (over) await settleRound(tx, over, outcome);
  const decision =
    over && goesOn(over, outcome) ? null : await settle(tx, poll, outcome, options, { now, today, zone });
  if (over?.nominee && outcome.code === 'ADOPTED' && decision)
    await settleConsented(tx, over.nominee, decision);
  await settleOnlinePolls(tx, poll, decision, online);
  await releaseReservations(tx, collectiveId, poll.id);
  record(tx, collectiveId, {
    type: 'poll.proclaimed',
    visibility: 'MEMBERS',
    body: {
      poll: poll.id,
      outcome: outcome.code,
      outcomeHash: hashJson(outcome as unknown as Json),
      decision: decision?.id ?? null,
    },
  });
}

/** Who is being put for a role by a poll, with their election locked: the register's head comes after it. */
async function lockNominee(tx: Tx, { collectiveId, proposalId }: PollRow): Promise<Put | null> {
  const nominee = await nomineeOfProposal(tx, collectiveId, proposalId);
  if (!nominee) return null;
  await lockElection(tx, collectiveId, nominee.electionId, 'UPDATE');
  return { collectiveId, proposalId, ...nominee };
}

/** What an outcome makes: a version of what was amended, a step of the founding, or a decision. */
async function settle(
  tx: Tx,
  poll: PollRow,
  outcome: Outcome,
  options: readonly OptionWithEffects[],
  day: { now: Instant; today: string; zone: string },
): Promise<DecisionRow | null> {
  if (poll.amends) return settleAmendments(tx, poll, outcome);
  const founding = await foundingSubjectOf(tx, poll);
  if (founding === null) return decide(tx, poll, outcome, effectsOfOutcome(outcome, options), day);
  const effects = options.flatMap((option) => option.effects);
  return settleFounding(tx, poll, founding, outcome, effects, day);
}

/** What the decision is about: what was chosen, or all that was put where nothing is. */
const effectsOfOutcome = (
  { code, chosen }: Outcome,
  options: readonly OptionWithEffects[],
): readonly Effect[] =>
  code === 'ADOPTED' && chosen
    ? effectsOfChosen(options, chosen)
    : options.flatMap((option) => option.effects);

async function writeOutcome(tx: Tx, poll: PollRow, outcome: Outcome, now: Instant): Promise<void> {
  const { collectiveId } = poll;
  await tx.insert(OutcomeRow, {
    collectiveId,
    pollId: poll.id,
    code: outcome.code,
    working: outcome as unknown as Json,
    hash: hashJson(outcome as unknown as Json),
    proclaimedAt: now,
  });
  await tx.rows(`UPDATE ormee.poll SET state = 'DECIDED' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    poll.id,
  ]);
}

/** An outcome that adopts or rejects becomes a numbered decision; no effect may undo it. */
async function decide(
  tx: Tx,
  poll: PollRow,
  outcome: Outcome,
  effects: readonly Effect[],
  { now, today, zone }: { now: Instant; today: string; zone: string },
): Promise<DecisionRow | null> {
  if (outcome.code !== 'ADOPTED' && outcome.code !== 'REJECTED') return null;
  const { collectiveId } = poll;
  const adopted = outcome.code === 'ADOPTED';
  const tried = adopted ? await tryEffects(tx, { collectiveId, now, today, effects }) : null;
  const refusal =
    tried &&
    ((await precedenceRefusal(tx, collectiveId, effects, poll.venue, poll.groupId)) ??
      (await groupRefusal(tx, collectiveId, poll.groupId, effects)) ??
      (await refuseReservedForGroup(tx, collectiveId, poll.groupId, effects)) ??
      (effects.length > 0
        ? await refuseRecalled(tx, collectiveId, poll.groupId, { title: poll.title, rationale: '', effects })
        : null) ??
      tried.refusal);
  const last = await lastTargets(tx, poll, effects);
  const concerns = adopted ? await lockConcerns(tx, collectiveId, poll.proposalId) : [];

  const decision = await numberDecision(
    tx,
    {
      collectiveId,
      id: tx.id(),
      title: poll.title,
      outcome: outcome.code,
      effectsState: stateOfEffects(effects, tried, refusal),
      notApplied: refusal && { code: refusal.code, facts: { ...refusal.facts } },
      effects,
      groupId: poll.groupId,
      pollId: poll.id,
      proposalId: poll.proposalId,
      proposalVersion: poll.proposalVersion,
      venue: poll.venue,
      form: poll.form,
      prevails: prevails(poll.clauses, poll.venue, poll.form),
      revocableOnline: revocableOnline(poll.clauses),
      proclaimedAt: now,
      visibility: poll.visibility,
    },
    zone,
    { confirmed: await confirmedBy(tx, poll) },
  );
  if (tried && !refusal) await tried.apply({ decisionId: decision.id });
  const recalled = tried && !refusal ? await recalledTargets(tx, poll, effects) : [];
  const settled = new Set([...last, ...recalled, `decision:${decision.id}`]);
  await becomeLast(tx, collectiveId, decision.id, [...settled]);
  await settleStories(tx, decision, effects);
  await carryConcerns(tx, decision, concerns);
  await tx.rows(`UPDATE ormee.proposal SET state = 'DECIDED' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    poll.proposalId,
  ]);
  await supersedeConsent(tx, poll, decision.id);
  await lapseWithProposal(tx, poll);
  if (tried && !refusal) await carryBesideEffects(tx, collectiveId, effects);
  return decision;
}

/** What an earlier poll chose, where this one adopts it or not. */
async function confirmedBy(tx: Tx, { collectiveId, confirms }: PollRow): Promise<ConfirmedChoice | null> {
  if (confirms === null) return null;
  const chosen = await chosenOfPoll(tx, collectiveId, confirms);
  return { poll: confirms, options: chosen.map(({ key }) => key) };
}

function stateOfEffects(
  effects: readonly Effect[],
  tried: TriedEffects | null,
  refusal: Refusal | null,
): DecisionRow['effectsState'] {
  if (effects.length === 0 || !tried) return 'NONE';
  return refusal ? 'NOT_APPLIED' : 'APPLIED';
}

/** What a group had settled, and may not settle again once the collective has recalled it. */
async function recalledTargets(tx: Tx, poll: PollRow, effects: readonly Effect[]): Promise<TargetKey[]> {
  if (poll.groupId !== null) return [];
  return lastTargets(
    tx,
    poll,
    effects,
    targetsRecalled(effects, await ofGroups(tx, poll.collectiveId, effects)),
  );
}

/** The targets on which this decision becomes the last word. */
async function lastTargets(
  tx: Tx,
  poll: PollRow,
  effects: readonly Effect[],
  targets = targetsOf(effects),
): Promise<TargetKey[]> {
  const last = await lastDecisionsOn(tx, poll.collectiveId, targets);
  return targets.filter((target) =>
    becomesLast({
      target,
      venue: poll.venue,
      groupId: poll.groupId,
      lastDecision: last.get(target) ?? null,
      onlyEnds: onlyEnds(effects, target),
      onlyOpens: onlyOpens(effects, target),
    }),
  );
}

/**
 * An assembly's decision prevails over the online polls on the same targets: adopted, it supersedes them; rejected,
 * only where its form prevails. Otherwise they go on, and those already closed are proclaimed by a job.
 */
async function settleOnlinePolls(
  tx: Tx,
  poll: PollRow,
  decision: DecisionRow | null,
  online: readonly WaitingPoll[],
): Promise<void> {
  const supersedes = decision !== null && (decision.outcome === 'ADOPTED' || decision.prevails);
  if (!supersedes) return wakeWaiting(tx, poll, online);
  for (const other of online) await supersedePoll(tx, poll.collectiveId, other.id, decision.id);
}

/** Consent that was still sought on a proposal which is decided now is sought no more, and its round asks nobody any more. */
async function supersedeConsent(
  tx: Tx,
  { collectiveId, id, proposalId }: PollRow,
  decisionId: Uuid,
): Promise<void> {
  const running = await runningConsent(tx, collectiveId, proposalId);
  if (!running) return;
  const asked = await lastRound(tx, running);
  const round = asked && asked.pollId !== id ? await readPoll(tx, collectiveId, asked.pollId) : null;
  if (round?.state === 'OPEN' || round?.state === 'CLOSED')
    await supersedePoll(tx, collectiveId, round.id, decisionId);
  await endSearch(tx, running, 'SUPERSEDED');
}
