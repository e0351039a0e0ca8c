import type { Uuid } from '../core/kernel/ids.js';
import { lastRound, standingOf } from '../deliberation/consent.queries.js';
import { moveConsentInTime, startConsent } from '../procedures/seek-consent.js';
import { reviseProposal } from '../procedures/submit-proposal.js';
import { mandateFor } from './mandate-for.js';
import type { Scene } from './scene.js';

const TWENTY = {
  task: 'cautions',
  title: 'Confier à Hugo vingt euros de caution par outil',
  instructions: 'Garder vingt euros de qui emporte un outil, et les rendre avec l’outil.',
};
const TEN = {
  task: 'cautions',
  title: 'Confier à Hugo dix euros de caution par outil',
  instructions: 'Garder dix euros de qui emporte un outil, et les rendre avec l’outil.',
};
const PHASES = 4;
const WHY = 'Trois perceuses ne sont jamais revenues.';

/** Asked twice, and somebody objects each time: what the rule falls back to is a vote, which says no. */
export async function askForDeposits(scene: Scene): Promise<void> {
  const { life, clock } = scene;
  await clock.travelTo(46, '10:00');
  const proposalId = await life.propose('Hugo', TWENTY.title, WHY, await mandateFor(life, 'Hugo', TWENTY));
  const consent = await life.act('Hugo', (tx, actor) =>
    startConsent(tx, actor, { proposalId, version: 1, assemblyId: null, agendaItemId: null }),
  );
  await clock.travelTo(44, '11:00');
  await move(scene, consent);
  await clock.travelTo(43, '11:30');
  await move(scene, consent);
  const first = await objectedBy(
    scene,
    consent,
    'Qui n’a pas vingt euros n’emprunte plus rien, et ce sont les mêmes qui réparent faute de racheter.',
  );
  await clock.travelTo(42, '12:00');
  await life.close(first);
  await integrate(scene, proposalId, first);
  await clock.travelTo(41, '13:00');
  await move(scene, consent);
  const second = await objectedBy(scene, consent, 'Dix ou vingt, c’est encore trier les gens à l’entrée.');
  await clock.travelTo(40, '14:00');
  await life.close(second);
  await clock.travelTo(39, '15:00');
  await move(scene, consent);
  const vote = await life.lastPollOf(proposalId);
  await life.vote(vote, {
    FOR: ['Hugo', 'Bastien', 'Inès'],
    AGAINST: ['Karima', 'Awa', 'Camille', 'Dounia', 'Gwen'],
    ABSTAIN: ['Jonas'],
  });
  await clock.travelTo(38, '16:00');
  await life.close(vote);
}

/** Phases that the rule gives no time to are passed in one go; nothing moves that has to wait. */
async function move({ life }: Scene, consent: Uuid): Promise<void> {
  for (let phase = 0; phase < PHASES; phase += 1)
    await life.act('Hugo', (tx, { collectiveId }) => moveConsentInTime(tx, collectiveId, consent));
}

async function objectedBy({ life }: Scene, consent: Uuid, reason: string): Promise<Uuid> {
  const round = await life.act('Hugo', (tx, { collectiveId }) =>
    lastRound(tx, { collectiveId, id: consent }),
  );
  const asked = round?.pollId as Uuid;
  await life.consent(asked, 'Hugo', 'Bastien', 'Inès');
  await life.object(asked, 'Karima', reason);
  return asked;
}

const integrate = ({ life }: Scene, proposalId: Uuid, asked: Uuid): Promise<unknown> =>
  life.act('Hugo', async (tx, actor) => {
    const objections = await standingOf(tx, actor.collectiveId, asked);
    const effects = [await mandateFor(life, 'Hugo', TEN)];
    return reviseProposal(tx, actor, {
      ...{
        proposalId,
        expectedVersion: 1,
        title: TEN.title,
        rationale: WHY,
        effects,
        question: null,
        raiseTo: null,
      },
      integrates: objections.map(({ id }) => id),
    });
  });
