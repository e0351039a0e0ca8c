import { Amendments, type AmendmentRead } from '../world/amendments.js';
import { replace } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('whoever would bend what others amend', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world
      .collective()
      .withMembers(5)
      .withRules((rules) => rules.map((rule) => ({ ...rule, friendlyAmendments: true })))
      .grow();
  });
  afterAll(() => world.close());

  const amended = async (): Promise<Amendments> =>
    new Amendments(
      await collective.propose({
        title: 'Se réunir',
        effects: [await replace(collective, 'Règle 1', 'On se voit le mardi soir, à neuf heures.')],
      }),
    );
  const statesOf = async (amendments: Amendments): Promise<string[]> =>
    (await amendments.all()).map(({ label, state }) => `${label} ${state}`);

  it('accepts one so that what others put beside it lapses cannot: it goes to the vote with theirs', async () => {
    const amendments = await amended();
    const mine = await amendments.put({ by: collective.member(1), replace: 'mardi', with: 'jeudi' });
    await amendments.proposal.author.does('acceptAmendment', { amendmentId: mine.id });
    await amendments.put({ by: collective.member(3), replace: 'neuf', with: 'dix' });
    expect(await amendments.read('A1')).toMatchObject({ state: 'ACCEPTED' });
    const rival = await amendments.put({ by: collective.member(2), replace: 'mardi', with: 'lundi' });
    expect(await amendments.read('A1')).toMatchObject({ state: 'PENDING', acceptanceObjected: true });
    const poll = await (
      await amendments.open([rival], { outOfOrder: 'On commence par là.' })
    ).votes({ for: 4 });
    await world.wait('25 hours');
    await world.runDueJobs();
    expect(await statesOf(amendments)).toEqual(['A1 PENDING', 'A2 PENDING', 'A3 PENDING']);
    await poll.end();
    expect(await statesOf(amendments)).toEqual(['A1 LAPSED', 'A2 PENDING', 'A3 ADOPTED']);
  });

  it('accepts one so that what amends it lapses cannot', async () => {
    const amendments = await amended();
    const parent = await amendments.put({ by: collective.member(1), replace: 'mardi', with: 'jeudi' });
    await amendments.put({ by: collective.member(2), parent, replace: 'jeudi', with: 'vendredi' });
    await expect(
      amendments.proposal.author.does('acceptAmendment', { amendmentId: parent.id }),
    ).rejects.toMatchObject({ code: 'SUB_AMENDMENTS_FIRST' });
  });

  it('makes a rationale longer than any may be lets the poll be proclaimed, and the wording stays', async () => {
    const amendments = new Amendments(
      await collective.propose({ title: 'Dire', rationale: 'Nous disons ceci.\n\nEt cela.', effects: [] }),
    );
    const long = 'un mot '.repeat(8500);
    const put: AmendmentRead[] = [];
    for (const [place, word] of ['ceci', 'cela'].entries())
      put.push(await amendments.put({ by: collective.member(place), replace: word, with: long }));
    await (await (await amendments.open(put)).votes({ for: 4 })).end();
    expect(await statesOf(amendments)).toEqual(['A1 LAPSED', 'A2 LAPSED']);
    expect((await amendments.file()).wording).toBe('Nous disons ceci.\n\nEt cela.');
  });

  it('puts as many as all may put leaves room for others', async () => {
    const amendments = await amended();
    const troll = collective.member(4);
    await amendments.put({ by: troll, replace: 'neuf', with: 'onze' });
    await world.sql(
      `WITH more AS (
         INSERT INTO ormee.amendment SELECT (jsonb_populate_record(first, jsonb_build_object('id', gen_random_uuid(), 'number', place))).*
         FROM ormee.amendment first, generate_series(2, 40) place WHERE first.collective_id = $1 RETURNING id)
       INSERT INTO ormee.amendment_version
       SELECT (jsonb_populate_record(first, jsonb_build_object('amendment_id', more.id))).*
       FROM ormee.amendment_version first, more WHERE first.collective_id = $1`,
      [collective.id],
    );
    await expect(amendments.put({ by: troll, replace: 'neuf', with: 'mille' })).rejects.toMatchObject({
      code: 'TOO_MANY_OF_YOURS',
      facts: { limit: '40' },
    });
    await amendments.put({ by: collective.member(1), replace: 'mardi', with: 'jeudi' });
  });

  /** Both at once; what was refused is named. */
  const together = async (...acts: (() => Promise<unknown>)[]): Promise<string[]> =>
    Promise.all(
      acts.map((act) =>
        act().then(
          () => 'DONE',
          (error: { code?: string }) => error.code ?? String(error),
        ),
      ),
    );

  it('acts at the same instant as others finds one order of the two', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      const amendments = await amended();
      const [one, two]: TestMember[] = [collective.member(1), collective.member(2)];
      const first = await amendments.put({ by: one as TestMember, replace: 'mardi', with: 'jeudi' });
      const answers = await together(
        () => amendments.open([first]),
        () => amendments.put({ by: two as TestMember, replace: 'neuf', with: 'dix' }),
        () => amendments.proposal.author.does('acceptAmendment', { amendmentId: first.id }),
      );
      seen.add(answers.join(' '));
      const all = await amendments.all();
      // Under vote or accepted, never both; what came in is on the words of now.
      expect([answers[0], answers[2]].filter((answer) => answer === 'DONE')).toHaveLength(1);
      expect(all[0]?.state).toBe(answers[2] === 'DONE' ? 'ACCEPTED' : 'PENDING');
      const { wording } = await amendments.file();
      for (const { base } of all) expect(base).toBe(wording);
    }
    expect([...seen].every((answers) => !answers.includes('Error'))).toBe(true);
  });
});
