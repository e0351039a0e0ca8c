import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Members talk in threads, about what is to be decided or about anything. What somebody said keeps every version of its
 * words; nothing is hidden without a mandate, a reason and a way to appeal. Words are taken away by an erasure alone.
 */
export class PeopleTalkBeforeTheyDecide20261127083000 implements MigrationInterface {
  name = 'PeopleTalkBeforeTheyDecide20261127083000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.thread (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        title text CONSTRAINT thread_title CHECK (length(title) BETWEEN 1 AND 200),
        opened_by uuid NOT NULL,
        opened_at timestamptz(3) NOT NULL,
        last_number integer NOT NULL CONSTRAINT thread_last_number CHECK (last_number >= 0),
        visibility text NOT NULL CONSTRAINT thread_visibility CHECK (visibility IN ('MEMBERS', 'GROUP')),
        CONSTRAINT thread_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT thread_collective_fk FOREIGN KEY (collective_id) REFERENCES ormee.collective (id),
        CONSTRAINT thread_opened_by_fk FOREIGN KEY (collective_id, opened_by) REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.thread TO ormee_serving;
      GRANT UPDATE (last_number) ON ormee.thread TO ormee_serving;

      CREATE TABLE ormee.thread_subject (
        collective_id uuid NOT NULL,
        thread_id uuid NOT NULL,
        kind text NOT NULL CONSTRAINT thread_subject_kind
          CHECK (kind IN ('PROPOSAL', 'AMENDMENT', 'AGENDA_ITEM', 'GROUP')),
        object_id uuid NOT NULL,
        CONSTRAINT thread_subject_pk PRIMARY KEY (collective_id, thread_id, kind, object_id),
        CONSTRAINT thread_subject_thread_fk FOREIGN KEY (collective_id, thread_id)
          REFERENCES ormee.thread (collective_id, id)
      );
      CREATE INDEX thread_subject_of ON ormee.thread_subject (collective_id, kind, object_id, thread_id);
      GRANT SELECT, INSERT ON ormee.thread_subject TO ormee_serving;

