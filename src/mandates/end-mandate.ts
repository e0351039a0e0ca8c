import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import type { MandateState } from './mandate.entity.js';

export interface Ending {
  readonly state: Exclude<MandateState, 'LIVE'>;
  /** The decision that revokes it; null for a role, and for what is handed back. */
  readonly decisionId: Uuid | null;
  readonly at: Instant;
}

/** Ends a live mandate at once: acts under it hold its row `FOR SHARE`, so this waits for them and stops the next. */
export async function endMandate(tx: Tx, collectiveId: Uuid, mandateId: Uuid, ending: Ending): Promise<void> {
  const ended = await tx.one(
    `UPDATE ormee.mandate SET state = $3, ended_by = $4, ended_at = $5
     WHERE collective_id = $1 AND id = $2 AND state = 'LIVE' RETURNING id`,
    [collectiveId, mandateId, ending.state, ending.decisionId, ending.at],
  );
  if (!ended) return;
  record(tx, collectiveId, {
    type: 'mandate.ended',
    visibility: 'MEMBERS',
    body: { mandate: mandateId, state: ending.state, decision: ending.decisionId },
  });
}

export interface Leaving {
  readonly memberId: Uuid;
  /** The decision that takes them out; null where they leave of their own will. */
  readonly decisionId: Uuid | null;
  readonly at: Instant;
}

/** Takes one of several holders out of a live mandate, whose row is locked: the others keep it, and what was held is said. */
export async function leaveToOthers(
  tx: Tx,
  collectiveId: Uuid,
  mandateId: Uuid,
  { memberId, decisionId, at }: Leaving,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.mandate_holder SET left_at = $4
     WHERE collective_id = $1 AND mandate_id = $2 AND member_id = $3`,
    [collectiveId, mandateId, memberId, at],
  );
  record(tx, collectiveId, {
    type: 'mandate.left',
    visibility: 'MEMBERS',
    body: { mandate: mandateId, member: personal(memberId), leftAt: at, decision: decisionId },
  });
}
