import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Members amend a proposal's wording before it is put: what each asks for stays readable for ever, on the very words
 * that its author read, and is carried along as the wording changes. A poll may put amendments instead of the proposal;
 * one that is adopted makes a new version.
 */
export class AProposalIsAmendedBeforeItIsVoted20261127010000 implements MigrationInterface {
  name = 'AProposalIsAmendedBeforeItIsVoted20261127010000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.proposal_version ADD COLUMN amends_version integer;
      ALTER TABLE ormee.proposal_version ADD CONSTRAINT proposal_version_amends_earlier
        CHECK (amends_version < version);

      ALTER TABLE ormee.poll ADD COLUMN amends boolean NOT NULL DEFAULT false;

      CREATE TABLE ormee.amendment_base (
        collective_id uuid NOT NULL,
        proposal_id uuid NOT NULL,
        hash text NOT NULL CONSTRAINT amendment_base_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        version integer NOT NULL,
        markdown text NOT NULL,
        CONSTRAINT amendment_base_pk PRIMARY KEY (collective_id, proposal_id, hash),
        CONSTRAINT amendment_base_version_fk FOREIGN KEY (collective_id, proposal_id, version)
          REFERENCES ormee.proposal_version (collective_id, proposal_id, version)
      );
      GRANT SELECT, INSERT ON ormee.amendment_base TO ormee_serving;

      CREATE TABLE ormee.amendment (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        proposal_id uuid NOT NULL,
        number integer NOT NULL CONSTRAINT amendment_number CHECK (number > 0),
        author_id uuid NOT NULL,
        parent_id uuid,
        reason text NOT NULL CONSTRAINT amendment_reason CHECK (length(reason) <= 10000),
        state text NOT NULL CONSTRAINT amendment_state
          CHECK (state IN ('PENDING', 'ACCEPTED', 'ADOPTED', 'REJECTED', 'WITHDRAWN', 'LAPSED')),
        cause text CONSTRAINT amendment_cause
          CHECK (cause IN ('RIVAL_ADOPTED', 'ORPHANED', 'ALREADY_SAID', 'PARENT_SETTLED', 'PROPOSAL_DECIDED')),
        revision integer NOT NULL CONSTRAINT amendment_revision CHECK (revision > 0),
        submitted_at timestamptz(3) NOT NULL,
        assembly_id uuid,
        poll_id uuid,
        objection_until timestamptz(3),
        acceptance_objected boolean NOT NULL DEFAULT false,
        CONSTRAINT amendment_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT amendment_number_once UNIQUE (collective_id, proposal_id, number),
        CONSTRAINT amendment_proposal_fk FOREIGN KEY (collective_id, proposal_id)
          REFERENCES ormee.proposal (collective_id, id),
        CONSTRAINT amendment_author_fk FOREIGN KEY (collective_id, author_id) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT amendment_parent_fk FOREIGN KEY (collective_id, parent_id)
          REFERENCES ormee.amendment (collective_id, id),
        CONSTRAINT amendment_assembly_fk FOREIGN KEY (collective_id, assembly_id)
          REFERENCES ormee.assembly (collective_id, id),
        CONSTRAINT amendment_poll_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.poll (collective_id, id),
        CONSTRAINT amendment_lapses_for_a_cause CHECK ((state = 'LAPSED') = (cause IS NOT NULL)),
        CONSTRAINT amendment_accepted_for_a_time CHECK ((state = 'ACCEPTED') = (objection_until IS NOT NULL))
      );
      CREATE INDEX amendment_of_parent ON ormee.amendment (collective_id, parent_id) WHERE parent_id IS NOT NULL;
      GRANT SELECT, INSERT ON ormee.amendment TO ormee_serving;
      GRANT UPDATE (state, cause, revision, poll_id, objection_until, acceptance_objected)
        ON ormee.amendment TO ormee_serving;

      CREATE TABLE ormee.amendment_version (
        collective_id uuid NOT NULL,
        amendment_id uuid NOT NULL,
        revision integer NOT NULL,
        proposal_id uuid NOT NULL,
        base_hash text NOT NULL,
        hunks jsonb NOT NULL,
        hash text NOT NULL CONSTRAINT amendment_version_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        outcome text NOT NULL CONSTRAINT amendment_version_outcome
          CHECK (outcome IN ('WRITTEN', 'CLEAN', 'SHIFTED', 'SUB_AMENDED')),
        CONSTRAINT amendment_version_pk PRIMARY KEY (collective_id, amendment_id, revision),
        CONSTRAINT amendment_version_amendment_fk FOREIGN KEY (collective_id, amendment_id)
          REFERENCES ormee.amendment (collective_id, id),
        CONSTRAINT amendment_version_base_fk FOREIGN KEY (collective_id, proposal_id, base_hash)
          REFERENCES ormee.amendment_base (collective_id, proposal_id, hash),
        CONSTRAINT amendment_version_first_is_written CHECK ((revision = 1) = (outcome = 'WRITTEN'))
      );
      GRANT SELECT, INSERT ON ormee.amendment_version TO ormee_serving;

      CREATE TABLE ormee.amendment_support (
        collective_id uuid NOT NULL,
        amendment_id uuid NOT NULL,
        member_id uuid NOT NULL,
        CONSTRAINT amendment_support_pk PRIMARY KEY (collective_id, amendment_id, member_id),
        CONSTRAINT amendment_support_amendment_fk FOREIGN KEY (collective_id, amendment_id)
          REFERENCES ormee.amendment (collective_id, id),
        CONSTRAINT amendment_support_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.amendment_support TO ormee_serving;

      CREATE TABLE ormee.poll_amendment (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        amendment_id uuid NOT NULL,
        option_key text NOT NULL,
        revision integer NOT NULL,
        hash text NOT NULL,
        CONSTRAINT poll_amendment_pk PRIMARY KEY (collective_id, poll_id, amendment_id),
        CONSTRAINT poll_amendment_poll_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.poll (collective_id, id),
        CONSTRAINT poll_amendment_version_fk FOREIGN KEY (collective_id, amendment_id, revision)
          REFERENCES ormee.amendment_version (collective_id, amendment_id, revision)
      );
      GRANT SELECT, INSERT ON ormee.poll_amendment TO ormee_serving;

      CREATE TABLE ormee.amendment_deadline (
        collective_id uuid NOT NULL,
        proposal_id uuid NOT NULL,
        assembly_id uuid NOT NULL,
        until timestamptz(3) NOT NULL,
        CONSTRAINT amendment_deadline_pk PRIMARY KEY (collective_id, proposal_id, assembly_id),
        CONSTRAINT amendment_deadline_proposal_fk FOREIGN KEY (collective_id, proposal_id)
          REFERENCES ormee.proposal (collective_id, id),
        CONSTRAINT amendment_deadline_assembly_fk FOREIGN KEY (collective_id, assembly_id)
          REFERENCES ormee.assembly (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.amendment_deadline TO ormee_serving;

      CREATE TABLE ormee.amendment_freeze (
        collective_id uuid NOT NULL,
        proposal_id uuid NOT NULL,
        frozen_at timestamptz(3) NOT NULL,
        version integer NOT NULL,
        hash text NOT NULL CONSTRAINT amendment_freeze_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT amendment_freeze_pk PRIMARY KEY (collective_id, proposal_id),
        CONSTRAINT amendment_freeze_version_fk FOREIGN KEY (collective_id, proposal_id, version)
          REFERENCES ormee.proposal_version (collective_id, proposal_id, version)
      );
      GRANT SELECT, INSERT ON ormee.amendment_freeze TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
