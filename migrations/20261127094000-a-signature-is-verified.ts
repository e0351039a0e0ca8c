import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever signs an appeal proves their address by a link, or signs on paper; until then it counts nowhere. A withdrawal
 * takes everything that leads to a person and leaves a row, so that the count stays honest and an import brings nobody back.
 */
export class ASignatureIsVerified20261127094000 implements MigrationInterface {
  name = 'ASignatureIsVerified20261127094000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.appeal ADD COLUMN closes_at timestamptz(3),
        ADD CONSTRAINT appeal_closes_later CHECK (closes_at > published_at);

      CREATE TABLE ormee.first_signatory (
        collective_id uuid NOT NULL,
        appeal_id uuid NOT NULL,
        place integer NOT NULL CONSTRAINT first_signatory_place CHECK (place >= 1),
        member_id uuid NOT NULL,
        CONSTRAINT first_signatory_pk PRIMARY KEY (collective_id, appeal_id, place),
        CONSTRAINT first_signatory_once UNIQUE (collective_id, appeal_id, member_id),
        CONSTRAINT first_signatory_appeal_fk FOREIGN KEY (collective_id, appeal_id)
          REFERENCES ormee.appeal (collective_id, id),
        CONSTRAINT first_signatory_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.first_signatory TO ormee_serving;

      ALTER TABLE ormee.signatory
        ALTER COLUMN name DROP NOT NULL,
        ADD COLUMN kind text NOT NULL DEFAULT 'NATURAL' CONSTRAINT signatory_kind CHECK (kind IN ('NATURAL', 'LEGAL')),
        ADD COLUMN role text CONSTRAINT signatory_role_short CHECK (length(role) <= 200),
        ADD COLUMN organisation text CONSTRAINT signatory_organisation_short CHECK (length(organisation) <= 200),
        ADD COLUMN url text CONSTRAINT signatory_url_web CHECK (url ~ '^https?://' AND length(url) <= 500),
        ADD COLUMN named boolean NOT NULL DEFAULT false,
        ADD COLUMN source text NOT NULL DEFAULT 'IMPORTED'
          CONSTRAINT signatory_source CHECK (source IN ('LINK', 'PAPER', 'MEMBER', 'IMPORTED')),
        ADD COLUMN state text NOT NULL DEFAULT 'STANDING'
          CONSTRAINT signatory_state CHECK (state IN ('PENDING', 'STANDING', 'WITHDRAWN')),
        ADD COLUMN locale text CONSTRAINT signatory_locale CHECK (locale IN ('fr', 'en')),
        ADD COLUMN said_at timestamptz(3) NOT NULL DEFAULT ormee.instant(),
        ADD COLUMN verified_at timestamptz(3),
        ADD COLUMN withdrawn_at timestamptz(3),
        ADD COLUMN place integer CONSTRAINT signatory_place CHECK (place >= 1),
        ADD COLUMN member_id uuid,
        ADD COLUMN served_by uuid,
        ADD COLUMN raw text CONSTRAINT signatory_raw_short CHECK (length(raw) <= 4000),
        ADD COLUMN line_hash text,
        ADD COLUMN origin_hash text,
        ADD CONSTRAINT signatory_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id),
        ADD CONSTRAINT signatory_verified_or_imported
          CHECK (verified OR source = 'IMPORTED' OR state <> 'STANDING'),
        ADD CONSTRAINT signatory_pending_unverified
          CHECK (state <> 'PENDING' OR (source = 'LINK' AND NOT verified AND email IS NOT NULL)),
        ADD CONSTRAINT signatory_withdrawn_says_when CHECK ((state = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)),
        ADD CONSTRAINT signatory_withdrawn_names_nobody CHECK (
          CASE WHEN state = 'WITHDRAWN' THEN
            num_nonnulls(name, email, role, organisation, url, raw, signed_on, member_id, place, locale) = 0
            AND NOT named
          ELSE name IS NOT NULL END);
      DROP INDEX ormee.signatory_once;
      CREATE UNIQUE INDEX signatory_line_once ON ormee.signatory (collective_id, appeal_id, line_hash)
        WHERE line_hash IS NOT NULL;
      CREATE UNIQUE INDEX signatory_origin_once ON ormee.signatory (collective_id, appeal_id, origin_hash)
        WHERE origin_hash IS NOT NULL;
      CREATE UNIQUE INDEX signatory_address_once ON ormee.signatory (collective_id, appeal_id, lower(email))
        WHERE source = 'LINK' AND state = 'STANDING';
      CREATE UNIQUE INDEX signatory_member_once ON ormee.signatory (collective_id, appeal_id, member_id)
        WHERE member_id IS NOT NULL;
      CREATE UNIQUE INDEX signatory_place_once ON ormee.signatory (collective_id, appeal_id, place)
        WHERE place IS NOT NULL;
      CREATE INDEX signatory_of_appeal ON ormee.signatory (collective_id, appeal_id, id);
      CREATE INDEX signatory_address ON ormee.signatory (collective_id, lower(email)) WHERE email IS NOT NULL;
      GRANT UPDATE (name, email, signed_on, kind, role, organisation, url, named, state, locale, verified_at,
        withdrawn_at, place, member_id, served_by, raw) ON ormee.signatory TO ormee_serving;

