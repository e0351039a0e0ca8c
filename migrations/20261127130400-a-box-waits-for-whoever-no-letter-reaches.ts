import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A rule may give more time where somebody on the roll has no mail: the poll has the hour that was asked for beside the later
 * one at which it closes, and names whom it waits for. They may say themselves that they know of it.
 */
export class ABoxWaitsForWhoeverNoLetterReaches20261127130400 implements MigrationInterface {
  name = 'ABoxWaitsForWhoeverNoLetterReaches20261127130400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.poll ADD COLUMN closes_if_reached timestamptz(3);
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_closes_if_reached
        CHECK (closes_if_reached IS NULL OR (venue = 'ONLINE' AND closes_at IS NOT NULL AND closes_at >= closes_if_reached));

      CREATE TABLE ormee.poll_awaited (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        CONSTRAINT poll_awaited_pk PRIMARY KEY (collective_id, poll_id, member_id),
        CONSTRAINT poll_awaited_roll_fk FOREIGN KEY (collective_id, poll_id, member_id)
          REFERENCES ormee.roll_entry (collective_id, poll_id, member_id)
      );
      GRANT SELECT, INSERT ON ormee.poll_awaited TO ormee_serving;

      ALTER TABLE ormee.poll_reached DROP CONSTRAINT poll_reached_by_another;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
