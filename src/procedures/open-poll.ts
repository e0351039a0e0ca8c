import { requireMandate } from '../mandates/holds-mandate.js';
import { lockAssembly } from '../assemblies/lock-assembly.js';
import { presentMemberIds } from '../assemblies/attendance.queries.js';
import type { AssemblyRow } from '../assemblies/assembly.entity.js';
import { charterInForce, collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import { votingConditions } from '../collectives/membership.queries.js';
import type { Clause, Matter, MethodId, Venue } from '../core/charter/clause.js';
import { titleOfAmending } from '../core/charter/amending.js';
import { titleOfConfirming } from '../core/charter/confirming.js';
import { LOT_ALGORITHM, type LotSource } from '../core/charter/lot.js';
import { targetsOfFounding, type FoundingSubject } from '../core/charter/founding.js';
import { strictest } from '../core/charter/matter.js';
import { mayOpen } from '../core/charter/opening.js';
import { hashElection, type OptionWithEffects, type Question } from '../core/charter/question.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { targetsOf, type EffectContext, type TargetKey } from '../core/kernel/effects.js';
import { hashJson, type Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant, Zone } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { PollOptionRow, PollRow } from '../polls/poll.entity.js';
import { reserve } from '../polls/reservations.js';
import {
  drawUpFoundersRoll,
  drawUpRoll,
  freezeRoll,
  hashRoll,
  type Person,
  type RollLine,
} from '../polls/roll.js';
import { isAsRead, lockProposal, versionOf, type VersionWithSupport } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { record } from '../register/record.js';
import { pathAskedFor } from './challenge-proposal.js';
import { lockEffects } from './effects.js';
import { answerTimeRefusal, refuseRecourseOnline } from './exclude-member.js';
import { rulesOfFounding } from './founding-polls.js';
import { CLOSE_POLL } from './job-kinds.js';
import { precedenceRefusal, rulesFor, type RulesOfProposal } from './matters.js';
import { optionRows, pinQuestion, putBy, type Pinned, type Put } from './pin-question.js';
import { refuseOpenPoll } from './open-polls.js';
import { leafOfAmending, pinAmendments, targetsOfAmending } from './pin-amendments.js';
import {
  putAmendments,
  refuseWaitingAmendments,
  type AmendmentsAsked,
  type PutAmendments,
} from './put-amendments.js';
import { refusalOfEffects } from './submit-proposal.js';

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

/**
 * Opens a poll: from here on its rules, wording, effects and roll are its own, and nothing that happens outside moves
 * them. Online any member may open it; in a sitting, its facilitator.
 */
export function openPoll(tx: Tx, actor: MemberActor, request: PollRequest): Promise<Uuid> {
  return once(tx, { ...actor, ...request.repeat, act: 'openPoll' }, () => openNow(tx, actor, request));
}

async function openNow(tx: Tx, actor: MemberActor, request: PollRequest): Promise<Uuid> {
  const opening = await judgeOpening(tx, actor, request);
  const roll = await rollOf(tx, opening);
  const { assembly, put, pinned } = opening;
  if (!roll.some((line) => line.entitled && (!assembly || line.present))) throw refuse('EMPTY_ROLL');

  const poll = pollFrom(tx.id(), actor, request, opening, hashRoll(roll));
  const { collectiveId, id, closesAt } = poll;
  await tx.insert(PollRow, poll);
  await tx.insert(PollOptionRow, optionRows(collectiveId, id, pinned.options, put.effects));
  if (put.amends) await pinAmendments(tx, poll, put.amends);
  await freezeRoll(tx, collectiveId, id, roll);
  await reserve(tx, poll, targetsOfOpening(opening));
  if (closesAt) await enqueue(tx, { collectiveId, kind: CLOSE_POLL, subjectId: id, runAt: closesAt });
  recordOpening(tx, poll, pinned.options, put);
  return id;
}

/** What nobody else puts meanwhile: what the poll touches and its proposal, or the amendments and their rivals. */
function targetsOfOpening({ proposal, put, founding }: JudgedOpening): TargetKey[] {
  if (put.amends) return targetsOfAmending(put.amends);
  const targets = founding === null ? targetsOf(put.effects) : targetsOfFounding(founding);
  return [...targets, `proposal:${proposal.id}`].sort();
}

/** A poll that may be opened: what it will pin, read under the locks that hold to the end. */
interface JudgedOpening {
  readonly proposal: ProposalRow;
  readonly version: VersionWithSupport;
  readonly put: Put;
  readonly pinned: Pinned;
  readonly founding: FoundingSubject | null;
  /** Null online. */
  readonly assembly: AssemblyRow | null;
  readonly closesAt: Instant | null;
  readonly matter: Matter;
  readonly clauses: readonly Clause[];
  readonly now: Instant;
  readonly zone: Zone;
  readonly locale: Locale;
}

/** Locks what the poll will touch, in their order, and asks every rule; throws the first refusal. */
async function judgeOpening(tx: Tx, actor: MemberActor, request: PollRequest): Promise<JudgedOpening> {
  const { collectiveId } = actor;
  const closesAt = deadlineOf(request);
  refuseItemOnline(request);
  const assembly = request.assemblyId === null ? null : await runningAssembly(tx, actor, request.assemblyId);
  const venue = venueOf(assembly);
  const proposal = await lockProposal(tx, collectiveId, request.proposalId);
  const changed = isAsRead(proposal, request.version);
  if (changed) throw changed;

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
  const asked = { clauses, leading, asked: request.method, lotSource: request.lotSource ?? null };
  const pinned = await pinQuestion(tx, collectiveId, put, asked);
  const support = put.amends?.support ?? version.support;
  const common = { clauses, method: pinned.method, now, submittedAt: version.discussedSince, zone, support };
  const founding = proposal.foundingSubject;

  const refusal =
    path.refusal ??
    (await refuseBesideAmendments(tx, proposal, put, { clauses, venue })) ??
    (assembly
      ? mayOpen({ ...common, ...assembly, venue: 'ASSEMBLY' })
      : mayOpen({ ...common, venue: 'ONLINE', closesAt: closesAt as Instant })) ??
    refuseRecourseOnline(effects, venue) ??
    (await answerTimeRefusal(tx, collectiveId, effects, now)) ??
    (await precedenceRefusal(tx, collectiveId, effects, venue)) ??
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

const amendmentsOf = async (
  tx: Tx,
  proposal: ProposalRow,
  version: VersionWithSupport,
  { amends = null }: PollRequest,
): Promise<PutAmendments | null> => (amends === null ? null : putAmendments(tx, proposal, version, amends));

const venueOf = (assembly: AssemblyRow | null): Venue => (assembly ? 'ASSEMBLY' : 'ONLINE');

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
  const persons = await personsOf(tx, collectiveId);
  return founding === null
    ? drawUpRoll(persons, present, conditions, now)
    : drawUpFoundersRoll(persons, present);
}

function pollFrom(
  id: Uuid,
  { collectiveId, memberId }: MemberActor,
  { agendaItemId = null }: PollRequest,
  { proposal, version, put, pinned, assembly, closesAt, matter, clauses, now, locale }: JudgedOpening,
  rollHash: Sha256,
): PollRow {
  return {
    collectiveId,
    id,
    proposalId: proposal.id,
    proposalVersion: version.version,
    title: titleOf(version.title, put, locale),
    venue: venueOf(assembly),
    assemblyId: assembly?.id ?? null,
    agendaItemId,
    form: assembly?.form ?? null,
    matter,
    method: pinned.method,
    election: pinned.election,
    confirms: put.confirms,
    amends: put.amends !== null,
    lotSource: pinned.lotSource,
    tiedAt: null,
    ballotMode: 'OPEN',
    ballotMayChange: clauses.every((clause) => clause.ballotMayChange),
    clauses,
    clausesHash: hashJson(clauses as unknown as Json),
    wordingHash: version.wordingHash,
    effectsHash: hashJson(put.effects as unknown as Json),
    rollHash,
    state: 'OPEN',
    openedBy: memberId,
    openedAt: now,
    closesAt,
    closedAt: null,
    supersededBy: null,
    visibility: proposal.visibility,
  };
}

function titleOf(title: string, { confirms, chosen, amends }: Put, locale: Locale): string {
  if (amends)
    return titleOfAmending(
      title,
      amends.amendments.map(({ number }) => number),
      locale,
    );
  return confirms ? titleOfConfirming(title, chosen) : title;
}

function recordOpening(
  tx: Tx,
  poll: PollRow,
  options: readonly OptionWithEffects[],
  { chosen, amends }: Put,
): void {
  const { proposalId, proposalVersion, venue, form, assemblyId, method, closesAt } = poll;
  const { clausesHash, wordingHash, effectsHash, rollHash, election, confirms, lotSource } = poll;
  record(tx, poll.collectiveId, {
    type: 'poll.opened',
    visibility: 'MEMBERS',
    body: {
      poll: poll.id,
      proposal: proposalId,
      version: proposalVersion,
      venue,
      form,
      assembly: assemblyId,
      method,
      clausesHash,
      wordingHash,
      effectsHash,
      rollHash,
      closesAt,
      ...(election && { electionHash: hashElection(election, options) }),
      ...(confirms && { confirms, confirmsOptions: chosen.map(({ key }) => key) }),
      ...(lotSource && { lotSource, lotAlgorithm: LOT_ALGORITHM }),
      ...(amends && leafOfAmending(amends)),
    },
  });
}

async function runningAssembly(tx: Tx, actor: MemberActor, assemblyId: Uuid): Promise<AssemblyRow> {
  const assembly = await lockAssembly(tx, actor.collectiveId, assemblyId, 'SHARE');
  if (assembly.state !== 'RUNNING') throw refuse('ASSEMBLY_NOT_RUNNING', { state: assembly.state });
  await requireMandate(tx, actor, 'openPoll', { kind: 'ASSEMBLY', id: assemblyId });
  return assembly;
}

/** A deadline set at the opening of a sitting's poll would spare its facilitator the last call, and the room its minute. */
function deadlineOf({ assemblyId, closesAt }: PollRequest): Instant | null {
  if ((assemblyId === null) === (closesAt !== null)) return closesAt;
  const reason = closesAt === null ? 'NEEDED_ONLINE' : 'LAST_CALL_GIVES_IT';
  throw refuse('INVALID_INPUT', { field: 'closesAt', reason }, ['input', 'closesAt']);
}

/** An item is of the agenda of a sitting. */
function refuseItemOnline({ assemblyId, agendaItemId = null }: PollRequest): void {
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

/** Locked, so that somebody who leaves or is excluded meanwhile is either not listed, or struck by the late rule. */
const personsOf = (tx: Tx, collectiveId: Uuid): Promise<Person[]> =>
  tx.rows(
    `SELECT member.id AS "memberId", member.kind, member.state, member.joined_at AS "joinedAt",
       dues.until AS "duesUntil"
     FROM ormee.member member
     LEFT JOIN ormee.membership_dues dues
       ON dues.collective_id = member.collective_id AND dues.member_id = member.id
     WHERE member.collective_id = $1 AND member.state IN ('ACTIVE', 'FOUNDING') ORDER BY member.id
     FOR SHARE OF member`,
    [collectiveId],
  );
