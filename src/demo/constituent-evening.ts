import type { INestApplicationContext } from '@nestjs/common';
import { agendasOf } from '../assemblies/agenda.queries.js';
import { checkIn } from '../assemblies/check-in.js';
import { conveneAssembly } from '../assemblies/convene-assembly.js';
import { endAssembly } from '../assemblies/end-assembly.js';
import { startAssembly } from '../assemblies/start-assembly.js';
import { takeRole } from '../assemblies/take-role.js';
import { takeUpItem } from '../assemblies/take-up-item.js';
import { beginFounding } from '../collectives/begin-founding.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration } from '../core/kernel/instants.js';
import { UNREPEATED } from '../platform/database/idempotency.js';
import { Transactions } from '../platform/database/transactions.js';
import {
  reviseFoundingDraft,
  submitFoundingDraft,
  type FoundingDraft,
} from '../procedures/submit-founding-draft.js';
import { ASSOCIATION, ATELIER, BYLAWS, CHARTER, FACILITATOR, PEOPLE, STATUTES, ZONE } from './atelier.js';
import { Life } from './life.js';
import type { SeedingClock } from './seeding-clock.js';
import { decide, decideBy, type Room } from './sitting.js';

const AGENDA = [
  { title: 'D’où nous venons : ce que notre appel a donné', minutes: 20 },
  { title: 'Comment nous décidons : nos statuts, article par article', minutes: 60 },
  { title: 'Association déclarée, ou de fait', minutes: 20 },
  { title: 'Par quoi commencer', minutes: 30 },
  { title: 'Nos liens avec d’autres', minutes: 20 },
];

/** What the atelier might begin with. */
const THEMES = [
  'Réparer : un samedi par mois, outils ouverts',
  'Apprendre : des soirées où l’on installe ensemble',
  'Nos métiers : un cahier de témoignages',
  'Une émission de radio',
  'Un fournisseur d’accès à nous',
];

/** How the twelve ranked them: by their numbers, the best first, and 0 for beginning with nothing. */
const RANKINGS: Readonly<Record<string, readonly string[]>> = {
  '1>2>3>0': PEOPLE.slice(0, 4),
  '2>1>3>4>0': PEOPLE.slice(4, 7),
  '3>1=2>5': PEOPLE.slice(7, 9),
  '4>2>0>1': PEOPLE.slice(9, 11),
  '0>5': PEOPLE.slice(11),
};

/** An article that the first draft did not have, asked for in the room. */
const ASKED_IN_THE_ROOM = '### Article 10 : Mémoire';

/**
 * Founds the demonstration's collective by the acts of any founding: the majority agreed beforehand, then an evening
 * with its agenda, in which the draft is amended and adopted, and each confirms. Ends with a collective that lives.
 */
export async function liveConstituentEvening(
  app: INestApplicationContext,
  clock: SeedingClock,
  link: string,
): Promise<Uuid> {
  await clock.travelTo(164, '20:00');
  const { name, zone, locale } = ATELIER;
  const founders = [
    ...PEOPLE.map((publicName) => ({ publicName, kind: 'NATURAL' as const, email: null })),
    { publicName: ASSOCIATION, kind: 'LEGAL' as const, email: null },
  ];
  const { collectiveId } = await app
    .get(Transactions)
    .write((tx) => beginFounding(tx, { link, name, zone, locale, founders }));
  const life = await Life.of(app, collectiveId);
  await agreeOnMajority(life, clock);
  const assemblyId = await convene(life, clock);

  await clock.travelTo(150, '19:05');
  const room = { life, clock, assemblyId };
  await open(room);
  await takeUp(room, 1);
  await clock.forward(20);
  await adoptRules(await takeUp(room, 2));
  await chooseForm(await takeUp(room, 3));
  await chooseThemes(await takeUp(room, 4));
  await takeUp(room, 5);
  await clock.forward(15);
  await life.act(FACILITATOR, (tx, actor) => endAssembly(tx, actor, { assemblyId }));
  return collectiveId;
}

async function agreeOnMajority(life: Life, clock: SeedingClock): Promise<void> {
  const majority = { base: 'TURNOUT', threshold: { fraction: '2/3', strict: false, plus: 0 } } as const;
  const proposalId = await draft(
    life,
    'Awa',
    { subject: 'MAJORITY', majority },
    'Deux tiers, comme pour la suite.',
  );
  const poll = await life.openOnline('Awa', proposalId, 'P3D');
  await life.vote(poll, { FOR: PEOPLE });
  await clock.travelTo(160, '20:30');
  await life.close(poll);
}

