import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A link for somebody else is given by two distinct members or under a mandate, never by one alone; the session that
 * it opens and the ballots cast in it are marked. A code is short, so wrong ones are counted: on the codes that they
 * could have been, and for the collective, without keeping who tried.
 */
export class ALinkSaysWhoGaveIt20261126110100 implements MigrationInterface {
  name = 'ALinkSaysWhoGaveIt20261126110100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.link_issue (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        member_id uuid NOT NULL,
        way text NOT NULL CONSTRAINT link_issue_way CHECK (way IN ('TWO_MEMBERS', 'MANDATE')),
        asked_by uuid NOT NULL,
        asked_at timestamptz(3) NOT NULL,
        joined_by uuid,
        issued_at timestamptz(3),
        CONSTRAINT link_issue_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT link_issue_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT link_issue_asked_by_fk FOREIGN KEY (collective_id, asked_by) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT link_issue_joined_by_fk FOREIGN KEY (collective_id, joined_by) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT link_issue_by_others CHECK (asked_by <> member_id AND joined_by IS DISTINCT FROM member_id
          AND joined_by IS DISTINCT FROM asked_by),
        CONSTRAINT link_issue_by_two_or_mandate CHECK (
          CASE way WHEN 'MANDATE' THEN joined_by IS NULL AND issued_at IS NOT NULL
            ELSE (joined_by IS NULL) = (issued_at IS NULL) END)
      );
      CREATE INDEX link_issue_of_member ON ormee.link_issue (collective_id, member_id);
      GRANT SELECT, INSERT, DELETE ON ormee.link_issue TO ormee_serving;
      GRANT UPDATE (joined_by, issued_at) ON ormee.link_issue TO ormee_serving;

      CREATE TABLE ormee.link_try (
        collective_id uuid NOT NULL CONSTRAINT link_try_collective_fk REFERENCES ormee.collective (id),
        kind text NOT NULL CONSTRAINT link_try_kind CHECK (kind IN ('CODE', 'MAIL')),
        since timestamptz(3) NOT NULL,
        tries integer NOT NULL,
        CONSTRAINT link_try_pk PRIMARY KEY (collective_id, kind)
      );
      GRANT SELECT, INSERT ON ormee.link_try TO ormee_serving;
      GRANT UPDATE (since, tries) ON ormee.link_try TO ormee_serving;

      ALTER TABLE ormee.link
        ADD COLUMN code_place text,
        ADD COLUMN code_hash text,
        ADD COLUMN code_tries integer NOT NULL DEFAULT 0 CONSTRAINT link_code_tries CHECK (code_tries BETWEEN 0 AND 5),
        ADD COLUMN issue_id uuid,
        ADD CONSTRAINT link_code_whole CHECK ((code_place IS NULL) = (code_hash IS NULL)),
        ADD CONSTRAINT link_issue_fk FOREIGN KEY (collective_id, issue_id) REFERENCES ormee.link_issue (collective_id, id);
      CREATE INDEX link_code ON ormee.link (collective_id, code_place) WHERE code_place IS NOT NULL;
      CREATE INDEX link_of_member ON ormee.link (collective_id, member_id);
      GRANT UPDATE (code_tries) ON ormee.link TO ormee_serving;

      ALTER TABLE ormee.session ADD COLUMN assisted boolean NOT NULL DEFAULT false;
      ALTER TABLE ormee.ballot ADD COLUMN assisted boolean NOT NULL DEFAULT false;
      GRANT UPDATE (assisted) ON ormee.ballot TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
