import type { Uuid } from '../core/kernel/ids.js';
import { addDuration } from '../core/kernel/instants.js';
import { followUpDecision } from '../decisions/follow-up-decision.js';
import { joinGroup } from '../groups/join-group.js';
import { takeUpDecision } from '../procedures/take-up-decision.js';
import { NEWCOMERS, PEOPLE, ZONE } from './atelier.js';
import { decideOnline, type Scene } from './scene.js';

/** What each works on, and who joins it. */
const GROUPS = [
  {
    name: 'Communication',
    scope: 'Affiches, tracts et lettre du mois.',
    members: ['Gwen', 'Hugo', ...NEWCOMERS.slice(0, 3)],
  },
  {
    name: 'Technique',
    scope: 'Le serveur, le réseau et l’électricité de l’atelier.',
    members: ['Farid', 'Jonas', ...NEWCOMERS.slice(3, 6)],
  },
  {
    name: 'Accueil',
    scope: 'Faire visiter, et expliquer comment on décide.',
    members: ['Camille', 'Élouan', ...NEWCOMERS.slice(6, 9)],
  },
  {
    name: 'Enquête',
    scope: 'Le cahier de témoignages sur nos métiers.',
    members: ['Dounia', 'Karima', ...NEWCOMERS.slice(9, 12)],
  },
] as const;

/** Four groups, which whoever wants to joins; one decides in its scope, and the collective takes that decision back. */
export async function workInGroups(scene: Scene): Promise<void> {
  const { life, clock } = scene;
  await clock.travelTo(57, '18:30');
  const groups = GROUPS.map((group) => ({ ...group, groupId: life.newId() }));
  const proposalId = await life.propose(
    'Camille',
    'Quatre groupes de travail',
    'Pour que ce qui ne regarde que quelques personnes n’attende pas tout le monde.',
    ...groups.map(({ groupId, name, scope }) => ({ kind: 'CREATE_GROUP' as const, groupId, name, scope })),
  );
  const voices = { FOR: [...PEOPLE.slice(0, 8), ...NEWCOMERS.slice(0, 12)], ABSTAIN: ['Jonas'] };
  await decideOnline(scene, 'Camille', { proposalId, lasting: 'P2D', votedOn: 56, shutOn: 55, voices });
  for (const { groupId, members } of groups)
    for (const name of members) await life.act(name, (tx, actor) => joinGroup(tx, actor, groupId));
  await recallLeaflet(scene, groups[0]?.groupId as Uuid);
}

async function recallLeaflet(scene: Scene, groupId: Uuid): Promise<void> {
  const { life, clock } = scene;
  await clock.travelTo(53, '19:00');
  const leaflet = await life.proposeIn(
    groupId,
    'Hugo',
    'Un tract en rouge, signé de l’atelier',
    'Il se verra de loin.',
  );
  const inGroup = { FOR: ['Hugo', ...NEWCOMERS.slice(0, 2)], AGAINST: ['Gwen'] };
  const decisionId = await decideOnline(scene, 'Hugo', {
    ...{ proposalId: leaflet, lasting: 'P2D', votedOn: 52, shutOn: 50 },
    voices: inGroup,
  });
  await clock.travelTo(49, '08:30');
  const recall = await life.propose(
    'Bastien',
    'Pas de tract signé de nous toutes et tous sans nous le demander',
    'Le groupe tient les affiches ; signer au nom de l’atelier ne regarde pas que lui.',
    { kind: 'REPEAL_DECISION', decisionId },
  );
  const voices = {
    FOR: [...PEOPLE.slice(1, 7), ...NEWCOMERS.slice(4, 14)],
    AGAINST: ['Hugo', NEWCOMERS[0] as string],
  };
  await decideOnline(scene, 'Bastien', {
    proposalId: recall,
    lasting: 'P2D',
    votedOn: 48,
    shutOn: 47,
    voices,
  });
}

/** What became of decisions: one is done, one is under way, and of the others nobody has said anything yet. */
export async function followUp(
  { life, clock }: Scene,
  titles: { readonly done: string; readonly underWay: string },
): Promise<void> {
  await clock.travelTo(19, '20:00');
  const [done, underWay] = [await life.decided(titles.done), await life.decided(titles.underWay)];
  const until = addDuration(await life.now(), 'P3M', ZONE);
  await life.act('Karima', (tx, actor) =>
    followUpDecision(tx, actor, { decisionId: done, state: 'DONE', note: 'Les premières sont au mur.' }),
  );
  await life.act('Gwen', (tx, actor) =>
    takeUpDecision(tx, actor, { decisionId: underWay, note: 'Je cherche la deuxième personne.', until }),
  );
}
