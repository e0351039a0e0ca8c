import type { INestApplicationContext } from '@nestjs/common';
import { checkIn } from '../assemblies/check-in.js';
import { conveneAssembly } from '../assemblies/convene-assembly.js';
import { endAssembly } from '../assemblies/end-assembly.js';
import { startAssembly } from '../assemblies/start-assembly.js';
import { takeRole } from '../assemblies/take-role.js';
import { foundingProvisionId, foundingTextId } from '../core/charter/founding.js';
import type { RevokeMandate } from '../core/kernel/effects.js';
import { addDuration } from '../core/kernel/instants.js';
import { UNREPEATED } from '../platform/database/idempotency.js';
import { note } from '../mandates/note-mandate.js';
import { callLastCall } from '../procedures/call-last-call.js';
import { putMandateLines } from '../procedures/put-mandate-lines.js';
import { supportProposal } from '../proposals/support-proposal.js';
import { FACILITATOR, MEETINGS, MEMORY, MINUTES, REPORTS, TOOLS, ZONE } from './atelier.js';
import { liveBetweenVotes, lookForVolunteer, WELCOMED } from './between-votes.js';
import { liveConstituentEvening } from './constituent-evening.js';
import { Life, patch } from './life.js';
import { mandateFor } from './mandate-for.js';
import { askForDeposits } from './deposit.js';
import { electTreasurer, lookForKeeper } from './elections.js';
import { followUp, workInGroups } from './groups.js';
import { grow } from './growing.js';
import type { Scene } from './scene.js';
import type { SeedingClock } from './seeding-clock.js';
import { decide, type Room } from './sitting.js';
import { titleOfSitting } from './todays-sitting.js';

/**
 * Founds the demonstration's collective five months ago and lives what came since, act by act, up to yesterday: each
 * decision, text and mandate that a visitor finds was made by the path that the charter asks.
 */
export async function livePast(
  app: INestApplicationContext,
  clock: SeedingClock,
  link: string,
): Promise<void> {
  const collectiveId = await liveConstituentEvening(app, clock, link);
  const scene: Scene = {
    life: await Life.of(app, collectiveId),
    clock,
    statutes: foundingTextId(collectiveId, 'Statuts'),
    bylaws: foundingTextId(collectiveId, 'Règlement de l’atelier'),
    provisionOf: (number) => foundingProvisionId(collectiveId, 'Statuts', number),
  };

  await changeBylawsOnline(scene);
  const networks = await sitInAssembly(scene);
  await grow(scene);
  await liveBetweenVotes(scene);
  await takeMandateBack(scene, networks);
  await workInGroups(scene);
  await askForDeposits(scene);
  await rejectOnline(scene);
  await electTreasurer(scene);
  await followUp(scene, { done: 'Publier les notes sous huit jours', underWay: WELCOMED });
  await openByMajority(scene);
  await openByConsent(scene);
  await lookForVolunteer(scene);
  await amendOpenings(scene);
  await proposeForToday(scene);
  await lookForKeeper(scene);
}

async function changeBylawsOnline({ life, clock, bylaws }: Scene): Promise<void> {
  await clock.travelTo(138, '20:30');
  const proposal = await life.propose(
    'Dounia',
    'Publier les notes sous huit jours',
    'Celles de la dernière réunion sont encore dans un cahier. Une date simple évite de les attendre.',
    await life.rewrite(bylaws, MINUTES, 'Chaque réunion laisse des notes, publiées dans les huit jours.'),
  );
  await clock.forward(30);
  const poll = await life.openOnline('Dounia', proposal, 'P8D');
  await clock.travelTo(135, '12:15');
  await life.vote(poll, {
    FOR: ['Dounia', 'Awa', 'Camille', 'Élouan', 'Farid', 'Inès', 'Karima'],
    AGAINST: ['Bastien'],
    ABSTAIN: ['Jonas'],
  });
  await clock.travelTo(130, '21:15');
  await life.close(poll);
}

