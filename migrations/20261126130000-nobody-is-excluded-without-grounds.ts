import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nobody is excluded without written grounds and time to answer; one exclusion at a time is open against a person.
 * A proposal is challenged and an outcome contested once at a time by each; a decision is reopened or repealed once.
 */
export class NobodyIsExcludedWithoutGrounds20261126130000 implements MigrationInterface {
  name = 'NobodyIsExcludedWithoutGrounds20261126130000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(EXCLUSIONS);
    await db.query(CHALLENGES_AND_CONTESTS);
    await db.query(MARKS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}

const EXCLUSIONS = `
  CREATE TABLE ormee.exclusion (
    collective_id uuid NOT NULL,
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    opened_by uuid NOT NULL CONSTRAINT exclusion_not_of_oneself CHECK (opened_by <> member_id),
    grounds text NOT NULL CONSTRAINT exclusion_has_grounds CHECK (btrim(grounds) <> '' AND length(grounds) <= 100000),
    grounds_hash text NOT NULL CONSTRAINT exclusion_grounds_hash CHECK (grounds_hash ~ '^[0-9a-f]{64}$'),
    opened_at timestamptz(3) NOT NULL,
    answer_minimum text NOT NULL,
    answer_until timestamptz(3) NOT NULL
      CONSTRAINT exclusion_time_to_answer CHECK (answer_until >= opened_at + interval '167 hours'),
    answer text CONSTRAINT exclusion_answer_said CHECK (btrim(answer) <> '' AND length(answer) <= 100000),
    answered_at timestamptz(3),
    last_word text CONSTRAINT exclusion_last_word_said CHECK (btrim(last_word) <> '' AND length(last_word) <= 100000),
    last_word_at timestamptz(3),
    state text NOT NULL CONSTRAINT exclusion_state CHECK (state IN ('OPEN', 'WITHDRAWN', 'DECIDED')),
    decision_id uuid,
    recourse text NOT NULL CONSTRAINT exclusion_recourse CHECK (recourse IN ('NONE', 'PENDING', 'HEARD')),
    recourse_reason text
      CONSTRAINT exclusion_recourse_said CHECK (btrim(recourse_reason) <> '' AND length(recourse_reason) <= 100000),
    recourse_at timestamptz(3),
    recourse_decision_id uuid,
    visibility text NOT NULL
      CONSTRAINT exclusion_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'GROUP', 'NAMED')),
    CONSTRAINT exclusion_pk PRIMARY KEY (collective_id, id),
    CONSTRAINT exclusion_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id),
    CONSTRAINT exclusion_opened_by_fk FOREIGN KEY (collective_id, opened_by) REFERENCES ormee.member (collective_id, id),
    CONSTRAINT exclusion_decision_fk FOREIGN KEY (collective_id, decision_id)
      REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT exclusion_recourse_decision_fk FOREIGN KEY (collective_id, recourse_decision_id)
      REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT exclusion_answered_dated CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CONSTRAINT exclusion_last_word_dated CHECK ((last_word IS NULL) = (last_word_at IS NULL)),
    CONSTRAINT exclusion_decided_by_decision CHECK ((state = 'DECIDED') = (decision_id IS NOT NULL)),
    CONSTRAINT exclusion_recourse_after_decision CHECK (recourse = 'NONE' OR state = 'DECIDED'),
    CONSTRAINT exclusion_recourse_argued CHECK ((recourse = 'NONE') = (recourse_reason IS NULL)),
    CONSTRAINT exclusion_recourse_dated CHECK ((recourse = 'NONE') = (recourse_at IS NULL)),
    CONSTRAINT exclusion_recourse_heard CHECK ((recourse = 'HEARD') = (recourse_decision_id IS NOT NULL))
  );
  CREATE UNIQUE INDEX exclusion_one_open ON ormee.exclusion (collective_id, member_id) WHERE state = 'OPEN';
  CREATE INDEX exclusion_of_member ON ormee.exclusion (collective_id, member_id);
  GRANT SELECT, INSERT ON ormee.exclusion TO ormee_serving;
  GRANT UPDATE (answer, answered_at, last_word, last_word_at, state, decision_id, recourse, recourse_reason, recourse_at,
    recourse_decision_id, visibility) ON ormee.exclusion TO ormee_serving;`;

const CHALLENGES_AND_CONTESTS = `
  CREATE TABLE ormee.challenge (
    collective_id uuid NOT NULL,
    id uuid NOT NULL,
    proposal_id uuid NOT NULL,
    version integer NOT NULL,
    member_id uuid NOT NULL,
    matter text CONSTRAINT challenge_matter CHECK (matter IN ('DEEP', 'GOVERNANCE')),
    decision_id uuid,
    reason text NOT NULL CONSTRAINT challenge_has_reason CHECK (btrim(reason) <> '' AND length(reason) <= 10000),
    state text NOT NULL CONSTRAINT challenge_state CHECK (state IN ('STANDING', 'WITHDRAWN', 'UPHELD', 'DISMISSED')),
    raised_at timestamptz(3) NOT NULL,
    settled_by uuid,
    CONSTRAINT challenge_pk PRIMARY KEY (collective_id, id),
    CONSTRAINT challenge_version_fk FOREIGN KEY (collective_id, proposal_id, version)
      REFERENCES ormee.proposal_version (collective_id, proposal_id, version),
    CONSTRAINT challenge_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id),
    CONSTRAINT challenge_decision_fk FOREIGN KEY (collective_id, decision_id) REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT challenge_settled_by_fk FOREIGN KEY (collective_id, settled_by)
      REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT challenge_of_one_thing CHECK ((matter IS NULL) <> (decision_id IS NULL)),
    CONSTRAINT challenge_settled_by_decision CHECK ((state IN ('UPHELD', 'DISMISSED')) = (settled_by IS NOT NULL))
  );
  CREATE UNIQUE INDEX challenge_one_standing ON ormee.challenge (collective_id, proposal_id, member_id)
    WHERE state = 'STANDING';
  GRANT SELECT, INSERT ON ormee.challenge TO ormee_serving;
  GRANT UPDATE (state, settled_by) ON ormee.challenge TO ormee_serving;

  CREATE TABLE ormee.contest (
    collective_id uuid NOT NULL,
    id uuid NOT NULL,
    poll_id uuid NOT NULL,
    member_id uuid NOT NULL,
    reason text NOT NULL CONSTRAINT contest_has_reason CHECK (btrim(reason) <> '' AND length(reason) <= 10000),
    state text NOT NULL CONSTRAINT contest_state CHECK (state IN ('STANDING', 'WITHDRAWN', 'HEARD')),
    raised_at timestamptz(3) NOT NULL,
    heard_by uuid,
    CONSTRAINT contest_pk PRIMARY KEY (collective_id, id),
    CONSTRAINT contest_outcome_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.outcome (collective_id, poll_id),
    CONSTRAINT contest_roll_fk FOREIGN KEY (collective_id, poll_id, member_id)
      REFERENCES ormee.roll_entry (collective_id, poll_id, member_id),
    CONSTRAINT contest_heard_by_fk FOREIGN KEY (collective_id, heard_by) REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT contest_heard_by_decision CHECK ((state = 'HEARD') = (heard_by IS NOT NULL))
  );
  CREATE UNIQUE INDEX contest_one_standing ON ormee.contest (collective_id, poll_id, member_id) WHERE state = 'STANDING';
  GRANT SELECT, INSERT ON ormee.contest TO ormee_serving;
  GRANT UPDATE (state, heard_by) ON ormee.contest TO ormee_serving;

  ALTER TABLE ormee.proposal ADD COLUMN answers_contest_id uuid;
  ALTER TABLE ormee.proposal ADD CONSTRAINT proposal_answers_contest_fk FOREIGN KEY (collective_id, answers_contest_id)
    REFERENCES ormee.contest (collective_id, id);`;

// Decisions are never edited: what a later one says of them is a row beside. Every decision of a
// poll is the last word on itself.
const MARKS = `
  CREATE TABLE ormee.decision_mark (
    collective_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT decision_mark_kind CHECK (kind IN ('REOPENED', 'REPEALED')),
    by_decision_id uuid NOT NULL,
    CONSTRAINT decision_mark_pk PRIMARY KEY (collective_id, decision_id, kind),
    CONSTRAINT decision_mark_decision_fk FOREIGN KEY (collective_id, decision_id)
      REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT decision_mark_by_fk FOREIGN KEY (collective_id, by_decision_id) REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT decision_mark_by_another CHECK (by_decision_id <> decision_id)
  );
  GRANT SELECT, INSERT ON ormee.decision_mark TO ormee_serving;

  INSERT INTO ormee.last_decision (collective_id, target, decision_id)
  SELECT collective_id, 'decision:' || id, id FROM ormee.decision WHERE venue IS NOT NULL;`;
