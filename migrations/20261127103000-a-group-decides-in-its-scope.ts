import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A proposal may be put in a working group, which decides it by the voices of its members and within its scope, or hands
 * it to the collective; what a group thinks of a proposal of the collective may stand beside it.
 */
export class AGroupDecidesInItsScope20261127103000 implements MigrationInterface {
  name = 'AGroupDecidesInItsScope20261127103000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.proposal ADD COLUMN group_id uuid, ADD COLUMN handed_at timestamptz(3), ADD COLUMN advises uuid;
      ALTER TABLE ormee.proposal ADD CONSTRAINT proposal_group_fk FOREIGN KEY (collective_id, group_id)
        REFERENCES ormee.working_group (collective_id, id);
      ALTER TABLE ormee.proposal ADD CONSTRAINT proposal_advises_fk FOREIGN KEY (collective_id, advises)
        REFERENCES ormee.proposal (collective_id, id);
      ALTER TABLE ormee.proposal ADD CONSTRAINT proposal_handed_by_a_group
        CHECK (group_id IS NOT NULL OR (handed_at IS NULL AND advises IS NULL));
      CREATE INDEX proposal_of_group ON ormee.proposal (collective_id, group_id, id) WHERE group_id IS NOT NULL;
      CREATE INDEX proposal_advising ON ormee.proposal (collective_id, advises) WHERE advises IS NOT NULL;
      CREATE UNIQUE INDEX proposal_one_advice_at_a_time ON ormee.proposal (collective_id, group_id, advises)
        WHERE advises IS NOT NULL AND state = 'OPEN';
      GRANT UPDATE (handed_at) ON ormee.proposal TO ormee_serving;

      ALTER TABLE ormee.poll ADD COLUMN group_id uuid;
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_group_fk FOREIGN KEY (collective_id, group_id)
        REFERENCES ormee.working_group (collective_id, id);
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_of_group_online CHECK (group_id IS NULL OR venue = 'ONLINE');
      CREATE INDEX poll_of_group ON ormee.poll (collective_id, group_id) WHERE group_id IS NOT NULL;

      ALTER TABLE ormee.decision ADD COLUMN group_id uuid;
      ALTER TABLE ormee.decision ADD CONSTRAINT decision_group_fk FOREIGN KEY (collective_id, group_id)
        REFERENCES ormee.working_group (collective_id, id);
      CREATE INDEX decision_of_group ON ormee.decision (collective_id, group_id, year, number) WHERE group_id IS NOT NULL;

      ALTER TABLE ormee.roll_entry DROP CONSTRAINT roll_entry_reason;
      ALTER TABLE ormee.roll_entry ADD CONSTRAINT roll_entry_reason CHECK (reason IN
        ('MEMBER', 'LEGAL_PERSON', 'NOT_ACTIVE', 'STRUCK', 'DUES_LAPSED', 'TOO_RECENT', 'NOT_IN_GROUP'));
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