      CREATE TABLE ormee.contribution (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        thread_id uuid NOT NULL,
        number integer NOT NULL CONSTRAINT contribution_number CHECK (number > 0),
        kind text NOT NULL CONSTRAINT contribution_kind CHECK (kind IN
          ('QUESTION', 'ANSWER', 'ARGUMENT_FOR', 'ARGUMENT_AGAINST', 'REACTION', 'CONCERN', 'SUGGESTION')),
        author_id uuid NOT NULL,
        replies_to uuid,
        state text NOT NULL CONSTRAINT contribution_state
          CHECK (state IN ('STANDING', 'HIDDEN', 'WITHDRAWN', 'ERASED')),
        version integer NOT NULL CONSTRAINT contribution_version_positive CHECK (version > 0),
        written_at timestamptz(3) NOT NULL,
        CONSTRAINT contribution_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT contribution_number_once UNIQUE (collective_id, thread_id, number),
        CONSTRAINT contribution_in_thread UNIQUE (collective_id, thread_id, id),
        CONSTRAINT contribution_thread_fk FOREIGN KEY (collective_id, thread_id)
          REFERENCES ormee.thread (collective_id, id),
        CONSTRAINT contribution_author_fk FOREIGN KEY (collective_id, author_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT contribution_replies_to_fk FOREIGN KEY (collective_id, thread_id, replies_to)
          REFERENCES ormee.contribution (collective_id, thread_id, id),
        CONSTRAINT contribution_answers_something CHECK (kind <> 'ANSWER' OR replies_to IS NOT NULL)
      );
      CREATE INDEX contribution_replying ON ormee.contribution (collective_id, replies_to, number)
        WHERE replies_to IS NOT NULL;
      CREATE INDEX contribution_of_author ON ormee.contribution (collective_id, author_id);
      GRANT SELECT, INSERT ON ormee.contribution TO ormee_serving;
      GRANT UPDATE (state, version) ON ormee.contribution TO ormee_serving;

      CREATE TABLE ormee.contribution_version (
        collective_id uuid NOT NULL,
        contribution_id uuid NOT NULL,
        version integer NOT NULL,
        body text NOT NULL CONSTRAINT contribution_version_body CHECK (length(body) BETWEEN 1 AND 10000),
        words integer NOT NULL CONSTRAINT contribution_version_words CHECK (words >= 0),
        written_at timestamptz(3) NOT NULL,
        CONSTRAINT contribution_version_pk PRIMARY KEY (collective_id, contribution_id, version),
        CONSTRAINT contribution_version_contribution_fk FOREIGN KEY (collective_id, contribution_id)
          REFERENCES ormee.contribution (collective_id, id)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.contribution_version TO ormee_serving;

      CREATE TABLE ormee.contribution_anchor (
        collective_id uuid NOT NULL,
        contribution_id uuid NOT NULL,
        proposal_id uuid,
        proposal_version integer,
        provision_version_id uuid,
        block text NOT NULL,
        start_offset integer NOT NULL,
        end_offset integer NOT NULL,
        quote text NOT NULL CONSTRAINT contribution_anchor_quote CHECK (length(quote) BETWEEN 1 AND 1000),
        CONSTRAINT contribution_anchor_pk PRIMARY KEY (collective_id, contribution_id),
        CONSTRAINT contribution_anchor_contribution_fk FOREIGN KEY (collective_id, contribution_id)
          REFERENCES ormee.contribution (collective_id, id),
        CONSTRAINT contribution_anchor_proposal_fk FOREIGN KEY (collective_id, proposal_id, proposal_version)
          REFERENCES ormee.proposal_version (collective_id, proposal_id, version),
        CONSTRAINT contribution_anchor_provision_fk FOREIGN KEY (collective_id, provision_version_id)
          REFERENCES ormee.provision_version (collective_id, id),
        CONSTRAINT contribution_anchor_on_one CHECK (
          (proposal_id IS NULL) = (proposal_version IS NULL)
          AND (proposal_id IS NULL) <> (provision_version_id IS NULL)),
        CONSTRAINT contribution_anchor_extent CHECK (start_offset >= 0 AND end_offset > start_offset)
      );
      GRANT SELECT, INSERT ON ormee.contribution_anchor TO ormee_serving;

      CREATE TABLE ormee.thread_reading (
        collective_id uuid NOT NULL,
        thread_id uuid NOT NULL,
        member_id uuid NOT NULL,
        read_up_to integer NOT NULL CONSTRAINT thread_reading_up_to CHECK (read_up_to >= 0),
        CONSTRAINT thread_reading_pk PRIMARY KEY (collective_id, thread_id, member_id),
        CONSTRAINT thread_reading_thread_fk FOREIGN KEY (collective_id, thread_id)
          REFERENCES ormee.thread (collective_id, id),
        CONSTRAINT thread_reading_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.thread_reading TO ormee_serving;
      GRANT UPDATE (read_up_to) ON ormee.thread_reading TO ormee_serving;

      CREATE TABLE ormee.thread_summary (
        collective_id uuid NOT NULL,
        thread_id uuid NOT NULL,
        version integer NOT NULL CONSTRAINT thread_summary_version CHECK (version > 0),
        author_id uuid NOT NULL,
        body text NOT NULL CONSTRAINT thread_summary_body CHECK (length(body) BETWEEN 1 AND 20000),
        up_to integer NOT NULL CONSTRAINT thread_summary_up_to CHECK (up_to > 0),
        written_at timestamptz(3) NOT NULL,
        CONSTRAINT thread_summary_pk PRIMARY KEY (collective_id, thread_id, version),
        CONSTRAINT thread_summary_thread_fk FOREIGN KEY (collective_id, thread_id)
          REFERENCES ormee.thread (collective_id, id),
        CONSTRAINT thread_summary_author_fk FOREIGN KEY (collective_id, author_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.thread_summary TO ormee_serving;

      CREATE TABLE ormee.contribution_hiding (
        collective_id uuid NOT NULL,
        contribution_id uuid NOT NULL,
        version integer NOT NULL,
        hidden_by uuid NOT NULL,
        mandate_id uuid NOT NULL,
        reason text NOT NULL CONSTRAINT contribution_hiding_reason CHECK (length(reason) BETWEEN 1 AND 2000),
        hidden_at timestamptz(3) NOT NULL,
        state text NOT NULL CONSTRAINT contribution_hiding_state
          CHECK (state IN ('HIDDEN', 'APPEALED', 'UPHELD', 'RESTORED', 'DROPPED')),
        appeal text CONSTRAINT contribution_hiding_appeal CHECK (length(appeal) <= 2000),
        appealed_at timestamptz(3),
        restores_at timestamptz(3),
        settled_by uuid,
        settled_under uuid,
        settled_reason text CONSTRAINT contribution_hiding_settled_reason CHECK (length(settled_reason) <= 2000),
        settled_at timestamptz(3),
        CONSTRAINT contribution_hiding_pk PRIMARY KEY (collective_id, contribution_id, version),
        CONSTRAINT contribution_hiding_contribution_fk FOREIGN KEY (collective_id, contribution_id)
          REFERENCES ormee.contribution (collective_id, id),
        CONSTRAINT contribution_hiding_hidden_by_fk FOREIGN KEY (collective_id, hidden_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT contribution_hiding_mandate_fk FOREIGN KEY (collective_id, mandate_id)
          REFERENCES ormee.mandate (collective_id, id),
        CONSTRAINT contribution_hiding_settled_by_fk FOREIGN KEY (collective_id, settled_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT contribution_hiding_settled_under_fk FOREIGN KEY (collective_id, settled_under)
          REFERENCES ormee.mandate (collective_id, id),
        CONSTRAINT contribution_hiding_appealed CHECK (state <> 'APPEALED' OR restores_at IS NOT NULL),
        CONSTRAINT contribution_hiding_upheld_by_another CHECK (state <> 'UPHELD' OR settled_by <> hidden_by)
      );
      GRANT SELECT, INSERT ON ormee.contribution_hiding TO ormee_serving;
      GRANT UPDATE (state, appeal, appealed_at, restores_at, settled_by, settled_under, settled_reason, settled_at)
        ON ormee.contribution_hiding TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
