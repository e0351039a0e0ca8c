import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Uuid } from '../core/kernel/ids.js';
import { checkpointBody, originOf, signedNote, verifierKey } from '../core/merkle/checkpoint.js';
import { rootOf, type Frontier } from '../core/merkle/tree.js';
import { Transactions } from '../platform/database/transactions.js';
import { REGISTER_GREW } from './record.js';
import { Signer } from './signer.js';

/** Signs the head of each register after it grew: never inside the transaction that grew it. */
@Injectable()
export class Checkpoints implements OnApplicationBootstrap {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Signer) private readonly signer: Signer,
  ) {
    transactions.hear(REGISTER_GREW, ({ collectiveId }) => this.sign(collectiveId));
  }

  /** Signs what a process that died between commit and signature left unsigned. */
  async onApplicationBootstrap(): Promise<void> {
    const unsigned = await this.transactions.rows<{ collectiveId: Uuid }>(`
      SELECT head.collective_id AS "collectiveId" FROM ormee.register_head head
      WHERE head.size > 0 AND NOT EXISTS (
        SELECT FROM ormee.register_checkpoint c WHERE c.collective_id = head.collective_id AND c.size = head.size)`);
    for (const { collectiveId } of unsigned) await this.sign(collectiveId);
    await this.nameOwnKey();
  }

  /** Checkpoints from before keys were kept were all signed here. */
  private async nameOwnKey(): Promise<void> {
    const nameless = await this.transactions.rows<{ collectiveId: Uuid }>(`
      SELECT DISTINCT collective_id AS "collectiveId" FROM ormee.register_checkpoint checkpoint
      WHERE NOT EXISTS (SELECT FROM ormee.register_key key WHERE key.collective_id = checkpoint.collective_id)`);
    for (const { collectiveId } of nameless)
      await this.transactions.write((tx) =>
        tx.rows(
          `INSERT INTO ormee.register_key (collective_id, verifier_key) VALUES ($1, $2)
           ON CONFLICT (collective_id, verifier_key) DO NOTHING`,
          [collectiveId, verifierKey(originOf(collectiveId), this.signer.publicKey)],
        ),
      );
  }

  /** Signs the current head; doing it twice writes nothing more. */
  async sign(collectiveId: Uuid): Promise<void> {
    const [head] = await this.transactions.rows<Frontier>(
      'SELECT size, nodes FROM ormee.register_head WHERE collective_id = $1',
      [collectiveId],
    );
    if (!head || head.size === 0) return;
    const root = rootOf(head);
    const origin = originOf(collectiveId);
    const body = checkpointBody({ origin, size: head.size, root });
    const note = signedNote(body, origin, this.signer.publicKey, this.signer.sign(body));
    await this.transactions.write((tx) =>
      tx.rows(
        `WITH signed AS (
         INSERT INTO ormee.register_checkpoint (collective_id, size, root, note) VALUES ($1, $2, $3, $4)
         ON CONFLICT (collective_id, size) DO NOTHING RETURNING collective_id)
       INSERT INTO ormee.register_key (collective_id, verifier_key) SELECT collective_id, $5 FROM signed
       ON CONFLICT (collective_id, verifier_key) DO NOTHING`,
        [collectiveId, head.size, root, note, verifierKey(origin, this.signer.publicKey)],
      ),
    );
  }
}
