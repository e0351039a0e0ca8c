import type { EffectHandler, EndGroup } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { groupFacts, lockGroupRow } from '../groups/group.effects.js';
import { refuseChange, type GroupFacts } from '../groups/group.rules.js';
import { endGroup as writeEnd } from '../groups/write-group.js';
import { endMandate } from '../mandates/end-mandate.js';
import type { Tx } from '../platform/database/transactions.js';

/** The effect that ends a working group: the mandates that were its own end with it. */
export const endGroup: EffectHandler<EndGroup, GroupFacts | null, Tx> = {
  kind: 'END_GROUP',

  async lock(tx, { groupId }, collectiveId) {
    await lockGroupRow(tx, collectiveId, groupId, 'FOR UPDATE');
    await liveMandatesOf(tx, collectiveId, groupId);
  },

  load: (tx, { groupId, named }, { collectiveId }) => groupFacts(tx, collectiveId, groupId, named),

  validate: ({ named }, group) => refuseChange(named, group),

  async apply(tx, { groupId }, _group, { collectiveId, now: at }, { decisionId }) {
    for (const { id } of await liveMandatesOf(tx, collectiveId, groupId))
      await endMandate(tx, collectiveId, id, { state: 'REVOKED', decisionId, at });
    await writeEnd(tx, collectiveId, groupId, { at, decisionId });
  },
};

/** What somebody holds in the group's name, locked: an act under it comes before the end, or not at all. */
const liveMandatesOf = (tx: Tx, collectiveId: Uuid, groupId: Uuid): Promise<{ id: Uuid }[]> =>
  tx.rows(
    `SELECT id FROM ormee.mandate
     WHERE collective_id = $1 AND state = 'LIVE' AND scope_kind = 'GROUP' AND scope_id = $2
     ORDER BY id FOR UPDATE`,
    [collectiveId, groupId],
  );
