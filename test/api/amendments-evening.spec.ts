import { Amendments, type AmendmentRead } from '../world/amendments.js';
import { World } from '../world/world.js';

/** Twelve rules of two sentences: what an assembly amends in an evening. */
const RULES = Array.from({ length: 12 }, (_, place) => ({
  number: `Règle ${place + 10}`,
  heading: `Point ${place + 1}`,
  body: `Le point ${place + 1} se décide le mardi.\n\nIl est préparé par deux personnes du groupe ${place + 1}.`,
}));

describe('the evening of an assembly', () => {
  it('decides thirty amendments, some of which contradict each other, and loses no word', async () => {
    const world = await World.open();
    try {
      const collective = await world.collective().withMembers(8).grow();
      const textId = collective.globalId('LegalText', collective.planted.textIds[1] as string);
      const proposal = await collective.propose({
        title: 'Un règlement plus complet',
        effects: [
          {
            patchText: {
              textId,
              operations: RULES.map((content) => ({ insert: { parentId: null, afterId: null, content } })),
            },
          },
        ],
      });
      const amendments = new Amendments(proposal);
      const assembly = await collective.assembly(8);
      const put = (place: number, by: number, replace: string, words: string): Promise<AmendmentRead> =>
        amendments.put({
          by: collective.member(by),
          assembly,
          provision: `Règle ${place + 10}`,
          replace,
          with: words,
        });
      for (let place = 0; place < 12; place += 1) {
        await put(place, (place % 7) + 1, 'deux personnes', 'trois personnes');
        if (place < 9) await put(place, ((place + 1) % 7) + 1, 'mardi', 'jeudi');
        if (place < 9) await put(place, ((place + 2) % 7) + 1, 'le mardi', 'chaque lundi');
      }
      const file = await amendments.file();
      expect(file.groups).toHaveLength(9);
      expect(file.uncontested).toHaveLength(12);

      const all = await amendments.all();
      const free = all.filter(({ id }) => file.uncontested.includes(id));
      await (await (await amendments.open(free, { assembly })).votes({ for: 6, against: 2 })).lastCall();
      for (const { order } of file.groups) {
        const [first] = order.flat();
        const amendment = (await amendments.all()).find(({ id }) => id === first) as AmendmentRead;
        await (await (await amendments.open([amendment], { assembly })).votes({ for: 6 })).lastCall();
      }
      const states = (await amendments.all()).map(({ state }) => state);
      expect(states.filter((state) => state === 'ADOPTED')).toHaveLength(21);
      expect(states.filter((state) => state === 'LAPSED')).toHaveLength(9);

      const decided = await proposal.decideIn(assembly, { for: 7, against: 1 });
      expect(decided.decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
      const rows = await world.sql<{ number: string; body: string }>(
        `SELECT number, body FROM ormee.provision_version
         WHERE collective_id = $1 AND known_until IS NULL AND number = ANY($2::text[])`,
        [collective.id, RULES.map(({ number }) => number)],
      );
      const bodies = new Map(rows.map(({ number, body }) => [number, body]));
      for (const [place, { number }] of RULES.entries())
        expect(bodies.get(number)).toBe(
          `Le point ${place + 1} se décide ${place < 9 ? 'chaque lundi' : 'le mardi'}.\n\n` +
            `Il est préparé par trois personnes du groupe ${place + 1}.`,
        );
    } finally {
      await world.close();
    }
  }, 180_000);
});
