import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A title of a thread, or a version of its summary, is hidden as what is said in it is: under a mandate, with a reason that all
 * read, and a way to appeal. A title that is hidden stands here, and in its thread no more. Version 0 is the title.
 */
export class ATitleIsHiddenAsWordsAre20261127132100 implements MigrationInterface {
  name = 'ATitleIsHiddenAsWordsAre20261127132100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.thread_hiding (
        collective_id uuid NOT NULL,
        thread_id uuid NOT NULL,
        version integer NOT NULL CONSTRAINT thread_hiding_version CHECK (version >= 0),
        title text CONSTRAINT thread_hiding_title CHECK (length(title) BETWEEN 1 AND 200),
        hidden_by uuid NOT NULL,
        mandate_id uuid NOT NULL,
        reason text NOT NULL CONSTRAINT thread_hiding_reason CHECK (length(reason) BETWEEN 1 AND 2000),
        hidden_at timestamptz(3) NOT NULL,
        state text NOT NULL CONSTRAINT thread_hiding_state
          CHECK (state IN ('HIDDEN', 'APPEALED', 'UPHELD', 'RESTORED')),
        appeal text CONSTRAINT thread_hiding_appeal CHECK (length(appeal) <= 2000),
        appealed_at timestamptz(3),
        restores_at timestamptz(3),
        settled_by uuid,
        settled_under uuid,
        settled_reason text CONSTRAINT thread_hiding_settled_reason CHECK (length(settled_reason) <= 2000),
        settled_at timestamptz(3),
        CONSTRAINT thread_hiding_pk PRIMARY KEY (collective_id, thread_id, version),
        CONSTRAINT thread_hiding_thread_fk FOREIGN KEY (collective_id, thread_id)
          REFERENCES ormee.thread (collective_id, id),
        CONSTRAINT thread_hiding_hidden_by_fk FOREIGN KEY (collective_id, hidden_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT thread_hiding_mandate_fk FOREIGN KEY (collective_id, mandate_id)
          REFERENCES ormee.mandate (collective_id, id),
        CONSTRAINT thread_hiding_settled_by_fk FOREIGN KEY (collective_id, settled_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT thread_hiding_settled_under_fk FOREIGN KEY (collective_id, settled_under)
          REFERENCES ormee.mandate (collective_id, id),
        CONSTRAINT thread_hiding_appealed CHECK (state <> 'APPEALED' OR restores_at IS NOT NULL),
        CONSTRAINT thread_hiding_upheld_by_another CHECK (state <> 'UPHELD' OR settled_by <> hidden_by),
        CONSTRAINT thread_hiding_of_a_title CHECK (version = 0 OR title IS NULL)
      );
      GRANT SELECT, INSERT ON ormee.thread_hiding TO ormee_serving;
      GRANT UPDATE (title, state, appeal, appealed_at, restores_at, settled_by, settled_under, settled_reason, settled_at)
        ON ormee.thread_hiding TO ormee_serving;
      GRANT UPDATE (title) ON ormee.thread TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
