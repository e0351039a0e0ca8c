import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A link to take a signature back says which letter holds it, so that a letter which is tried again counts as one. */
export class ALetterCountsOnce20261127130500 implements MigrationInterface {
  name = 'ALetterCountsOnce20261127130500';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE ormee.signature_link ADD COLUMN letter_id uuid');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
