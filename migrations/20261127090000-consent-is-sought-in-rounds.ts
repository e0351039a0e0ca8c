import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Consent is a process: a question goes through its phases, and is asked in rounds, each a poll. An objection of a round
 * stands until its author withdraws it, a version integrates it, or the clause's rule sets it aside; how it ended is written
 * once and never changed.
 */
export class ConsentIsSoughtInRounds20261127090000 implements MigrationInterface {
  name = 'ConsentIsSoughtInRounds20261127090000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.consent_process (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        proposal_id uuid NOT NULL,
        assembly_id uuid,
        agenda_item_id uuid,
        rule jsonb NOT NULL,
        rule_hash text NOT NULL CONSTRAINT consent_process_rule_hash CHECK (rule_hash ~ '^[0-9a-f]{64}$'),
        state text NOT NULL CONSTRAINT consent_process_state CHECK (
          state IN ('RUNNING', 'ADOPTED', 'REJECTED', 'FALLEN_BACK', 'UNDECIDED', 'SUPERSEDED', 'WITHDRAWN')),
        phase text NOT NULL CONSTRAINT consent_process_phase CHECK (
          phase IN ('PRESENTATION', 'CLARIFICATION', 'REACTION', 'INTEGRATION', 'OBJECTION')),
        round integer NOT NULL CONSTRAINT consent_process_round CHECK (round BETWEEN 0 AND 10),
        phase_ends_at timestamptz(3),
        held_by text,
        started_by uuid NOT NULL,
        started_at timestamptz(3) NOT NULL,
        discussed_since timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        CONSTRAINT consent_process_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT consent_process_proposal_fk FOREIGN KEY (collective_id, proposal_id)
          REFERENCES ormee.proposal (collective_id, id),
        CONSTRAINT consent_process_assembly_fk FOREIGN KEY (collective_id, assembly_id)
          REFERENCES ormee.assembly (collective_id, id),
        CONSTRAINT consent_process_item_fk FOREIGN KEY (collective_id, assembly_id, agenda_item_id)
          REFERENCES ormee.agenda_item (collective_id, assembly_id, id),
        CONSTRAINT consent_process_item_in_assembly CHECK (agenda_item_id IS NULL OR assembly_id IS NOT NULL),
        CONSTRAINT consent_process_starter_fk FOREIGN KEY (collective_id, started_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT consent_process_ends_once CHECK ((state = 'RUNNING') = (ended_at IS NULL)),
        CONSTRAINT consent_process_held_without_a_time CHECK (held_by IS NULL OR phase_ends_at IS NULL)
      );
      CREATE UNIQUE INDEX consent_process_one_running ON ormee.consent_process (collective_id, proposal_id)
        WHERE state = 'RUNNING';
      CREATE INDEX consent_process_of_proposal ON ormee.consent_process (collective_id, proposal_id);
      GRANT SELECT, INSERT ON ormee.consent_process TO ormee_serving;
      GRANT UPDATE (state, phase, round, phase_ends_at, held_by, ended_at) ON ormee.consent_process TO ormee_serving;

      CREATE TABLE ormee.consent_step (
        collective_id uuid NOT NULL,
        process_id uuid NOT NULL,
        place integer NOT NULL CONSTRAINT consent_step_place CHECK (place > 0),
        phase text NOT NULL CONSTRAINT consent_step_phase CHECK (
          phase IN ('PRESENTATION', 'CLARIFICATION', 'REACTION', 'INTEGRATION', 'OBJECTION')),
        round integer NOT NULL,
        began_at timestamptz(3) NOT NULL,
        until timestamptz(3),
        CONSTRAINT consent_step_pk PRIMARY KEY (collective_id, process_id, place),
        CONSTRAINT consent_step_process_fk FOREIGN KEY (collective_id, process_id)
          REFERENCES ormee.consent_process (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.consent_step TO ormee_serving;

      CREATE TABLE ormee.consent_round (
        collective_id uuid NOT NULL,
        process_id uuid NOT NULL,
        round integer NOT NULL CONSTRAINT consent_round_number CHECK (round BETWEEN 1 AND 10),
        poll_id uuid NOT NULL,
        CONSTRAINT consent_round_pk PRIMARY KEY (collective_id, process_id, round),
        CONSTRAINT consent_round_process_fk FOREIGN KEY (collective_id, process_id)
          REFERENCES ormee.consent_process (collective_id, id),
        CONSTRAINT consent_round_poll_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.poll (collective_id, id),
        CONSTRAINT consent_round_poll_once UNIQUE (collective_id, poll_id)
      );
      GRANT SELECT, INSERT ON ormee.consent_round TO ormee_serving;

      CREATE TABLE ormee.objection_end (
        collective_id uuid NOT NULL,
        objection_id uuid NOT NULL,
        how text NOT NULL CONSTRAINT objection_end_how CHECK (how IN ('WITHDRAWN', 'INTEGRATED', 'SET_ASIDE')),
        proposal_id uuid NOT NULL,
        version integer,
        ended_at timestamptz(3) NOT NULL,
        CONSTRAINT objection_end_pk PRIMARY KEY (collective_id, objection_id),
        CONSTRAINT objection_end_objection_fk FOREIGN KEY (collective_id, objection_id)
          REFERENCES ormee.objection (collective_id, id),
        CONSTRAINT objection_end_version_fk FOREIGN KEY (collective_id, proposal_id, version)
          REFERENCES ormee.proposal_version (collective_id, proposal_id, version),
        CONSTRAINT objection_end_integrated_by_a_version CHECK ((how = 'INTEGRATED') = (version IS NOT NULL))
      );
      GRANT SELECT, INSERT ON ormee.objection_end TO ormee_serving;

      CREATE TABLE ormee.objection_doubt (
        collective_id uuid NOT NULL,
        objection_id uuid NOT NULL,
        member_id uuid NOT NULL,
        reason text NOT NULL CONSTRAINT objection_doubt_reason CHECK (btrim(reason) <> '' AND length(reason) <= 10000),
        CONSTRAINT objection_doubt_pk PRIMARY KEY (collective_id, objection_id, member_id),
        CONSTRAINT objection_doubt_objection_fk FOREIGN KEY (collective_id, objection_id)
          REFERENCES ormee.objection (collective_id, id),
        CONSTRAINT objection_doubt_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.objection_doubt TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
