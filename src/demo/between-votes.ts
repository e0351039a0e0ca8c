import { addDuration } from '../core/kernel/instants.js';
import type { Uuid } from '../core/kernel/ids.js';
import { lastRound, standingOf } from '../deliberation/consent.queries.js';
import { contribute } from '../deliberation/contribute.js';
import { openThread } from '../deliberation/open-thread.js';
import { offerMandate } from '../mandates/offer-mandate.js';
import { UNREPEATED } from '../platform/database/idempotency.js';
import { moveConsentInTime, startConsent } from '../procedures/seek-consent.js';
import { reviseProposal } from '../procedures/submit-proposal.js';
import { ZONE } from './atelier.js';
import type { Scene } from './scene.js';

const WELCOME = 'Règle 4';

/** What everybody consented to in the end. */
export const WELCOMED = 'Accueillir à deux, quand c’est possible';

/** How the workshop lives between votes: consent sought until nobody objects, people who talk, a task that looks for somebody. */
export async function liveBetweenVotes(scene: Scene): Promise<void> {
  await agreeOnWelcoming(scene);
}

/** What worried somebody comes back a few days after the demonstration is opened. */
const UNTIL_LOOKED_AT = 'P100D';

/** Asked twice: what one person objected is in the words that the second round adopts. */
async function agreeOnWelcoming({ life, clock, bylaws }: Scene): Promise<void> {
  await clock.travelTo(90, '18:30');
  const proposalId = await life.propose(
    'Camille',
    'Accueillir à deux',
    'Seul·e, on oublie la moitié, et personne n’ose demander.',
    await life.rewrite(
      bylaws,
      WELCOME,
      'La première fois, deux personnes font visiter l’atelier et expliquent comment on décide.',
    ),
  );
  const thread = await life.act('Camille', (tx, actor) =>
    openThread(
      tx,
      actor,
      { title: null, subjects: [{ kind: 'PROPOSAL', objectId: proposalId }] },
      UNREPEATED,
    ),
  );
  const consent = await life.act('Camille', (tx, actor) =>
    startConsent(tx, actor, { proposalId, version: 1, assemblyId: null, agendaItemId: null }),
  );
  const say = (
    name: string,
    kind: 'QUESTION' | 'ANSWER' | 'REACTION' | 'CONCERN',
    body: string,
    repliesTo: Uuid | null = null,
  ) =>
    life.act(name, async (tx, actor) => {
      const reviewAt = kind === 'CONCERN' ? addDuration(await tx.now(), UNTIL_LOOKED_AT, 'UTC') : null;
      const said = { threadId: thread, kind, body, repliesTo, anchor: null, reviewAt };
      return contribute(tx, actor, said, UNREPEATED);
    });
  const move = () =>
    life.act('Camille', (tx, { collectiveId }) => moveConsentInTime(tx, collectiveId, consent));
  const asked = () =>
    life.act('Camille', (tx, { collectiveId }) => lastRound(tx, { collectiveId, id: consent }));

  await clock.forward(90);
  const question = await say('Jonas', 'QUESTION', 'Et quand on n’est que trois à l’ouverture ?');
  await say('Camille', 'ANSWER', 'Alors la deuxième personne passe quand elle peut.', question);
  await clock.travelTo(88, '19:00');
  await move();
  await say('Gwen', 'REACTION', 'Ça me rassure : ma première fois, je n’avais rien retenu.');
  await say('Zéphyr', 'CONCERN', 'Il ne faudrait pas que l’accueil devienne un métier.');
  await clock.travelTo(86, '19:30');
  await move();
  await clock.travelTo(84, '20:00');
  await move();
  await clock.travelTo(82, '20:30');
  await move();
  const first = (await asked())?.pollId as Uuid;
  await clock.forward(30);
  await life.consent(first, 'Camille', 'Gwen', 'Jonas', 'Awa', 'Dounia');
  await life.object(first, 'Élouan', 'Le samedi matin je suis seul à ouvrir : je ne peux pas être deux.');
  await clock.travelTo(74, '22:00');
  await life.close(first);

  await clock.travelTo(73, '12:30');
  await life.act('Camille', async (tx, actor) => {
    const objections = await standingOf(tx, actor.collectiveId, first);
    const effects = [
      await life.rewrite(
        bylaws,
        WELCOME,
        'La première fois, deux personnes, quand c’est possible, font visiter l’atelier et expliquent comment on décide.',
      ),
    ];
    return reviseProposal(tx, actor, {
      ...{ proposalId, expectedVersion: 1, title: WELCOMED },
      ...{
        rationale: 'Seul·e, on oublie la moitié, et personne n’ose demander.',
        effects,
        question: null,
        raiseTo: null,
      },
      integrates: objections.map(({ id }) => id),
    });
  });
  await clock.travelTo(71, '22:30');
  await move();
  const second = (await asked())?.pollId as Uuid;
  await life.consent(second, 'Camille', 'Élouan', 'Gwen', 'Jonas', 'Awa', 'Karima');
  await clock.travelTo(63, '21:00');
  await life.close(second);
}

/** Looks for somebody to see to it, in one line: it binds nobody yet. */
export const lookForVolunteer = async ({ life, clock }: Scene): Promise<void> => {
  await clock.forward(20);
  await life.act('Dounia', async (tx, actor) => {
    const now = await tx.now();
    return offerMandate(tx, actor, {
      title: 'Apprendre à couper l’alarme, et l’apprendre à d’autres',
      instructions: '',
      until: addDuration(now, 'P2M', ZONE),
      reportDueAt: null,
      decisionId: null,
      agendaItemId: null,
      groupId: null,
      repeat: UNREPEATED,
    });
  });
};
