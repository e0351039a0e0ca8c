import type { ElectionRule, MethodId } from '../../src/core/charter/clause.js';
import type { Outcome } from '../../src/core/charter/ruling.js';
import type { PollRead, TestPoll } from '../world/decisions.js';
import { grant, replace } from '../world/effects.js';
import { electingBy, ranking } from '../world/elections.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const JUDGMENT = 'majority-judgment/median-removal@1';

const scored = (...given: number[]): object => ({
  scores: given.map((score, place) => ({ option: String(place + 1), score })),
});

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
  const outcomeOf = (poll: PollRead): Outcome => JSON.parse(poll.outcome?.working as string) as Outcome;
  const castAll = async (poll: TestPoll, collective: TestCollective, ballots: readonly object[]) => {
    for (const [place, ballot] of ballots.entries()) await poll.cast(collective.member(place), ballot);
  };

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

  describe('that is tied', () => {
    const tied = async (rest: Parameters<typeof electingBy>[2], opening: object = {}) => {
      const collective = await grow(electingBy(['plurality@1'], {}, { base: 'EXPRESSED', ...rest }));
      const poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open(opening);
      return { collective, poll };
    };
    const enter = (poll: TestPoll, member: TestMember, value: string) =>
      member.does('enterLotValue', { pollId: poll.id, value });

    it('changes nothing, or is left to a further poll, as its clause says', async () => {
      for (const [tieRule, code] of [
        ['STATUS_QUO', 'REJECTED'],
        ['FURTHER_POLL', 'TIED'],
      ] as const) {
        const { collective, poll } = await tied({ tieRule });
        await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
        const done = await poll.end();
        expect(done.outcome).toMatchObject({ code });
        expect(outcomeOf(done)).toMatchObject({ chosen: [], election: { winners: [['Bleu', 'Vert']] } });
      }
    });

    it('waits for a value that two voters type alike, and comes out the same for everybody who redoes it', async () => {
      const { collective, poll } = await tied({ tieRule: 'LOT' });
      await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
      await expect(enter(poll, collective.member(0), '4 2 6')).rejects.toMatchObject({
        code: 'LOT_NOT_AWAITED',
      });
      const shut = await poll.end();
      expect(shut).toMatchObject({
        state: 'CLOSED',
        outcome: null,
        lot: { source: 'TWO_MEMBERS', awaited: true, enteredCount: 0 },
      });
      await enter(poll, collective.member(0), '4 2 6');
      // The same person twice is one person, and another value is no agreement.
      await enter(poll, collective.member(0), ' 4 2 6 ');
      expect(await poll.read()).toMatchObject({ outcome: null, lot: { enteredCount: 1 } });
      // Who misreads the dice keeps nobody from agreeing.
      await enter(poll, collective.member(2), '4 2 5');
      await enter(poll, collective.member(1), '4 2 6');
      const done = await poll.read();
      expect(done).toMatchObject({ state: 'DECIDED', outcome: { code: 'ADOPTED' } });
      const { election } = outcomeOf(done);
      expect(election).toMatchObject({ drawn: '4 2 6', winnersBeforeLot: [['Bleu', 'Vert']] });
      const { orderByLot } = await import('../../src/core/counting/elections/lot.js');
      expect(election?.winners).toEqual([[orderByLot('4 2 6', ['Vert', 'Bleu'])[0]]]);
      await expect(enter(poll, collective.member(2), '4 2 6')).rejects.toMatchObject({
        code: 'LOT_NOT_AWAITED',
      });
    });

    it('stays one where nobody draws within a week, and the question may be put again', async () => {
      const { collective, poll } = await tied({ tieRule: 'LOT' });
      await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
      await poll.end();
      await enter(poll, collective.member(0), 'seul');
      await world.wait('8 days');
      expect(await poll.proclaim()).toMatchObject({ state: 'DECIDED', outcome: { code: 'TIED' } });
      const reservations = await world.sql(
        'SELECT target FROM ormee.reservation WHERE collective_id = $1 AND poll_id = $2',
        [collective.id, collective.rowId(poll.id)],
      );
      expect(reservations).toEqual([]);
    });

    it('is typed by those who committed too, where one commitment alone would have chosen', async () => {
      const { commitmentTo } = await import('../../src/core/charter/lot.js');
      const { collective, poll } = await tied({ tieRule: 'LOT' }, { lotSource: 'COMMITMENTS' });
      // Whoever copies a commitment makes no second one.
      for (const place of [0, 1])
        await collective
          .member(place)
          .does('commitToLot', { pollId: poll.id, commitment: commitmentTo('le même') });
      await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
      await poll.end();
      for (const place of [0, 2]) await enter(poll, collective.member(place), '6 6');
      expect(outcomeOf(await poll.read()).election).toMatchObject({ drawn: '6 6' });
    });

    it('goes by commitments that were made before anybody knew, and are all revealed', async () => {
      const { commitmentTo } = await import('../../src/core/charter/lot.js');
      const { collective, poll } = await tied({ tieRule: 'LOT' }, { lotSource: 'COMMITMENTS' });
      const [ana, bo, cy] = collective.members as [TestMember, TestMember, TestMember];
      await ana.does('commitToLot', { pollId: poll.id, commitment: commitmentTo('le secret d’Ana') });
      await bo.does('commitToLot', { pollId: poll.id, commitment: commitmentTo('le secret de Bo') });
      await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
      await poll.end();
      await expect(
        cy.does('commitToLot', { pollId: poll.id, commitment: commitmentTo('trop tard') }),
      ).rejects.toMatchObject({ code: 'POLL_NOT_OPEN' });
      await expect(enter(poll, ana, 'autre chose')).rejects.toMatchObject({ code: 'LOT_COMMITMENT_DIFFERS' });
      await expect(enter(poll, cy, 'autre chose')).rejects.toMatchObject({ code: 'LOT_REVEALING' });
      await enter(poll, ana, 'le secret d’Ana');
      expect((await poll.read()).outcome).toBeNull();
      await enter(poll, bo, 'le secret de Bo');
      const done = await poll.read();
      expect(outcomeOf(done).election?.drawn?.split('\n').sort()).toEqual(
        ['le secret d’Ana', 'le secret de Bo'].sort(),
      );
    });

    it('falls back on two members, where somebody keeps what they committed to', async () => {
      const { commitmentTo } = await import('../../src/core/charter/lot.js');
      const { collective, poll } = await tied({ tieRule: 'LOT' }, { lotSource: 'COMMITMENTS' });
      for (const place of [0, 1])
        await collective
          .member(place)
          .does('commitToLot', { pollId: poll.id, commitment: commitmentTo(`secret ${place}`) });
      await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
      await poll.end();
      await enter(poll, collective.member(0), 'secret 0');
      await world.wait('4 days');
      await enter(poll, collective.member(2), '1 1 1');
      await enter(poll, collective.member(3), '1 1 1');
      expect(outcomeOf(await poll.read()).election).toMatchObject({ drawn: '1 1 1' });
    });

    it('by yes and no goes by lot too', async () => {
      const collective = await world
        .collective()
        .withMembers(4)
        .withRules((rules) => rules.map((rule) => ({ ...rule, base: 'EXPRESSED', tieRule: 'LOT' })))
        .grow();
      const poll = await (await collective.propose()).open();
      await poll.votes({ for: 2, against: 2 });
      expect((await poll.end()).outcome).toBeNull();
      for (const place of [0, 1]) await enter(poll, collective.member(place), 'pile');
      const done = await poll.read();
      const { orderByLot } = await import('../../src/core/counting/elections/lot.js');
      expect(done.outcome).toMatchObject({ code: orderByLot('pile', ['ADOPTED', 'REJECTED'])[0] });
      expect(outcomeOf(done).drawn).toBe('pile');
    });

    it('is nothing to whoever may not vote', async () => {
      const collective = await world
        .collective()
        .withMembers(2)
        .withLegalMember('Association')
        .withRules(electingBy(['plurality@1'], {}, { tieRule: 'LOT' }))
        .grow();
      const poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open();
      await castAll(poll, collective, ['1', '2'].map(ranking));
      const legal = collective.members.at(-1) as TestMember;
      await poll.end();
      await expect(enter(poll, legal, '1')).rejects.toMatchObject({ code: 'NOT_ON_ROLL' });
    });
  });

  describe('is refused by name', () => {
    let collective: TestCollective;
    let poll: TestPoll;

    beforeAll(async () => {
      collective = await grow(electingBy(['schulze/wv@1', 'star@1', 'pav@1']));
      poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open();
    });

    it.each<[string, object, string]>([
      ['an option that there is not', ranking('3'), 'UNKNOWN_OPTION'],
      ['an option twice', ranking('1>1'), 'OPTION_TWICE_ON_A_BALLOT'],
      ['words', { ranking: [['Bleu']] }, 'UNKNOWN_VALUE'],
      ['an empty rank', { ranking: [['1'], []] }, 'UNKNOWN_VALUE'],
      ['a key that is written otherwise', { ranking: [['01']] }, 'UNKNOWN_OPTION'],
      ['approvals where rankings are counted', { approved: ['1'] }, 'WRONG_KIND'],
      ['yes where options stand', { choice: 'FOR' }, 'WRONG_KIND'],
    ])('a ballot with %s', async (_, ballot, reason) => {
      await expect(poll.cast(collective.member(0), ballot)).rejects.toMatchObject({
        code: 'BALLOT_INVALID',
        facts: { reason },
      });
      expect(await poll.ballots()).toEqual([]);
    });

    it.each<[string, MethodId, Partial<ElectionRule>, object, object, string]>([
      ['more dots than it has', 'dots@1', {}, { budget: 3 }, scored(2, 2), 'TOO_MANY_DOTS'],
      [
        'a score under the least',
        'score@1',
        { options: { 'score@1': { least: 1 } } },
        {},
        scored(1, 0),
        'SCORE_TOO_SMALL',
      ],
      [
        'a tie where the method takes none',
        'stv/meek-prf@1',
        { options: { 'stv/meek-prf@1': { equalRanks: 'refused' } } },
        {},
        ranking('1=2'),
        'TIED_RANKS',
      ],
      [
        'a grade missing that must be given',
        JUDGMENT,
        { grades: ['Non', 'Oui'], options: { [JUDGMENT]: { missingJudgments: 'none' } } },
        {},
        { grades: [{ option: '1', score: 1 }] },
        'NOT_ALL_MARKED',
      ],
    ])('a ballot with %s, which nobody could count', async (_, method, rule, wording, ballot, reason) => {
      const small = await grow(electingBy([method], { adopts: 'NOTHING', ...rule }), 2);
      const own = await (await small.propose({ options: ['Bleu', 'Vert'], ...wording })).open();
      await expect(own.cast(small.member(0), ballot)).rejects.toMatchObject({
        code: 'BALLOT_INVALID',
        facts: { reason },
      });
    });

    it('nothing at the count: what a method cannot count decides nothing, and says why', async () => {
      const shared = await grow(electingBy(['equal-shares/cost-add1u@1'], { adopts: 'NOTHING' }), 2);
      const proposal = await shared.propose({
        seats: 2,
        budget: 1_000_000,
        options: [
          { label: 'Un', cost: 600_000 },
          { label: 'Deux', cost: 400_000 },
        ],
      });
      const own = await proposal.open();
      await castAll(own, shared, [{ approved: ['1'] }, { approved: ['2'] }]);
      const done = await own.end();
      expect(done.outcome).toMatchObject({ code: 'NO_DECISION' });
      expect(outcomeOf(done).rulings[0]?.working.steps.at(-1)).toMatchObject({ code: 'COUNT_REFUSED' });
    });

    it('several seats whose options could not apply together', async () => {
      const effects = await Promise.all(
        ['Un.', 'Deux.'].map(async (words) => [await replace(collective, 'Règle 2', words)]),
      );
      const options = effects.map((own, place) => ({ label: `Texte ${place}`, effects: own }));
      await expect(collective.propose({ options, seats: 2 })).rejects.toMatchObject({
        code: 'EFFECTS_OVERLAP',
      });
      await expect(collective.propose({ options })).resolves.toBeDefined();
    });

    it('an older choice than the last, to be confirmed', async () => {
      const confirmed = await grow(electingBy(['plurality@1'], { adopts: 'CONFIRMING_POLL' }));
      const proposal = await confirmed.propose({ options: ['Un', 'Deux'] });
      const first = await proposal.open();
      await first.cast(confirmed.member(0), ranking('1'));
      await first.end();
      const second = await proposal.open();
      await castAll(second, confirmed, ['2', '2'].map(ranking));
      await second.end();
      await expect(proposal.open({ confirmsPollId: first.id })).rejects.toMatchObject({
        code: 'NOTHING_TO_CONFIRM',
      });
      await expect(proposal.open({ confirmsPollId: second.id })).resolves.toBeDefined();
    });

    it('a score over the greatest', async () => {
      const stars = await (
        await collective.propose({ options: ['Bleu', 'Vert'] })
      ).open({ method: 'STAR_1' });
      await expect(
        stars.cast(collective.member(0), { scores: [{ option: '1', score: 6 }] }),
      ).rejects.toMatchObject({ code: 'BALLOT_INVALID', facts: { reason: 'SCORE_TOO_GREAT' } });
    });

    it.each<[string, object, string, string]>([
      ['one option', { options: ['Bleu'] }, 'options', '2-20'],
      ['two alike', { options: ['Bleu', 'bleu '] }, 'options', 'OPTION_TWICE'],
      [
        'the name of the status quo',
        { options: ['Bleu', 'Rien ne change'] },
        'options',
        'LABEL_OF_STATUS_QUO',
      ],
      ['no seat', { options: ['Bleu', 'Vert'], seats: 0 }, 'seats', '1-2'],
      ['more seats than options', { options: ['Bleu', 'Vert'], seats: 3 }, 'seats', '1-2'],
      ['seats without options', { seats: 2 }, 'seats', 'WITHOUT_OPTIONS'],
      ['a label that nobody can read', { options: ['Bleu', '\u200b'] }, 'options', 'NOTHING_VISIBLE'],
    ])('a proposal with %s', async (_, wording, field, reason) => {
      await expect(collective.propose(wording)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        facts: { field, reason },
      });
    });

    it('a method that answers another kind of question', async () => {
      const options = await collective.propose({ options: ['Un', 'Deux'] });
      await expect(options.open({ method: 'THRESHOLD_1' })).rejects.toMatchObject({
        code: 'METHOD_NOT_FOR_QUESTION',
      });
      const whether = await collective.propose();
      await expect(whether.open({ method: 'SCHULZE_WV_1' })).rejects.toMatchObject({
        code: 'METHOD_NOT_FOR_QUESTION',
      });
    });

    it('what the method could not count, before anybody votes', async () => {
      const two = await collective.propose({ options: ['Un', 'Deux', 'Trois'], seats: 2 });
      await expect(two.open({ method: 'SCHULZE_WV_1' })).rejects.toMatchObject({ code: 'SEATS_INVALID' });
      const many = await collective.propose({
        options: Array.from({ length: 20 }, (_, place) => `Option ${place}`),
        seats: 10,
      });
      await expect(many.open({ method: 'PAV_1' })).rejects.toMatchObject({ code: 'ELECTION_INVALID' });
    });

    it('options under a clause that allows no method for them', async () => {
      const plain = await world.collective().withMembers(3).grow();
      const proposal = await plain.propose({ options: ['Un', 'Deux'] });
      await expect(proposal.open()).rejects.toMatchObject({ code: 'METHOD_NOT_FOR_QUESTION' });
    });

    it('effects that could not apply, in any option', async () => {
      await expect(
        collective.propose({
          options: ['Un', { label: 'Deux', effects: [{ revokeMandate: { mandateId: poll.id, task: 'x' } }] }],
        }),
      ).rejects.toMatchObject({ code: expect.any(String) });
    });
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
