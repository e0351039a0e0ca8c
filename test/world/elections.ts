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

/** Writes an election into the outcome of a poll: one of a method by which no poll elects. */
export const plantElection = (
  { world, id, rowId }: TestCollective,
  pollId: string,
  election: Election,
): Promise<object[]> =>
  world.sql(
    `UPDATE ormee.outcome SET working = working || jsonb_build_object('election', $3::jsonb)
     WHERE collective_id = $1 AND poll_id = $2`,
    [id, rowId(pollId), JSON.stringify(election)],
  );
