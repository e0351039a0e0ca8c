import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A task is offered, or written down as one line with a first name, and is no mandate until a decision gives it. What
 * holders ask, report and hand over stays beside the mandate; what became of each decision is appended, never rewritten.
 */
export class ATaskIsOneLineUntilItIsDecided20261127101700 implements MigrationInterface {
  name = 'ATaskIsOneLineUntilItIsDecided20261127101700';

  async up(db: QueryRunner): Promise<void> {
    await db.query(OFFERS);
    await db.query(LINES);
    await db.query(BESIDE_THE_MANDATE);
    await db.query(FOLLOW_UPS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}

const OFFERS = `
  CREATE TABLE ormee.mandate_offer (
    collective_id uuid NOT NULL CONSTRAINT mandate_offer_collective_fk REFERENCES ormee.collective (id),
    id uuid NOT NULL,
    title text NOT NULL CONSTRAINT mandate_offer_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
    instructions text NOT NULL,
    until timestamptz(3),
    report_due_at timestamptz(3),
    author_id uuid NOT NULL,
    decision_id uuid,
    agenda_item_id uuid,
    group_id uuid,
    state text NOT NULL CONSTRAINT mandate_offer_state CHECK (state IN ('OPEN', 'TAKEN', 'WITHDRAWN')),
    offered_at timestamptz(3) NOT NULL,
    closed_at timestamptz(3),
    CONSTRAINT mandate_offer_pk PRIMARY KEY (collective_id, id),
    CONSTRAINT mandate_offer_author_fk FOREIGN KEY (collective_id, author_id) REFERENCES ormee.member (collective_id, id),
    CONSTRAINT mandate_offer_decision_fk FOREIGN KEY (collective_id, decision_id)
      REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT mandate_offer_agenda_item_fk FOREIGN KEY (collective_id, agenda_item_id)
      REFERENCES ormee.agenda_item (collective_id, id),
    CONSTRAINT mandate_offer_group_fk FOREIGN KEY (collective_id, group_id)
      REFERENCES ormee.working_group (collective_id, id),
    CONSTRAINT mandate_offer_one_source CHECK (num_nonnulls(decision_id, agenda_item_id, group_id) <= 1),
    CONSTRAINT mandate_offer_closed_dated CHECK ((state = 'OPEN') = (closed_at IS NULL))
  );
  CREATE INDEX mandate_offer_author ON ormee.mandate_offer (collective_id, author_id);
  GRANT SELECT, INSERT ON ormee.mandate_offer TO ormee_serving;
  GRANT UPDATE (state, closed_at) ON ormee.mandate_offer TO ormee_serving;

  CREATE TABLE ormee.mandate_volunteer (
    collective_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    member_id uuid NOT NULL,
    since timestamptz(3) NOT NULL,
    CONSTRAINT mandate_volunteer_pk PRIMARY KEY (collective_id, offer_id, member_id),
    CONSTRAINT mandate_volunteer_offer_fk FOREIGN KEY (collective_id, offer_id)
      REFERENCES ormee.mandate_offer (collective_id, id),
    CONSTRAINT mandate_volunteer_member_fk FOREIGN KEY (collective_id, member_id)
      REFERENCES ormee.member (collective_id, id)
  );
  CREATE INDEX mandate_volunteer_member ON ormee.mandate_volunteer (collective_id, member_id);
  GRANT SELECT, INSERT, DELETE ON ormee.mandate_volunteer TO ormee_serving;
`;

const LINES = `
  CREATE TABLE ormee.mandate_line (
    collective_id uuid NOT NULL CONSTRAINT mandate_line_collective_fk REFERENCES ormee.collective (id),
    id uuid NOT NULL,
    task text NOT NULL CONSTRAINT mandate_line_task_named CHECK (task ~ '^[a-z0-9][a-z0-9-]{0,119}$'),
    title text NOT NULL CONSTRAINT mandate_line_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
    instructions text NOT NULL,
    ends_at timestamptz(3) NOT NULL,
    report_due_at timestamptz(3),
    report_every text CONSTRAINT mandate_line_repeats_a_report CHECK (report_every IS NULL OR report_due_at IS NOT NULL),
    author_id uuid NOT NULL,
    offer_id uuid,
    decision_id uuid,
    assembly_id uuid,
    group_id uuid,
    state text NOT NULL
      CONSTRAINT mandate_line_state CHECK (state IN ('PROPOSED', 'CONFIRMED', 'REFUSED', 'WITHDRAWN')),
    noted_at timestamptz(3) NOT NULL CONSTRAINT mandate_line_ends_later CHECK (ends_at > noted_at),
    settled_at timestamptz(3),
    settled_by uuid,
    CONSTRAINT mandate_line_pk PRIMARY KEY (collective_id, id),
    CONSTRAINT mandate_line_author_fk FOREIGN KEY (collective_id, author_id) REFERENCES ormee.member (collective_id, id),
    CONSTRAINT mandate_line_offer_fk FOREIGN KEY (collective_id, offer_id)
      REFERENCES ormee.mandate_offer (collective_id, id),
    CONSTRAINT mandate_line_decision_fk FOREIGN KEY (collective_id, decision_id)
      REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT mandate_line_assembly_fk FOREIGN KEY (collective_id, assembly_id)
      REFERENCES ormee.assembly (collective_id, id),
    CONSTRAINT mandate_line_group_fk FOREIGN KEY (collective_id, group_id)
      REFERENCES ormee.working_group (collective_id, id),
    CONSTRAINT mandate_line_settled_by_fk FOREIGN KEY (collective_id, settled_by)
      REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT mandate_line_settled_dated CHECK ((state = 'PROPOSED') = (settled_at IS NULL)),
    CONSTRAINT mandate_line_decided CHECK ((state IN ('CONFIRMED', 'REFUSED')) = (settled_by IS NOT NULL))
  );
  CREATE UNIQUE INDEX mandate_line_one_waiting ON ormee.mandate_line (collective_id, task) WHERE state = 'PROPOSED';
  CREATE INDEX mandate_line_author ON ormee.mandate_line (collective_id, author_id);
  GRANT SELECT, INSERT ON ormee.mandate_line TO ormee_serving;
  GRANT UPDATE (state, settled_at, settled_by) ON ormee.mandate_line TO ormee_serving;

  CREATE TABLE ormee.mandate_line_holder (
    collective_id uuid NOT NULL,
    line_id uuid NOT NULL,
    member_id uuid NOT NULL,
    CONSTRAINT mandate_line_holder_pk PRIMARY KEY (collective_id, line_id, member_id),
    CONSTRAINT mandate_line_holder_line_fk FOREIGN KEY (collective_id, line_id)
      REFERENCES ormee.mandate_line (collective_id, id),
    CONSTRAINT mandate_line_holder_member_fk FOREIGN KEY (collective_id, member_id)
      REFERENCES ormee.member (collective_id, id)
  );
  CREATE INDEX mandate_line_holder_member ON ormee.mandate_line_holder (collective_id, member_id);
  GRANT SELECT, INSERT ON ormee.mandate_line_holder TO ormee_serving;
`;

const BESIDE_THE_MANDATE = `
  ALTER TABLE ormee.mandate ADD COLUMN report_every text
    CONSTRAINT mandate_repeats_a_report CHECK (report_every IS NULL OR report_due_at IS NOT NULL);

  CREATE TABLE ormee.mandate_instruction (
    collective_id uuid NOT NULL,
    mandate_id uuid NOT NULL,
    proposal_id uuid NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamptz(3) NOT NULL,
    CONSTRAINT mandate_instruction_pk PRIMARY KEY (collective_id, proposal_id),
    CONSTRAINT mandate_instruction_mandate_fk FOREIGN KEY (collective_id, mandate_id)
      REFERENCES ormee.mandate (collective_id, id),
    CONSTRAINT mandate_instruction_proposal_fk FOREIGN KEY (collective_id, proposal_id)
      REFERENCES ormee.proposal (collective_id, id),
    CONSTRAINT mandate_instruction_asked_by_fk FOREIGN KEY (collective_id, asked_by)
      REFERENCES ormee.member (collective_id, id)
  );
  CREATE INDEX mandate_instruction_mandate ON ormee.mandate_instruction (collective_id, mandate_id);
  GRANT SELECT, INSERT ON ormee.mandate_instruction TO ormee_serving;

  CREATE TABLE ormee.mandate_report (
    collective_id uuid NOT NULL,
    mandate_id uuid NOT NULL,
    number integer NOT NULL CONSTRAINT mandate_report_number CHECK (number > 0),
    version integer NOT NULL CONSTRAINT mandate_report_version CHECK (version > 0),
    author_id uuid NOT NULL,
    body text NOT NULL CONSTRAINT mandate_report_said CHECK (btrim(body) <> ''),
    written_at timestamptz(3) NOT NULL,
    CONSTRAINT mandate_report_pk PRIMARY KEY (collective_id, mandate_id, number, version),
    CONSTRAINT mandate_report_mandate_fk FOREIGN KEY (collective_id, mandate_id)
      REFERENCES ormee.mandate (collective_id, id),
    CONSTRAINT mandate_report_author_fk FOREIGN KEY (collective_id, author_id)
      REFERENCES ormee.member (collective_id, id)
  );
  CREATE INDEX mandate_report_author ON ormee.mandate_report (collective_id, author_id);
  GRANT SELECT, INSERT ON ormee.mandate_report TO ormee_serving;

  CREATE TABLE ormee.mandate_handover (
    collective_id uuid NOT NULL,
    id uuid NOT NULL,
    mandate_id uuid NOT NULL,
    author_id uuid NOT NULL,
    body text NOT NULL CONSTRAINT mandate_handover_said CHECK (btrim(body) <> ''),
    written_at timestamptz(3) NOT NULL,
    CONSTRAINT mandate_handover_pk PRIMARY KEY (collective_id, id),
    CONSTRAINT mandate_handover_mandate_fk FOREIGN KEY (collective_id, mandate_id)
      REFERENCES ormee.mandate (collective_id, id),
    CONSTRAINT mandate_handover_author_fk FOREIGN KEY (collective_id, author_id)
      REFERENCES ormee.member (collective_id, id)
  );
  CREATE INDEX mandate_handover_mandate ON ormee.mandate_handover (collective_id, mandate_id);
  GRANT SELECT, INSERT ON ormee.mandate_handover TO ormee_serving;
`;

const FOLLOW_UPS = `
  CREATE TABLE ormee.decision_follow_up (
    collective_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    step integer NOT NULL CONSTRAINT decision_follow_up_step CHECK (step > 0),
    state text NOT NULL
      CONSTRAINT decision_follow_up_state CHECK (state IN ('NOBODY', 'UNDER_WAY', 'DONE', 'DROPPED')),
    author_id uuid NOT NULL,
    line_id uuid,
    note text NOT NULL,
    said_at timestamptz(3) NOT NULL,
    CONSTRAINT decision_follow_up_pk PRIMARY KEY (collective_id, decision_id, step),
    CONSTRAINT decision_follow_up_decision_fk FOREIGN KEY (collective_id, decision_id)
      REFERENCES ormee.decision (collective_id, id),
    CONSTRAINT decision_follow_up_author_fk FOREIGN KEY (collective_id, author_id)
      REFERENCES ormee.member (collective_id, id),
    CONSTRAINT decision_follow_up_line_fk FOREIGN KEY (collective_id, line_id)
      REFERENCES ormee.mandate_line (collective_id, id),
    CONSTRAINT decision_follow_up_said CHECK (state IN ('NOBODY', 'UNDER_WAY') OR btrim(note) <> '')
  );
  CREATE INDEX decision_follow_up_author ON ormee.decision_follow_up (collective_id, author_id);
  GRANT SELECT, INSERT ON ormee.decision_follow_up TO ormee_serving;
`;
