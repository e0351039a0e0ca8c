import { enterPaperSignature } from '../procedures/paper-signatures.js';
import { importMembers } from '../procedures/import-members.js';
import { importSignatories } from '../procedures/import-signatories.js';
import { addDuration } from '../core/kernel/instants.js';
import type { Uuid } from '../core/kernel/ids.js';
import { CRAFTS, NEWCOMERS, PEOPLE, ZONE } from './atelier.js';
import { decideOnline, type Scene } from './scene.js';

/** Of the newcomers, the last have no screen: no address, and a relay or a paper reaches them. */
const WITHOUT_SCREEN = 3;

/** How many signed the appeal on the site that the workshop had before, and who signs it at its door. */
const SIGNED_BEFORE = 296;
const AT_THE_DOOR = ['Louise Michaud', 'Emma Gold', 'Rosa Lux', 'Flora Tristant'];

const TEXT = `Nous fabriquons, réparons ou subissons les machines des autres. Nous refusons de le faire contre celles et ceux qui s’en servent.

Signer n’engage à rien d’autre qu’à en parler autour de soi.`;

/** The workshop publishes its appeal and entrusts Awa with its lists: three hundred have signed, and twenty-eight join. */
export async function grow(scene: Scene): Promise<void> {
  const { life, clock } = scene;
  await clock.travelTo(97, '12:10');
  const appealId = life.newId();
  const { collectiveId, memberId } = life.who('Awa');
  const now = await life.now();
  const proposalId = await life.propose(
    'Dounia',
    'Publier notre appel, et confier ses listes à Awa',
    'L’ancien site ferme : ses signatures et nos adresses viennent ici, et nulle part ailleurs.',
    {
      kind: 'PUBLISH_APPEAL',
      appealId,
      title: 'Nos métiers, nos machines',
      body: TEXT,
      visibility: 'PUBLIC',
    },
    {
      kind: 'GRANT_MANDATE',
      mandateId: life.newId(),
      task: 'listes',
      title: 'Reprendre les listes de l’ancien site',
      instructions: 'Ne nommer en public que qui l’a voulu.',
      boundBy: [],
      holders: [memberId],
      scope: {
        acts: ['importMembers', 'importSignatories', 'enterPaperSignature'],
        object: { kind: 'COLLECTIVE', id: collectiveId },
      },
      endsAt: addDuration(now, 'P1Y', ZONE),
      reportDueAt: addDuration(now, 'P2M', ZONE),
    },
  );
  const voices = { FOR: PEOPLE.slice(0, 9), ABSTAIN: ['Zéphyr'] };
  await decideOnline(scene, 'Dounia', { proposalId, lasting: 'P2D', votedOn: 96, shutOn: 95, voices });
  await clock.travelTo(93, '18:00');
  await takeOverLists(scene, appealId);
}

async function takeOverLists({ life }: Scene, appealId: Uuid): Promise<void> {
  const signed = Array.from(
    { length: SIGNED_BEFORE },
    (_, place) => `* Signataire ${place + 1}, ${CRAFTS[place % CRAFTS.length]}`,
  );
  const list = { format: 'MARKDOWN', named: false, firstLine: 1 } as const;
  await life.act('Awa', (tx, actor) =>
    importSignatories(tx, actor, { appealId, file: signed.join('\n'), ...list }),
  );
  for (const name of AT_THE_DOOR)
    await life.act('Awa', (tx, actor) =>
      enterPaperSignature(tx, actor, {
        appealId,
        said: {
          ...{ name, kind: 'NATURAL', role: null, organisation: null },
          ...{ url: null, email: null, named: false },
        },
      }),
    );
  const members = NEWCOMERS.map((name, place) => {
    const hasScreen = place < NEWCOMERS.length - WITHOUT_SCREEN;
    return [name, hasScreen ? `personne-${place + 1}@example.org` : ''].join(';');
  });
  await life.act('Awa', (tx, actor) =>
    importMembers(tx, actor, { file: ['nom;courriel', ...members].join('\n') }),
  );
  await life.meetNewcomers();
}
