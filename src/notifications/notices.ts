import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Uuid } from '../core/kernel/ids.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Transactions } from '../platform/database/transactions.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { NOTICE, enqueueNoticing } from '../platform/jobs/noticing.js';
import { Mail } from '../platform/mail/mail.js';
import { Outbox } from '../platform/outbox/outbox.js';
import { writeAtOnce, writeDigest } from './notice-letters.js';
import { AT_ONCE_LETTER, DIGEST_LETTER, postNotices, writeDown } from './post-notices.js';

/**
 * Looks every hour, in each collective, whom to write to. Without a way out for mail nothing is asked for and nothing
 * waits: what a letter would have said is found in the house.
 */
@Injectable()
export class Notices implements OnApplicationBootstrap {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Mail) private readonly mail: Mail,
    @Inject(Jobs) jobs: Jobs,
    @Inject(Outbox) outbox: Outbox,
    @Inject(CONFIG) { publicUrl }: Config,
  ) {
    outbox.writes(DIGEST_LETTER, writeDigest(publicUrl), { afterOthers: true, left: writeDown });
    outbox.writes(AT_ONCE_LETTER, writeAtOnce(publicUrl), { left: writeDown });
    jobs.handles(NOTICE, async (tx, { collectiveId }) => {
      if (!mail.isSent) return;
      await postNotices(tx, collectiveId);
      await enqueueNoticing(tx, collectiveId);
    });
  }

  /** Each collective that there is; one that comes later is asked for in its first night, when it forgets. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.mail.isSent) return;
    await this.transactions.write(async (tx) => {
      const collectives = await tx.rows<{ id: Uuid }>(
        `SELECT collective.id FROM ormee.collective WHERE NOT EXISTS (
           SELECT FROM ormee.job WHERE job.collective_id = collective.id AND job.kind = $1)`,
        [NOTICE],
      );
      for (const { id } of collectives) await enqueueNoticing(tx, id);
    });
  }
}
