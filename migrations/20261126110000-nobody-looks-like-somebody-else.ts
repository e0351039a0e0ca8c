import type { MigrationInterface, QueryRunner } from 'typeorm';
import { nameSkeleton } from '../src/core/kernel/names.js';

/** A name is taken once a collective, and so is every name that could be mistaken for it: the key is its skeleton. */
export class NobodyLooksLikeSomebodyElse20261126110000 implements MigrationInterface {
  name = 'NobodyLooksLikeSomebodyElse20261126110000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE ormee.member ADD COLUMN name_skeleton text');
    await this.giveSkeletons(db);
    await db.query(`
      ALTER TABLE ormee.member ALTER COLUMN name_skeleton SET NOT NULL,
        ADD CONSTRAINT member_name_skeleton_said CHECK (name_skeleton <> ''),
        ADD CONSTRAINT member_name_alike_once UNIQUE (collective_id, name_skeleton);
      DROP INDEX ormee.member_name_once;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }

  /** Members who are there keep their names, also those who look alike already: only who comes later is refused. */
  private async giveSkeletons(db: QueryRunner): Promise<void> {
    const members = (await db.query(
      'SELECT collective_id, id, public_name FROM ormee.member ORDER BY collective_id, id',
    )) as { collective_id: string; id: string; public_name: string }[];
    const taken = new Set<string>();
    for (const { collective_id: collective, id, public_name: name } of members) {
      const skeleton = nameSkeleton(name);
      const isTaken = taken.has(`${collective} ${skeleton}`);
      taken.add(`${collective} ${skeleton}`);
      await db.query('UPDATE ormee.member SET name_skeleton = $3 WHERE collective_id = $1 AND id = $2', [
        collective,
        id,
        isTaken ? `${skeleton} ${id}` : skeleton,
      ]);
    }
  }
}
