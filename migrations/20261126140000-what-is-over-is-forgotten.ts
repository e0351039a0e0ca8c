import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever has left may have their data erased: the name becomes a neutral one, the address and what only served to let
 * them in are gone, and the salts of their leaves with them. What is over goes by itself after a while.
 */
export class WhatIsOverIsForgotten20261126140000 implements MigrationInterface {
  name = 'WhatIsOverIsForgotten20261126140000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.member ADD COLUMN erased_at timestamptz(3),
        ADD CONSTRAINT member_erased_after_leaving CHECK (
          erased_at IS NULL OR (state IN ('LEFT', 'EXCLUDED') AND email IS NULL));
      GRANT UPDATE (public_name, name_skeleton, email, erased_at) ON ormee.member TO ormee_serving;

      ALTER TABLE ormee.idempotency ADD COLUMN called_at timestamptz(3) NOT NULL DEFAULT ormee.instant();

      GRANT DELETE ON ormee.session, ormee.link, ormee.idempotency, ormee.application, ormee.vouching,
        ormee.membership_dues, ormee.signatory TO ormee_serving;

      INSERT INTO ormee.job (id, collective_id, kind, subject_id, run_at)
      SELECT id, id, 'forget', id, ormee.instant() FROM ormee.collective;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
