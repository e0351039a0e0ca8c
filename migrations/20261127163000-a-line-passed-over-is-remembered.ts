import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A signature remembers the lines of lists that were passed over because of it, so that a list sent again brings nobody
 * back who took theirs back.
 */
export class ALinePassedOverIsRemembered20261127163000 implements MigrationInterface {
  name = 'ALinePassedOverIsRemembered20261127163000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.signatory ADD COLUMN passed_over text[] NOT NULL DEFAULT '{}';
      CREATE INDEX signatory_passing_over ON ormee.signatory (collective_id, appeal_id) WHERE passed_over <> '{}';
      GRANT UPDATE (passed_over) ON ormee.signatory TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
