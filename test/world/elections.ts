import type { Outcome } from '../../src/core/charter/ruling.js';
import type { PollRead, TestPoll } from './decisions.js';
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

/** Scores of the first options, in their order. */
export const scored = (...given: number[]): object => ({
  scores: given.map((score, place) => ({ option: String(place + 1), score })),
});

/** The outcome of a poll, whole. */
export const outcomeOf = (poll: PollRead): Outcome => JSON.parse(poll.outcome?.working as string) as Outcome;

/** One ballot each of the first members, in their order. */
export async function castAll(
  poll: TestPoll,
  collective: TestCollective,
  ballots: readonly object[],
): Promise<void> {
  for (const [place, ballot] of ballots.entries()) await poll.cast(collective.member(place), ballot);
}
