import type { Uuid } from '../core/kernel/ids.js';
import { EMPTY_FRONTIER } from '../core/merkle/tree.js';
import type { Tx } from '../platform/database/transactions.js';
import { RegisterHeadRow } from './register.entity.js';

/** Begins the register of a collective that was just written down: empty, and growing from here on. */
export const openRegister = (tx: Tx, collectiveId: Uuid): Promise<void> =>
  tx.insert(RegisterHeadRow, {
    collectiveId,
    size: EMPTY_FRONTIER.size,
    nodes: [...EMPTY_FRONTIER.nodes],
  });
