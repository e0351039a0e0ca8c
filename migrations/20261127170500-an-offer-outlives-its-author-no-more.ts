import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An offer whose author is gone is taken back by any member, who is named. */
export class AnOfferOutlivesItsAuthorNoMore20261127170500 implements MigrationInterface {
  name = 'AnOfferOutlivesItsAuthorNoMore20261127170500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.mandate_offer
        ADD COLUMN withdrawn_by uuid CONSTRAINT mandate_offer_withdrawn_by_another CHECK (withdrawn_by <> author_id),
        ADD CONSTRAINT mandate_offer_withdrawn_by_fk FOREIGN KEY (collective_id, withdrawn_by)
          REFERENCES ormee.member (collective_id, id),
        ADD CONSTRAINT mandate_offer_withdrawn_by_somebody CHECK (withdrawn_by IS NULL OR state = 'WITHDRAWN');
      GRANT UPDATE (withdrawn_by) ON ormee.mandate_offer TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