/** The sitting of the past: statutes changed, two mandates given. Answers the mandate that is taken back later. */
async function sitInAssembly(scene: Scene): Promise<RevokeMandate> {
  const { life, clock, statutes } = scene;
  await clock.travelTo(112, '18:00');
  const startsAt = addDuration(await life.act(FACILITATOR, (tx) => tx.now()), 'P14D', ZONE);
  const assemblyId = await life.act(FACILITATOR, (tx, actor) =>
    conveneAssembly(tx, actor, {
      title: titleOfSitting(startsAt, ZONE),
      form: 'HYBRID',
      startsAt,
      repeat: UNREPEATED,
    }),
  );
  const network = await mandateFor(life, 'Hugo', {
    task: 'reseaux',
    title: 'Tenir nos comptes sur les réseaux',
    instructions: 'Annoncer les rendez-vous et nos décisions. Ne rien signer ni promettre à notre place.',
  });
  const server = await mandateFor(life, 'Farid', {
    task: 'serveur',
    title: 'Entretenir le serveur de l’atelier',
    instructions: 'Mises à jour et sauvegardes chaque semaine ; rendre compte de toute panne.',
  });
  await clock.travelTo(105, '21:10');
  const reports = await life.propose(
    'Karima',
    'Rendre compte des mandats tous les trois mois',
    '« Quand on le demande » veut dire jamais : personne n’ose demander.',
    await life.rewrite(
      statutes,
      REPORTS,
      'Qui porte un mandat publie un compte rendu tous les trois mois, et le présente à l’assemblée suivante.',
    ),
  );
  const hugo = await life.propose('Gwen', 'Confier nos réseaux à Hugo', 'Hugo est d’accord.', network);
  const farid = await life.propose('Awa', 'Confier le serveur à Farid', 'Farid est d’accord.', server);

  await clock.travelTo(98, '18:05');
  await life.act(FACILITATOR, (tx, actor) => startAssembly(tx, actor, { assemblyId }));
  const present = ['Awa', 'Bastien', 'Camille', 'Dounia', 'Farid', 'Gwen', 'Hugo', 'Karima'];
  for (const name of [...present, 'Coopérative du Bocal'])
    await life.act(name, (tx, actor) => checkIn(tx, actor, { assemblyId, memberId: null }));
  await life.act(FACILITATOR, (tx, actor) => takeRole(tx, actor, { assemblyId, role: 'FACILITATOR' }));
  await life.act('Camille', (tx, actor) => takeRole(tx, actor, { assemblyId, role: 'MINUTE_TAKER' }));
  await clock.forward(25);
  const allButTwo = [FACILITATOR, ...present.filter((name) => name !== 'Hugo' && name !== 'Gwen')];
  await decide({ ...scene, assemblyId }, reports, { FOR: allButTwo, AGAINST: ['Hugo'], ABSTAIN: ['Gwen'] });
  await decide({ ...scene, assemblyId }, hugo, {
    FOR: ['Gwen', 'Hugo', ...allButTwo.slice(2)],
    BLANK: ['Awa'],
  });
  await decide({ ...scene, assemblyId }, farid, { FOR: [FACILITATOR, ...present] });
  await confirmLine({ ...scene, assemblyId }, [FACILITATOR, ...present]);
  await life.act(FACILITATOR, (tx, actor) => endAssembly(tx, actor, { assemblyId }));
  return { kind: 'REVOKE_MANDATE', mandateId: network.mandateId, task: network.task };
}

/** One line, noted while somebody was speaking, and confirmed before everybody leaves. */
async function confirmLine(room: Room, voices: readonly string[]): Promise<void> {
  const { life, clock, assemblyId } = room;
  const { memberId } = life.who('Gwen');
  const poll = await life.act(FACILITATOR, async (tx, actor) => {
    const now = await tx.now();
    await note(tx, actor, {
      ...{ task: 'salle', title: 'Réserver la salle', instructions: '', holders: [memberId] },
      ...{
        endsAt: addDuration(now, 'P6M', ZONE),
        reportDueAt: addDuration(now, 'P1M', ZONE),
        reportEvery: null,
      },
      ...{ assemblyId, groupId: null, offerId: null, decisionId: null },
    });
    return putMandateLines(tx, actor, { lineIds: null, assemblyId, closesAt: null, repeat: UNREPEATED });
  });
  await clock.forward(2);
  await life.vote(poll, { FOR: voices });
  await life.act(FACILITATOR, (tx, actor) => callLastCall(tx, actor, poll));
  await clock.forward(1);
  await life.close(poll);
}

async function takeMandateBack({ life, clock }: Scene, revocation: RevokeMandate): Promise<void> {
  await clock.travelTo(60, '08:45');
  const proposal = await life.propose(
    'Awa',
    'Reprendre le mandat des réseaux',
    'Hugo a appelé à voter pour une liste en notre nom. Le mandat disait le contraire ; rien d’autre ne lui est reproché.',
    revocation,
  );
  const poll = await life.openOnline('Awa', proposal, 'P2D');
  await clock.travelTo(59, '19:20');
  await life.vote(poll, {
    FOR: ['Awa', 'Bastien', 'Dounia', 'Farid', 'Inès', 'Karima', 'Zéphyr'],
    AGAINST: ['Hugo', 'Gwen'],
    ABSTAIN: ['Camille'],
  });
  await clock.travelTo(58, '09:00');
  await life.close(poll);
}

