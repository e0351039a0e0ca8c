import { lockMembersOf } from '../groups/groups.queries.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import { lockAssembly } from '../assemblies/lock-assembly.js';
import { presentMemberIds } from '../assemblies/attendance.queries.js';
import type { AssemblyRow } from '../assemblies/assembly.entity.js';
import { charterInForce, collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import { votingConditions } from '../collectives/membership.queries.js';
import type { Clause, Matter, MethodId, Venue } from '../core/charter/clause.js';
import { deliberatedSince } from '../core/charter/consent.js';
import type { LotSource } from '../core/charter/lot.js';
import { targetsOfFounding, type FoundingSubject } from '../core/charter/founding.js';
import { reservedByGroup } from '../core/charter/group-scope.js';
import { strictest } from '../core/charter/matter.js';
import { mayOpen } from '../core/charter/opening.js';
import type { Question } from '../core/charter/question.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { targetsOf, type EffectContext, type TargetKey } from '../core/kernel/effects.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import { runningConsent } from '../deliberation/consent.queries.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { CLOSE_POLL } from '../polls/job-kinds.js';
import { PollOptionRow, PollRow } from '../polls/poll.entity.js';
import { lockPersons } from '../polls/persons.queries.js';
import { awaitingOf, writeAwaited, type Awaiting } from '../polls/relays/wait-for-unreached.js';
import { refuseReserved, reserve } from '../polls/reservations.js';
import { drawUpFoundersRoll, drawUpRoll, freezeRoll, hashRoll, type RollLine } from '../polls/roll.js';
import {
  isAsRead,
  lockProposal,
  versionOf,
  versionsUpTo,
  type VersionWithSupport,
} from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { pathAskedFor } from './challenge-proposal.js';
import { endOfRound } from './consent-phases.js';
import { lockEffects } from './effects.js';
import { answerTimeRefusal, refuseRecourseOnline } from './exclude-member.js';
import { rulesOfFounding } from './founding-polls.js';
import { precedenceRefusal, rulesFor, type RulesOfProposal } from './matters.js';
import { optionRows, pinQuestion, putBy, type Pinned, type Put } from './pin-question.js';
import {
  decidingGroup,
  groupRefusal,
  mayOpenInGroup,
  refuseRecalled,
  refuseReservedForGroup,
} from './group-scope.js';
import { refuseOpenPoll } from './open-polls.js';
import { pinAmendments, targetsOfAmending } from './pin-amendments.js';
import {
  putAmendments,
  refuseWaitingAmendments,
  type AmendmentsAsked,
  type PutAmendments,
} from './put-amendments.js';
import { refusalOfEffects } from './submit-proposal.js';
import { mayTakeOver } from './take-over-search.js';
import { pollFrom, recordOpening, venueOf, type JudgedOpening } from './write-opening.js';

export interface PollRequest {
  readonly proposalId: Uuid;
  /** The version that the opener read: another one is PROPOSAL_CHANGED. */
  readonly version: number;
  /** Null: online. */
  readonly assemblyId: Uuid | null;
  /** The item of that assembly's agenda that it belongs to. */
  readonly agendaItemId?: Uuid | null;
  /** Null: the clause's own method. */
  readonly method: MethodId | null;
  /** The poll whose chosen option this one adopts or not. */
  readonly confirms?: Uuid | null;
  /** The amendments that it puts instead of the proposal. */
  readonly amends?: AmendmentsAsked | null;
  /** Where the value comes from, should a tie go by lot; null: two members. */
  readonly lotSource?: LotSource | null;
  /** Needed online, and null in a sitting: there, the last call gives it. */
  readonly closesAt: Instant | null;
  readonly repeat: Repeat;
}

/** A poll that a process of consent opens by itself: it closes as soon as the rules allow. */
type Led = Omit<PollRequest, 'repeat'> & {
  /** Since when the proposal is discussed: what is amended in the process was deliberated in it. */
  readonly led?: Pick<ConsentProcessRow, 'discussedSince' | 'ruleHash'>;
};

/**
 * Opens a poll: from here on its rules, wording, effects and roll are its own, and nothing that happens outside moves
 * them. Online any member may open it; in a sitting, its facilitator.
 */
export function openPoll(tx: Tx, actor: MemberActor, request: PollRequest): Promise<Uuid> {
  return once(tx, { ...actor, ...request.repeat, act: 'openPoll' }, () => openNow(tx, actor, request));
}

/** Asks for objections, in a round of a process. */
export const openRound = (
  tx: Tx,
  actor: MemberActor,
  { id: proposalId, currentVersion: version }: ProposalRow,
  led: ConsentProcessRow,
): Promise<Uuid> => {
  const { assemblyId, agendaItemId } = led;
  const request = {
    proposalId,
    version,
    assemblyId,
    agendaItemId,
    method: 'consent@1',
    closesAt: null,
  } as const;
  return openNow(tx, actor, { ...request, led });
};

/** Puts to a vote what its rounds left with objections, where the rule falls back to one. */
export const openVote = (
  tx: Tx,
  actor: MemberActor,
  { id: proposalId, currentVersion: version }: ProposalRow,
  led: ConsentProcessRow,
): Promise<Uuid> => {
  const request = { proposalId, version, assemblyId: null, method: 'threshold@1', closesAt: null } as const;
  return openNow(tx, actor, { ...request, led });
};

/** Every refusal comes before anything is written. */
async function openNow(tx: Tx, actor: MemberActor, request: Led): Promise<Uuid> {
  const opening = await judgeOpening(tx, actor, request);
  const roll = await rollOf(tx, opening);
  const { assembly, put, pinned } = opening;
  if (!roll.some((line) => line.entitled && (!assembly || line.present))) throw refuse('EMPTY_ROLL');
  await refuseReserved(tx, opening.proposal.collectiveId, venueOf(assembly), targetsOfOpening(opening));

  const { awaited, ...closing } = await closingOf(tx, opening, roll);
  const poll = pollFrom(tx.id(), actor, request, { ...opening, ...closing }, hashRoll(roll));
  const { collectiveId, id, closesAt } = poll;
  await tx.insert(PollRow, poll);
  await tx.insert(PollOptionRow, optionRows(collectiveId, id, pinned.options, put.effects));
  if (put.amends) await pinAmendments(tx, poll, put.amends);
  await freezeRoll(tx, collectiveId, id, roll);
  await reserve(tx, poll, targetsOfOpening(opening));
  if (closesAt) await enqueue(tx, { collectiveId, kind: CLOSE_POLL, subjectId: id, runAt: closesAt });
  recordOpening(tx, poll, pinned.options, put);
  await writeAwaited(tx, poll, awaited);
  return id;
}

/** Online it may close later than was asked, for whoever has no mail; in a sitting the last call says when. */
async function closingOf(
  tx: Tx,
  { proposal: { collectiveId }, clauses, closesAt: asked, now, zone }: JudgedOpening,
  roll: readonly RollLine[],
): Promise<Awaiting | { closesAt: null; closesIfReached: null; awaited: [] }> {
  if (asked === null) return { closesAt: null, closesIfReached: null, awaited: [] };
  return awaitingOf(tx, collectiveId, roll, { clauses, asked, now, zone });
}

/** What nobody else puts meanwhile: what the poll touches and its proposal, or the amendments and their rivals. */
function targetsOfOpening({ proposal, put, founding }: JudgedOpening): TargetKey[] {
  if (put.amends) return targetsOfAmending(put.amends);
  const touched = founding === null ? targetsOf(put.effects) : targetsOfFounding(founding);
  const targets = decidingGroup(proposal) === null ? touched : touched.map(reservedByGroup);
  return [...targets, `proposal:${proposal.id}`].sort();
}

/** Locks what the poll will touch, in their order, and asks every rule; throws the first refusal. */
async function judgeOpening(tx: Tx, actor: MemberActor, request: Led): Promise<JudgedOpening> {
  const { collectiveId } = actor;
  const asked = request.led ? null : deadlineOf(request);
  refuseItemOnline(request);
  const assembly = request.assemblyId === null ? null : await runningAssembly(tx, actor, request.assemblyId);
  const venue = venueOf(assembly);
  const proposal = await lockProposal(tx, collectiveId, request.proposalId);
  const changed = isAsRead(proposal, request.version);
  if (changed) throw changed;
  await mayOpenInGroup(tx, actor, decidingGroup(proposal), venue, request.led !== undefined);

  const version = await versionOf(tx, collectiveId, proposal.id, request.version);
  const put = await putBy(
    tx,
    version,
    request.confirms ?? null,
    await amendmentsOf(tx, proposal, version, request),
  );
  const { effects, question } = put;
  const { zone, locale } = await collectiveFacts(tx, collectiveId);
  await lockEffects(tx, effects, collectiveId);
  const { now, today } = await dayOf(tx, zone);
  const path = await pathAskedFor(tx, collectiveId, proposal.id, venue);
  // An amendment is decided by the rules of what it amends.
  const ruled = put.amends ? version.effects : effects;
  const { matter, clauses } = await rulesOf(tx, proposal, { ...version, effects: ruled }, path.matter);
  const leadingClause = clauses.find((clause) => clause.matter === matter) ?? clauses[0];
  const leading = leadingClause as Clause;
  const lotSource = request.lotSource ?? null;
  const pinned = await pinQuestion(tx, collectiveId, put, {
    clauses,
    leading,
    asked: request.method,
    lotSource,
  });
  const closesAt = request.led && !assembly ? endOfRound(clauses, now, zone) : asked;
  // Within a group nobody is to be persuaded first: support is asked of what comes before the collective.
  const isOfGroup = decidingGroup(proposal) !== null;
  const support = isOfGroup ? Number.MAX_SAFE_INTEGER : (put.amends?.support ?? version.support);
  const submittedAt = request.led
    ? deliberatedSince(await versionsUpTo(tx, version), request.led.discussedSince)
    : version.discussedSince;
  const common = { clauses, method: pinned.method, now, submittedAt, zone, support };
  const founding = proposal.foundingSubject;
  const groupId = decidingGroup(proposal);

  const refusal =
    path.refusal ??
    (await refuseBesideAmendments(tx, proposal, put, { clauses, venue })) ??
    (request.led
      ? refuseOtherRule(request.led, leading, pinned)
      : await refuseBesideConsent(tx, proposal, put, { leading, pinned, request })) ??
    (assembly
      ? mayOpen({ ...common, ...assembly, venue: 'ASSEMBLY' })
      : mayOpen({ ...common, venue: 'ONLINE', closesAt: closesAt as Instant })) ??
    refuseRecourseOnline(effects, venue) ??
    (await answerTimeRefusal(tx, collectiveId, effects, now)) ??
    (await precedenceRefusal(tx, collectiveId, effects, venue, groupId)) ??
    (await groupRefusal(tx, collectiveId, groupId, effects)) ??
    (await refuseReservedForGroup(tx, collectiveId, groupId, effects)) ??
    (await refuseRecalled(tx, collectiveId, groupId, { ...version, effects })) ??
    (await effectsRefusal(tx, founding, { collectiveId, now, today, effects }, question));
  if (refusal) throw refusal;
  return { proposal, version, put, pinned, founding, assembly, closesAt, matter, clauses, now, zone, locale };
}

/** One thing at a time: amendments while the proposal itself is not put, and the proposal once they are decided. */
async function refuseBesideAmendments(
  tx: Tx,
  proposal: ProposalRow,
  { amends, confirms }: Put,
  { clauses, venue }: { readonly clauses: readonly Clause[]; readonly venue: Venue },
): Promise<Refusal | null> {
  const { collectiveId, id } = proposal;
  if (amends) return refuseOpenPoll(tx, collectiveId, id, 'ON_PROPOSAL', venue);
  if (confirms) return null;
  const needed = Math.max(0, ...clauses.map(({ supportNeeded }) => supportNeeded));
  return (
    (await refuseOpenPoll(tx, collectiveId, id, 'ON_AMENDMENTS', venue)) ??
    (await refuseWaitingAmendments(tx, proposal, needed))
  );
}

/** A round is asked by the rule that its process began with: words that came under another one are not. */
const refuseOtherRule = (
  { ruleHash }: NonNullable<Led['led']>,
  leading: Clause,
  { method }: Pinned,
): Refusal | null =>
  method !== 'consent@1' || (leading.consent && hashJson(leading.consent as unknown as Json) === ruleHash)
    ? null
    : refuse('CONSENT_RULE_DIFFERS', { matter: leading.matter });

/** Where consent is sought in rounds, the process alone asks; nobody puts the question beside it, but an assembly. */
async function refuseBesideConsent(
  tx: Tx,
  { collectiveId, id }: ProposalRow,
  { amends, confirms }: Put,
  { leading, pinned, request }: { readonly leading: Clause; readonly pinned: Pinned; readonly request: Led },
): Promise<Refusal | null> {
  const running = await runningConsent(tx, collectiveId, id);
  const prevails = request.assemblyId !== null && running?.assemblyId !== request.assemblyId;
  // Before anybody was asked, amendments are what the process is for.
  if (running && !prevails && (!amends || running.round > 0)) return refuse('CONSENT_RUNNING');
  const inRounds = leading.consent && pinned.method === 'consent@1' && !amends && !confirms;
  if (!inRounds) return null;
  // Whoever is told to start a search may do so.
  if (running && !(await mayTakeOver(tx, running, request.assemblyId))) return refuse('CONSENT_RUNNING');
  return refuse('CONSENT_IN_ROUNDS', { matter: leading.matter });
}

const amendmentsOf = async (
  tx: Tx,
  proposal: ProposalRow,
  version: VersionWithSupport,
  { amends = null }: Led,
): Promise<PutAmendments | null> => (amends === null ? null : putAmendments(tx, proposal, version, amends));

/** The clauses to be pinned: those of the charter, by the strictest matter asked for, or the founding's own. */
async function rulesOf(
  tx: Tx,
  { collectiveId, foundingSubject }: ProposalRow,
  version: VersionWithSupport,
  challenged: Matter | null,
): Promise<RulesOfProposal> {
  if (foundingSubject !== null) return rulesOfFounding(tx, collectiveId, foundingSubject, version);
  const charter = await charterInForce(tx, collectiveId);
  const raisedTo = strictest([version.raisedTo, challenged]);
  return rulesFor(tx, collectiveId, charter, version.effects, raisedTo);
}

/** Everybody, with the reason for which they have a ballot or have none. */
async function rollOf(
  tx: Tx,
  { proposal, founding, assembly, zone, now }: JudgedOpening,
): Promise<RollLine[]> {
  const { collectiveId } = proposal;
  const present = new Set(assembly ? await presentMemberIds(tx, collectiveId, assembly.id) : []);
  const conditions = await votingConditions(tx, collectiveId, zone, now);
  const persons = await lockPersons(tx, collectiveId);
  const groupId = decidingGroup(proposal);
  const among = groupId === null ? null : await lockMembersOf(tx, collectiveId, groupId);
  return founding === null
    ? drawUpRoll(persons, present, conditions, now, among)
    : drawUpFoundersRoll(persons, present);
}

/** A sitting that runs, in which the actor may open polls. */
export async function runningAssembly(tx: Tx, actor: MemberActor, assemblyId: Uuid): Promise<AssemblyRow> {
  const assembly = await lockAssembly(tx, actor.collectiveId, assemblyId, 'SHARE');
  if (assembly.state !== 'RUNNING') throw refuse('ASSEMBLY_NOT_RUNNING', { state: assembly.state });
  await requireMandate(tx, actor, 'openPoll', { kind: 'ASSEMBLY', id: assemblyId });
  return assembly;
}

/** A deadline set at the opening of a sitting's poll would spare its facilitator the last call, and the room its minute. */
function deadlineOf({ assemblyId, closesAt }: Led): Instant | null {
  if ((assemblyId === null) === (closesAt !== null)) return closesAt;
  const reason = closesAt === null ? 'NEEDED_ONLINE' : 'LAST_CALL_GIVES_IT';
  throw refuse('INVALID_INPUT', { field: 'closesAt', reason }, ['input', 'closesAt']);
}

/** An item is of the agenda of a sitting. */
export function refuseItemOnline({
  assemblyId,
  agendaItemId = null,
}: Pick<Led, 'assemblyId' | 'agendaItemId'>): void {
  if (assemblyId === null && agendaItemId !== null)
    throw refuse('INVALID_INPUT', { field: 'agendaItemId', reason: 'ONLY_IN_SITTING' }, [
      'input',
      'agendaItemId',
    ]);
}

/** A draft of the founding is tried when it is written; only the confirmation does what it says. */
async function effectsRefusal(
  tx: Tx,
  founding: FoundingSubject | null,
  context: EffectContext,
  question: Question | null,
): Promise<Refusal | null> {
  if (founding !== null && founding !== 'CONFIRMATION') return null;
  return refusalOfEffects(tx, context, question);
}
