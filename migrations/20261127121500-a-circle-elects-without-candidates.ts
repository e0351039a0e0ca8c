import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An election without candidates: a role that is described before anybody is named, nominations with reasons, and persons who
 * are put to consent one after the other, each by a proposal of their own. A nomination is never changed: a later one of the
 * same round takes its place.
 */
export class ACircleElectsWithoutCandidates20261127121500 implements MigrationInterface {
  name = 'ACircleElectsWithoutCandidates20261127121500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.election (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        task text NOT NULL,
        role jsonb NOT NULL,
        role_hash text NOT NULL CONSTRAINT election_role_hash CHECK (role_hash ~ '^[0-9a-f]{64}$'),
        group_id uuid,
        assembly_id uuid,
        agenda_item_id uuid,
        rule jsonb NOT NULL,
        rule_hash text NOT NULL CONSTRAINT election_rule_hash CHECK (rule_hash ~ '^[0-9a-f]{64}$'),
        named boolean NOT NULL,
        state text NOT NULL CONSTRAINT election_state CHECK (
          state IN ('RUNNING', 'ELECTED', 'NO_DECISION', 'SUPERSEDED', 'WITHDRAWN')),
        phase text NOT NULL CONSTRAINT election_phase CHECK (
          phase IN ('NOMINATION', 'CHANGE', 'FURTHER', 'CONSENT')),
        round integer NOT NULL CONSTRAINT election_round CHECK (round BETWEEN 1 AND 5),
        phase_ends_at timestamptz(3),
        held_by text,
        started_by uuid NOT NULL,
        started_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        CONSTRAINT election_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT election_group_fk FOREIGN KEY (collective_id, group_id)
          REFERENCES ormee.working_group (collective_id, id),
        CONSTRAINT election_assembly_fk FOREIGN KEY (collective_id, assembly_id)
          REFERENCES ormee.assembly (collective_id, id),
        CONSTRAINT election_item_fk FOREIGN KEY (collective_id, assembly_id, agenda_item_id)
          REFERENCES ormee.agenda_item (collective_id, assembly_id, id),
        CONSTRAINT election_item_in_assembly CHECK (agenda_item_id IS NULL OR assembly_id IS NOT NULL),
        CONSTRAINT election_starter_fk FOREIGN KEY (collective_id, started_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT election_ends_once CHECK ((state = 'RUNNING') = (ended_at IS NULL)),
        CONSTRAINT election_held_without_a_time CHECK (held_by IS NULL OR phase_ends_at IS NULL)
      );
      CREATE UNIQUE INDEX election_one_running ON ormee.election (collective_id, task) WHERE state = 'RUNNING';
      GRANT SELECT, INSERT ON ormee.election TO ormee_serving;
      GRANT UPDATE (state, phase, round, phase_ends_at, held_by, ended_at) ON ormee.election TO ormee_serving;

      CREATE TABLE ormee.nomination (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        election_id uuid NOT NULL,
        round integer NOT NULL CONSTRAINT nomination_round CHECK (round BETWEEN 1 AND 5),
        member_id uuid NOT NULL,
        person_id uuid,
        reason text NOT NULL CONSTRAINT nomination_reason CHECK (length(reason) <= 10000),
        made_at timestamptz(3) NOT NULL,
        CONSTRAINT nomination_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT nomination_election_fk FOREIGN KEY (collective_id, election_id)
          REFERENCES ormee.election (collective_id, id),
        CONSTRAINT nomination_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT nomination_person_fk FOREIGN KEY (collective_id, person_id)
          REFERENCES ormee.member (collective_id, id)
      );
      CREATE INDEX nomination_of_election ON ormee.nomination (collective_id, election_id, round, member_id);
      CREATE INDEX nomination_by_member ON ormee.nomination (collective_id, member_id);
      GRANT SELECT, INSERT ON ormee.nomination TO ormee_serving;
      GRANT UPDATE (reason) ON ormee.nomination TO ormee_serving;

      CREATE TABLE ormee.nomination_decline (
        collective_id uuid NOT NULL,
        election_id uuid NOT NULL,
        member_id uuid NOT NULL,
        declined_at timestamptz(3) NOT NULL,
        CONSTRAINT nomination_decline_pk PRIMARY KEY (collective_id, election_id, member_id),
        CONSTRAINT nomination_decline_election_fk FOREIGN KEY (collective_id, election_id)
          REFERENCES ormee.election (collective_id, id),
        CONSTRAINT nomination_decline_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.nomination_decline TO ormee_serving;

      CREATE TABLE ormee.nominee (
        collective_id uuid NOT NULL,
        election_id uuid NOT NULL,
        place integer NOT NULL CONSTRAINT nominee_place CHECK (place > 0),
        person_id uuid NOT NULL,
        proposal_id uuid,
        how text CONSTRAINT nominee_how CHECK (
          how IN ('CONSENTED', 'OBJECTED', 'DECLINED', 'GONE', 'UNANSWERED', 'SUPERSEDED', 'WITHDRAWN')),
        ended_at timestamptz(3),
        CONSTRAINT nominee_pk PRIMARY KEY (collective_id, election_id, place),
        CONSTRAINT nominee_election_fk FOREIGN KEY (collective_id, election_id)
          REFERENCES ormee.election (collective_id, id),
        CONSTRAINT nominee_person_fk FOREIGN KEY (collective_id, person_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT nominee_proposal_fk FOREIGN KEY (collective_id, proposal_id)
          REFERENCES ormee.proposal (collective_id, id),
        CONSTRAINT nominee_once UNIQUE (collective_id, election_id, person_id),
        CONSTRAINT nominee_proposal_once UNIQUE (collective_id, proposal_id),
        CONSTRAINT nominee_ends_once CHECK ((how IS NULL) = (ended_at IS NULL)),
        CONSTRAINT nominee_put_by_a_proposal CHECK (proposal_id IS NOT NULL OR how IN ('DECLINED', 'GONE'))
      );
      GRANT SELECT, INSERT ON ormee.nominee TO ormee_serving;
      GRANT UPDATE (how, ended_at) ON ormee.nominee TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
