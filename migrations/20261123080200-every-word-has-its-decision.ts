import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Decisions are numbered by year and never edited; clauses and provisions are opened and closed by them.
 * A provision has one version in force on a day as known at an instant.
 */
export class EveryWordHasItsDecision20261123080200 implements MigrationInterface {
  name = 'EveryWordHasItsDecision20261123080200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.decision (
        collective_id uuid NOT NULL CONSTRAINT decision_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        year integer NOT NULL,
        number integer NOT NULL CONSTRAINT decision_number_counts CHECK (number >= 0),
        title text NOT NULL,
        outcome text NOT NULL CONSTRAINT decision_outcome CHECK (outcome IN ('ADOPTED', 'REJECTED')),
        effects_state text NOT NULL
          CONSTRAINT decision_effects_state CHECK (effects_state IN ('NONE', 'APPLIED', 'NOT_APPLIED')),
        not_applied jsonb,
        effects jsonb NOT NULL,
        poll_id uuid,
        proposal_id uuid,
        proposal_version integer,
        venue text CONSTRAINT decision_venue CHECK (venue IN ('ONLINE', 'ASSEMBLY')),
        form text CONSTRAINT decision_form CHECK (form IN ('PHYSICAL', 'HYBRID', 'REMOTE')),
        prevails boolean NOT NULL,
        revocable_online boolean NOT NULL,
        proclaimed_at timestamptz(3) NOT NULL,
        visibility text NOT NULL
          CONSTRAINT decision_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'GROUP', 'NAMED')),
        CONSTRAINT decision_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT decision_number_once UNIQUE (collective_id, year, number),
        CONSTRAINT decision_poll_once UNIQUE (collective_id, poll_id),
        CONSTRAINT decision_not_applied_says_why CHECK ((effects_state = 'NOT_APPLIED') = (not_applied IS NOT NULL)),
        CONSTRAINT decision_rejected_does_nothing CHECK (outcome = 'ADOPTED' OR effects_state = 'NONE'),
        CONSTRAINT decision_form_of_assembly CHECK ((venue = 'ASSEMBLY') = (form IS NOT NULL) OR venue IS NULL)
      );
      GRANT SELECT, INSERT ON ormee.decision TO ormee_serving;

      CREATE TABLE ormee.last_decision (
        collective_id uuid NOT NULL,
        target text NOT NULL,
        decision_id uuid NOT NULL,
        CONSTRAINT last_decision_pk PRIMARY KEY (collective_id, target),
        CONSTRAINT last_decision_decision_fk FOREIGN KEY (collective_id, decision_id)
          REFERENCES ormee.decision (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.last_decision TO ormee_serving;
      GRANT UPDATE (decision_id) ON ormee.last_decision TO ormee_serving;

      CREATE TABLE ormee.clause_version (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        matter text NOT NULL
          CONSTRAINT clause_version_matter CHECK (matter IN ('ROUTINE', 'DEEP', 'GOVERNANCE', 'MANDATE', 'EXCLUSION')),
        clause jsonb NOT NULL,
        hash text NOT NULL CONSTRAINT clause_version_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        in_force_from timestamptz(3) NOT NULL,
        in_force_until timestamptz(3),
        opened_by uuid NOT NULL,
        closed_by uuid,
        CONSTRAINT clause_version_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT clause_version_opened_by_fk FOREIGN KEY (collective_id, opened_by) REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT clause_version_closed_by_fk FOREIGN KEY (collective_id, closed_by) REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT clause_version_closed_by_decision CHECK ((in_force_until IS NULL) = (closed_by IS NULL))
      );
      CREATE UNIQUE INDEX clause_version_one_in_force ON ormee.clause_version (collective_id, matter) WHERE in_force_until IS NULL;
      GRANT SELECT, INSERT ON ormee.clause_version TO ormee_serving;
      GRANT UPDATE (in_force_until, closed_by) ON ormee.clause_version TO ormee_serving;

      CREATE TABLE ormee.legal_text (
        collective_id uuid NOT NULL CONSTRAINT legal_text_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        title text NOT NULL CONSTRAINT legal_text_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
        matter text NOT NULL CONSTRAINT legal_text_matter CHECK (matter IN ('DEEP', 'GOVERNANCE')),
        revision integer NOT NULL CONSTRAINT legal_text_revision CHECK (revision >= 0),
        visibility text NOT NULL
          CONSTRAINT legal_text_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'GROUP', 'NAMED')),
        CONSTRAINT legal_text_pk PRIMARY KEY (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.legal_text TO ormee_serving;
      GRANT UPDATE (revision) ON ormee.legal_text TO ormee_serving;

      CREATE TABLE ormee.provision (
        collective_id uuid NOT NULL,
        text_id uuid NOT NULL,
        id uuid NOT NULL,
        CONSTRAINT provision_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT provision_of_text UNIQUE (collective_id, text_id, id),
        CONSTRAINT provision_text_fk FOREIGN KEY (collective_id, text_id) REFERENCES ormee.legal_text (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.provision TO ormee_serving;

      CREATE TABLE ormee.provision_version (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        text_id uuid NOT NULL,
        provision_id uuid NOT NULL,
        parent_id uuid,
        position text COLLATE "C" NOT NULL,
        number text NOT NULL CONSTRAINT provision_version_number_said CHECK (btrim(number) <> ''),
        heading text NOT NULL,
        body text NOT NULL,
        hash text NOT NULL CONSTRAINT provision_version_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        in_force_from date NOT NULL,
        in_force_until date,
        known_from timestamptz(3) NOT NULL,
        known_until timestamptz(3),
        opened_by uuid NOT NULL,
        closed_by uuid,
        CONSTRAINT provision_version_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT provision_version_provision_fk FOREIGN KEY (collective_id, text_id, provision_id)
          REFERENCES ormee.provision (collective_id, text_id, id),
        CONSTRAINT provision_version_parent_fk FOREIGN KEY (collective_id, text_id, parent_id)
          REFERENCES ormee.provision (collective_id, text_id, id),
        CONSTRAINT provision_version_opened_by_fk FOREIGN KEY (collective_id, opened_by)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT provision_version_closed_by_fk FOREIGN KEY (collective_id, closed_by)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT provision_version_in_force_forward CHECK (in_force_until IS NULL OR in_force_until > in_force_from),
        CONSTRAINT provision_version_known_forward CHECK (known_until IS NULL OR known_until >= known_from),
        CONSTRAINT provision_version_closed_by_decision CHECK ((known_until IS NULL) = (closed_by IS NULL)),
        CONSTRAINT provision_version_one_in_force EXCLUDE USING gist (
          collective_id WITH =, provision_id WITH =,
          daterange(in_force_from, in_force_until) WITH &&, tstzrange(known_from, known_until) WITH &&)
      );
      CREATE INDEX provision_version_of_text ON ormee.provision_version (collective_id, text_id);
      GRANT SELECT, INSERT ON ormee.provision_version TO ormee_serving;
      GRANT UPDATE (known_until, closed_by) ON ormee.provision_version TO ormee_serving;

      CREATE TABLE ormee.text_operation (
        collective_id uuid NOT NULL,
        decision_id uuid NOT NULL,
        text_id uuid NOT NULL,
        operations jsonb NOT NULL,
        effective_on date NOT NULL,
        known_at timestamptz(3) NOT NULL,
        CONSTRAINT text_operation_pk PRIMARY KEY (collective_id, decision_id, text_id),
        CONSTRAINT text_operation_decision_fk FOREIGN KEY (collective_id, decision_id)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT text_operation_text_fk FOREIGN KEY (collective_id, text_id)
          REFERENCES ormee.legal_text (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.text_operation TO ormee_serving;
      ALTER TABLE ormee.provision_version ADD CONSTRAINT provision_version_operation_fk
        FOREIGN KEY (collective_id, opened_by, text_id) REFERENCES ormee.text_operation (collective_id, decision_id, text_id);

      -- What is closed stays closed: the serving role may end a version or a clause once, and never move that end.
      ALTER TABLE ormee.provision_version ENABLE ROW LEVEL SECURITY;
      CREATE POLICY provision_version_read ON ormee.provision_version FOR SELECT TO ormee_serving USING (true);
      CREATE POLICY provision_version_open ON ormee.provision_version FOR INSERT TO ormee_serving WITH CHECK (true);
      CREATE POLICY provision_version_close ON ormee.provision_version FOR UPDATE TO ormee_serving
        USING (known_until IS NULL) WITH CHECK (known_until IS NOT NULL);
      ALTER TABLE ormee.clause_version ENABLE ROW LEVEL SECURITY;
      CREATE POLICY clause_version_read ON ormee.clause_version FOR SELECT TO ormee_serving USING (true);
      CREATE POLICY clause_version_open ON ormee.clause_version FOR INSERT TO ormee_serving WITH CHECK (true);
      CREATE POLICY clause_version_close ON ormee.clause_version FOR UPDATE TO ormee_serving
        USING (in_force_until IS NULL) WITH CHECK (in_force_until IS NOT NULL);

      CREATE TABLE ormee.mandate (
        collective_id uuid NOT NULL CONSTRAINT mandate_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        task text NOT NULL CONSTRAINT mandate_task_named CHECK (task ~ '^[a-z0-9][a-z0-9/-]{0,119}$'),
        title text NOT NULL CONSTRAINT mandate_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
        instructions text NOT NULL,
        bound_by uuid[] NOT NULL,
        scope_acts text[] NOT NULL,
        scope_kind text NOT NULL
          CONSTRAINT mandate_scope_kind CHECK (scope_kind IN ('COLLECTIVE', 'GROUP', 'ASSEMBLY', 'TEXT')),
        scope_id uuid NOT NULL,
        role text CONSTRAINT mandate_role
          CHECK (role IN ('FACILITATOR', 'MINUTE_TAKER', 'TIMEKEEPER', 'QUEUE_KEEPER', 'TELLER')),
        state text NOT NULL
          CONSTRAINT mandate_state CHECK (state IN ('LIVE', 'REVOKED', 'HANDED_BACK', 'ENDED')),
        starts_at timestamptz(3) NOT NULL,
        ends_at timestamptz(3) CONSTRAINT mandate_ends_later CHECK (ends_at > starts_at),
        report_due_at timestamptz(3),
        granted_by uuid,
        ended_by uuid,
        ended_at timestamptz(3),
        visibility text NOT NULL
          CONSTRAINT mandate_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'GROUP', 'NAMED')),
        CONSTRAINT mandate_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT mandate_granted_by_fk FOREIGN KEY (collective_id, granted_by) REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT mandate_ended_by_fk FOREIGN KEY (collective_id, ended_by) REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT mandate_source CHECK ((granted_by IS NULL) = (role IS NOT NULL)),
        CONSTRAINT mandate_end_of_sitting CHECK ((ends_at IS NULL) = (role IS NOT NULL)),
        CONSTRAINT mandate_ended_dated CHECK ((state = 'LIVE') = (ended_at IS NULL)),
        CONSTRAINT mandate_revoked_by_decision CHECK (role IS NOT NULL OR state <> 'REVOKED' OR ended_by IS NOT NULL)
      );
      CREATE UNIQUE INDEX mandate_one_live ON ormee.mandate (collective_id, task) WHERE state = 'LIVE';
      GRANT SELECT, INSERT ON ormee.mandate TO ormee_serving;
      GRANT UPDATE (state, ended_by, ended_at) ON ormee.mandate TO ormee_serving;

      CREATE TABLE ormee.mandate_holder (
        collective_id uuid NOT NULL,
        mandate_id uuid NOT NULL,
        member_id uuid NOT NULL,
        left_at timestamptz(3),
        CONSTRAINT mandate_holder_pk PRIMARY KEY (collective_id, mandate_id, member_id),
        CONSTRAINT mandate_holder_mandate_fk FOREIGN KEY (collective_id, mandate_id) REFERENCES ormee.mandate (collective_id, id),
        CONSTRAINT mandate_holder_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id)
      );
      CREATE INDEX mandate_holder_member ON ormee.mandate_holder (collective_id, member_id);
      GRANT SELECT, INSERT ON ormee.mandate_holder TO ormee_serving;
      GRANT UPDATE (left_at) ON ormee.mandate_holder TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
