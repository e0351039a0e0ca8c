import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever asks for a relay says whether it brings ballots alone, or does other acts too, as every request did until here. */
export class ARequestSaysWhatARelayMayDo20261128093000 implements MigrationInterface {
  name = 'ARequestSaysWhatARelayMayDo20261128093000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.relay_request ADD COLUMN other_acts boolean NOT NULL DEFAULT true;
      ALTER TABLE ormee.relay_request ALTER COLUMN other_acts DROP DEFAULT;
      DROP INDEX ormee.relay_request_one_standing;
      CREATE UNIQUE INDEX relay_request_one_standing
        ON ormee.relay_request (collective_id, member_id, asked_by, way, other_acts)
        WHERE stands_from IS NOT NULL AND ended_at IS NULL;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
