import { requireMandate } from '../mandates/holds-mandate.js';
import { lockAssembly } from '../assemblies/lock-assembly.js';
import { presentMemberIds } from '../assemblies/attendance.queries.js';
import type { AssemblyRow } from '../assemblies/assembly.entity.js';
import { charterInForce, collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import { votingConditions } from '../collectives/membership.queries.js';
import type { Clause, MethodId, Venue } from '../core/charter/clause.js';
import { strictest } from '../core/charter/matter.js';
import { targetsOfFounding, type FoundingSubject } from '../core/charter/founding.js';
import { mayOpen } from '../core/charter/opening.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { targetsOf, type EffectContext } from '../core/kernel/effects.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { PollOptionRow, PollRow } from '../polls/poll.entity.js';
import { reserve } from '../polls/reservations.js';
import { drawUpFoundersRoll, drawUpRoll, freezeRoll, hashRoll, type Person } from '../polls/roll.js';
import { isAsRead, lockProposal, versionOf } from '../proposals/lock-proposal.js';
import { record } from '../register/record.js';
import { pathAskedFor } from './challenge-proposal.js';
import { lockEffects, tryEffects } from './effects.js';
import { answerTimeRefusal, refuseRecourseOnline } from './exclude-member.js';
import { rulesOfFounding } from './founding-polls.js';
import { CLOSE_POLL } from './job-kinds.js';
import { precedenceRefusal, rulesFor } from './matters.js';

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
  const { collectiveId } = actor;
  const closesAt = deadlineOf(request);
  const assembly = request.assemblyId === null ? null : await runningAssembly(tx, actor, request.assemblyId);
  const venue: Venue = assembly ? 'ASSEMBLY' : 'ONLINE';
  const proposal = await lockProposal(tx, collectiveId, request.proposalId);
  const changed = isAsRead(proposal, request.version);
  if (changed) throw changed;

  const version = await versionOf(tx, collectiveId, proposal.id, request.version);
  const { zone } = await collectiveFacts(tx, collectiveId);
  await lockEffects(tx, version.effects, collectiveId);
  const { now, today } = await dayOf(tx, zone);
  const charter = await charterInForce(tx, collectiveId);
  const path = await pathAskedFor(tx, collectiveId, proposal.id, venue);
  const raisedTo = strictest([version.raisedTo, path.matter]);
  const founding = proposal.foundingSubject;
  const { matter, clauses } =
    founding === null
      ? await rulesFor(tx, collectiveId, charter, version.effects, raisedTo)
      : await rulesOfFounding(tx, collectiveId, founding, version);
  const leadingClause = clauses.find((clause) => clause.matter === matter) ?? clauses[0];
  const method = request.method ?? (leadingClause as Clause).method;
  const { submittedAt, support } = version;
  const common = { clauses, method, now, submittedAt, zone, support };

  const refusal =
    path.refusal ??
    (assembly
      ? mayOpen({ ...common, ...assembly, venue: 'ASSEMBLY' })
      : mayOpen({ ...common, venue: 'ONLINE', closesAt: closesAt as Instant })) ??
    refuseRecourseOnline(version.effects, venue) ??
    (await answerTimeRefusal(tx, collectiveId, version.effects, now)) ??
    (await precedenceRefusal(tx, collectiveId, version.effects, venue)) ??
    (await effectsRefusal(tx, founding, { collectiveId, now, today, effects: version.effects }));
  if (refusal) throw refusal;

  const present = assembly ? await presentMemberIds(tx, collectiveId, assembly.id) : [];
  const conditions = await votingConditions(tx, collectiveId, zone, now);
  const persons = await personsOf(tx, collectiveId);
  const roll =
    founding === null
      ? drawUpRoll(persons, new Set(present), conditions, now)
      : drawUpFoundersRoll(persons, new Set(present));
  if (!roll.some((line) => line.entitled && (!assembly || line.present))) throw refuse('EMPTY_ROLL');

  const poll: PollRow = {
    collectiveId,
    id: tx.id(),
    proposalId: proposal.id,
    proposalVersion: version.version,
    title: version.title,
    venue,
    assemblyId: assembly?.id ?? null,
    agendaItemId: request.agendaItemId ?? null,
    form: assembly?.form ?? null,
    matter,
    method,
    ballotMode: 'OPEN',
    ballotMayChange: clauses.every((clause) => clause.ballotMayChange),
    clauses,
    clausesHash: hashJson(clauses as unknown as Json),
    wordingHash: version.wordingHash,
    effectsHash: version.effectsHash,
    rollHash: hashRoll(roll),
    state: 'OPEN',
    openedBy: actor.memberId,
    openedAt: now,
    closesAt,
    closedAt: null,
    supersededBy: null,
    visibility: proposal.visibility,
  };
  await tx.insert(PollRow, poll);
  await tx.insert(PollOptionRow, [
    { collectiveId, pollId: poll.id, key: 'ADOPT', effects: version.effects, statusQuo: false },
    { collectiveId, pollId: poll.id, key: 'STATUS_QUO', effects: [], statusQuo: true },
  ]);
  await freezeRoll(tx, collectiveId, poll.id, roll);
  const targets = founding === null ? targetsOf(version.effects) : targetsOfFounding(founding);
  await reserve(tx, poll, [...targets, `proposal:${proposal.id}`].sort());
  if (poll.closesAt)
    await enqueue(tx, { collectiveId, kind: CLOSE_POLL, subjectId: poll.id, runAt: poll.closesAt });
  record(tx, collectiveId, {
    type: 'poll.opened',
    visibility: 'MEMBERS',
    body: {
      poll: poll.id,
      proposal: proposal.id,
      version: version.version,
      venue,
      form: poll.form,
      assembly: poll.assemblyId,
      method,
      clausesHash: poll.clausesHash,
      wordingHash: poll.wordingHash,
      effectsHash: poll.effectsHash,
      rollHash: poll.rollHash,
      closesAt: poll.closesAt,
    },
  });
  return poll.id;
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

/** A draft of the founding is tried when it is written; only the confirmation does what it says. */
async function effectsRefusal(
  tx: Tx,
  founding: FoundingSubject | null,
  context: EffectContext,
): Promise<Refusal | null> {
  if (founding !== null && founding !== 'CONFIRMATION') return null;
  return (await tryEffects(tx, context)).refusal;
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
