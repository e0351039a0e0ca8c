import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much of a thread somebody has not read is its length without what they said themselves and what was taken back. */
export class WhatIsUnreadIsCountedAtOnce20261127132500 implements MigrationInterface {
  name = 'WhatIsUnreadIsCountedAtOnce20261127132500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX contribution_of_author_in_thread ON ormee.contribution (collective_id, thread_id, author_id, number);
      CREATE INDEX contribution_withdrawn ON ormee.contribution (collective_id, thread_id, number)
        WHERE state = 'WITHDRAWN';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
