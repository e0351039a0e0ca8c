import { charterInForce } from '../collectives/charter.queries.js';
import { groupRuleOf } from '../core/charter/groups.js';
import { mayPropose } from '../core/charter/opening.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { groupNameTarget, type CreateGroup } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { lastDecisionsOn } from '../decisions/last-decisions.js';
import { refuseGroupWords } from '../groups/group.rules.js';
import { holdMembership } from '../groups/join-group.js';
import { enter, foundGroup } from '../groups/write-group.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { reservedByCollective } from '../polls/reservations.js';
import { lockEffects, tryEffects } from './effects.js';

export interface GroupToMake {
  readonly name: string;
  readonly scope: string;
  readonly repeat: Repeat;
}

/**
 * Makes a group without a decision, where the rules let whoever may propose do so, and is its first member: no more than
 * that. What the collective has decided of a name, or is deciding, nobody takes up alone; and whoever is still alone in
 * one that they made so makes no other.
 */
export function createGroup(tx: Tx, actor: MemberActor, asked: GroupToMake): Promise<Uuid> {
  return once(tx, { ...actor, ...asked.repeat, act: 'createGroup' }, async () => {
    const { collectiveId, memberId } = actor;
    const { name, scope } = asked;
    const unfit = (await refuseFreely(tx, actor)) ?? refuseGroupWords(asked, ['input']);
    if (unfit) throw unfit;
    await holdMembership(tx, actor);
    const effect: CreateGroup = { kind: 'CREATE_GROUP', groupId: tx.id(), name, scope };
    await lockEffects(tx, [effect], collectiveId);
    const now = await tx.now();
    const tried = await tryEffects(tx, { collectiveId, now, today: now.slice(0, 10), effects: [effect] });
    const refusal =
      (await refuseAlone(tx, actor)) ?? tried.refusal ?? (await refuseDecided(tx, collectiveId, name));
    if (refusal) throw refusal;

    await foundGroup(tx, { collectiveId, id: effect.groupId, name, scope, at: now, decisionId: null });
    await enter(tx, { collectiveId, groupId: effect.groupId, memberId }, now);
    return effect.groupId;
  });
}

/** By the rule for routine questions: it says that groups are made freely, and who proposes. */
async function refuseFreely(
  reader: Reader,
  { collectiveId, memberKind }: MemberActor,
): Promise<Refusal | null> {
  const { clauses } = await charterInForce(reader, collectiveId);
  if (!groupRuleOf(clauses).freeCreation) return refuse('GROUP_NEEDS_DECISION');
  return mayPropose(
    clauses.filter(({ matter }) => matter === 'ROUTINE'),
    memberKind,
  );
}

async function refuseDecided(reader: Reader, collectiveId: Uuid, name: string): Promise<Refusal | null> {
  const target = groupNameTarget(name);
  const reserved = await reservedByCollective(reader, collectiveId, [target]);
  if (reserved) return reserved;
  const decided = await lastDecisionsOn(reader, collectiveId, [target]);
  return decided.size > 0 ? refuse('GROUP_NEEDS_DECISION') : null;
}

/** One who makes groups that nobody joins would fill the list with them. */
async function refuseAlone(reader: Reader, { collectiveId, memberId }: MemberActor): Promise<Refusal | null> {
  const [alone] = await reader.rows<{ name: string }>(
    `SELECT g.name FROM ormee.working_group g
     JOIN ormee.group_member first ON first.collective_id = g.collective_id AND first.group_id = g.id
       AND first.member_id = $2 AND first.joined_at = g.created_at
     WHERE g.collective_id = $1 AND g.created_by IS NULL AND g.state <> 'ENDED'
       AND (SELECT count(*) FROM ormee.group_member now WHERE now.collective_id = g.collective_id
         AND now.group_id = g.id AND now.left_at IS NULL) < 2
     LIMIT 1`,
    [collectiveId, memberId],
  );
  return alone ? refuse('ALONE_IN_GROUP', { name: alone.name }) : null;
}
