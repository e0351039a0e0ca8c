import { collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import { grantTo, type Role } from '../core/charter/circle-election.js';
import { mayBeDecidedIn, mayPropose } from '../core/charter/opening.js';
import { lastEnd } from '../core/charter/periods.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { endElection, writeElection, writeElectionPhase } from '../elections/write-election.js';
import { lockElection, nomineesOf } from '../elections/elections.queries.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lockEffects } from './effects.js';
import { groupRefusal, mayOpenInGroup } from './group-scope.js';
import { MOVE_ELECTION } from './job-kinds.js';
import { precedenceRefusal } from './matters.js';
import { refuseItemOnline, runningAssembly } from './open-poll.js';
import { ruleOfConsent } from './rule-of-consent.js';
import { refusalOfEffects } from './submit-proposal.js';

export interface ElectionRequest {
  readonly role: Role;
  /** The working group that elects among its own; null: the collective. */
  readonly groupId: Uuid | null;
  /** The sitting it is held in; null online. */
  readonly assemblyId: Uuid | null;
  readonly agendaItemId: Uuid | null;
  readonly repeat: Repeat;
}

/**
 * Begins an election without candidates for a role that is described whole before anybody is named: online, any member; in a
 * sitting, under the mandate that opens polls there. It is ruled by the clause on mandates, whose consent has rounds.
 */
export function startElection(tx: Tx, actor: MemberActor, request: ElectionRequest): Promise<Uuid> {
  return once(tx, { ...actor, ...request.repeat, act: 'startElectionWithoutCandidates' }, async () => {
    const { collectiveId, memberId } = actor;
    const { role, groupId, assemblyId, agendaItemId } = request;
    refuseItemOnline({ assemblyId, agendaItemId });
    const assembly = assemblyId === null ? null : await runningAssembly(tx, actor, assemblyId);
    const venue = assembly ? 'ASSEMBLY' : 'ONLINE';
    await mayOpenInGroup(tx, actor, groupId, venue);
    const { zone, state } = await collectiveFacts(tx, collectiveId);
    if (state === 'CONSTITUTING') throw refuse('COLLECTIVE_CONSTITUTING');
    if (actor.memberKind !== 'NATURAL') throw refuse('NATURAL_PERSON_NEEDED');

    // Nobody is named yet: it is tried as if whoever begins were given the role, so that what cannot be is refused now.
    const effects = [grantTo(role, tx.id(), memberId)];
    const { rule, clauses } = await ruleOfConsent(tx, collectiveId, effects, null);
    await lockEffects(tx, effects, collectiveId);
    const day = await dayOf(tx, zone);
    const place = { venue, form: assembly?.form ?? null } as const;
    const refusal =
      mayPropose(clauses, actor.memberKind) ??
      mayBeDecidedIn(clauses, place) ??
      (await groupRefusal(tx, collectiveId, groupId, effects)) ??
      (await precedenceRefusal(tx, collectiveId, effects, venue, groupId)) ??
      (await refusalOfEffects(tx, { collectiveId, ...day, effects }, null));
    if (refusal) throw refusal;

    const election = await writeElection(tx, {
      ...{ collectiveId, id: tx.id(), role, groupId, assemblyId, agendaItemId, rule },
      ...{ named: clauses.every((clause) => clause.ballotsVisibleTo === 'MEMBERS'), startedBy: memberId },
    });
    // Whoever is put is asked about as soon as nominations are over: what is to be discussed is discussed by then.
    const periods = ['PT1H', rule.clarification, ...clauses.map((clause) => clause.minimumDeliberation)];
    const until = assembly ? null : lastEnd(periods, day.now, zone);
    await writeElectionPhase(tx, election, { phase: 'NOMINATION', round: 1, until });
    const runAt = until ?? lastEnd(['P1D'], day.now, zone);
    await enqueue(tx, { collectiveId, kind: MOVE_ELECTION, subjectId: election.id, runAt });
    return election.id;
  });
}

/**
 * Takes an election back, as long as nobody is being put to consent: whoever began it or, where it is held up and nobody could be
 * put any more, any member. Twice is no fault.
 */
export async function withdrawElection(tx: Tx, actor: MemberActor, electionId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const election = await lockElection(tx, collectiveId, electionId, 'UPDATE');
  if (election.startedBy !== memberId && election.heldBy === null) throw refuse('NOT_FOUND');
  if (election.state === 'WITHDRAWN') return election.id;
  if (election.state !== 'RUNNING') throw refuse('ELECTION_ENDED', { state: election.state });
  const nominees = await nomineesOf(tx, collectiveId, [electionId]);
  if (nominees.some(({ how }) => how === null)) throw refuse('NOMINEE_BEING_PUT');
  await endElection(tx, election, 'WITHDRAWN');
  return election.id;
}
