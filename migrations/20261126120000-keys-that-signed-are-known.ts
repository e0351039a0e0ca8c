import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The public keys that signed a collective's register go with it: whoever takes it to another instance, or checks it
 * offline, knows by which. A key that signed once is never forgotten.
 */
export class KeysThatSignedAreKnown20261126120000 implements MigrationInterface {
  name = 'KeysThatSignedAreKnown20261126120000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.register_key (
        collective_id uuid NOT NULL CONSTRAINT register_key_collective_fk REFERENCES ormee.collective (id),
        verifier_key text NOT NULL,
        CONSTRAINT register_key_pk PRIMARY KEY (collective_id, verifier_key)
      );
      GRANT SELECT, INSERT ON ormee.register_key TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
