import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What several ask for one person stands beside each other: whoever asks is not answered otherwise because somebody else
 * did before. One member asks once in one way.
 */
export class RequestsStandBesideEachOther20261127165500 implements MigrationInterface {
  name = 'RequestsStandBesideEachOther20261127165500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX ormee.relay_request_one_standing;
      CREATE UNIQUE INDEX relay_request_one_standing ON ormee.relay_request (collective_id, member_id, asked_by, way)
        WHERE stands_from IS NOT NULL AND ended_at IS NULL;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
