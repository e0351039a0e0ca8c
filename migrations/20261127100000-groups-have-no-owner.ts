import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Working groups: what each is for, word by word and by whose decision, and who was in it when. A group has no parent, no
 * rank and no owner, so that nothing here says who made it.
 */
export class GroupsHaveNoOwner20261127100000 implements MigrationInterface {
  name = 'GroupsHaveNoOwner20261127100000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.working_group (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL CONSTRAINT working_group_name CHECK (btrim(name) <> '' AND length(name) <= 80),
        name_skeleton text NOT NULL CONSTRAINT working_group_skeleton CHECK (name_skeleton <> ''),
        state text NOT NULL CONSTRAINT working_group_state CHECK (state IN ('OPEN', 'ASLEEP', 'ENDED')),
        created_at timestamptz(3) NOT NULL,
        created_by uuid,
        awake_since timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        ended_by uuid,
        CONSTRAINT working_group_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT working_group_collective_fk FOREIGN KEY (collective_id) REFERENCES ormee.collective (id),
        CONSTRAINT working_group_created_by_fk FOREIGN KEY (collective_id, created_by)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT working_group_ended_by_fk FOREIGN KEY (collective_id, ended_by)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT working_group_ended_by_decision
          CHECK ((state = 'ENDED') = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL))
      );
      CREATE UNIQUE INDEX working_group_name_alike_once ON ormee.working_group (collective_id, name_skeleton)
        WHERE state <> 'ENDED';
      GRANT SELECT, INSERT ON ormee.working_group TO ormee_serving;
      GRANT UPDATE (name, name_skeleton, state, awake_since, ended_at, ended_by) ON ormee.working_group TO ormee_serving;

      CREATE TABLE ormee.group_scope (
        collective_id uuid NOT NULL,
        group_id uuid NOT NULL,
        version integer NOT NULL CONSTRAINT group_scope_version CHECK (version > 0),
        name text NOT NULL,
        scope text NOT NULL CONSTRAINT group_scope_scope CHECK (btrim(scope) <> '' AND length(scope) <= 100000),
        since timestamptz(3) NOT NULL,
        decided_by uuid,
        CONSTRAINT group_scope_pk PRIMARY KEY (collective_id, group_id, version),
        CONSTRAINT group_scope_group_fk FOREIGN KEY (collective_id, group_id)
          REFERENCES ormee.working_group (collective_id, id),
        CONSTRAINT group_scope_decided_by_fk FOREIGN KEY (collective_id, decided_by)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT group_scope_changed_by_decision CHECK (version = 1 OR decided_by IS NOT NULL)
      );
      GRANT SELECT, INSERT ON ormee.group_scope TO ormee_serving;

      CREATE TABLE ormee.group_member (
        collective_id uuid NOT NULL,
        group_id uuid NOT NULL,
        member_id uuid NOT NULL,
        joined_at timestamptz(3) NOT NULL,
        left_at timestamptz(3),
        CONSTRAINT group_member_pk PRIMARY KEY (collective_id, group_id, member_id, joined_at),
        CONSTRAINT group_member_group_fk FOREIGN KEY (collective_id, group_id)
          REFERENCES ormee.working_group (collective_id, id),
        CONSTRAINT group_member_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT group_member_left_after CHECK (left_at >= joined_at)
      );
      CREATE UNIQUE INDEX group_member_once_at_a_time ON ormee.group_member (collective_id, group_id, member_id)
        WHERE left_at IS NULL;
      CREATE INDEX group_member_of ON ormee.group_member (collective_id, member_id) WHERE left_at IS NULL;
      GRANT SELECT, INSERT ON ormee.group_member TO ormee_serving;
      GRANT UPDATE (left_at) ON ormee.group_member TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
