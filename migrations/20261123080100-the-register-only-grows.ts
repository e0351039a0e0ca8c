import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The serving role may append to a collective's register and never rewrite it; only salts can be erased. */
export class TheRegisterOnlyGrows20261123080100 implements MigrationInterface {
  name = 'TheRegisterOnlyGrows20261123080100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.register_head (
        collective_id uuid CONSTRAINT register_head_pk PRIMARY KEY
          CONSTRAINT register_head_collective_fk REFERENCES ormee.collective (id),
        size bigint NOT NULL CONSTRAINT register_head_size CHECK (size >= 0),
        nodes text[] NOT NULL
      );
      GRANT SELECT, INSERT ON ormee.register_head TO ormee_serving;
      GRANT UPDATE (size, nodes) ON ormee.register_head TO ormee_serving;

      CREATE TABLE ormee.register_leaf (
        collective_id uuid NOT NULL CONSTRAINT register_leaf_collective_fk REFERENCES ormee.collective (id),
        index bigint NOT NULL CONSTRAINT register_leaf_index CHECK (index >= 0),
        type text NOT NULL,
        encoded text NOT NULL,
        hash text NOT NULL CONSTRAINT register_leaf_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        visibility text NOT NULL
          CONSTRAINT register_leaf_visibility CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'GROUP', 'NAMED')),
        recorded_at timestamptz(3) NOT NULL,
        CONSTRAINT register_leaf_pk PRIMARY KEY (collective_id, index)
      );
      GRANT SELECT, INSERT ON ormee.register_leaf TO ormee_serving;

      CREATE TABLE ormee.register_salt (
        collective_id uuid NOT NULL,
        leaf_index bigint NOT NULL,
        field text NOT NULL,
        salt text NOT NULL CONSTRAINT register_salt_size CHECK (salt ~ '^[0-9a-f]{64}$'),
        value text NOT NULL,
        CONSTRAINT register_salt_pk PRIMARY KEY (collective_id, leaf_index, field),
        CONSTRAINT register_salt_leaf_fk FOREIGN KEY (collective_id, leaf_index)
          REFERENCES ormee.register_leaf (collective_id, index)
      );
      GRANT SELECT, INSERT, DELETE ON ormee.register_salt TO ormee_serving;

      CREATE TABLE ormee.register_checkpoint (
        collective_id uuid NOT NULL CONSTRAINT register_checkpoint_collective_fk REFERENCES ormee.collective (id),
        size bigint NOT NULL,
        root text NOT NULL CONSTRAINT register_checkpoint_root CHECK (root ~ '^[0-9a-f]{64}$'),
        note text NOT NULL,
        CONSTRAINT register_checkpoint_pk PRIMARY KEY (collective_id, size)
      );
      GRANT SELECT, INSERT ON ormee.register_checkpoint TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
