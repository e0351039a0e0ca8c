import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../core/kernel/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Mailbox } from '../platform/graphql/mailbox.js';
import { Sockets } from '../platform/graphql/sockets.js';
import type { Changed, ChangedType } from './change.rules.js';
import { REGISTER_GREW, type Growth } from './record.js';

/** That an object changed, and nothing of what it became: whoever may see it asks. */
export interface Change {
  readonly collectiveId: Uuid;
  readonly objectType: ChangedType;
  readonly objectId: string;
  readonly registerSize: number;
}

/** Objects that wait for one who reads slowly; beyond, one event says that anything may have changed. */
const MOST_WAITING = 1_000;

/** Those who follow each collective, in this process: nothing here is more than a reason to ask. */
@Injectable()
export class Changes {
  private readonly followed = new Map<Uuid, Set<Mailbox<Change>>>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Sockets) private readonly sockets: Sockets,
  ) {
    transactions.hear(REGISTER_GREW, (growth) => Promise.resolve(this.tell(growth)));
  }

  /** Begins with where the register stands, so that whoever comes back learns whether they missed something. */
  async follow(collectiveId: Uuid): Promise<AsyncIterator<Change>> {
    const box = new Mailbox<Change>((one) => this.leave(collectiveId, one));
    this.followed.set(collectiveId, (this.followed.get(collectiveId) ?? new Set()).add(box));
    try {
      const [head] = await this.transactions.rows<{ size: number }>(
        'SELECT size::int FROM ormee.register_head WHERE collective_id = $1',
        [collectiveId],
      );
      deliver([box], { collectiveId, size: head?.size ?? 0, changed: [everything(collectiveId)] });
      return box;
    } catch (error) {
      await box.return();
      throw error;
    }
  }

  /** Whoever lost their rights by the act is shown out first; the answer of the act waits for none of it. */
  private tell(growth: Growth): void {
    void this.sockets.askAgain(growth.collectiveId);
    deliver(this.followed.get(growth.collectiveId) ?? [], growth);
  }

  private leave(collectiveId: Uuid, box: Mailbox<Change>): void {
    const boxes = this.followed.get(collectiveId);
    boxes?.delete(box);
    if (boxes?.size === 0) this.followed.delete(collectiveId);
  }
}

const everything = (collectiveId: Uuid): Changed => ({ type: 'Collective', id: collectiveId });

function deliver(boxes: Iterable<Mailbox<Change>>, { collectiveId, size, changed }: Growth): void {
  const changes = changed.map(({ type, id }): Change => {
    const objectId = toGlobalId(type, collectiveId, id);
    return { collectiveId, objectType: type, objectId, registerSize: size };
  });
  for (const box of boxes) {
    for (const change of changes) box.put(change.objectId, change);
    if (box.size <= MOST_WAITING) continue;
    box.empty();
    deliver([box], { collectiveId, size, changed: [everything(collectiveId)] });
  }
}
