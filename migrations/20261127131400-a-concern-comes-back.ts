import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Somebody consents with a concern, and says when the collective looks at it again. The decision carries it; at its date it
 * comes back, and stays until somebody answers it. Which decision carries which concern, and what was answered, only grows.
 */
export class AConcernComesBack20261127131400 implements MigrationInterface {
  name = 'AConcernComesBack20261127131400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.concern (
        collective_id uuid NOT NULL,
        contribution_id uuid NOT NULL,
        state text NOT NULL CONSTRAINT concern_state
          CHECK (state IN ('VOICED', 'CARRIED', 'DUE', 'SETTLED', 'TAKEN_UP')),
        review_at timestamptz(3),
        CONSTRAINT concern_pk PRIMARY KEY (collective_id, contribution_id),
        CONSTRAINT concern_contribution_fk FOREIGN KEY (collective_id, contribution_id)
          REFERENCES ormee.contribution (collective_id, id),
        CONSTRAINT concern_due_at_its_date CHECK (state NOT IN ('VOICED', 'DUE') OR review_at IS NOT NULL)
      );
      CREATE INDEX concern_by_state ON ormee.concern (collective_id, state, review_at);
      GRANT SELECT, INSERT ON ormee.concern TO ormee_serving;
      GRANT UPDATE (state, review_at) ON ormee.concern TO ormee_serving;

      CREATE TABLE ormee.decision_concern (
        collective_id uuid NOT NULL,
        decision_id uuid NOT NULL,
        contribution_id uuid NOT NULL,
        version integer NOT NULL CONSTRAINT decision_concern_version CHECK (version > 0),
        CONSTRAINT decision_concern_pk PRIMARY KEY (collective_id, decision_id, contribution_id),
        CONSTRAINT decision_concern_decision_fk FOREIGN KEY (collective_id, decision_id)
          REFERENCES ormee.decision (collective_id, id),
        CONSTRAINT decision_concern_concern_fk FOREIGN KEY (collective_id, contribution_id)
          REFERENCES ormee.concern (collective_id, contribution_id)
      );
      CREATE INDEX decision_concern_of ON ormee.decision_concern (collective_id, contribution_id);
      GRANT SELECT, INSERT ON ormee.decision_concern TO ormee_serving;

      CREATE TABLE ormee.concern_review (
        collective_id uuid NOT NULL,
        contribution_id uuid NOT NULL,
        step integer NOT NULL CONSTRAINT concern_review_step CHECK (step > 0),
        how text NOT NULL CONSTRAINT concern_review_how CHECK (how IN ('LATER', 'NO_LONGER', 'TAKEN_UP', 'WITHDRAWN')),
        author_id uuid NOT NULL,
        reply_id uuid,
        review_at timestamptz(3),
        thread_id uuid,
        proposal_id uuid,
        said_at timestamptz(3) NOT NULL,
        CONSTRAINT concern_review_pk PRIMARY KEY (collective_id, contribution_id, step),
        CONSTRAINT concern_review_concern_fk FOREIGN KEY (collective_id, contribution_id)
          REFERENCES ormee.concern (collective_id, contribution_id),
        CONSTRAINT concern_review_author_fk FOREIGN KEY (collective_id, author_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT concern_review_reply_fk FOREIGN KEY (collective_id, reply_id)
          REFERENCES ormee.contribution (collective_id, id),
        CONSTRAINT concern_review_thread_fk FOREIGN KEY (collective_id, thread_id)
          REFERENCES ormee.thread (collective_id, id),
        CONSTRAINT concern_review_proposal_fk FOREIGN KEY (collective_id, proposal_id)
          REFERENCES ormee.proposal (collective_id, id),
        CONSTRAINT concern_review_has_words CHECK ((how = 'WITHDRAWN') = (reply_id IS NULL)),
        CONSTRAINT concern_review_later CHECK ((how = 'LATER') = (review_at IS NOT NULL)),
        CONSTRAINT concern_review_taken_up CHECK (
          (how = 'TAKEN_UP') = (num_nonnulls(thread_id, proposal_id) = 1) AND num_nonnulls(thread_id, proposal_id) < 2)
      );
      CREATE INDEX concern_review_of_author ON ormee.concern_review (collective_id, author_id);
      GRANT SELECT, INSERT ON ormee.concern_review TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
