import { leaveAssemblies, lockAssembliesOf } from '../assemblies/leave-assemblies.js';
import { refuseExclusion, refuseReinstatement, type PersonFacts } from '../collectives/exclusion.rules.js';
import { endMembership, resumeMembership } from '../collectives/end-membership.js';
import type { EffectHandler, ExcludeMember, ReinstateMember } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { leaveGroups, lockGroupsOf } from '../groups/leave-group.js';
import { leaveMandates, lockMandatesOf } from '../mandates/leave-mandates.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { leaveRelays, lockRelaysOf } from '../polls/relays/leave-relays.js';
import { lockPlaces, strikeUncast } from '../polls/strike-uncast.js';
import { record } from '../register/record.js';
import { endTurnsOf, lockTurnsOf } from './settle-nominee.js';

/**
 * The effect that excludes somebody: presence, mandates, their request for a relay and their turn in an election end with
 * their membership, and places on rolls go by their late rule; a ballot that is cast stays. All is locked before any of it,
 * for the register's head is taken before it is applied.
 */
export const excludeMember: EffectHandler<ExcludeMember, PersonFacts, Tx> = {
  kind: 'EXCLUDE_MEMBER',

  async lockFirst(tx, { memberId }, collectiveId) {
    await lockTurnsOf(tx, collectiveId, memberId);
  },

  async lock(tx, effect, collectiveId) {
    const { memberId, exclusionId } = effect;
    await lockAssembliesOf(tx, { collectiveId, memberId });
    await lockGroupsOf(tx, collectiveId, memberId);
    await lockPerson(tx, collectiveId, memberId);
    await lockGrounds(tx, collectiveId, exclusionId);
    await lockMandatesOf(tx, collectiveId, memberId);
    await lockRelaysOf(tx, collectiveId, memberId);
    await lockPlaces(tx, collectiveId, memberId);
  },

  load: (tx, effect, { collectiveId }) => factsOf(tx, collectiveId, effect.memberId, effect.exclusionId),

  validate: (effect, facts, { now }) => refuseExclusion(effect, facts, now),

  async apply(tx, { memberId, exclusionId }, _facts, { collectiveId, now: at }, { decisionId }) {
    await leaveAssemblies(tx, { collectiveId, memberId });
    await endTurnsOf(tx, collectiveId, memberId);
    await leaveGroups(tx, collectiveId, memberId);
    await endMembership(tx, collectiveId, memberId, 'EXCLUDED');
    await leaveMandates(tx, collectiveId, memberId, { decisionId, at });
    await leaveRelays(tx, collectiveId, memberId);
    await strikeUncast(tx, collectiveId, memberId, 'EXCLUDED');
    record(tx, collectiveId, {
      type: 'member.excluded',
      visibility: 'MEMBERS',
      body: { exclusion: exclusionId, decision: decisionId, member: personal(memberId) },
    });
  },
};

/** The effect by which an assembly hears a recourse and takes the exclusion back. Mandates that ended stay ended. */
export const reinstateMember: EffectHandler<ReinstateMember, PersonFacts, Tx> = {
  kind: 'REINSTATE_MEMBER',

  async lock(tx, effect, collectiveId) {
    await lockPerson(tx, collectiveId, effect.memberId);
    await lockGrounds(tx, collectiveId, effect.exclusionId);
  },

  load: (tx, effect, { collectiveId }) => factsOf(tx, collectiveId, effect.memberId, effect.exclusionId),

  validate: (effect, facts) => refuseReinstatement(effect, facts),

  async apply(tx, { memberId, exclusionId }, _facts, { collectiveId }, { decisionId }) {
    await resumeMembership(tx, collectiveId, memberId);
    record(tx, collectiveId, {
      type: 'member.reinstated',
      visibility: 'MEMBERS',
      body: { exclusion: exclusionId, decision: decisionId, member: personal(memberId) },
    });
  },
};

async function lockPerson(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await tx.rows('SELECT FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    memberId,
  ]);
}

async function lockGrounds(tx: Tx, collectiveId: Uuid, exclusionId: Uuid): Promise<void> {
  await tx.rows('SELECT FROM ormee.exclusion WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    exclusionId,
  ]);
}

/** Somebody's membership, and the exclusion named. */
async function factsOf(
  reader: Reader,
  collectiveId: Uuid,
  memberId: Uuid,
  exclusionId: Uuid,
): Promise<PersonFacts> {
  const [facts] = await reader.rows<PersonFacts>(
    `SELECT
       (SELECT state FROM ormee.member WHERE collective_id = $1 AND id = $2) AS "memberState",
       (SELECT json_build_object('memberId', member_id, 'state', state, 'recourse', recourse,
          'answeredAt', answered_at, 'answerMinimum', answer_minimum,
          'answerUntil', to_char(answer_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        FROM ormee.exclusion WHERE collective_id = $1 AND id = $3) AS exclusion`,
    [collectiveId, memberId, exclusionId],
  );
  return facts as PersonFacts;
}
