import { addDuration, type CalendarDuration } from '../core/kernel/instants.js';
import type { Uuid } from '../core/kernel/ids.js';
import { runningConsent } from '../deliberation/consent.queries.js';
import { nomineesOf } from '../elections/elections.queries.js';
import { moveElectionInTime } from '../procedures/move-election.js';
import { moveConsentInTime } from '../procedures/seek-consent.js';
import { nominate } from '../procedures/nominate.js';
import { startElection } from '../procedures/start-election.js';
import { UNREPEATED } from '../platform/database/idempotency.js';
import { ZONE } from './atelier.js';
import type { Scene } from './scene.js';

/** Who names whom for the cash box, and why; Karima changes her mind once she has read the others. */
const NOMINATIONS = [
  ['Awa', 'Camille', 'Elle tient déjà le cahier des outils, et il est juste.'],
  ['Jonas', 'Camille', 'Je lui confierais ma propre caisse.'],
  ['Farid', 'Karima', 'Elle pose les questions qui fâchent.'],
  ['Karima', 'Élouan', 'Il est là chaque samedi.'],
  ['Dounia', 'Camille', 'Elle explique les comptes sans perdre personne.'],
] as const;

interface RoleSaid {
  readonly task: string;
  readonly title: string;
  readonly instructions: string;
  readonly lasting: CalendarDuration;
}

/** A role that nobody stood for: described first, then given to whom most named and nobody objected to. */
export async function electTreasurer(scene: Scene): Promise<void> {
  const { life, clock } = scene;
  await clock.travelTo(27, '18:00');
  const election = await begin(scene, 'Farid', {
    task: 'caisse',
    title: 'Tenir la caisse',
    instructions:
      'Dire à chaque assemblée ce qui est entré et sorti. Au-delà de cent euros, nous décidons ensemble.',
    lasting: 'P1Y',
  });
  for (const [by, whom, why] of NOMINATIONS) await name(scene, election, by, whom, why);
  await move(scene, election, 24);
  await name(scene, election, 'Karima', 'Camille', 'Ce que dit Dounia me convainc.');
  await move(scene, election, 21);
  const poll = await pollAbout(scene, election);
  await life.consent(poll, 'Awa', 'Jonas', 'Farid', 'Karima', 'Dounia', 'Camille');
  await clock.travelTo(20, '19:00');
  await life.close(poll);
}

/** Another one, in its first round: whoever opens the demonstration may name somebody. */
export async function lookForKeeper(scene: Scene): Promise<void> {
  await scene.clock.travelTo(1, '21:40');
  const election = await begin(scene, 'Awa', {
    task: 'clefs',
    title: 'Garder les clefs de l’atelier',
    instructions: 'Ouvrir et fermer les jours de rendez-vous, et trouver qui remplace.',
    lasting: 'P6M',
  });
  await name(scene, election, 'Awa', 'Élouan', 'Il habite à côté, et il le fait déjà.');
}

const begin = ({ life }: Scene, by: string, { lasting, ...role }: RoleSaid): Promise<Uuid> =>
  life.act(by, async (tx, actor) => {
    const scope = { acts: [], object: { kind: 'COLLECTIVE' as const, id: actor.collectiveId } };
    const endsAt = addDuration(await tx.now(), lasting, ZONE);
    return startElection(tx, actor, {
      role: { ...role, scope, endsAt, reportDueAt: null },
      ...{ groupId: null, assemblyId: null, agendaItemId: null, repeat: UNREPEATED },
    });
  });

const name = ({ life }: Scene, electionId: Uuid, by: string, whom: string, reason: string): Promise<Uuid> =>
  life.act(by, (tx, actor) => nominate(tx, actor, { electionId, personId: life.who(whom).memberId, reason }));

async function move({ life, clock }: Scene, election: Uuid, day: number): Promise<void> {
  await clock.travelTo(day, '18:30');
  await life.act('Farid', (tx, { collectiveId }) => moveElectionInTime(tx, collectiveId, election));
}

/** Whoever most named is asked about at once: the rule gives that no time to wait. */
async function pollAbout({ life }: Scene, election: Uuid): Promise<Uuid> {
  const proposalId = await life.act('Farid', async (tx, { collectiveId }) => {
    const nominees = await nomineesOf(tx, collectiveId, [election]);
    const put = nominees.at(-1)?.proposalId as Uuid;
    const process = await runningConsent(tx, collectiveId, put);
    if (process) await moveConsentInTime(tx, collectiveId, process.id);
    return put;
  });
  return life.lastPollOf(proposalId);
}