async function rejectOnline({ life, clock, bylaws }: Scene): Promise<void> {
  await clock.travelTo(37, '17:30');
  const proposal = await life.propose(
    'Bastien',
    'Ouvrir l’atelier chaque samedi',
    'Une fois par mois, c’est trop peu pour qui vient réparer son ordinateur de travail.',
    await life.rewrite(bylaws, MEETINGS, 'L’atelier ouvre chaque samedi.'),
  );
  const poll = await life.openOnline('Bastien', proposal, 'P8D');
  await clock.travelTo(34, '22:05');
  await life.vote(poll, {
    FOR: ['Bastien', 'Gwen', 'Zéphyr'],
    AGAINST: ['Camille', 'Dounia', 'Élouan', 'Inès', 'Karima'],
    BLANK: ['Jonas'],
  });
  await clock.travelTo(28, '18:00');
  await life.close(poll);
}

async function openByMajority({ life, clock, bylaws }: Scene): Promise<void> {
  await clock.travelTo(3, '12:40');
  const proposal = await life.propose(
    'Gwen',
    'Rendre les outils sous quinze jours',
    'Trois tournevis et un fer à souder sont « chez quelqu’un » depuis des semaines.',
    await life.rewrite(
      bylaws,
      TOOLS,
      'Qui emporte un outil l’écrit dans le cahier, et le rapporte dans les quinze jours.',
    ),
  );
  const poll = await life.openOnline('Gwen', proposal, 'P9D');
  await clock.forward(90);
  await life.vote(poll, { FOR: ['Gwen', 'Élouan'], AGAINST: ['Jonas'], ABSTAIN: ['Zéphyr'] });
}

async function openByConsent({ life, clock }: Scene): Promise<void> {
  await clock.travelTo(2, '18:20');
  const proposal = await life.propose(
    'Jonas',
    'Prêter la salle au syndicat des livreurs le jeudi soir',
    'Ils cherchent un lieu pour leurs permanences. La salle est vide ce soir-là, et la clé reste chez nous.',
  );
  const poll = await life.openOnline('Jonas', proposal, 'P7D', 'consent@1');
  await clock.forward(40);
  await life.consent(poll, 'Jonas', 'Dounia', 'Gwen');
  await life.object(
    poll,
    'Élouan',
    'L’alarme se met en marche à 21 heures et personne d’autre que moi ne sait la couper : quelqu’un doit apprendre avant.',
  );
}

/** Three people amend what a fourth proposes: two contradict each other, and nothing is voted on yet. */
async function amendOpenings({ life, clock, bylaws }: Scene): Promise<void> {
  await clock.travelTo(2, '21:10');
  const proposalId = await life.propose(
    'Karima',
    'Ouvrir l’atelier deux fois par mois',
    'Il vient plus de monde qu’il n’y a de tables.',
    await life.rewrite(
      bylaws,
      MEETINGS,
      'L’atelier ouvre le premier et le troisième samedi du mois, de 14 à 18 heures.',
    ),
  );
  await clock.forward(50);
  await life.amend(
    'Jonas',
    proposalId,
    'le premier et le troisième samedi',
    'chaque samedi',
    'Deux fois ne suffiront pas.',
  );
  await life.amend('Gwen', proposalId, 'troisième samedi', 'dernier dimanche', 'Je travaille le samedi.');
  await life.amend('Dounia', proposalId, '14 à 18 heures', '10 à 18 heures', 'Le matin, on a la lumière.');
}

/** Submitted, supported, and not put yet: today's sitting may. */
async function proposeForToday({ life, clock, statutes, provisionOf }: Scene): Promise<void> {
  await clock.travelTo(1, '20:50');
  const proposalId = await life.propose(
    'Zéphyr',
    'Tirer au sort qui anime nos assemblées',
    'Ce sont toujours les mêmes qui se proposent. Le sort ferait tourner la tâche, et chacun peut la refuser.',
    patch(statutes, {
      kind: 'INSERT',
      provisionId: life.newId(),
      parentId: provisionOf('Titre III'),
      afterId: provisionOf(MEMORY),
      content: {
        number: 'Article 11',
        heading: 'Animation',
        body: 'Une personne tirée au sort parmi les volontaires anime chaque assemblée.',
      },
    }),
  );
  await clock.forward(35);
  for (const name of ['Camille', 'Karima'])
    await life.act(name, (tx, actor) => supportProposal(tx, actor, { proposalId, version: 1 }));
}
