import { followUpDecision } from '../decisions/follow-up-decision.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import { note } from '../mandates/note-mandate.js';
import type { Tx } from '../platform/database/transactions.js';

export interface TakingUp {
  readonly decisionId: Uuid;
  readonly note: string;
  /** Until when they would have a mandate to it, which is noted as a line; null where they just do it. */
  readonly until: Instant | null;
}

/** Takes what a past decision asks upon oneself: plainly, or as a line of a mandate that a later decision confirms. */
export async function takeUpDecision(tx: Tx, actor: MemberActor, taking: TakingUp): Promise<void> {
  const { decisionId, until } = taking;
  // Whoever takes it up does it themselves.
  if (actor.memberKind === 'LEGAL') throw refuse('NATURAL_PERSON_NEEDED');
  await followUpDecision(tx, actor, {
    decisionId,
    state: 'UNDER_WAY',
    note: taking.note,
    lineOf: async ({ title, year, number }) => {
      if (until === null) return null;
      return note(tx, actor, {
        task: `decision-${year}-${String(number).padStart(3, '0')}`,
        title: [...title].slice(0, 200).join(''),
        instructions: taking.note,
        holders: [actor.memberId],
        endsAt: until,
        reportDueAt: null,
        reportEvery: null,
        offerId: null,
        decisionId,
        assemblyId: null,
        groupId: null,
      });
    },
  });
}
