import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An amendment that was adopted names the version of the proposal that it made, so that its words lead back to it. */
export class WordsLeadToTheirAmendment20261127060000 implements MigrationInterface {
  name = 'WordsLeadToTheirAmendment20261127060000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.amendment ADD COLUMN adopted_version integer;
      ALTER TABLE ormee.amendment ADD CONSTRAINT amendment_adopted_in_a_version
        CHECK (adopted_version IS NULL OR state = 'ADOPTED');
      GRANT UPDATE (adopted_version) ON ormee.amendment TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
