import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A letter is posted with what it is about, in one transaction; its words and its secret are made when it leaves. */
export class ALetterWaitsForItsServer20261126110200 implements MigrationInterface {
  name = 'ALetterWaitsForItsServer20261126110200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.outbox (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        member_id uuid NOT NULL,
        kind text NOT NULL CONSTRAINT outbox_kind_said CHECK (kind <> ''),
        subject_id uuid,
        run_at timestamptz(3) NOT NULL,
        attempts integer NOT NULL CONSTRAINT outbox_attempts CHECK (attempts >= 0),
        CONSTRAINT outbox_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT outbox_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id)
      );
      CREATE INDEX outbox_of_member ON ormee.outbox (collective_id, member_id);
      GRANT SELECT, INSERT, DELETE ON ormee.outbox TO ormee_serving;
      GRANT UPDATE (run_at, attempts) ON ormee.outbox TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
