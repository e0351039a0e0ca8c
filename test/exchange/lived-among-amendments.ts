import type { Clause } from '../../src/core/charter/clause.js';
import { Amendments } from '../world/amendments.js';
import { replace } from '../world/effects.js';
import { stayingSignedIn } from '../world/people.js';
import { talk } from './talked.js';
import type { TestCollective, World } from '../world/world.js';

const BODY = `Le collectif se réunit deux fois par mois, le mardi soir.

Chaque réunion est annoncée une semaine avant, par courriel.`;

/**
 * A fifth life: people amend each other's proposals. Amendments are supported, taken back, carried along, accepted and
 * objected to, amended themselves, voted on together and one by one, in a sitting too, and lapse for every cause.
 */
export async function liveAmongAmendments(world: World): Promise<TestCollective> {
  await world.travelTo('2026-04-06T09:00:00.000Z');
  const collective = await world
    .collective()
    .withMembers(4)
    .withRules((rules) =>
      rules.map((rule): Clause => ({ ...rule, minimumVoting: 'PT1H', friendlyAmendments: true })),
    )
    .grow();
  await stayingSignedIn(collective);
  const member = (place: number) => collective.member(place);
  const propose = async (title: string, body = BODY): Promise<Amendments> =>
    new Amendments(
      await collective.propose({ title, effects: [await replace(collective, 'Règle 1', body)] }),
    );

  // Supported, carried along by its author's new version, amended itself, rivals, and adopted.
  const meetings = await propose('Se réunir plus souvent');
  const day = await meetings.put({ by: member(1), replace: 'mardi', with: 'jeudi ou le vendredi' });
  await meetings.put({ by: member(2), replace: 'une semaine', with: 'trois jours' });
  const rival = await meetings.put({ by: member(3), replace: 'mardi', with: 'lundi' });
  await meetings.put({ by: member(3), replace: ', par courriel', with: '' });
  await member(0).does('supportAmendment', { amendmentId: day.id });
  await meetings.proposal.revise({
    title: 'Se réunir plus souvent',
    effects: [
      await replace(collective, 'Règle 1', BODY.replace('Chaque', 'Toute').replace(', par courriel', '')),
    ],
  });
  const carried = await meetings.read('A1');
  const sub = await meetings.put({ by: member(2), parent: carried, replace: ' ou le vendredi', with: '' });
  await meetings.put({ by: member(3), parent: carried, replace: 'jeudi', with: 'mercredi' });
  await (await (await meetings.open([sub], { lasting: '2 hours' })).votes({ for: 3 })).end('2 hours');
  const left = await meetings.read('A6');
  if (left.state === 'PENDING') await member(3).does('withdrawAmendment', { amendmentId: left.id });
  const adopted = [await meetings.read('A1'), await meetings.read('A2')];
  await (
    await (
      await meetings.open(adopted, { lasting: '2 hours', outOfOrder: 'On s’est mis d’accord.' })
    ).votes({ for: 3 })
  ).end('2 hours');
  if ((await meetings.read('A3')).cause !== 'RIVAL_ADOPTED') throw new Error(`${rival.label} has not lapsed`);
  await meetings.all();
  await meetings.proposal.decideOnline({ for: 3 }, '2 hours');

  // Accepted by the author: once for good, once objected to, once still waiting; and put in a sitting.
  const minutes = new Amendments(
    await collective.propose({
      title: 'Mieux rendre compte',
      effects: [
        await replace(collective, 'Règle 2', 'Chaque réunion donne un compte rendu, sous huit jours.'),
      ],
      ...({ visibility: 'PUBLIC' } as object),
    }),
  );
  const soon = await minutes.put({ by: member(1), replace: 'huit', with: 'quinze' });
  await member(0).does('acceptAmendment', { amendmentId: soon.id });
  const each = await minutes.put({ by: member(2), replace: 'Chaque', with: 'Toute' });
  await member(0).does('acceptAmendment', { amendmentId: each.id });
  await member(3).does('objectToAcceptance', { amendmentId: each.id });
  await world.wait('25 hours');
  await world.runDueJobs();
  await stayingSignedIn(collective);
  const assembly = await collective.assembly(4);
  const sitting = await minutes.put({ by: member(3), assembly, replace: 'un compte', with: 'le compte' });
  await (
    await (await minutes.open([await minutes.read('A2')], { assembly })).votes({ against: 3 })
  ).lastCall();
  await member(1)
    .does('withdrawAmendment', { amendmentId: sitting.id })
    .catch(() => null);

  // Two that exclude each other, one of them being voted on, and one accepted that waits.
  const place = await propose('Choisir un lieu', 'Le collectif se réunit à Lyon, Paris ou Lille.');
  const { assembly: convened } = await member(0).does<{ assembly: { id: string } }>(
    'conveneAssembly',
    { title: 'Assemblée de mai', form: 'PHYSICAL', startsAt: await world.in('10 days') },
    'assembly { id }',
  );
  await member(0).does('setAmendmentDeadline', {
    assemblyId: convened.id,
    proposalId: place.proposal.id,
    until: await world.in('5 days'),
  });
  const one = await place.put({ by: member(1), replace: 'Lyon', with: 'Bordeaux' });
  await place.put({ by: member(2), replace: 'Lyon', with: 'Nantes' });
  const waits = await place.put({ by: member(3), replace: 'Lille', with: 'Brest' });
  await member(0).does('acceptAmendment', { amendmentId: waits.id });
  await world.wait('5 days');
  await world.runDueJobs();
  await stayingSignedIn(collective);
  const open = await place.open([await place.read(one.label)], {
    lasting: '2 days',
    outOfOrder: 'La salle le demande.',
  });
  await open.cast(member(0), 'FOR');
  const hall = new Amendments(
    await collective.propose({ title: 'Louer une salle', rationale: 'Louons une salle pour un an.' }),
  );
  const shorter = await hall.put({ by: member(3), replace: 'un an', with: 'six mois' });
  // Under another title it says what it said.
  await hall.proposal.revise({ title: 'Louer une grande salle', rationale: 'Louons une salle pour un an.' });
  await hall.put({ by: member(2), replace: 'Louons', with: 'Prenons' });
  await member(0).does('acceptAmendment', { amendmentId: shorter.id });
  await talk(collective);
  return collective;
}
