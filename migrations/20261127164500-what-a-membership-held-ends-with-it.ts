import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What somebody asked of relays ends with their membership, by nobody's act. A request from a membership that is over,
 * which nobody could end, is gone.
 */
export class WhatAMembershipHeldEndsWithIt20261127164500 implements MigrationInterface {
  name = 'WhatAMembershipHeldEndsWithIt20261127164500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE ormee.relay_request DROP CONSTRAINT relay_request_ended_whole,
        ADD CONSTRAINT relay_request_ended_whole CHECK (ended_by IS NULL OR ended_at IS NOT NULL);
      DELETE FROM ormee.relay_request request USING ormee.member
        WHERE member.collective_id = request.collective_id AND member.id = request.member_id
          AND request.ended_at IS NULL
          AND (member.state NOT IN ('ACTIVE', 'FOUNDING') OR request.asked_at < member.joined_at);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go up'));
  }
}
