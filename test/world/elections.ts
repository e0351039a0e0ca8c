import type { Clause, ElectionRule, MethodId } from '../../src/core/charter/clause.js';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { TestCollective } from './world.js';

/** Rules under which every matter may also be decided among options. */
export const electingBy =
  (methods: readonly MethodId[], election: Partial<ElectionRule> = {}, rest: Partial<Clause> = {}) =>
  (rules: readonly Clause[]): readonly Clause[] =>
    rules.map((rule) => ({
      ...rule,
      ...rest,
      allowedMethods: [...rule.allowedMethods, ...methods],
      election: { adopts: 'THRESHOLD', grades: [], options: {}, ballotsPublished: false, ...election },
    }));

/** Rankings as people write them: `2>1=3` is the second first, the two others together. */
export const ranking = (written: string): object => ({
  ranking: written.split('>').map((rank) => rank.split('=')),
});

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
