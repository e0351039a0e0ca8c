import type { Clause } from '../../src/core/charter/clause.js';
import { grant } from '../world/effects.js';
import { TestGroup, groupNamed } from '../world/groups.js';
import { stayingSignedIn } from '../world/people.js';
import type { TestCollective, World } from '../world/world.js';

/**
 * A sixth life: people work in groups. They join and leave, one is excluded from none and leaves the collective, one has
 * their data erased; groups decide, advise, hand over, are recalled, called otherwise, put to sleep, woken and ended.
 */
export async function liveAmongGroups(world: World): Promise<TestCollective> {
  await world.travelTo('2026-05-04T09:00:00.000Z');
  const collective = await world
    .collective()
    .withMembers(6)
    .withRules((rules) =>
      rules.map((rule): Clause => ({
        ...rule,
        minimumVoting: 'PT1H',
        ...(rule.matter === 'ROUTINE' && { groups: { freeCreation: true, dormantAfter: 'P3M' } }),
      })),
    )
    .grow();
  await stayingSignedIn(collective);
  const member = (place: number) => collective.member(place);
  const group = await groupNamed(collective, 'Communication', member(0), member(1), member(2), member(5));
  const decide = async (effects: readonly object[], title: string) =>
    (
      await (await (await group.propose({ title, effects })).open({ lasting: '2 hours' })).votes({ for: 2 })
    ).end('2 hours');
  const role = (task: string, until = '300 days') =>
    world.in(until).then((endsAt) =>
      grant(collective, {
        task,
        title: 'Une tâche du groupe',
        holderIds: [member(1).id],
        scopeKind: 'GROUP',
        scopeId: group.id,
        endsAt,
      }),
    );

  // It decides, what it decided is recalled, and it takes something back itself.
  const given = await decide([await role('infolettre')], 'Une infolettre');
  await decide([await role('affiches')], 'Des affiches');
  const recall = await collective.propose({
    by: member(4),
    title: 'Revenir sur l’infolettre',
    effects: [{ repealDecision: { decisionId: given.decision?.id } }],
  });
  await recall.decideOnline({ for: 5 }, '2 hours');
  const monday = await decide([], 'Le lundi');
  await decide([{ repealDecision: { decisionId: monday.decision?.id } }], 'Plus le lundi');

  // Advice beside a vote, and a question handed over.
  const asked = await collective.propose({ by: member(5), title: 'Louer une salle' });
  const advice = await group.propose({ title: 'Avis : oui', advisesId: asked.id });
  await advice.decideOnline({ for: 3 }, '2 hours');
  await asked.decideOnline({ for: 5 }, '2 hours');
  const handed = await group.propose({ title: 'Changer de logo' });
  await member(1).does('handToCollective', { proposalId: handed.id, version: 1 });
  await handed.decideOnline({ against: 4 }, '2 hours');

  // People come and go; one who left has their data erased.
  await group.leftBy(member(2));
  await group.joinedBy(member(2));
  await member(5).does('leaveCollective', { confirmed: true });
  await member(5).does('eraseMyData', { confirmed: true });

  // Called otherwise, freely made, put to sleep and woken, ended while it votes.
  await collective
    .propose({
      effects: [
        {
          rescopeGroup: {
            groupId: group.id,
            named: 'Communication',
            name: 'Communication et presse',
            scope: 'Les publications, et les réponses aux journalistes.',
          },
        },
      ],
    })
    .then(async (proposal) => proposal.decideIn(await collective.assembly(3), { for: 3 }));
  const free = await freely(collective, 'Cuisine');
  await free.joinedBy(member(4));
  const over = await freely(collective, 'Jardin');
  await over.joinedBy(member(4));
  await world.wait('4 months');
  await member(2).does('putGroupToSleep', { groupId: free.id });
  await member(4).does('wakeGroup', { groupId: free.id });
  await world.runDueJobs(); // which may have put this one to sleep already
  await member(0).does('wakeGroup', { groupId: group.id });
  await member(2).does('putGroupToSleep', { groupId: over.id });
  const waiting = await (await group.propose({ title: 'En cours' })).open({ lasting: '30 days' });
  await waiting.cast(member(0), 'FOR');
  const doomed = await (await free.propose({ title: 'Un repas' })).open({ lasting: '30 days' });
  await doomed.cast(member(0), 'FOR');
  await collective
    .propose({ by: member(1), effects: [{ endGroup: { groupId: free.id, named: 'Cuisine' } }] })
    .then((proposal) => proposal.decideOnline({ for: 4 }, '2 hours'));
  return collective;
}

/** A group that the first member makes without a decision. */
async function freely(collective: TestCollective, name: string): Promise<TestGroup> {
  const { group } = await collective
    .member(0)
    .does<{ group: { id: string } }>('createGroup', { name, scope: `Tout sur : ${name}.` }, 'group { id }');
  return new TestGroup(collective, group.id, name);
}
