import { commitmentTo } from '../../src/core/charter/lot.js';
import { castAll, electingBy, ranking } from '../world/elections.js';
import { World, type TestMember } from '../world/world.js';

const PAPER = `{ node(id: $id) { ... on Poll { title seats budget adopts onTie confirmsId confirmsLabels
  options { key label cost }
  paper { kind equalRanks gapsAllowed leftOut mostMarked leastScore greatestScore dots grades { score label }
    howTo blankMeans tieMeans } } } }`;
const VIEWER = `{ node(id: $id) { ... on Poll { viewerLotEntry { committed entered }
  viewerMayCommit { allowed problem { code } } viewerMayEnterLot { allowed problem { code } } } } }`;

interface Paper {
  readonly title: string;
  readonly paper: { readonly howTo: string; readonly blankMeans: string; readonly tieMeans: string | null };
}

describe('a ballot, from one query', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const ask = async <T>(member: TestMember, id: string, fields: string): Promise<T> =>
    (await member.ask<{ node: T }>(`query($id: ID!) ${fields}`, { id })).node;

  it('can be filled in whatever the method: what to do, what may be left out, what a blank and a tie mean', async () => {
    const collective = await world
      .collective()
      .withMembers(3)
      .withRules(
        electingBy(
          [
            'irv/rctab@1',
            'plurality@1',
            'approval-block@1',
            'dots@1',
            'star@1',
            'majority-judgment/median-removal@1',
            'equal-shares/cost@1',
          ],
          {
            grades: ['Non', 'Oui'],
            options: {
              'approval-block@1': { limit: 'SEATS' },
              'majority-judgment/median-removal@1': { missingJudgments: 'none' },
            },
            adopts: 'NOTHING',
          },
        ),
      )
      .grow();
    const member = collective.member(0);
    const paperOf = async (method: string, rest: object = {}): Promise<Paper> => {
      const proposal = await collective.propose({ options: ['Bleu', 'Vert', 'Gris'], ...rest });
      return ask<Paper>(member, (await proposal.open({ method })).id, PAPER);
    };
    expect(await paperOf('IRV_RCTAB_1')).toMatchObject({
      adopts: 'NOTHING',
      onTie: 'STATUS_QUO',
      seats: 1,
      paper: {
        kind: 'RANKING',
        equalRanks: 'UNREAD',
        gapsAllowed: false,
        leftOut: 'BELOW',
        mostMarked: null,
      },
    });
    expect(await paperOf('PLURALITY_1')).toMatchObject({ paper: { kind: 'ONE_CHOICE', mostMarked: 1 } });
    expect(await paperOf('APPROVAL_BLOCK_1', { seats: 2 })).toMatchObject({
      seats: 2,
      paper: { kind: 'APPROVAL', mostMarked: 2 },
    });
    expect(await paperOf('DOTS_1', { seats: 3 })).toMatchObject({ paper: { kind: 'DOTS', dots: 3 } });
    expect(await paperOf('STAR_1')).toMatchObject({
      paper: { kind: 'SCORES', leastScore: 0, greatestScore: 5, leftOut: 'LEAST' },
    });
    expect(await paperOf('MAJORITY_JUDGMENT_MEDIAN_REMOVAL_1')).toMatchObject({
      paper: {
        kind: 'GRADES',
        leftOut: 'NOT_ALLOWED',
        grades: [
          { score: 0, label: 'Non' },
          { score: 1, label: 'Oui' },
        ],
      },
    });
    const budget = await paperOf('EQUAL_SHARES_COST_1', {
      seats: 2,
      budget: 100,
      options: [
        { label: 'Affiche', cost: 40 },
        { label: 'Local', cost: 90 },
      ],
    });
    expect(budget).toMatchObject({
      budget: 100,
      paper: { kind: 'APPROVAL' },
      options: [{ cost: 40 }, { cost: 90 }],
    });
    expect(budget.paper.howTo).toContain('budget : 100');
    expect(budget.paper.blankMeans).toContain('ne change rien au résultat');
  });

  it('says yes or no, and that “nothing changes” may take a seat', async () => {
    const collective = await world
      .collective()
      .withMembers(3)
      .withRules(electingBy(['stv/scottish-2007@1']))
      .grow();
    const member = collective.member(0);
    const plain = await ask<Paper>(member, (await (await collective.propose()).open()).id, PAPER);
    expect(plain).toMatchObject({ adopts: null, budget: null, paper: { kind: 'YES_NO', leftOut: null } });
    expect(plain.paper.blankMeans).toContain('pèse contre');
    const proposal = await collective.propose({ seats: 2, options: ['Ana', 'Bo', 'Cy'] });
    const poll = await proposal.open();
    const paper = await ask<Paper>(member, poll.id, PAPER);
    expect(paper.paper.howTo).toContain('qui reste alors vide');
    await castAll(poll, collective, ['0>1', '0>1', '1>0'].map(ranking));
    const done = await poll.end();
    expect(done.outcome?.explanation[1]).toBe('« Rien ne change » a obtenu une des places, qui reste vide.');
  });

  it('of a confirming poll says what is confirmed, and so do its title, its decision and its leaves', async () => {
    const collective = await world
      .collective()
      .withMembers(3)
      .withRules(electingBy(['approval@1'], { adopts: 'CONFIRMING_POLL' }))
      .grow();
    const proposal = await collective.propose({ title: 'Quel nom ?', options: ['Orme', 'Frêne'] });
    const poll = await proposal.open();
    await castAll(poll, collective, [{ approved: ['2'] }, { approved: ['1', '2'] }]);
    const chosen = await poll.end();
    expect(chosen.outcome?.explanation[0]).toBe(
      'Choix du scrutin : « Frêne ». Rien n’est encore adopté : un scrutin de confirmation, par oui ou non, l’adopte ou non.',
    );
    const confirming = await proposal.open({ confirmsPollId: poll.id });
    expect(await ask(collective.member(1), confirming.id, PAPER)).toMatchObject({
      title: 'Quel nom ? — Frêne',
      confirmsId: poll.id,
      confirmsLabels: ['Frêne'],
    });
    await confirming.votes({ for: 2 });
    const done = await confirming.end();
    expect(done.decision).toMatchObject({ title: 'Quel nom ? — Frêne', outcome: 'ADOPTED' });
    for (const type of ['poll.opened', 'decision.numbered']) {
      const leaves = await world.sql<{ body: object }>(
        `SELECT encoded::jsonb -> 'body' AS body FROM ormee.register_leaf WHERE collective_id = $1 AND type = $2
         ORDER BY index DESC LIMIT 1`,
        [collective.id, type],
      );
      expect(leaves).toMatchObject([
        { body: { confirms: collective.rowId(poll.id), confirmsOptions: ['2'] } },
      ]);
    }
  });

  it('of a tied poll says what whoever asks may do for its lot, and has done', async () => {
    const collective = await world
      .collective()
      .withMembers(4)
      .withRules(electingBy(['plurality@1'], {}, { tieRule: 'LOT', base: 'EXPRESSED' }))
      .grow();
    const [ana, bo, cy] = collective.members as [TestMember, TestMember, TestMember];
    const poll = await (
      await collective.propose({ options: ['Bleu', 'Vert'] })
    ).open({ lotSource: 'COMMITMENTS' });
    const yes = { allowed: true, problem: null };
    const no = (code: string) => ({ allowed: false, problem: { code } });
    expect(await ask(ana, poll.id, VIEWER)).toMatchObject({
      viewerLotEntry: null,
      viewerMayCommit: yes,
      viewerMayEnterLot: no('LOT_NOT_AWAITED'),
    });
    for (const [member, value] of [
      [ana, 'celle d’Ana'],
      [bo, 'celle de Bo'],
    ] as const)
      await member.does('commitToLot', { pollId: poll.id, commitment: commitmentTo(value) });
    await castAll(poll, collective, ['1', '2'].map(ranking));
    await poll.end();
    await ana.does('enterLotValue', { pollId: poll.id, value: 'celle d’Ana' });
    expect(await ask(ana, poll.id, VIEWER)).toMatchObject({
      viewerLotEntry: { committed: true, entered: true },
      viewerMayCommit: no('POLL_NOT_OPEN'),
    });
    expect(await ask(bo, poll.id, VIEWER)).toMatchObject({
      viewerLotEntry: { committed: true, entered: false },
      viewerMayEnterLot: yes,
    });
    expect(await ask(cy, poll.id, VIEWER)).toMatchObject({
      viewerLotEntry: null,
      viewerMayEnterLot: no('LOT_REVEALING'),
    });
  });
});
