import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever has no screen asks for a relay: by themselves, by two other members, or on paper. A ballot that a relay brings
 * is a ballot as any other, with a row that says by whom and how; its voter may say that it is not what they said. Whom
 * nothing could tell of a poll is written down when it is shut, so that their silence is counted as nothing.
 */
export class ARelayBringsABallotForWhoeverAsked20261127113100 implements MigrationInterface {
  name = 'ARelayBringsABallotForWhoeverAsked20261127113100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.relay_request (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        member_id uuid NOT NULL,
        way text NOT NULL CONSTRAINT relay_request_way CHECK (way IN ('ONESELF', 'TWO_MEMBERS', 'PAPER')),
        asked_by uuid NOT NULL,
        asked_at timestamptz(3) NOT NULL,
        joined_by uuid,
        stands_from timestamptz(3),
        ended_by uuid,
        ended_at timestamptz(3),
        CONSTRAINT relay_request_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT relay_request_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT relay_request_asked_by_fk FOREIGN KEY (collective_id, asked_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT relay_request_joined_by_fk FOREIGN KEY (collective_id, joined_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT relay_request_ended_by_fk FOREIGN KEY (collective_id, ended_by)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT relay_request_by_whom CHECK ((way = 'ONESELF') = (asked_by = member_id)
          AND joined_by IS DISTINCT FROM member_id AND joined_by IS DISTINCT FROM asked_by),
        CONSTRAINT relay_request_by_two CHECK (
          CASE way WHEN 'TWO_MEMBERS' THEN (joined_by IS NULL) = (stands_from IS NULL)
            ELSE joined_by IS NULL AND stands_from IS NOT NULL END),
        CONSTRAINT relay_request_ended_whole CHECK ((ended_by IS NULL) = (ended_at IS NULL))
      );
      CREATE UNIQUE INDEX relay_request_one_standing ON ormee.relay_request (collective_id, member_id)
        WHERE stands_from IS NOT NULL AND ended_at IS NULL;
      CREATE INDEX relay_request_of_member ON ormee.relay_request (collective_id, member_id);
      GRANT SELECT, INSERT, DELETE ON ormee.relay_request TO ormee_serving;
      GRANT UPDATE (joined_by, stands_from, ended_by, ended_at) ON ormee.relay_request TO ormee_serving;

      CREATE TABLE ormee.relayed_ballot (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        revision integer NOT NULL CONSTRAINT relayed_ballot_revision CHECK (revision >= 1),
        relayed_by uuid NOT NULL CONSTRAINT relayed_ballot_by_another CHECK (relayed_by <> member_id),
        way text NOT NULL CONSTRAINT relayed_ballot_way CHECK (way IN ('PHONE', 'PAPER')),
        CONSTRAINT relayed_ballot_pk PRIMARY KEY (collective_id, poll_id, member_id, revision),
        CONSTRAINT relayed_ballot_ballot_fk FOREIGN KEY (collective_id, poll_id, member_id)
          REFERENCES ormee.ballot (collective_id, poll_id, member_id),
        CONSTRAINT relayed_ballot_relayed_by_fk FOREIGN KEY (collective_id, relayed_by)
          REFERENCES ormee.member (collective_id, id)
      );
      CREATE INDEX relayed_ballot_of_member ON ormee.relayed_ballot (collective_id, member_id);
      GRANT SELECT, INSERT ON ormee.relayed_ballot TO ormee_serving;

      CREATE TABLE ormee.relayed_ballot_contest (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        revision integer NOT NULL,
        voided_by integer CONSTRAINT relayed_ballot_contest_voided CHECK (voided_by = revision + 1),
        contested_at timestamptz(3) NOT NULL,
        CONSTRAINT relayed_ballot_contest_pk PRIMARY KEY (collective_id, poll_id, member_id, revision),
        CONSTRAINT relayed_ballot_contest_of FOREIGN KEY (collective_id, poll_id, member_id, revision)
          REFERENCES ormee.relayed_ballot (collective_id, poll_id, member_id, revision)
      );
      GRANT SELECT, INSERT ON ormee.relayed_ballot_contest TO ormee_serving;

      CREATE TABLE ormee.poll_reached (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        reached_by uuid NOT NULL CONSTRAINT poll_reached_by_another CHECK (reached_by <> member_id),
        reached_at timestamptz(3) NOT NULL,
        CONSTRAINT poll_reached_pk PRIMARY KEY (collective_id, poll_id, member_id),
        CONSTRAINT poll_reached_roll_fk FOREIGN KEY (collective_id, poll_id, member_id)
          REFERENCES ormee.roll_entry (collective_id, poll_id, member_id),
        CONSTRAINT poll_reached_reached_by_fk FOREIGN KEY (collective_id, reached_by)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.poll_reached TO ormee_serving;

      CREATE TABLE ormee.poll_unreached (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        CONSTRAINT poll_unreached_pk PRIMARY KEY (collective_id, poll_id, member_id),
        CONSTRAINT poll_unreached_roll_fk FOREIGN KEY (collective_id, poll_id, member_id)
          REFERENCES ormee.roll_entry (collective_id, poll_id, member_id)
      );
      GRANT SELECT, INSERT ON ormee.poll_unreached TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
