import { charterFile, MAJORITY, TestFounding } from '../world/founding.js';
import { exported, statutesOfElsewhere } from '../world/histories.js';
import { stayingSignedIn } from '../world/people.js';
import type { TestCollective, World } from '../world/world.js';

/** A fifth life: a collective is founded on statutes that lived elsewhere, and changes them. */
export async function liveWithHistory(world: World): Promise<TestCollective> {
  await world.travelTo('2026-04-04T09:00:00.000Z');
  const founding = await TestFounding.begin(world);
  await stayingSignedIn(founding);
  await founding.adopt({ majority: MAJORITY });
  const history = exported(statutesOfElsewhere());
  await founding.adopt({ texts: [{ title: 'Statuts', matter: 'GOVERNANCE', history }] });
  await founding.adopt({ charter: charterFile() });
  await founding.adopt({ confirmation: true });
  const assembly = await founding.assembly(5);
  const change = await founding.propose({ effects: [await rewrite(founding)] });
  await change.decideIn(assembly, { for: 5 });
  return founding;
}

async function rewrite(founding: TestCollective): Promise<object> {
  const [read] = await founding.world.sql<{ textId: string; provisionId: string; hash: string }>(
    `SELECT text_id AS "textId", provision_id AS "provisionId", hash FROM ormee.provision_version
     WHERE collective_id = $1 AND number = 'Article 1' AND known_until IS NULL AND in_force_until IS NULL`,
    [founding.id],
  );
  if (!read) throw new Error('the article was not taken over');
  const provisionId = founding.globalId('Provision', read.provisionId);
  const content = { number: 'Article 1', heading: '', body: 'Le collectif réunit qui veut en être.' };
  return {
    patchText: {
      textId: founding.globalId('LegalText', read.textId),
      operations: [{ replace: { provisionId, expectedHash: read.hash, content } }],
    },
  };
}
