import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who becomes a member is a rule of the charter, with its decision; a declaration is no membership until what the rule
 * asks is there; a line of a file proves nothing by itself; dues are a date, never an amount.
 */
export class WhoBecomesAMember20261126113000 implements MigrationInterface {
  name = 'WhoBecomesAMember20261126113000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.membership_rule (
        collective_id uuid NOT NULL CONSTRAINT membership_rule_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        rule jsonb NOT NULL,
        hash text NOT NULL CONSTRAINT membership_rule_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        in_force_from timestamptz(3) NOT NULL,
        in_force_until timestamptz(3),
        opened_by uuid NOT NULL,
        closed_by uuid,
        CONSTRAINT membership_rule_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT membership_rule_opened_by_fk FOREIGN KEY (collective_id, opened_by)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT membership_rule_closed_by_fk FOREIGN KEY (collective_id, closed_by)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT membership_rule_closed_by_decision CHECK ((in_force_until IS NULL) = (closed_by IS NULL))
      );
      CREATE UNIQUE INDEX membership_rule_one_in_force ON ormee.membership_rule (collective_id)
        WHERE in_force_until IS NULL;
      GRANT SELECT, INSERT ON ormee.membership_rule TO ormee_serving;
      GRANT UPDATE (in_force_until, closed_by) ON ormee.membership_rule TO ormee_serving;
      ALTER TABLE ormee.membership_rule ENABLE ROW LEVEL SECURITY;
      CREATE POLICY membership_rule_read ON ormee.membership_rule FOR SELECT TO ormee_serving USING (true);
      CREATE POLICY membership_rule_open ON ormee.membership_rule FOR INSERT TO ormee_serving WITH CHECK (true);
      CREATE POLICY membership_rule_close ON ormee.membership_rule FOR UPDATE TO ormee_serving
        USING (in_force_until IS NULL) WITH CHECK (in_force_until IS NOT NULL);

      CREATE TABLE ormee.membership_dues (
        collective_id uuid NOT NULL,
        member_id uuid NOT NULL,
        until date NOT NULL,
        recorded_by uuid NOT NULL,
        CONSTRAINT membership_dues_pk PRIMARY KEY (collective_id, member_id),
        CONSTRAINT membership_dues_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT membership_dues_recorded_by_fk FOREIGN KEY (collective_id, recorded_by)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.membership_dues TO ormee_serving;
      GRANT UPDATE (until, recorded_by) ON ormee.membership_dues TO ormee_serving;

      CREATE TABLE ormee.application (
        collective_id uuid NOT NULL CONSTRAINT application_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        public_name text NOT NULL
          CONSTRAINT application_name_said CHECK (btrim(public_name) <> '' AND length(public_name) <= 80),
        kind text NOT NULL CONSTRAINT application_kind CHECK (kind IN ('NATURAL', 'LEGAL')),
        statement text NOT NULL CONSTRAINT application_statement_short CHECK (length(statement) <= 5000),
        email text CONSTRAINT application_email_short CHECK (length(email) <= 254),
        key_hash text NOT NULL CONSTRAINT application_key_hash CHECK (key_hash ~ '^[0-9a-f]{64}$'),
        returning_member_id uuid,
        state text NOT NULL CONSTRAINT application_state CHECK (state IN ('OPEN', 'ADMITTED')),
        signature_proof text
          CONSTRAINT application_signature_proof CHECK (signature_proof IN ('VOUCHED', 'MANDATE', 'MAIL_LINK')),
        member_id uuid,
        declared_at timestamptz(3) NOT NULL,
        lapses_at timestamptz(3) NOT NULL CONSTRAINT application_lapses_later CHECK (lapses_at > declared_at),
        CONSTRAINT application_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT application_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT application_returning_member_fk FOREIGN KEY (collective_id, returning_member_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT application_admitted_as_member CHECK ((state = 'ADMITTED') = (member_id IS NOT NULL))
      );
      GRANT SELECT, INSERT ON ormee.application TO ormee_serving;
      GRANT UPDATE (state, signature_proof, member_id, email, statement) ON ormee.application TO ormee_serving;

      CREATE TABLE ormee.vouching (
        collective_id uuid NOT NULL,
        application_id uuid NOT NULL,
        member_id uuid NOT NULL,
        CONSTRAINT vouching_pk PRIMARY KEY (collective_id, application_id, member_id),
        CONSTRAINT vouching_application_fk FOREIGN KEY (collective_id, application_id)
          REFERENCES ormee.application (collective_id, id),
        CONSTRAINT vouching_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.vouching TO ormee_serving;

      GRANT UPDATE (joined_at) ON ormee.member TO ormee_serving;

      CREATE TABLE ormee.taken_over_member (
        collective_id uuid NOT NULL,
        member_id uuid NOT NULL,
        taken_over_by uuid NOT NULL,
        verified_at timestamptz(3),
        CONSTRAINT taken_over_member_pk PRIMARY KEY (collective_id, member_id),
        CONSTRAINT taken_over_member_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT taken_over_member_taken_over_by_fk FOREIGN KEY (collective_id, taken_over_by)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.taken_over_member TO ormee_serving;
      GRANT UPDATE (verified_at) ON ormee.taken_over_member TO ormee_serving;

      CREATE TABLE ormee.taken_over_decision (
        collective_id uuid NOT NULL CONSTRAINT taken_over_decision_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        label text NOT NULL
          CONSTRAINT taken_over_decision_label_said CHECK (btrim(label) <> '' AND length(label) <= 60),
        decided_on date NOT NULL,
        title text NOT NULL
          CONSTRAINT taken_over_decision_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
        body text NOT NULL CONSTRAINT taken_over_decision_body_short CHECK (length(body) <= 100000),
        taken_over_by uuid NOT NULL,
        CONSTRAINT taken_over_decision_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT taken_over_decision_taken_over_by_fk FOREIGN KEY (collective_id, taken_over_by)
          REFERENCES ormee.member (collective_id, id)
      );
      CREATE UNIQUE INDEX taken_over_decision_label_once
        ON ormee.taken_over_decision (collective_id, lower(label));
      GRANT SELECT, INSERT ON ormee.taken_over_decision TO ormee_serving;

      CREATE TABLE ormee.appeal (
        collective_id uuid NOT NULL CONSTRAINT appeal_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        title text NOT NULL CONSTRAINT appeal_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
        body text NOT NULL CONSTRAINT appeal_body_said CHECK (btrim(body) <> '' AND length(body) <= 100000),
        visibility text NOT NULL CONSTRAINT appeal_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS')),
        published_at timestamptz(3) NOT NULL,
        published_by uuid NOT NULL,
        CONSTRAINT appeal_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT appeal_published_by_fk FOREIGN KEY (collective_id, published_by)
          REFERENCES ormee.decision (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.appeal TO ormee_serving;

      CREATE TABLE ormee.signatory (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        appeal_id uuid NOT NULL,
        name text NOT NULL CONSTRAINT signatory_name_said CHECK (btrim(name) <> '' AND length(name) <= 80),
        email text CONSTRAINT signatory_email_short CHECK (length(email) <= 254),
        signed_on date,
        verified boolean NOT NULL,
        CONSTRAINT signatory_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT signatory_appeal_fk FOREIGN KEY (collective_id, appeal_id) REFERENCES ormee.appeal (collective_id, id)
      );
      CREATE UNIQUE INDEX signatory_once
        ON ormee.signatory (collective_id, appeal_id, lower(name), lower(coalesce(email, '')));
      GRANT SELECT, INSERT ON ormee.signatory TO ormee_serving;
      GRANT UPDATE (verified) ON ormee.signatory TO ormee_serving;

      ALTER TABLE ormee.roll_entry DROP CONSTRAINT roll_entry_reason;
      ALTER TABLE ormee.roll_entry ADD CONSTRAINT roll_entry_reason
        CHECK (reason IN ('MEMBER', 'LEGAL_PERSON', 'NOT_ACTIVE', 'STRUCK', 'DUES_LAPSED', 'TOO_RECENT'));
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
