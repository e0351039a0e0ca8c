import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A proposal's versions are immutable; a poll's rules are pinned in its own row; one target is put once a venue;
 * a ballot exists only for somebody entitled on the roll, once a member and poll, without time nor order.
 */
export class OneBallotAMemberAndPoll20261123080300 implements MigrationInterface {
  name = 'OneBallotAMemberAndPoll20261123080300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.proposal (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        author_id uuid NOT NULL,
        state text NOT NULL CONSTRAINT proposal_state CHECK (state IN ('OPEN', 'DECIDED', 'WITHDRAWN')),
        current_version integer NOT NULL CONSTRAINT proposal_version_counts CHECK (current_version > 0),
        created_at timestamptz(3) NOT NULL,
        visibility text NOT NULL
          CONSTRAINT proposal_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'GROUP', 'NAMED')),
        CONSTRAINT proposal_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT proposal_author_fk FOREIGN KEY (collective_id, author_id) REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.proposal TO ormee_serving;
      GRANT UPDATE (state, current_version) ON ormee.proposal TO ormee_serving;

      CREATE TABLE ormee.proposal_version (
        collective_id uuid NOT NULL,
        proposal_id uuid NOT NULL,
        version integer NOT NULL CONSTRAINT proposal_version_positive CHECK (version > 0),
        title text NOT NULL CONSTRAINT proposal_version_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
        rationale text NOT NULL CONSTRAINT proposal_version_rationale_short CHECK (length(rationale) <= 100000),
        effects jsonb NOT NULL,
        matter text NOT NULL
          CONSTRAINT proposal_version_matter CHECK (matter IN ('ROUTINE', 'DEEP', 'GOVERNANCE', 'MANDATE', 'EXCLUSION')),
        raised_to text CONSTRAINT proposal_version_raised_to CHECK (raised_to IN ('ROUTINE', 'DEEP', 'GOVERNANCE')),
        wording_hash text NOT NULL CONSTRAINT proposal_version_wording_hash CHECK (wording_hash ~ '^[0-9a-f]{64}$'),
        effects_hash text NOT NULL CONSTRAINT proposal_version_effects_hash CHECK (effects_hash ~ '^[0-9a-f]{64}$'),
        submitted_at timestamptz(3) NOT NULL,
        CONSTRAINT proposal_version_pk PRIMARY KEY (collective_id, proposal_id, version),
        CONSTRAINT proposal_version_proposal_fk FOREIGN KEY (collective_id, proposal_id)
          REFERENCES ormee.proposal (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.proposal_version TO ormee_serving;

      CREATE TABLE ormee.support (
        collective_id uuid NOT NULL,
        proposal_id uuid NOT NULL,
        version integer NOT NULL,
        member_id uuid NOT NULL,
        CONSTRAINT support_pk PRIMARY KEY (collective_id, proposal_id, version, member_id),
        CONSTRAINT support_version_fk FOREIGN KEY (collective_id, proposal_id, version)
          REFERENCES ormee.proposal_version (collective_id, proposal_id, version),
        CONSTRAINT support_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.support TO ormee_serving;

      CREATE TABLE ormee.assembly (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        title text NOT NULL CONSTRAINT assembly_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
        form text NOT NULL CONSTRAINT assembly_form CHECK (form IN ('PHYSICAL', 'HYBRID', 'REMOTE')),
        state text NOT NULL CONSTRAINT assembly_state CHECK (state IN ('CONVENED', 'RUNNING', 'ENDED')),
        convened_by uuid NOT NULL,
        convened_at timestamptz(3) NOT NULL,
        starts_at timestamptz(3) NOT NULL CONSTRAINT assembly_after_notice CHECK (starts_at >= convened_at),
        started_at timestamptz(3),
        ended_at timestamptz(3),
        visibility text NOT NULL
          CONSTRAINT assembly_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'GROUP', 'NAMED')),
        CONSTRAINT assembly_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT assembly_convened_by_fk FOREIGN KEY (collective_id, convened_by) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT assembly_started_dated CHECK ((state = 'CONVENED') = (started_at IS NULL)),
        CONSTRAINT assembly_ended_dated CHECK ((state = 'ENDED') = (ended_at IS NOT NULL))
      );
      GRANT SELECT, INSERT ON ormee.assembly TO ormee_serving;
      GRANT UPDATE (state, started_at, ended_at) ON ormee.assembly TO ormee_serving;

      CREATE TABLE ormee.attendance (
        collective_id uuid NOT NULL,
        assembly_id uuid NOT NULL,
        member_id uuid NOT NULL,
        arrived_at timestamptz(3) NOT NULL,
        left_at timestamptz(3) CONSTRAINT attendance_forward CHECK (left_at >= arrived_at),
        CONSTRAINT attendance_pk PRIMARY KEY (collective_id, assembly_id, member_id, arrived_at),
        CONSTRAINT attendance_assembly_fk FOREIGN KEY (collective_id, assembly_id) REFERENCES ormee.assembly (collective_id, id),
        CONSTRAINT attendance_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT attendance_once_at_a_time EXCLUDE USING gist (
          collective_id WITH =, assembly_id WITH =, member_id WITH =, tstzrange(arrived_at, left_at) WITH &&)
      );
      GRANT SELECT, INSERT ON ormee.attendance TO ormee_serving;
      GRANT UPDATE (left_at) ON ormee.attendance TO ormee_serving;

      CREATE TABLE ormee.poll (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        proposal_id uuid NOT NULL,
        proposal_version integer NOT NULL,
        title text NOT NULL,
        venue text NOT NULL CONSTRAINT poll_venue CHECK (venue IN ('ONLINE', 'ASSEMBLY')),
        assembly_id uuid,
        form text CONSTRAINT poll_form CHECK (form IN ('PHYSICAL', 'HYBRID', 'REMOTE')),
        matter text NOT NULL
          CONSTRAINT poll_matter CHECK (matter IN ('ROUTINE', 'DEEP', 'GOVERNANCE', 'MANDATE', 'EXCLUSION')),
        method text NOT NULL CONSTRAINT poll_method CHECK (method IN ('threshold@1', 'consent@1')),
        ballot_mode text NOT NULL CONSTRAINT poll_ballot_mode CHECK (ballot_mode IN ('OPEN')),
        ballot_may_change boolean NOT NULL,
        clauses jsonb NOT NULL,
        clauses_hash text NOT NULL CONSTRAINT poll_clauses_hash CHECK (clauses_hash ~ '^[0-9a-f]{64}$'),
        wording_hash text NOT NULL CONSTRAINT poll_wording_hash CHECK (wording_hash ~ '^[0-9a-f]{64}$'),
        effects_hash text NOT NULL CONSTRAINT poll_effects_hash CHECK (effects_hash ~ '^[0-9a-f]{64}$'),
        roll_hash text NOT NULL CONSTRAINT poll_roll_hash CHECK (roll_hash ~ '^[0-9a-f]{64}$'),
        state text NOT NULL
          CONSTRAINT poll_state CHECK (state IN ('OPEN', 'CLOSED', 'DECIDED', 'CANCELLED', 'SUPERSEDED')),
        opened_by uuid NOT NULL,
        opened_at timestamptz(3) NOT NULL,
        closes_at timestamptz(3) CONSTRAINT poll_closes_later CHECK (closes_at > opened_at),
        closed_at timestamptz(3),
        superseded_by uuid,
        visibility text NOT NULL
          CONSTRAINT poll_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'GROUP', 'NAMED')),
        CONSTRAINT poll_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT poll_version_fk FOREIGN KEY (collective_id, proposal_id, proposal_version)
          REFERENCES ormee.proposal_version (collective_id, proposal_id, version),
        CONSTRAINT poll_assembly_fk FOREIGN KEY (collective_id, assembly_id) REFERENCES ormee.assembly (collective_id, id),
        CONSTRAINT poll_opened_by_fk FOREIGN KEY (collective_id, opened_by) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT poll_superseded_by_fk FOREIGN KEY (collective_id, superseded_by)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT poll_in_assembly CHECK ((venue = 'ASSEMBLY') = (assembly_id IS NOT NULL AND form IS NOT NULL)),
        CONSTRAINT poll_online_has_deadline CHECK (venue <> 'ONLINE' OR closes_at IS NOT NULL),
        CONSTRAINT poll_closed_dated CHECK (state IN ('SUPERSEDED', 'CANCELLED') OR (state = 'OPEN') = (closed_at IS NULL)),
        CONSTRAINT poll_superseded_by_decision CHECK ((state = 'SUPERSEDED') = (superseded_by IS NOT NULL))
      );
      CREATE INDEX poll_of_proposal ON ormee.poll (collective_id, proposal_id);
      GRANT SELECT, INSERT ON ormee.poll TO ormee_serving;
      GRANT UPDATE (state, closes_at, closed_at, superseded_by) ON ormee.poll TO ormee_serving;
      ALTER TABLE ormee.decision ADD CONSTRAINT decision_poll_fk FOREIGN KEY (collective_id, poll_id)
        REFERENCES ormee.poll (collective_id, id);
      ALTER TABLE ormee.decision ADD CONSTRAINT decision_version_fk
        FOREIGN KEY (collective_id, proposal_id, proposal_version)
        REFERENCES ormee.proposal_version (collective_id, proposal_id, version);

      CREATE TABLE ormee.poll_option (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        key text NOT NULL,
        effects jsonb NOT NULL,
        status_quo boolean NOT NULL,
        CONSTRAINT poll_option_pk PRIMARY KEY (collective_id, poll_id, key),
        CONSTRAINT poll_option_poll_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.poll (collective_id, id),
        CONSTRAINT poll_option_status_quo_does_nothing CHECK (NOT status_quo OR effects = '[]'::jsonb)
      );
      GRANT SELECT, INSERT ON ormee.poll_option TO ormee_serving;

      CREATE TABLE ormee.roll_entry (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        entitled boolean NOT NULL,
        present boolean NOT NULL,
        reason text NOT NULL CONSTRAINT roll_entry_reason
          CHECK (reason IN ('MEMBER', 'LEGAL_PERSON', 'NOT_ACTIVE', 'STRUCK')),
        CONSTRAINT roll_entry_pk PRIMARY KEY (collective_id, poll_id, member_id),
        CONSTRAINT roll_entry_entitled_once UNIQUE (collective_id, poll_id, member_id, entitled),
        CONSTRAINT roll_entry_poll_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.poll (collective_id, id),
        CONSTRAINT roll_entry_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT roll_entry_reason_agrees CHECK (entitled = (reason = 'MEMBER'))
      );
      GRANT SELECT, INSERT ON ormee.roll_entry TO ormee_serving;
      GRANT UPDATE (entitled, reason) ON ormee.roll_entry TO ormee_serving;

      CREATE TABLE ormee.objection (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        reason text NOT NULL CONSTRAINT objection_has_reason CHECK (btrim(reason) <> '' AND length(reason) <= 10000),
        state text NOT NULL CONSTRAINT objection_state CHECK (state IN ('RAISED', 'WITHDRAWN')),
        CONSTRAINT objection_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT objection_once UNIQUE (collective_id, poll_id, member_id),
        CONSTRAINT objection_of_poll UNIQUE (collective_id, poll_id, member_id, id),
        CONSTRAINT objection_roll_fk FOREIGN KEY (collective_id, poll_id, member_id)
          REFERENCES ormee.roll_entry (collective_id, poll_id, member_id)
      );
      GRANT SELECT, INSERT ON ormee.objection TO ormee_serving;
      GRANT UPDATE (reason, state) ON ormee.objection TO ormee_serving;

      CREATE TABLE ormee.ballot (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        id uuid NOT NULL,
        entitled boolean NOT NULL DEFAULT true CONSTRAINT ballot_entitled CHECK (entitled),
        choice text NOT NULL CONSTRAINT ballot_choice
          CHECK (choice IN ('FOR', 'AGAINST', 'ABSTAIN', 'BLANK', 'NOT_TAKING_PART', 'CONSENT', 'OBJECT')),
        objection_id uuid,
        revision integer NOT NULL CONSTRAINT ballot_revision CHECK (revision > 0),
        CONSTRAINT ballot_pk PRIMARY KEY (collective_id, poll_id, member_id),
        CONSTRAINT ballot_on_roll_fk FOREIGN KEY (collective_id, poll_id, member_id, entitled)
          REFERENCES ormee.roll_entry (collective_id, poll_id, member_id, entitled),
        CONSTRAINT ballot_objection_fk FOREIGN KEY (collective_id, poll_id, member_id, objection_id)
          REFERENCES ormee.objection (collective_id, poll_id, member_id, id),
        CONSTRAINT ballot_objection_argued CHECK ((choice = 'OBJECT') = (objection_id IS NOT NULL))
      );
      GRANT SELECT, INSERT ON ormee.ballot TO ormee_serving;
      GRANT UPDATE (choice, objection_id, revision) ON ormee.ballot TO ormee_serving;

      CREATE TABLE ormee.reservation (
        collective_id uuid NOT NULL,
        target text NOT NULL,
        venue text NOT NULL CONSTRAINT reservation_venue CHECK (venue IN ('ONLINE', 'ASSEMBLY')),
        poll_id uuid NOT NULL,
        CONSTRAINT reservation_pk PRIMARY KEY (collective_id, target, venue),
        CONSTRAINT reservation_poll_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.poll (collective_id, id)
      );
      CREATE INDEX reservation_of_poll ON ormee.reservation (collective_id, poll_id);
      GRANT SELECT, INSERT, DELETE ON ormee.reservation TO ormee_serving;

      CREATE TABLE ormee.outcome (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        code text NOT NULL CONSTRAINT outcome_code
          CHECK (code IN ('ADOPTED', 'REJECTED', 'NO_QUORUM', 'NO_DECISION', 'TIED', 'PREFERENCE')),
        working jsonb NOT NULL,
        hash text NOT NULL CONSTRAINT outcome_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        proclaimed_at timestamptz(3) NOT NULL,
        CONSTRAINT outcome_pk PRIMARY KEY (collective_id, poll_id),
        CONSTRAINT outcome_poll_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.poll (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.outcome TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
