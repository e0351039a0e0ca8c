import { personal } from '../core/kernel/leaves.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { MandateHolderRow, MandateRow } from './mandate.entity.js';

export type NewMandate = Omit<MandateRow, 'state' | 'endedBy' | 'endedAt' | 'visibility'>;

/** Writes a mandate down, live from now on, and says it to the register without naming anybody in clear. */
export async function giveMandate(tx: Tx, mandate: NewMandate, holders: readonly Uuid[]): Promise<void> {
  const { collectiveId, id } = mandate;
  await tx.insert(MandateRow, {
    ...mandate,
    state: 'LIVE',
    endedBy: null,
    endedAt: null,
    visibility: 'MEMBERS',
  });
  await tx.insert(
    MandateHolderRow,
    holders.map((memberId) => ({ collectiveId, mandateId: id, memberId, leftAt: null })),
  );
  record(tx, collectiveId, {
    type: 'mandate.granted',
    visibility: 'MEMBERS',
    body: {
      mandate: id,
      decision: mandate.grantedBy,
      task: mandate.role ? null : mandate.task, // a role's task may name its holder
      role: mandate.role,
      acts: mandate.scopeActs,
      object: { kind: mandate.scopeKind, id: mandate.scopeId },
      endsAt: mandate.endsAt,
      holders: holders.map(personal),
    },
  });
}
