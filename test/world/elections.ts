import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { TestCollective } from './world.js';

/**
 * Writes an election into each outcome that a collective has, in turn from the first poll: what a poll among options
 * stores, in polls that asked for yes and no.
 */
export const plantElections = (
  { world, id }: TestCollective,
  elections: readonly Election[],
): Promise<object[]> =>
  world.sql(
    `UPDATE ormee.outcome outcome
     SET working = outcome.working || jsonb_build_object('election', $2::jsonb -> (place % $3)::int)
     FROM (SELECT poll_id, row_number() OVER (ORDER BY poll_id) - 1 AS place
           FROM ormee.outcome WHERE collective_id = $1) planted
     WHERE outcome.collective_id = $1 AND outcome.poll_id = planted.poll_id`,
    [id, JSON.stringify(elections), elections.length],
  );
