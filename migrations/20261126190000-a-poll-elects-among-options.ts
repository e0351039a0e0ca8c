import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A proposal may ask which, and not only whether: its options stand in its version, and a poll pins how it elects. A tie
 * left to a lot waits for a value that two members type alike, or that those reveal who committed to one before closing.
 */
export class APollElectsAmongOptions20261126190000 implements MigrationInterface {
  name = 'APollElectsAmongOptions20261126190000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.proposal_version ADD COLUMN question jsonb;

      ALTER TABLE ormee.poll ADD COLUMN election jsonb;
      ALTER TABLE ormee.poll ADD COLUMN confirms uuid;
      ALTER TABLE ormee.poll ADD COLUMN lot_source text
        CONSTRAINT poll_lot_source CHECK (lot_source IN ('TWO_MEMBERS', 'COMMITMENTS'));
      ALTER TABLE ormee.poll ADD COLUMN tied_at timestamptz(3);
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_confirms_fk FOREIGN KEY (collective_id, confirms)
        REFERENCES ormee.poll (collective_id, id);
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_tied_awaits_lot CHECK (tied_at IS NULL OR lot_source IS NOT NULL);
      ALTER TABLE ormee.poll DROP CONSTRAINT poll_method;
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_method CHECK (method IN (
            'threshold@1', 'consent@1', 'plurality@1', 'majority@1', 'borda/tournament@1',
            'borda/optimistic@1', 'borda/pessimistic@1', 'borda/modified@1', 'approval@1', 'approval-block@1',
            'score@1', 'star@1', 'dots@1', 'condorcet@1', 'copeland@1', 'schulze/wv@1', 'schulze/margins@1',
            'ranked-pairs/wv-put@1', 'ranked-pairs/margins-put@1', 'minimax/wv@1', 'minimax/margins@1',
            'minimax/opposition@1', 'smith-set@1', 'smith-irv@1', 'stv/scottish-2007@1', 'stv/wigm-exact@1',
            'stv/meek-prf@1', 'irv/rctab@1', 'irv/rctab-sequential@1', 'bottoms-up/rctab@1', 'stv/rctab@1',
            'majority-judgment/median-removal@1', 'gradients@1', 'phragmen-sequential@1', 'pav-sequential@1',
            'pav@1', 'equal-shares/cost@1', 'equal-shares/cost-add1u@1'));
      ALTER TABLE ormee.poll ADD CONSTRAINT poll_elects_by_its_method
        CHECK ((method IN ('threshold@1', 'consent@1')) = (election IS NULL));
      CREATE INDEX poll_confirming ON ormee.poll (collective_id, confirms);
      GRANT UPDATE (tied_at) ON ormee.poll TO ormee_serving;

      ALTER TABLE ormee.poll_option ADD COLUMN label text
        CONSTRAINT poll_option_label CHECK (btrim(label) <> '' AND length(label) <= 200);

      ALTER TABLE ormee.ballot DROP CONSTRAINT ballot_choice;
      ALTER TABLE ormee.ballot ADD CONSTRAINT ballot_choice CHECK (
        choice IN ('FOR', 'AGAINST', 'ABSTAIN', 'BLANK', 'NOT_TAKING_PART', 'CONSENT', 'OBJECT')
        OR (choice ~ '^[0-9]+([>=,:][0-9]+)*$' AND length(choice) <= 1000));

      CREATE TABLE ormee.lot_value (
        collective_id uuid NOT NULL,
        poll_id uuid NOT NULL,
        member_id uuid NOT NULL,
        commitment text CONSTRAINT lot_value_commitment CHECK (commitment ~ '^[0-9a-f]{64}$'),
        value text CONSTRAINT lot_value_said CHECK (btrim(value) <> '' AND length(value) <= 100),
        CONSTRAINT lot_value_pk PRIMARY KEY (collective_id, poll_id, member_id),
        CONSTRAINT lot_value_poll_fk FOREIGN KEY (collective_id, poll_id) REFERENCES ormee.poll (collective_id, id),
        CONSTRAINT lot_value_member_fk FOREIGN KEY (collective_id, member_id) REFERENCES ormee.member (collective_id, id),
        CONSTRAINT lot_value_is_something CHECK (commitment IS NOT NULL OR value IS NOT NULL)
      );
      GRANT SELECT, INSERT ON ormee.lot_value TO ormee_serving;
      GRANT UPDATE (commitment, value) ON ormee.lot_value TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
