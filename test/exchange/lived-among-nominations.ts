import { groupNamed } from '../world/groups.js';
import { stayingSignedIn } from '../world/people.js';
import { TestElection, type ElectionRead } from '../world/nominations.js';
import type { TestCollective } from '../world/world.js';

/**
 * Roles are given without candidates: to whom nobody objects, after one to whom somebody did, and one who did not want it; to
 * nobody, for whoever was put declined, or nobody answered; one is held up, for its mandate would be over; and others are in their
 * first round, in a group and in a sitting too.
 */
export async function liveAmongNominations(collective: TestCollective): Promise<void> {
  const member = (place: number) => collective.member(place);
  const pass = async (election: TestElection, interval: string): Promise<ElectionRead> => {
    const read = await election.pass(interval);
    await stayingSignedIn(collective);
    return read;
  };
  const put = async (task: string, places: readonly number[]): Promise<TestElection> => {
    const election = await TestElection.start(collective, { task, title: `Le rôle : ${task}` });
    await election.nominations(places);
    await pass(election, '2 days 1 minute');
    await pass(election, '2 days 1 minute');
    return election;
  };

  const given = await put('ouvrir', [1, 1, 3, 2]);
  const first = await given.poll();
  await first.object(member(2), 'Elle part en mai.');
  await first.consent(member(0));
  await pass(given, '1 day 1 minute');
  await given.decline(member(3));
  await pass(given, '3 days 1 minute');
  await given.nominate(member(0), member(2));
  await pass(given, '2 days 1 minute');
  await (await given.poll()).consent(member(0));
  await pass(given, '1 day 1 minute');

  const declined = await put('fermer', [1, 1]);
  await (await declined.poll()).consent(member(0));
  await declined.decline(member(1));
  await pass(declined, '1 minute');

  const silent = await put('relever', [2]);
  await pass(silent, '1 day 1 minute');

  const { world } = collective;
  const soon = { task: 'partir', title: 'Partir', mandateEndsAt: await world.in('3 days') };
  const held = await TestElection.start(collective, soon);
  await held.nominations([1]);
  await pass(held, '2 days 1 minute');
  await pass(held, '2 days 1 minute');
  const group = await groupNamed(collective, 'Atelier', member(0), member(1));
  await TestElection.start(collective, { task: 'ranger', title: 'Ranger', groupId: group.id });
  const assembly = await collective.assembly(3);
  await member(0).does('askAgendaItem', { assemblyId: assembly.id, item: { title: 'Qui préside ?' } });
  const { node } = await member(0).ask<{ node: { agenda: { id: string }[] } }>(
    'query($id: ID!) { node(id: $id) { ... on Assembly { agenda { id } } } }',
    { id: assembly.id },
  );
  const sitting = { assemblyId: assembly.id, agendaItemId: node.agenda[0]?.id ?? '' };
  await TestElection.start(collective, { task: 'noter', title: 'Noter', ...sitting }, assembly.facilitator);

  const open = await TestElection.start(collective, { task: 'veiller', title: 'Veiller' });
  await open.nominate(member(0), member(1), 'Elle veille déjà.');
  await open.nominate(member(0), null, 'À la réflexion, personne.');
}
