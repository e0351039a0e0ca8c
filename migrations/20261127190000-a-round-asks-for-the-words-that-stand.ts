import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A round whose words amendments moved is called off and asked again, and counts for none: there may be more of them than the rule
 * has. Consent to somebody nominated is not the role: where the decision could not give it, that is what became of them.
 */
export class ARoundAsksForTheWordsThatStand20261127190000 implements MigrationInterface {
  name = 'ARoundAsksForTheWordsThatStand20261127190000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.consent_process
        DROP CONSTRAINT consent_process_round,
        ADD CONSTRAINT consent_process_round CHECK (round >= 0);
      ALTER TABLE ormee.consent_round
        DROP CONSTRAINT consent_round_number,
        ADD CONSTRAINT consent_round_number CHECK (round >= 1);
      ALTER TABLE ormee.election
        DROP CONSTRAINT election_state,
        ADD CONSTRAINT election_state CHECK (
          state IN ('RUNNING', 'ELECTED', 'NOT_APPLIED', 'NO_DECISION', 'SUPERSEDED', 'WITHDRAWN'));
      ALTER TABLE ormee.nominee
        DROP CONSTRAINT nominee_how,
        ADD CONSTRAINT nominee_how CHECK (
          how IN ('CONSENTED', 'NOT_APPLIED', 'OBJECTED', 'DECLINED', 'GONE', 'UNANSWERED', 'SUPERSEDED', 'WITHDRAWN'));
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
