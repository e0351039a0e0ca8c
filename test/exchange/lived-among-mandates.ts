import { grant } from '../world/effects.js';
import { groupNamed } from '../world/groups.js';
import { stayingSignedIn } from '../world/people.js';
import type { TestCollective, TestMember, World } from '../world/world.js';

interface Named {
  readonly id: string;
}

/**
 * A sixth life: tasks are offered and written down in a meeting, confirmed, rejected and taken back; holders ask home,
 * report, hand over and leave a task to others; and somebody says what became of what was decided.
 */
export async function liveAmongMandates(world: World): Promise<TestCollective> {
  await world.travelTo('2026-05-04T09:00:00.000Z');
  const collective = await world
    .collective()
    .withMembers(5)
    .withRules((rules) => rules.map((rule) => ({ ...rule, minimumVoting: 'PT1H' })))
    .grow();
  await stayingSignedIn(collective);
  const assembly = await collective.assembly(4);
  const [first, second, third] = collective.members as [TestMember, TestMember, TestMember];
  const { decision } = await (
    await collective.propose({ title: 'Ouvrir un local' })
  ).decideIn(assembly, { for: 4 });
  const decisionId = decision?.id as string;
  await offer(collective, decisionId, assembly.id);

  const until = await world.in('60 days');
  const note = async (title: string, more: object = {}, holder = third): Promise<string> => {
    const input = { title, holderIds: [holder.id], until, assemblyId: assembly.id, ...more };
    return (await first.does<{ line: Named }>('noteMandate', input, 'line { id }')).line.id;
  };
  // The first of all, so that the forger finds it among the few that are tried.
  const gone = await note('Garder les clefs');
  await third.does('withdrawMandateLine', { lineId: gone });
  const { id: groupId } = await groupNamed(collective, 'Intendance');
  const due = { reportDueAt: await world.in('10 days'), reportEvery: 'P1W' };
  const offers = await first.ask<{ mandateOffers: { edges: { node: Named }[] } }>(
    '{ mandateOffers { edges { node { id } } } }',
  );
  const offerId = offers.mandateOffers.edges[0]?.node.id;
  await third.does('takeUpDecision', { decisionId, note: 'J’appelle les propriétaires.', until });
  await note('Chercher un local', { ...due, offerId, instructions: 'Au rez-de-chaussée.', decisionId });
  await put(collective, assembly.id, { for: 4 });
  await note('Repeindre le local', due);
  await put(collective, assembly.id, { against: 4 });
  // One waits.
  await note('Tenir la buvette', { ...due, decisionId, groupId }, first);
  await first.does('offerMandate', { title: 'Laver les verres', groupId });

  const given = await collective.mandate('chercher-un-local');
  await askAndReport(collective, third, given.id);
  await third.does('followUpDecision', { decisionId, state: 'DONE', note: 'Le bail est signé.' });
  const repeated = await grant(collective, { ...due, holderIds: [first.id, second.id, third.id] });
  await (await collective.propose({ effects: [repeated] })).decideIn(assembly, { for: 4 });
  const shared = await collective.mandate('tresorerie');
  for (const holder of [second, third]) {
    await holder.does('handBackMandate', { mandateId: shared.id });
    await world.wait('1 hour');
  }
  return collective;
}

/** Three tasks look for a volunteer: one has one, the others are no longer offered. */
async function offer(collective: TestCollective, decisionId: string, assemblyId: string): Promise<void> {
  const { world } = collective;
  const [first, second] = collective.members as [TestMember, TestMember];
  await first.does('askAgendaItem', { assemblyId, item: { title: 'Le local', minutes: 10 } });
  const { node } = await first.ask<{ node: { agenda: Named[] } }>(
    'query($id: ID!) { node(id: $id) { ... on Assembly { agenda { id } } } }',
    { id: assemblyId },
  );
  const dates = { until: await world.in('40 days'), reportDueAt: await world.in('30 days') };
  const task = { title: 'Chercher un local', instructions: 'Pas trop loin.', ...dates };
  const ids: string[] = [];
  for (const source of [{ decisionId }, { agendaItemId: node.agenda.at(-1)?.id }])
    ids.push(
      (await first.does<{ offer: Named }>('offerMandate', { ...task, ...source }, 'offer { id }')).offer.id,
    );
  // Whoever offered this one is gone; somebody else takes it back.
  const fifth = collective.member(4);
  const left = await fifth.does<{ offer: Named }>(
    'offerMandate',
    { title: 'Peindre l’enseigne' },
    'offer { id }',
  );
  await fifth.does('leaveCollective', { confirmed: true });
  await second.does('withdrawOffer', { offerId: left.offer.id });
  await second.does('volunteer', { offerId: ids[0] });
  await first.does('withdrawOffer', { offerId: ids[1] });
}

async function put(
  collective: TestCollective,
  assemblyId: string,
  votes: { for?: number; against?: number },
): Promise<void> {
  const facilitator = collective.member(0);
  const { poll } = await facilitator.does<{ poll: Named }>('putMandateLines', { assemblyId }, 'poll { id }');
  await (await collective.poll(poll.id, facilitator).votes(votes)).lastCall();
}

async function askAndReport(
  collective: TestCollective,
  holder: TestMember,
  mandateId: string,
): Promise<void> {
  await holder.does('askForInstructions', {
    mandateId,
    title: 'Jusqu’à quel loyer',
    question: '900 € au plus ?',
  });
  await holder.does('reportOnMandate', { mandateId, body: 'Trois visites.' });
  await holder.does('reportOnMandate', { mandateId, body: 'Quatre visites.', number: 1, expectedVersion: 1 });
  await collective.world.wait('1 hour');
  await holder.does('handBackMandate', { mandateId, handover: 'Les clefs sont chez le voisin.' });
}
