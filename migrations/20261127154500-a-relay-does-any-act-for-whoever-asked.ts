import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A relay does any act for whoever asked for one: it is theirs as any other, and a row beside it says by whom it was
 * brought and how; whoever it was done for may say that it is not what they said.
 */
export class ARelayDoesAnyActForWhoeverAsked20261127154500 implements MigrationInterface {
  name = 'ARelayDoesAnyActForWhoeverAsked20261127154500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ormee.relayed_act (
        collective_id uuid NOT NULL,
        id uuid NOT NULL,
        member_id uuid NOT NULL,
        relayed_by uuid NOT NULL CONSTRAINT relayed_act_by_another CHECK (relayed_by <> member_id),
        way text NOT NULL CONSTRAINT relayed_act_way CHECK (way IN ('PHONE', 'PAPER')),
        act text NOT NULL,
        about_kind text NOT NULL,
        about_id uuid NOT NULL,
        relayed_at timestamptz(3) NOT NULL,
        CONSTRAINT relayed_act_pk PRIMARY KEY (collective_id, id),
        CONSTRAINT relayed_act_member_fk FOREIGN KEY (collective_id, member_id)
          REFERENCES ormee.member (collective_id, id),
        CONSTRAINT relayed_act_relayed_by_fk FOREIGN KEY (collective_id, relayed_by)
          REFERENCES ormee.member (collective_id, id)
      );
      CREATE INDEX relayed_act_of_member ON ormee.relayed_act (collective_id, member_id, id);
      CREATE INDEX relayed_act_about ON ormee.relayed_act (collective_id, about_id);
      GRANT SELECT, INSERT ON ormee.relayed_act TO ormee_serving;

      CREATE TABLE ormee.relayed_act_contest (
        collective_id uuid NOT NULL,
        relayed_act_id uuid NOT NULL,
        contested_at timestamptz(3) NOT NULL,
        CONSTRAINT relayed_act_contest_pk PRIMARY KEY (collective_id, relayed_act_id),
        CONSTRAINT relayed_act_contest_of FOREIGN KEY (collective_id, relayed_act_id)
          REFERENCES ormee.relayed_act (collective_id, id)
      );
      GRANT SELECT, INSERT ON ormee.relayed_act_contest TO ormee_serving;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
