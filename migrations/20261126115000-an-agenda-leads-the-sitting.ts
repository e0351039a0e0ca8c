import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sitting follows an agenda, one item at a time; whoever checks somebody in is known. */
export class AnAgendaLeadsTheSitting20261126115000 implements MigrationInterface {
  name = 'AnAgendaLeadsTheSitting20261126115000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.agenda_item (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        assembly_id uuid NOT NULL,
        place integer NOT NULL CONSTRAINT agenda_item_place CHECK (place > 0),
        title text NOT NULL CONSTRAINT agenda_item_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
        minutes integer CONSTRAINT agenda_item_minutes CHECK (minutes BETWEEN 1 AND 1440),
        state text NOT NULL CONSTRAINT agenda_item_state CHECK (state IN ('PLANNED', 'CURRENT', 'DONE')),
        asked_by uuid NOT NULL,
        taken_up_at timestamptz(3),
        left_at timestamptz(3) CONSTRAINT agenda_item_forward CHECK (left_at >= taken_up_at),
        CONSTRAINT agenda_item_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT agenda_item_of_assembly UNIQUE (collective_id, assembly_id, id),
        CONSTRAINT agenda_item_place_once UNIQUE (collective_id, assembly_id, place),
        CONSTRAINT agenda_item_assembly_fk FOREIGN KEY (collective_id, assembly_id)
          REFERENCES ormee.assembly (collective_id, id),
        CONSTRAINT agenda_item_asked_by_fk FOREIGN KEY (collective_id, asked_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT agenda_item_taken_up_dated CHECK ((state = 'PLANNED') = (taken_up_at IS NULL)),
        CONSTRAINT agenda_item_done_dated CHECK ((state = 'DONE') = (left_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX agenda_item_one_current ON ormee.agenda_item (collective_id, assembly_id)
        WHERE state = 'CURRENT';
      GRANT SELECT, INSERT ON ormee.agenda_item TO ormee_serving;
      GRANT UPDATE (state, taken_up_at, left_at) ON ormee.agenda_item TO ormee_serving;

      ALTER TABLE ormee.poll ADD COLUMN agenda_item_id uuid;
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_agenda_item_fk FOREIGN KEY (collective_id, assembly_id, agenda_item_id)
        REFERENCES ormee.agenda_item (collective_id, assembly_id, id);
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_item_in_assembly CHECK (agenda_item_id IS NULL OR assembly_id IS NOT NULL);

      ALTER TABLE ormee.attendance ADD COLUMN checked_in_by uuid;
      UPDATE ormee.attendance SET checked_in_by = member_id;
      ALTER TABLE ormee.attendance ALTER COLUMN checked_in_by SET NOT NULL;
      ALTER TABLE ormee.attendance ADD CONSTRAINT attendance_checked_in_by_fk FOREIGN KEY (collective_id, checked_in_by)
        REFERENCES ormee.member (collective_id, id);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