function convene(life: Life, clock: SeedingClock): Promise<Uuid> {
  return clock.travelTo(159, '18:00').then(() =>
    life.act(FACILITATOR, async (tx, actor) => {
      const startsAt = addDuration(await tx.now(), 'P9DT1H', ZONE);
      const title = 'Soirée constituante';
      return conveneAssembly(tx, actor, {
        title,
        form: 'HYBRID',
        startsAt,
        agenda: AGENDA,
        repeat: UNREPEATED,
      });
    }),
  );
}

async function open({ life, assemblyId }: Room): Promise<void> {
  await life.act(FACILITATOR, (tx, actor) => startAssembly(tx, actor, { assemblyId }));
  for (const name of [...PEOPLE, ASSOCIATION])
    await life.act(name, (tx, actor) => checkIn(tx, actor, { assemblyId, memberId: null }));
  await life.act(FACILITATOR, (tx, actor) => takeRole(tx, actor, { assemblyId, role: 'FACILITATOR' }));
}

/** Moves the sitting to an item, and answers the room as it is there. */
async function takeUp(room: Room, place: number): Promise<Room> {
  const { life, assemblyId } = room;
  return life.act(FACILITATOR, async (tx, actor) => {
    const agenda = await agendasOf(tx, actor.collectiveId, [assemblyId]);
    const itemId = agenda.find((item) => item.place === place)?.id as Uuid;
    await takeUpItem(tx, actor, { assemblyId, itemId });
    return { ...room, agendaItemId: itemId };
  });
}

/** The draft lacks an article; somebody asks for it, and its author amends the draft by a new version. */
async function adoptRules(room: Room): Promise<void> {
  const { life, clock } = room;
  const before = STATUTES.slice(0, STATUTES.indexOf(ASKED_IN_THE_ROOM));
  const texts = await draft(
    life,
    'Camille',
    textsWith(before),
    'Écrits à six mains, relus par toutes et tous.',
  );
  await clock.forward(35);
  await life.act('Camille', (tx, actor) =>
    reviseFoundingDraft(tx, actor, {
      draft: textsWith(STATUTES),
      title: null,
      rationale: 'Karima demande que nos décisions restent lisibles : un article le dit.',
      proposalId: texts,
      expectedVersion: 1,
    }),
  );
  await decide(room, texts, { FOR: PEOPLE.slice(0, 10), AGAINST: ['Karima'], ABSTAIN: ['Zéphyr'] });
  const charter = await draft(
    life,
    'Farid',
    { subject: 'CHARTER', file: CHARTER },
    'Ce que disent les articles 4 à 7.',
  );
  await decide(room, charter, { FOR: PEOPLE.slice(0, 11), ABSTAIN: ['Zéphyr'] });
  const whole = await draft(
    life,
    FACILITATOR,
    { subject: 'CONFIRMATION' },
    'Une voix chacun, et nous y sommes.',
  );
  await decide(room, whole, { FOR: PEOPLE });
}

async function chooseForm(room: Room): Promise<void> {
  const proposalId = await room.life.propose(
    'Bastien',
    'Nous déclarer en association',
    'Une banque nous le demanderait. Sans cela, nous restons une association de fait.',
  );
  await decide(room, proposalId, {
    FOR: PEOPLE.slice(0, 4),
    AGAINST: PEOPLE.slice(4, 11),
    ABSTAIN: ['Zéphyr'],
  });
}

async function chooseThemes(room: Room): Promise<void> {
  const title = 'Par quoi commencer ?';
  const rationale = 'Pour nos six premiers mois. Classez ce qui vous va ; « rien ne change » compte aussi.';
  const proposalId = await room.life.ask('Dounia', title, rationale, THEMES);
  await decideBy(room, proposalId, (poll) => room.life.rank(poll, RANKINGS));
}

const textsWith = (statutes: string): FoundingDraft => ({
  subject: 'TEXTS',
  texts: [
    { title: 'Statuts', matter: 'GOVERNANCE', markdown: statutes, history: null },
    { title: 'Règlement de l’atelier', matter: 'DEEP', markdown: BYLAWS, history: null },
  ],
});

const draft = (life: Life, name: string, said: FoundingDraft, rationale: string): Promise<Uuid> =>
  life.act(name, (tx, actor) =>
    submitFoundingDraft(tx, actor, { draft: said, title: null, rationale, repeat: UNREPEATED }),
  );
