import { Amendments } from '../world/amendments.js';
import { answerConcern, voice } from '../world/concerns.js';
import { liveAmongNominations } from './lived-among-nominations.js';
import { TestConsent, inRounds } from '../world/consents.js';
import { grant } from '../world/effects.js';
import { stayingSignedIn } from '../world/people.js';
import type { TestCollective, TestMember, World } from '../world/world.js';

/**
 * A sixth life: consent is sought. One question is adopted after a version integrated an objection, a second withdrawn and
 * a third set aside; one falls back to a vote, one is sought in a sitting, which amends the words under another and takes a third over; one
 * is held up, and one is in its last round. Meanwhile
 * roles are given without candidates. What worried
 * people comes back, and is answered in every way.
 */
export async function liveAmongConsents(world: World): Promise<TestCollective> {
  await world.travelTo('2026-05-04T09:00:00.000Z');
  const collective = await world
    .collective()
    .withMembers(4)
    .withRules(inRounds({ rounds: 2, setAside: { fraction: '1/2', strict: true, plus: 0 } }))
    .grow();
  await stayingSignedIn(collective);
  const member = (place: number) => collective.member(place);
  const asked = async (consent: TestConsent, objectors: readonly number[]): Promise<void> => {
    const poll = await consent.untilAsked();
    for (const place of objectors) await poll.object(member(place), `Pas le jeudi, dit ${place}.`);
    await poll.consent(member(0));
    await consent.shut();
  };

  const met = await TestConsent.start(await collective.propose({ title: 'Se voir le jeudi' }));
  const worries = [];
  for (const place of [1, 2, 3, 1, 2])
    worries.push(await voice(member(place), met.proposal, { reviewAt: await world.in('20 days') }));
  await asked(met, [1, 2, 3]);
  await stayingSignedIn(collective);
  const aside = await met.objectionOf(member(3));
  for (const place of [0, 1])
    await member(place).does('doubtObjection', { objectionId: aside.id, reason: `Un goût, dit ${place}.` });
  await member(2).does('withdrawObjection', { objectionId: (await met.objectionOf(member(2))).id });
  await met.integrate([await met.objectionOf(member(1))]);
  await met.move();
  await asked(met, []);

  const lifted = await TestConsent.start(await collective.propose({ title: 'Se voir le lundi' }));
  await asked(lifted, [1, 2]);
  await stayingSignedIn(collective);
  for (const place of [1, 2])
    await member(place).does('withdrawObjection', {
      objectionId: (await lifted.objectionOf(member(place))).id,
    });

  const [later, elsewhere, again, takenBack] = worries.map(({ id }) => id) as [
    string,
    string,
    string,
    string,
  ];
  const other = await collective.propose({ title: 'Une plus grande salle' });
  await answerConcern(member(1), later, { lookAgainAt: await world.in('700 days') });
  await answerConcern(member(2), elsewhere, { threadTitle: 'Quelle salle ?' });
  await answerConcern(member(3), again, { proposalId: other.id });
  await member(1).does('withdrawContribution', { contributionId: takenBack });

  const fallen = await TestConsent.start(await collective.propose({ title: 'Se voir le dimanche' }));
  await asked(fallen, [1]);
  await fallen.pass('3 days 1 minute');

  const [moved, taken] = [
    await TestConsent.start(
      await collective.propose({ title: 'Se voir dehors', rationale: 'Nous nous voyons au parc.' }),
    ),
    await TestConsent.start(await collective.propose({ title: 'Se voir le matin' })),
  ];
  for (const consent of [moved, taken]) {
    const poll = await consent.untilAsked();
    await poll.object(member(3), 'Pas dehors, pas le matin.');
    await poll.consent(member(0));
  }

  await stayingSignedIn(collective);
  const inSitting = await collective.propose({ title: 'Se voir ici' });
  const assembly = await collective.assembly(4);
  await member(0).does('askAgendaItem', { assemblyId: assembly.id, item: { title: 'Où se voir' } });
  const sitting = await TestConsent.start(inSitting, assembly.facilitator, {
    ...{ assemblyId: assembly.id, agendaItemId: await firstItem(member(0), assembly.id) },
  });
  for (let phases = 0; phases < 4; phases += 1) await sitting.move(assembly.facilitator);
  await (await sitting.poll()).object(member(1), 'Pas ici.');
  await assembly.facilitator.does('callLastCall', { pollId: (await sitting.poll()).id });
  await sitting.pass('61 seconds');

  const amendments = new Amendments(moved.proposal);
  const amendment = { by: member(2), assembly, replace: 'au parc', with: 'au jardin' };
  const put = await amendments.open([await amendments.put(amendment)], { assembly });
  await (await put.votes({ for: 4 })).lastCall();
  await TestConsent.start(taken.proposal, assembly.facilitator, { assemblyId: assembly.id });
  await (await moved.untilAsked()).consent(member(3));
  await moved.shut();
  await stayingSignedIn(collective);

  const open = await TestConsent.start(await collective.propose({ title: 'Se voir le samedi' }));
  await asked(open, [2]);
  await stayingSignedIn(collective);
  const held = await TestConsent.start(
    await collective.propose({ title: 'Se confier la caisse', effects: [await grant(collective)] }),
  );
  const rival = await collective.propose({ title: 'La confier', effects: [await grant(collective)] });
  await rival.open({ lasting: '300 days' });
  for (let phases = 0; phases < 4; phases += 1) await held.pass('3 days 1 minute');
  await stayingSignedIn(collective);
  await liveAmongNominations(collective);
  const less = await collective.propose({ title: 'Se voir moins' });
  await voice(member(1), less, { reviewAt: await world.in('20 days') });
  await TestConsent.start(less);
  return collective;
}

async function firstItem(member: TestMember, assemblyId: string): Promise<string> {
  const { node } = await member.ask<{ node: { agenda: { id: string }[] } }>(
    'query($id: ID!) { node(id: $id) { ... on Assembly { agenda { id } } } }',
    { id: assemblyId },
  );
  return node.agenda[0]?.id ?? '';
}
