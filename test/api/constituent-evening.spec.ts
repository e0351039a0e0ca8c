import { MAJORITY, TEXTS, TestFounding, charterFile } from '../world/founding.js';
import type { Outcome } from '../../src/core/charter/ruling.js';
import { ranking } from '../world/elections.js';
import type { PollRead, TestProposal } from '../world/decisions.js';
import { TestAssembly } from '../world/decisions.js';
import { World, type TestMember } from '../world/world.js';

/** The evening of 30 October 2020, at a distance, as its minutes tell it. */
const AGENDA = [
  { title: 'Bilan du premier appel', minutes: 20 },
  { title: 'Fonctionnement du collectif', minutes: 60 },
  { title: 'Forme juridique', minutes: 20 },
  { title: 'Thèmes et campagnes', minutes: 30 },
  { title: 'Liens avec d’autres organisations, ici et ailleurs', minutes: 20 },
];

const THEMES = [
  'Le logiciel libre dans les services publics',
  'Les conditions de travail dans le numérique',
  'La surveillance',
  'L’écologie du numérique',
  'L’enseignement',
];

const FOUNDERS = Array.from({ length: 12 }, (_, place) => ({ publicName: `Fondatrice ${place + 1}` }));

interface Item {
  readonly id: string;
  readonly state: string;
}

