import { grant, replace } from '../world/effects.js';
import { castAll, electingBy, outcomeOf, ranking, scored } from '../world/elections.js';
import { World, type TestCollective } from '../world/world.js';

describe('a poll among options', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  /** What an article says now, by the database. */
  const bodyOf = async (collective: TestCollective, number: string) =>
    (
      await world.sql<{ body: string }>(
        `SELECT body FROM ormee.provision_version WHERE collective_id = $1 AND number = $2
         AND known_until IS NULL AND in_force_until IS NULL`,
        [collective.id, number],
      )
    )[0]?.body;
  const grow = (change: Parameters<ReturnType<World['collective']>['withRules']>[0], members = 5) =>
    world.collective().withMembers(members).withRules(change).grow();

  describe('that its clause adopts by its threshold against “nothing changes”', () => {
    it('adopts the option elected, with its effects and no other’s', async () => {
      const collective = await grow(electingBy(['schulze/wv@1']));
      const [one, other] = await Promise.all(
        ['Une fois par semaine.', 'Une fois par an.'].map((words) => replace(collective, 'Règle 1', words)),
      );
      const proposal = await collective.propose({
        options: [
          { label: 'Chaque semaine', effects: [one] },
          { label: 'Chaque année', effects: [other] },
        ],
      });
      expect(proposal.matter).toBe('DEEP');
      const poll = await proposal.open();
      expect((await poll.read()).options).toEqual([
        { key: '0', label: 'Rien ne change', statusQuo: true },
        { key: '1', label: 'Chaque semaine', statusQuo: false },
        { key: '2', label: 'Chaque année', statusQuo: false },
      ]);
      await castAll(poll, collective, [ranking('2>1>0'), ranking('2>0>1'), ranking('1>2'), ranking('0')]);
      const done = await poll.end();
      expect(done.outcome).toMatchObject({ code: 'ADOPTED' });
      expect(done.decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
      expect(outcomeOf(done)).toMatchObject({
        chosen: ['2'],
        election: { winners: [['Chaque année']], status: 'ELECTED' },
      });
      expect(await bodyOf(collective, 'Règle 1')).toBe('Une fois par an.');
      expect(done.outcome?.explanation.join('\n')).toContain(
        '« Chaque année » face à « rien ne change » : 3 au-dessus, 1 au-dessous, 0 sans préférence.',
      );
    });

    it('rejects the option that beats the others, and not the threshold', async () => {
      const collective = await grow(
        electingBy(['irv/rctab@1'], {}, { threshold: { fraction: '2/3', strict: false, plus: 0 } }),
      );
      const poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open();
      await castAll(poll, collective, [
        ranking('1>0'),
        ranking('1>0>2'),
        ranking('0>1'),
        ranking('1>2'),
        ranking('0>2>1'),
      ]);
      const done = await poll.end();
      expect(done.outcome).toMatchObject({ code: 'REJECTED' });
      expect(outcomeOf(done)).toMatchObject({ chosen: [], election: { winners: [['Bleu']] } });
      expect(done.decision).toMatchObject({ outcome: 'REJECTED', effectsState: 'NONE' });
    });

    it('elects several to one task by one grant', async () => {
      const collective = await grow(electingBy(['stv/scottish-2007@1']));
      const [ana, bo, cy] = collective.members;
      const candidacy = async (holder: { id: string } | undefined) =>
        grant(collective, { task: 'accueil', holderIds: [holder?.id], endsAt: END });
      const END = await world.in('20 days');
      const poll = await (
        await collective.propose({
          seats: 2,
          options: [
            { label: 'Ana', effects: [await candidacy(ana)] },
            { label: 'Bo', effects: [await candidacy(bo)] },
            { label: 'Cy', effects: [await candidacy(cy)] },
          ],
        })
      ).open();
      await castAll(poll, collective, ['1>2', '1>3>2', '3>1', '3', '1>2'].map(ranking));
      const done = await poll.end();
      expect(outcomeOf(done).chosen).toEqual(['1', '3']);
      expect(done.decision).toMatchObject({ effectsState: 'APPLIED' });
      const holders = await world.sql<{ id: string }>(
        `SELECT holder.member_id AS id FROM ormee.mandate JOIN ormee.mandate_holder holder
           ON holder.collective_id = mandate.collective_id AND holder.mandate_id = mandate.id
         WHERE mandate.collective_id = $1 AND mandate.task = 'accueil'`,
        [collective.id],
      );
      expect(holders.map(({ id }) => id).sort()).toEqual(
        [ana, cy].map((member) => collective.rowId(member?.id as string)).sort(),
      );
    });

    it('decides nothing where nobody marks anything, and counts blank ballots for what they are', async () => {
      const collective = await grow(electingBy(['approval@1']));
      const poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open();
      await castAll(poll, collective, [{ unmarked: 'BLANK' }, { unmarked: 'ABSTAIN' }, { approved: [] }]);
      const done = await poll.end();
      expect(done.outcome).toMatchObject({ code: 'NO_DECISION' });
      expect(outcomeOf(done).rulings[0]?.working.tally).toEqual({
        MARKED: '0',
        ABSTAIN: '1',
        BLANK: '2',
        NOT_TAKING_PART: '0',
        NOT_CAST: '2',
      });
    });

    it('keeps the threshold of every clause: what one adopts, another may not', async () => {
      const collective = await grow((rules) =>
        electingBy(['schulze/wv@1'])(rules).map((rule) =>
          rule.matter === 'DEEP' ? { ...rule, threshold: { fraction: '1/1', strict: false, plus: 0 } } : rule,
        ),
      );
      const poll = await (
        await collective.propose({
          options: [
            { label: 'Une règle', effects: [await replace(collective, 'Règle 1', 'Mots.')] },
            'Une position',
          ],
        })
      ).open();
      await castAll(poll, collective, ['1>0>2', '1>0', '1>2>0', '0>1'].map(ranking));
      expect((await poll.end()).outcome).toMatchObject({ code: 'REJECTED' });
    });
  });

  describe('that no clause adopts', () => {
    it('is a preference, without effect or decision, and its proposal stays open', async () => {
      const collective = await grow(electingBy(['star@1'], { adopts: 'NOTHING' }));
      const proposal = await collective.propose({ options: ['Bleu', 'Vert'] });
      const poll = await proposal.open();
      await castAll(poll, collective, [scored(5, 4), scored(0, 3), scored(1, 2)]);
      const done = await poll.end();
      expect(done).toMatchObject({ outcome: { code: 'PREFERENCE' }, decision: null });
      expect(outcomeOf(done)).toMatchObject({ chosen: ['2'] });
      await expect(proposal.open()).resolves.toBeDefined();
    });

    it('is confirmed by a poll of yes or no, which alone decides', async () => {
      const collective = await grow(electingBy(['minimax/margins@1'], { adopts: 'CONFIRMING_POLL' }));
      const proposal = await collective.propose({
        options: [
          { label: 'Un', effects: [await replace(collective, 'Règle 1', 'Un.')] },
          { label: 'Deux', effects: [await replace(collective, 'Règle 1', 'Deux.')] },
        ],
      });
      const poll = await proposal.open();
      await castAll(poll, collective, ['2>1', '2', '1>2'].map(ranking));
      expect((await poll.end()).outcome).toMatchObject({ code: 'PREFERENCE' });
      const confirming = await proposal.open({ confirmsPollId: poll.id });
      await confirming.votes({ for: 3, against: 1 });
      expect((await confirming.end()).decision).toMatchObject({ effectsState: 'APPLIED' });
      expect(await bodyOf(collective, 'Règle 1')).toBe('Deux.');
    });

    it('refuses to confirm what was not chosen', async () => {
      const collective = await grow(electingBy(['minimax/margins@1'], { adopts: 'CONFIRMING_POLL' }));
      const proposal = await collective.propose({ options: ['Un', 'Deux'] });
      const poll = await proposal.open();
      await poll.end();
      await expect(proposal.open({ confirmsPollId: poll.id })).rejects.toMatchObject({
        code: 'NOTHING_TO_CONFIRM',
      });
    });
  });

  describe('by every method that a clause may allow', () => {
    const GRADES = ['À rejeter', 'Passable', 'Bien', 'Très bien'];
    const marks: Record<string, (place: number) => object> = {
      RANKED: (place) => ranking(['1>2', '2>1', '1'][place % 3] as string),
      APPROVED: (place) => ({ approved: [['1'], ['1', '2'], ['2']][place % 3] }),
      SCORED: (place) => ({
        scores: [
          { option: '1', score: 2 },
          { option: '2', score: place % 3 },
        ],
      }),
      GRADED: (place) => ({
        grades: [
          { option: '1', score: 2 },
          { option: '2', score: place % 3 },
        ],
      }),
    };

    it('opens, counts and explains', async () => {
      const { ELECTION_METHOD_IDS } = await import('../../src/core/counting/elections/ids.js');
      const { electionMethodNamed } = await import('../../src/core/counting/elections/registry.js');
      const collective = await grow(
        electingBy(ELECTION_METHOD_IDS, { adopts: 'NOTHING', grades: GRADES }, { minimumVoting: 'PT1H' }),
      );
      for (const method of ELECTION_METHOD_IDS) {
        const { counts, family } = electionMethodNamed(method);
        const isBudget = family === 'BUDGET';
        const isDots = method === 'dots@1';
        const options = ['Bleu', 'Vert'].map((label) => ({ label, ...(isBudget && { cost: 10 }) }));
        const proposal = await collective.propose({
          title: method,
          options,
          ...(isBudget && { budget: 10, seats: 2 }),
          ...(isDots && { budget: 5 }),
        });
        const poll = await proposal.open({
          method: method.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_'),
          lasting: '2 hours',
        });
        for (const place of [0, 1, 2])
          await poll.cast(collective.member(place), marks[counts]?.(place) as object);
        const done = await poll.end('2 hours');
        expect([method, done.outcome?.code]).toEqual([method, 'PREFERENCE']);
        expect(outcomeOf(done).election).toMatchObject({ method, inputs: { voters: '3' } });
        expect((done.outcome?.explanation ?? []).length).toBeGreaterThan(3);
      }
    }, 120_000);
  });

  it('shows rankings to nobody unless its clause says so, and then without a name', async () => {
    const shown = await grow(electingBy(['schulze/wv@1'], { ballotsPublished: true }));
    const hidden = await grow(electingBy(['schulze/wv@1']));
    for (const [collective, ballots] of [
      [
        shown,
        [
          { choice: '1>2', count: '2' },
          { choice: '2', count: '1' },
        ],
      ],
      [hidden, undefined],
    ] as const) {
      const poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open();
      await castAll(poll, collective, ['1>2', '2', '1>2'].map(ranking));
      const done = await poll.end();
      expect(outcomeOf(done).ballots).toEqual(ballots);
    }
  });
});
