import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A text may come with the history that it had elsewhere. What one decision did to a text is of a decision of this register or
 * of one that was taken over, and never of both; versions lead to what was done, whichever it was.
 */
export class AHistoryIsTakenOver20261127072900 implements MigrationInterface {
  name = 'AHistoryIsTakenOver20261127072900';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.legal_text
        ADD COLUMN taken_over_by uuid,
        ADD CONSTRAINT legal_text_taken_over_by_fk FOREIGN KEY (collective_id, taken_over_by)
          REFERENCES ormee.decision (collective_id, id);

      ALTER TABLE ormee.taken_over_decision
        ALTER COLUMN taken_over_by DROP NOT NULL,
        ADD COLUMN decision_id uuid,
        ADD CONSTRAINT taken_over_decision_decision_fk FOREIGN KEY (collective_id, decision_id)
          REFERENCES ormee.decision (collective_id, id),
        ADD CONSTRAINT taken_over_decision_one_way CHECK (num_nonnulls(taken_over_by, decision_id) = 1);

      ALTER TABLE ormee.text_operation ADD COLUMN adopted_by uuid, ADD COLUMN taken_over_from uuid;
      UPDATE ormee.text_operation SET adopted_by = decision_id;
      ALTER TABLE ormee.text_operation
        DROP CONSTRAINT text_operation_decision_fk,
        ADD CONSTRAINT text_operation_adopted_by_fk FOREIGN KEY (collective_id, adopted_by)
          REFERENCES ormee.decision (collective_id, id),
        ADD CONSTRAINT text_operation_taken_over_from_fk FOREIGN KEY (collective_id, taken_over_from)
          REFERENCES ormee.taken_over_decision (collective_id, id),
        ADD CONSTRAINT text_operation_one_source CHECK (
          num_nonnulls(adopted_by, taken_over_from) = 1 AND decision_id = coalesce(adopted_by, taken_over_from));

      -- Whatever opened or closed a version did something to its text: provision_version_operation_fk, and this one.
      ALTER TABLE ormee.provision_version
        DROP CONSTRAINT provision_version_opened_by_fk,
        DROP CONSTRAINT provision_version_closed_by_fk,
        ADD CONSTRAINT provision_version_closing_operation_fk FOREIGN KEY (collective_id, closed_by, text_id)
          REFERENCES ormee.text_operation (collective_id, decision_id, text_id);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
