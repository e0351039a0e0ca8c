import type { MemberActor } from '../core/kernel/actors.js';
import { followUpDecision, type FollowingUp } from '../decisions/follow-up-decision.js';
import { withdrawLinesTakenUp } from '../mandates/withdraw-lines.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * Says that a past decision is done or dropped, or that one no longer sees to it. The line by which somebody asked for a mandate
 * to it goes with that: another may take the task, and no decision confirms what was handed back.
 */
export async function sayWhatBecame(tx: Tx, actor: MemberActor, saying: FollowingUp): Promise<void> {
  await followUpDecision(tx, actor, saying);
  await withdrawLinesTakenUp(tx, actor.collectiveId, saying.decisionId);
}
