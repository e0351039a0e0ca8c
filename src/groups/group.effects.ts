import type { CreateGroup, EffectHandler, RescopeGroup } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { nameSkeleton } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import {
  refuseChange,
  refuseFounding,
  refuseGroupWords,
  type FoundingFacts,
  type GroupFacts,
} from './group.rules.js';
import { foundGroup, rescope } from './write-group.js';

/** The effect that makes a working group. Nobody is in it until they join. */
export const createGroup: EffectHandler<CreateGroup, FoundingFacts, Tx> = {
  kind: 'CREATE_GROUP',

  lock: () => Promise.resolve(), // the target of its name keeps out whoever would take it meanwhile

  load: (tx, { groupId, name }, { collectiveId }) => foundingFacts(tx, collectiveId, groupId, name),

  validate: (effect, facts) => refuseFounding(effect, facts),

  apply: (tx, { groupId, name, scope }, _facts, { collectiveId, now }, { decisionId }) =>
    foundGroup(tx, { collectiveId, id: groupId, name, scope, at: now, decisionId }),
};

/** The effect by which a group is for something else from now on, under the same name or another. */
export const rescopeGroup: EffectHandler<RescopeGroup, GroupFacts | null, Tx> = {
  kind: 'RESCOPE_GROUP',

  lock: (tx, { groupId }, collectiveId) => lockGroupRow(tx, collectiveId, groupId, 'FOR UPDATE'),

  load: (tx, { groupId, name }, { collectiveId }) => groupFacts(tx, collectiveId, groupId, name),

  validate(effect, group) {
    const refusal = refuseChange(effect.named, group) ?? refuseGroupWords(effect);
    if (refusal) return refusal;
    return group?.nameTaken ? refuse('GROUP_NAME_TAKEN', { name: effect.name }) : null;
  },

  apply: (tx, { groupId, name, scope }, _group, { collectiveId, now }, { decisionId }) =>
    rescope(tx, { collectiveId, id: groupId, name, scope, at: now, decisionId }),
};

/** Locks a group, so that what is done in it comes before its end or not at all. */
export async function lockGroupRow(
  tx: Tx,
  collectiveId: Uuid,
  groupId: Uuid,
  strength: 'FOR SHARE' | 'FOR UPDATE',
): Promise<void> {
  await tx.rows(`SELECT FROM ormee.working_group WHERE collective_id = $1 AND id = $2 ${strength}`, [
    collectiveId,
    groupId,
  ]);
}

export const foundingFacts = async (
  tx: Tx,
  collectiveId: Uuid,
  groupId: Uuid,
  name: string,
): Promise<FoundingFacts> =>
  (await tx.one<FoundingFacts>(
    `SELECT EXISTS (SELECT FROM ormee.working_group WHERE collective_id = $1 AND id = $2) AS "idTaken",
       EXISTS (SELECT FROM ormee.working_group
         WHERE collective_id = $1 AND name_skeleton = $3 AND state <> 'ENDED') AS "nameTaken"`,
    [collectiveId, groupId, nameSkeleton(name)],
  )) as FoundingFacts;

/** What an effect on a group is judged by; `name`: what it would be called from then on. */
export const groupFacts = (
  tx: Tx,
  collectiveId: Uuid,
  groupId: Uuid,
  name: string,
): Promise<GroupFacts | null> =>
  tx.one<GroupFacts>(
    `SELECT name, state, EXISTS (SELECT FROM ormee.working_group other
       WHERE other.collective_id = $1 AND other.id <> $2 AND other.name_skeleton = $3 AND other.state <> 'ENDED')
         AS "nameTaken"
     FROM ormee.working_group WHERE collective_id = $1 AND id = $2`,
    [collectiveId, groupId, nameSkeleton(name)],
  );
