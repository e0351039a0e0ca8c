import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A collective begins without an owner: under a link that is used up once, by founders of whom two name each further
 * one, through proposals on one of the four subjects of a founding. Nobody but its decision 0 makes it ACTIVE.
 */
export class ACollectiveFoundsItself20261126131500 implements MigrationInterface {
  name = 'ACollectiveFoundsItself20261126131500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The collective to come: it is not there yet, so no foreign key can hold it.
      CREATE TABLE ormee.founding_invitation (
        collective_id uuid NOT NULL CONSTRAINT founding_invitation_pk PRIMARY KEY,
        secret_hash text NOT NULL,
        issued_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL CONSTRAINT founding_invitation_expires_later CHECK (expires_at > issued_at),
        consumed_at timestamptz(3)
      );
      GRANT SELECT, INSERT ON ormee.founding_invitation TO ormee_serving;
      GRANT UPDATE (consumed_at) ON ormee.founding_invitation TO ormee_serving;

      GRANT UPDATE (state) ON ormee.collective TO ormee_serving;

      CREATE TABLE ormee.founder_candidate (
        collective_id uuid NOT NULL,
        name_skeleton text NOT NULL,
        public_name text NOT NULL
          CONSTRAINT founder_candidate_name_said CHECK (btrim(public_name) <> '' AND length(public_name) <= 80),
        kind text NOT NULL CONSTRAINT founder_candidate_kind CHECK (kind IN ('NATURAL', 'LEGAL')),
        named_by uuid NOT NULL,
        named_at timestamptz(3) NOT NULL,
        CONSTRAINT founder_candidate_pk PRIMARY KEY (collective_id, name_skeleton),
        CONSTRAINT founder_candidate_named_by_fk FOREIGN KEY (collective_id, named_by)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.founder_candidate TO ormee_serving;

      ALTER TABLE ormee.proposal ADD COLUMN founding_subject text CONSTRAINT proposal_founding_subject
        CHECK (founding_subject IN ('MAJORITY', 'CHARTER', 'TEXTS', 'CONFIRMATION'));
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