      CREATE TABLE ormee.signature_link (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        signatory_id uuid NOT NULL,
        purpose text NOT NULL CONSTRAINT signature_link_purpose CHECK (purpose IN ('CONFIRM', 'WITHDRAW', 'JOIN')),
        secret_hash text NOT NULL,
        issued_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL CONSTRAINT signature_link_expires_later CHECK (expires_at > issued_at),
        consumed_at timestamptz(3),
        CONSTRAINT signature_link_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT signature_link_secret_once UNIQUE (collective_id, secret_hash),
        CONSTRAINT signature_link_signatory_fk FOREIGN KEY (collective_id, signatory_id)
          REFERENCES ormee.signatory (collective_id, id)
      );
      CREATE INDEX signature_link_of_signatory ON ormee.signature_link (collective_id, signatory_id);
      GRANT SELECT, INSERT, DELETE ON ormee.signature_link TO ormee_serving;
      GRANT UPDATE (consumed_at) ON ormee.signature_link TO ormee_serving;

      -- A letter may go to somebody who is no member: its kind says to whom its subject leads.
      ALTER TABLE ormee.outbox ALTER COLUMN member_id DROP NOT NULL,
        ADD CONSTRAINT outbox_collective_fk FOREIGN KEY (collective_id) REFERENCES ormee.collective (id),
        ADD CONSTRAINT outbox_to_somebody CHECK (num_nonnulls(member_id, subject_id) >= 1);
      ALTER TABLE ormee.link_try DROP CONSTRAINT link_try_kind,
        ADD CONSTRAINT link_try_kind CHECK (kind IN ('CODE', 'MAIL', 'SIGN'));

      CREATE TABLE ormee.cosigned_text (
        collective_id uuid NOT NULL CONSTRAINT cosigned_text_collective_fk REFERENCES ormee.collective (id),
        id uuid NOT NULL,
        title text NOT NULL CONSTRAINT cosigned_text_title_said CHECK (btrim(title) <> '' AND length(title) <= 200),
        url text CONSTRAINT cosigned_text_url_web CHECK (url ~ '^https?://' AND length(url) <= 500),
        body text CONSTRAINT cosigned_text_body_short CHECK (length(body) <= 100000),
        hash text NOT NULL CONSTRAINT cosigned_text_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        cosigned_at timestamptz(3) NOT NULL,
        cosigned_by uuid NOT NULL,
        CONSTRAINT cosigned_text_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT cosigned_text_once UNIQUE (collective_id, hash),
        CONSTRAINT cosigned_text_found CHECK (num_nonnulls(url, body) >= 1),
        CONSTRAINT cosigned_text_cosigned_by_fk FOREIGN KEY (collective_id, cosigned_by)
          REFERENCES ormee.decision (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.cosigned_text TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
