import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever changes their name keeps the one they bore: minutes that say it are read, and nobody else takes it. */
export class ANameThatWasBorneIsKept20261126150100 implements MigrationInterface {
  name = 'ANameThatWasBorneIsKept20261126150100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.former_name (
        collective_id uuid NOT NULL,
        name_skeleton text NOT NULL,
        member_id uuid NOT NULL,
        public_name text NOT NULL,
        until timestamptz(3) NOT NULL,
        CONSTRAINT former_name_pk PRIMARY KEY (collective_id, name_skeleton),
        CONSTRAINT former_name_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT former_name_said CHECK (name_skeleton <> '' AND public_name <> '')
      );
      CREATE INDEX former_name_of_member ON ormee.former_name (collective_id, member_id);
      GRANT SELECT, INSERT, DELETE ON ormee.former_name TO ormee_serving;
      GRANT UPDATE (public_name, until) ON ormee.former_name TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
