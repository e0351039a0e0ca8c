import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every key leads with the collective and every foreign key carries it: a row cannot point into another collective.
 * Reads of time go through one function, and the serving role holds only the rights granted here by name.
 */
export class KeysLeadWithTheCollective20261123080000 implements MigrationInterface {
  name = 'KeysLeadWithTheCollective20261123080000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS ormee;
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      GRANT USAGE ON SCHEMA ormee TO ormee_serving;

      CREATE FUNCTION ormee.instant() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS $$ SELECT date_trunc('milliseconds', clock_timestamp()) $$;

      CREATE TABLE ormee.collective (
        id uuid CONSTRAINT collective_pk PRIMARY KEY,
        name text NOT NULL CONSTRAINT collective_name_said CHECK (btrim(name) <> '' AND length(name) <= 120),
        state text NOT NULL CONSTRAINT collective_state CHECK (state IN ('CONSTITUTING', 'ACTIVE')),
        zone text NOT NULL,
        locale text NOT NULL CONSTRAINT collective_locale CHECK (locale IN ('fr', 'en')),
        created_at timestamptz(3) NOT NULL
      );
      GRANT SELECT, INSERT ON ormee.collective TO ormee_serving;

      CREATE TABLE ormee.member (
        collective_id uuid NOT NULL CONSTRAINT member_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        kind text NOT NULL CONSTRAINT member_kind CHECK (kind IN ('NATURAL', 'LEGAL')),
        state text NOT NULL CONSTRAINT member_state CHECK (state IN ('FOUNDING', 'ACTIVE', 'LEFT', 'EXCLUDED')),
        public_name text NOT NULL CONSTRAINT member_name_said CHECK (btrim(public_name) <> '' AND length(public_name) <= 80),
        email text CONSTRAINT member_email_short CHECK (length(email) <= 254),
        joined_at timestamptz(3) NOT NULL,
        left_at timestamptz(3),
        CONSTRAINT member_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT member_left_dated CHECK ((state IN ('LEFT', 'EXCLUDED')) = (left_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX member_name_once ON ormee.member (collective_id, lower(public_name));
      GRANT SELECT, INSERT ON ormee.member TO ormee_serving;
      GRANT UPDATE (state, left_at) ON ormee.member TO ormee_serving;

      CREATE TABLE ormee.link (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        member_id uuid NOT NULL,
        purpose text NOT NULL CONSTRAINT link_purpose CHECK (purpose IN ('SIGN_IN')),
        secret_hash text NOT NULL,
        issued_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL CONSTRAINT link_expires_later CHECK (expires_at > issued_at),
        consumed_at timestamptz(3),
        CONSTRAINT link_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT link_secret_once UNIQUE (collective_id, secret_hash),
        CONSTRAINT link_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.link TO ormee_serving;
      GRANT UPDATE (consumed_at) ON ormee.link TO ormee_serving;

      CREATE TABLE ormee.session (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        member_id uuid NOT NULL,
        token_hash text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL CONSTRAINT session_expires_later CHECK (expires_at > created_at),
        ended_at timestamptz(3),
        CONSTRAINT session_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT session_token_once UNIQUE (collective_id, token_hash),
        CONSTRAINT session_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.session TO ormee_serving;
      GRANT UPDATE (ended_at) ON ormee.session TO ormee_serving;

      CREATE TABLE ormee.idempotency (
        collective_id uuid NOT NULL,
        member_id uuid NOT NULL,
        act text NOT NULL,
        key text NOT NULL CONSTRAINT idempotency_key_size CHECK (length(key) BETWEEN 1 AND 100),
        body_hash text NOT NULL,
        result_id uuid NOT NULL,
        CONSTRAINT idempotency_pk PRIMARY KEY (collective_id, member_id, act, key),
        CONSTRAINT idempotency_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.idempotency TO ormee_serving;
      GRANT UPDATE (result_id) ON ormee.idempotency TO ormee_serving;

      CREATE TABLE ormee.job (
        id uuid CONSTRAINT job_pk PRIMARY KEY,
        collective_id uuid NOT NULL CONSTRAINT job_collective_fk REFERENCES ormee.collective (id),
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        run_at timestamptz(3) NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        CONSTRAINT job_once UNIQUE (collective_id, kind, subject_id, run_at)
      );
      CREATE INDEX job_due ON ormee.job (run_at);
      GRANT SELECT, INSERT, DELETE ON ormee.job TO ormee_serving;
      GRANT UPDATE (run_at, attempts) ON ormee.job TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
