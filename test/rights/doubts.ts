import type { PollRead, TestAssembly } from '../world/decisions.js';
import type { TestCollective } from '../world/world.js';
import type { Furnished } from './stage.js';

type Members = Furnished['members'];

/** An exclusion from its grounds to its recourse, of somebody who stays: the decision rejects it. */
export async function accuse(
  collective: TestCollective,
  name: string,
  { member, timekeeper }: Members,
): Promise<void> {
  const { world, id } = collective;
  const { exclusion } = await member.does<{ exclusion: { id: string } }>(
    'openExclusion',
    { memberId: timekeeper.id, grounds: `${name}: des faits graves` },
    'exclusion { id }',
  );
  const exclusionId = exclusion.id;
  await timekeeper.does('answerExclusion', { exclusionId, answer: `${name}: je conteste` });
  await timekeeper.does('sayLastWord', { exclusionId, words: `${name}: rien de plus` });
  await world.wait('7 days');
  const named = { exclusionId, memberId: timekeeper.id };
  const put = (title: string, effects: object[]) =>
    collective.propose({ by: member, title: `${name}: ${title}`, effects });
  await (await put('une exclusion', [{ excludeMember: named }])).decideOnline({ against: 6 }, '2 hours');

  // As if they had been excluded and had appealed: who is excluded in earnest reads what the matrix hides from outsiders.
  const recourse = (state: 'PENDING' | 'HEARD') =>
    world.sql(
      `UPDATE ormee.exclusion SET recourse = $2, recourse_reason = 'un recours', recourse_at = ormee.instant(),
         recourse_decision_id = CASE $2 WHEN 'HEARD' THEN decision_id END WHERE collective_id = $1`,
      [id, state],
    );
  const standing = (state: 'EXCLUDED' | 'ACTIVE') =>
    world.sql(
      `UPDATE ormee.member SET state = $3, left_at = CASE $3 WHEN 'EXCLUDED' THEN ormee.instant() END
       WHERE collective_id = $1 AND id = $2`,
      [id, timekeeper.memberId, state],
    );
  await recourse('PENDING');
  await standing('EXCLUDED');
  await put('un recours', [{ reinstateMember: named }]);
  await standing('ACTIVE');
  await recourse('HEARD');
}

/** Challenges of a proposal, one of them settled; a contest that was heard; decisions reopened and replaced. */
export async function doubt(
  collective: TestCollective,
  name: string,
  { member, holder }: Members,
  { assembly, rules }: { readonly assembly: TestAssembly; readonly rules: PollRead },
): Promise<void> {
  const put = (title: string, effects: object[] = []) =>
    collective.propose({ by: member, title: `${name}: ${title}`, effects });
  const decided = (await (await put('à rouvrir')).decideIn(assembly, { for: 2 })).decision?.id;
  await (await put('rouvrir', [{ reopenDecision: { decisionId: decided } }])).decideIn(assembly, { for: 2 });
  const repeal = { repealDecision: { decisionId: rules.decision?.id } };
  const { decision } = await (await put('remplacer', [repeal])).decideOnline({ for: 6 }, '2 hours');

  const challenged = await put('discutée');
  const challenge = async (by: typeof member, ground: object): Promise<string> => {
    const { proposal } = await by.does<{ proposal: { challenges: { id: string }[] } }>(
      'challengeProposal',
      { proposalId: challenged.id, version: 1, ground, reason: `${name}: une raison` },
      'proposal { challenges { id } }',
    );
    return proposal.challenges.at(-1)?.id as string;
  };
  const challengeId = await challenge(member, { stricterMatter: 'DEEP' });
  await challenge(holder, { contradictsId: decided });
  await (
    await put('régler', [{ settleChallenge: { challengeId, upheld: true } }])
  ).decideOnline({ for: 6 }, '2 hours');

  await holder.does('contestOutcome', { pollId: rules.id, reason: `${name}: mal compté` });
  await collective.world.sql(
    `UPDATE ormee.contest SET state = 'HEARD', heard_by = $2 WHERE collective_id = $1`,
    [collective.id, collective.rowId(decision?.id as string)],
  );
}
