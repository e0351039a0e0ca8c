import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A full export is written down beside the register, and leaves by a link of one use that is its asker's own. It is
 * outside of register and bundle, so that exporting changes nothing of what is exported.
 */
export class AnExportIsLogged20261126140000 implements MigrationInterface {
  name = 'AnExportIsLogged20261126140000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.link DROP CONSTRAINT link_purpose;
      ALTER TABLE ormee.link ADD CONSTRAINT link_purpose CHECK (purpose IN ('SIGN_IN', 'EXPORT'));

      CREATE TABLE ormee.export_log (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        member_id uuid NOT NULL,
        step text NOT NULL CONSTRAINT export_log_step CHECK (step IN ('ASKED', 'TAKEN')),
        at timestamptz(3) NOT NULL,
        CONSTRAINT export_log_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT export_log_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.export_log TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