describe('the constituent evening', () => {
  let world: World;
  let founding: TestFounding;
  let assembly: TestAssembly;
  let facilitator: TestMember;

  beforeAll(async () => {
    world = await World.open();
    await world.travelTo('2020-10-16T18:00:00.000Z');
    founding = await TestFounding.begin(world, FOUNDERS);
    facilitator = founding.member(0);
  }, 60_000);
  afterAll(() => world.close());

  const agenda = async (): Promise<readonly Item[]> =>
    (
      await facilitator.ask<{ node: { agenda: Item[] } }>(
        'query($id: ID!) { node(id: $id) { ... on Assembly { agenda { id state } } } }',
        { id: assembly.id },
      )
    ).node.agenda;
  const takeUp = async (place: number): Promise<string> => {
    const item = (await agenda())[place - 1] as Item;
    await facilitator.does('takeUpItem', { assemblyId: assembly.id, itemId: item.id });
    return item.id;
  };
  const decide = async (proposal: TestProposal, votes: object): Promise<PollRead> =>
    (await (await proposal.openIn(assembly)).votes(votes)).lastCall();
  const everyone = { for: FOUNDERS.length };
  const stateOfCollective = async (): Promise<string> =>
    (await facilitator.ask<{ viewer: { state: string } }>('{ viewer { state } }')).viewer.state;

  it('is convened two weeks before by somebody who founds, with an agenda of five items', async () => {
    await founding.adopt({ majority: MAJORITY });
    const { assembly: convened } = await facilitator.does<{ assembly: { id: string; agenda: Item[] } }>(
      'conveneAssembly',
      {
        title: 'Soirée constituante',
        form: 'REMOTE',
        startsAt: '2020-10-30T19:00:00.000Z',
        agenda: AGENDA,
      },
      'assembly { id agenda { id state } }',
    );
    expect(convened.agenda).toHaveLength(5);
    await world.travelTo('2020-10-30T19:00:00.000Z');
    await facilitator.does('startAssembly', { assemblyId: convened.id });
    await facilitator.does('takeRole', { assemblyId: convened.id, role: 'FACILITATOR' });
    await Promise.all(
      founding.members.slice(1).map((member) => member.does('checkIn', { assemblyId: convened.id })),
    );
    assembly = TestAssembly.of(convened.id, facilitator);
  });

  it('1. looks back at the first appeal, and decides nothing', async () => {
    await takeUp(1);
    expect((await agenda()).map(({ state }) => state)).toEqual([
      'CURRENT',
      'PLANNED',
      'PLANNED',
      'PLANNED',
      'PLANNED',
    ]);
    await expect(founding.propose({ title: 'Un autre appel' })).rejects.toMatchObject({
      code: 'COLLECTIVE_CONSTITUTING',
    });
  });

  it('2. amends the base text in the room, adopts it with its rules, and each confirms', async () => {
    await takeUp(2);
    const texts = await founding.draft({ texts: TEXTS });
    const [statutes, bylaws] = TEXTS as [(typeof TEXTS)[number], (typeof TEXTS)[number]];
    const amended = {
      ...statutes,
      markdown: `${statutes.markdown}\n### Article 99 : Trace\n\nNous écrivons ce que nous décidons.\n`,
    };
    await texts.author.does('reviseFoundingDraft', {
      proposalId: texts.id,
      expectedVersion: 1,
      draft: { texts: [amended, bylaws] },
    });
    texts.version = 2;
    expect((await decide(texts, { for: 9, against: 2, abstain: 1 })).outcome?.code).toBe('ADOPTED');
    const charter = await founding.draft({ charter: charterFile() });
    expect((await decide(charter, { for: 10, against: 2 })).outcome?.code).toBe('ADOPTED');
    expect(await stateOfCollective()).toBe('FOUNDING');

    const { decision } = await decide(await founding.draft({ confirmation: true }), everyone);
    expect(decision).toMatchObject({ label: '2020-000', outcome: 'ADOPTED', effectsState: 'APPLIED' });
    expect(await stateOfCollective()).toBe('ACTIVE');
  });

  it('3. chooses between a declared and a de facto association, by the rules it has just given itself', async () => {
    await takeUp(3);
    const declared = await founding.propose({ title: 'Nous déclarer en association' });
    const outcome = await decide(declared, { for: 4, against: 7, abstain: 1 });
    expect(outcome).toMatchObject({
      matter: 'ROUTINE',
      outcome: { code: 'REJECTED' },
      decision: { label: '2020-001' },
    });
  });

  it('4. ranks five themes in one poll, and adopts the one that beats every other, and doing nothing', async () => {
    const itemId = await takeUp(4);
    const proposal = await founding.propose({ title: 'Par quel thème commencer ?', options: THEMES });
    const poll = await proposal.openIn(assembly, { agendaItemId: itemId });
    const rankings = [
      '1>2>0',
      '1>2>0',
      '1>3>2',
      '2>1>0',
      '2>3>1',
      '2>1',
      '3>2>1',
      '3>2',
      '4>2>5',
      '5>2>0',
      '0>2',
      '2',
    ];
    await Promise.all(rankings.map((written, place) => poll.cast(founding.member(place), ranking(written))));
    const done = await poll.lastCall();
    expect(done).toMatchObject({
      outcome: { code: 'ADOPTED' },
      decision: { label: '2020-002', effectsState: 'NONE' },
    });
    const { election, chosen } = JSON.parse(done.outcome?.working ?? '') as Outcome;
    expect(chosen).toEqual(['2']);
    expect(election?.ranking.slice(0, 2)).toEqual([[THEMES[1]], [THEMES[0]]]);
  });

  it('5. gives somebody the task of writing to others, and nobody the power to speak for all', async () => {
    await takeUp(5);
    const task = {
      grantMandate: {
        task: 'liens',
        title: 'Écrire aux organisations amies',
        instructions: 'Proposer une rencontre. Ne rien promettre en notre nom.',
        holderIds: [founding.member(3).id],
        endsAt: await world.in('100 days'),
      },
    };
    const proposal = await founding.propose({ title: 'Écrire aux organisations amies', effects: [task] });
    expect((await decide(proposal, everyone)).decision?.effectsState).toBe('APPLIED');
  });

  it('ends with statutes whose every article leads to decision 0', async () => {
    await facilitator.does('endAssembly', { assemblyId: assembly.id });
    expect((await agenda()).every(({ state }) => state === 'DONE')).toBe(true);
    const { legalTexts } = await facilitator.ask<{
      legalTexts: {
        edges: {
          node: { title: string; consolidated: { provisions: { number: string; openedByLabel: string }[] } };
        }[];
      };
    }>('{ legalTexts { edges { node { title consolidated { provisions { number openedByLabel } } } } } }');
    const statutes = legalTexts.edges.find(({ node }) => node.title === 'Statuts')?.node.consolidated
      .provisions;
    expect(statutes?.at(-1)?.number).toBe('Article 99');
    expect(new Set(statutes?.map(({ openedByLabel }) => openedByLabel))).toEqual(new Set(['2020-000']));
  });
});
