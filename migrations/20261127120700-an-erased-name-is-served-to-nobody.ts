import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What named somebody who had themselves erased: from then on nobody but members reads it. No name is kept. */
export class AnErasedNameIsServedToNobody20261127120700 implements MigrationInterface {
  name = 'AnErasedNameIsServedToNobody20261127120700';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.name_withheld (
        collective_id uuid NOT NULL
          CONSTRAINT name_withheld_collective_fk REFERENCES ormee.collective (id),
        kind text NOT NULL
          CONSTRAINT name_withheld_kind CHECK (kind IN ('PROPOSAL', 'WORDS', 'DECISION', 'APPEAL', 'TEXT', 'ASSEMBLY')),
        object_id uuid NOT NULL,
        CONSTRAINT name_withheld_pk PRIMARY KEY (collective_id, kind, object_id)
      );
      GRANT SELECT, INSERT ON ormee.name_withheld TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
