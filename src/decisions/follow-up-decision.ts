import type { MemberActor } from '../core/kernel/actors.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { DecisionFollowUpRow, type FollowUpState } from './follow-up.entity.js';
import { isSaidAlready, refuseFollowUp } from './follow-up.rules.js';
import { followUpOf, type FollowedUp } from './follow-ups.queries.js';

export interface FollowingUp {
  readonly decisionId: Uuid;
  readonly state: FollowUpState;
  readonly note: string;
  /** The line by which whoever takes it up asks for a mandate. */
  readonly lineOf?: (decision: FollowedUp) => Promise<Uuid | null>;
}

/**
 * Says what becomes of a decision: appended with who said it and when, and nothing of it is ever taken away. To say it again
 * in the same words is no fault, and says nothing.
 */
export async function followUpDecision(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { decisionId, state, note, lineOf }: FollowingUp,
): Promise<void> {
  // Decisions are never locked, for nobody changes them: what is said of one is said one after the other.
  await tx.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [
    `follow-up:${collectiveId}/${decisionId}`,
  ]);
  const decision = await followUpOf(tx, collectiveId, decisionId);
  if (!decision?.mayBeSeen) throw refuse('NOT_FOUND');
  const saying = { collectiveId, decisionId, memberId, state, note };
  if (isSaidAlready(saying, decision)) return;
  const refusal = refuseFollowUp(saying, decision);
  if (refusal) throw refusal;

  const step = decision.steps.length + 1;
  const lineId = (await lineOf?.(decision)) ?? null;
  const saidAt = await tx.now();
  await tx.insert(DecisionFollowUpRow, {
    ...{ collectiveId, decisionId, step, state, authorId: memberId, lineId, note, saidAt },
  });
  record(tx, collectiveId, {
    type: 'decision.followed-up',
    visibility: 'MEMBERS',
    body: {
      decision: decisionId,
      step,
      state,
      noteHash: hashText(note),
      line: lineId,
      saidAt,
      by: personal(memberId),
    },
  });
}
