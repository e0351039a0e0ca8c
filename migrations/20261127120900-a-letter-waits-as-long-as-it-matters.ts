import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A letter waits for a mail server that is away, however long; one that is given up says so, and what somebody was told is
 * what a server took. Rows that were tried too often to be taken again are taken again. Whoever's words were hidden is told
 * until they read so.
 */
export class ALetterWaitsAsLongAsItMatters20261127120900 implements MigrationInterface {
  name = 'ALetterWaitsAsLongAsItMatters20261127120900';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.outbox ADD COLUMN posted_at timestamptz(3), ADD COLUMN given_up_at timestamptz(3);
      UPDATE ormee.outbox SET posted_at = ormee.instant();
      ALTER TABLE ormee.outbox ALTER COLUMN posted_at SET NOT NULL;
      GRANT UPDATE (given_up_at) ON ormee.outbox TO ormee_serving;

      ALTER TABLE ormee.notice ADD COLUMN sent_at timestamptz(3);
      GRANT UPDATE (sent_at) ON ormee.notice TO ormee_serving;
      ALTER TABLE ormee.notice DROP CONSTRAINT notice_kind;
      ALTER TABLE ormee.notice ADD CONSTRAINT notice_kind
        CHECK (kind IN ('DIGEST', 'CLOSING', 'REPORT', 'REVOKED', 'HIDDEN'));
      CREATE INDEX notice_of_letter ON ormee.notice (collective_id, letter_id);

      ALTER TABLE ormee.thread_reading ADD COLUMN read_at timestamptz(3);
      GRANT UPDATE (read_at) ON ormee.thread_reading TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
