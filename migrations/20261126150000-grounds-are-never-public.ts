import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The grounds of an exclusion are read by the two whom they concern, then by members: never by everybody, and by no
 * group. The acts write nothing else; now the database holds nothing else.
 */
export class GroundsAreNeverPublic20261126150000 implements MigrationInterface {
  name = 'GroundsAreNeverPublic20261126150000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.exclusion DROP CONSTRAINT exclusion_visibility,
        ADD CONSTRAINT exclusion_visibility CHECK (visibility IN ('NAMED', 'MEMBERS'));
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
