import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often a member wants letters, what they were written about, and the key of their calendar: each thing reaches a
 * member once, whoever runs the job and however often.
 */
export class LettersComeOnce20261127105800 implements MigrationInterface {
  name = 'LettersComeOnce20261127105800';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.notice_choice (
        collective_id uuid NOT NULL,
        member_id uuid NOT NULL,
        rhythm text NOT NULL CONSTRAINT notice_choice_rhythm CHECK (rhythm IN ('NONE', 'DAILY', 'WEEKLY')),
        chosen_at timestamptz(3) NOT NULL,
        CONSTRAINT notice_choice_pk PRIMARY KEY (collective_id, member_id),
        CONSTRAINT notice_choice_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.notice_choice TO ormee_serving;
      GRANT UPDATE (rhythm, chosen_at) ON ormee.notice_choice TO ormee_serving;

      CREATE TABLE ormee.notice (
        collective_id uuid NOT NULL,
        member_id uuid NOT NULL,
        kind text NOT NULL CONSTRAINT notice_kind CHECK (kind IN ('DIGEST', 'CLOSING', 'REPORT', 'REVOKED')),
        about text NOT NULL CONSTRAINT notice_about CHECK (about <> ''),
        letter_id uuid NOT NULL,
        posted_at timestamptz(3) NOT NULL,
        CONSTRAINT notice_pk PRIMARY KEY (collective_id, member_id, kind, about),
        CONSTRAINT notice_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.notice TO ormee_serving;

      CREATE TABLE ormee.calendar_key (
        collective_id uuid NOT NULL,
        member_id uuid NOT NULL,
        secret_hash text NOT NULL CONSTRAINT calendar_key_hash CHECK (secret_hash ~ '^[0-9a-f]{64}$'),
        made_at timestamptz(3) NOT NULL,
        CONSTRAINT calendar_key_pk PRIMARY KEY (collective_id, member_id),
        CONSTRAINT calendar_key_secret_once UNIQUE (collective_id, secret_hash),
        CONSTRAINT calendar_key_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.calendar_key TO ormee_serving;

      ALTER TABLE ormee.link DROP CONSTRAINT link_purpose;
      ALTER TABLE ormee.link ADD CONSTRAINT link_purpose CHECK (purpose IN ('SIGN_IN', 'EXPORT', 'STOP_NOTICES'));
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
