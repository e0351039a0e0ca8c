import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getNamedType,
  isCompositeType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { Family } from '../../src/core/counting/elections/method.js';
import { workingOfElection } from '../../src/core/counting/elections/working/working.js';
import { approved, elect, graded, ranked, scored } from '../elections/ballots.js';
import { plantElections } from '../world/elections.js';
import { World, type TestCollective } from '../world/world.js';

const RANKED = ranked('Orme Saule Tilleul', '4: Orme > Saule', '3: Saule > Tilleul', '2: Tilleul > Orme');
const APPROVED = approved('Banc Arbre Puits', '3: Banc Arbre', '1: Arbre', '2: Puits');

/** One of each family, and one that ends in an open tie. */
const ELECTIONS: { readonly [F in Family]: Election } & { readonly TIED: Election } = {
  ROUNDS: elect('stv/scottish-2007@1', RANKED, { seats: 2 }),
  MATRIX: elect('schulze/wv@1', RANKED),
  GRADES: elect(
    'majority-judgment/median-removal@1',
    graded('insuffisant passable bien', 'Orme: 1 2 2', 'Saule: 2 2 1'),
  ),
  TOTALS: elect('star@1', scored('Orme Saule Tilleul', '3: 5 4 0', '2: 0 5 1')),
  SEATS: elect('phragmen-sequential@1', APPROVED, { seats: 2 }),
  BUDGET: elect('equal-shares/cost@1', APPROVED, {
    options: { budget: 60, costs: { Banc: '24', Arbre: '28', Puits: '90' } },
  }),
  LOT: elect('sortition/hmac@1', APPROVED, { seats: 2, drawn: '7 12 31' }),
  TIED: elect(
    'irv/rctab@1',
    ranked('Orme Saule Tilleul', '3: Orme', '2: Saule > Orme', '2: Tilleul > Saule'),
  ),
};
const FAMILIES = ['ROUNDS', 'MATRIX', 'GRADES', 'TOTALS', 'SEATS', 'BUDGET', 'LOT'] as const;
const TYPES: { readonly [F in Family]: string } = {
  ROUNDS: 'ElectionRounds',
  MATRIX: 'ElectionMatrix',
  GRADES: 'ElectionGrades',
  TOTALS: 'ElectionTotals',
  SEATS: 'ElectionSeats',
  BUDGET: 'ElectionBudget',
  LOT: 'ElectionLot',
};

/** Everything that a type says, however deep. */
function allOf(schema: GraphQLSchema, type: GraphQLNamedType): string {
  if (isUnionType(type))
    return `__typename ${type
      .getTypes()
      .map((member) => `... on ${member.name} { ${allOf(schema, member)} }`)
      .join(' ')}`;
  return Object.values((type as GraphQLObjectType).getFields())
    .map((field) => {
      const target = getNamedType(field.type);
      return isCompositeType(target) ? `${field.name} { ${allOf(schema, target)} }` : field.name;
    })
    .join(' ');
}

describe('an election', () => {
  let world: World;
  let collective: TestCollective;
  let schema: GraphQLSchema;
  const polls = new Map<string, string>();

  beforeAll(async () => {
    world = await World.open();
    ({ schema } = world.app.get(GraphQLSchemaHost, { strict: false }));
    collective = await world
      .collective()
      .withMembers(3)
      .withRules((rules) => rules.map((rule) => ({ ...rule, minimumVoting: 'PT1H' })))
      .grow();
    for (const name of Object.keys(ELECTIONS)) polls.set(name, await decide());
    await plantElections(collective, Object.values(ELECTIONS));
  });
  afterAll(() => world.close());

  const decide = async (): Promise<string> =>
    (await (await collective.propose()).decideOnline({ for: 3 }, '2 hours')).id;
  const all = (name: string): string => allOf(schema, schema.getType(name) as GraphQLNamedType);
  const electionOf = (selection: string): string =>
    `query($id: ID!) { node(id: $id) { ... on Poll { outcome { election { ${selection} } } } } }`;

  /** What a member, or whoever bears a token, is shown of the election of a poll. */
  const shown = async (
    name: string,
    selection: string,
    {
      token = collective.member(0).token,
      locale = 'fr' as const,
    }: { token?: string | null; locale?: 'fr' | 'en' } = {},
  ) => {
    const answer = await world.ask<{
      node: { outcome: { election: Record<string, unknown> | null } } | null;
    }>(token, electionOf(selection), { id: polls.get(name) }, locale);
    expect(answer.errors ?? []).toEqual([]);
    return answer.data?.node?.outcome.election ?? null;
  };

  it.each(FAMILIES)(
    'shows its whole working as %s, and the same once the question is compiled',
    async (family) => {
      const type = TYPES[family];
      const selection = `working { __typename ... on ${type} { ${all(type)} } }`;
      const numbers = { ...workingOfElection(ELECTIONS[family]), family: undefined };
      for (let time = 0; time < 3; time += 1)
        expect(await shown(family, selection)).toEqual({ working: { __typename: type, ...numbers } });
    },
  );

  it('is asked for whatever its family is, in one document', async () => {
    const everything = `method settings status working { ${all('ElectionWorking')} }`;
    for (const family of FAMILIES)
      expect(await shown(family, everything)).toMatchObject({
        method: ELECTIONS[family].method,
        working: { __typename: TYPES[family] },
      });
  });

  it('says who won, and each step in the language of whoever asks', async () => {
    const selection = 'status seats voters blank winners winnersBeforeLot ranking drawn sentences';
    expect(await shown('MATRIX', selection)).toMatchObject({
      status: 'ELECTED',
      seats: 1,
      voters: 9,
      blank: 0,
      winners: [['Orme']],
      ranking: [['Orme'], ['Saule'], ['Tilleul']],
      drawn: null,
    });
    const french = (await shown('LOT', selection)) as { sentences: string[] };
    const english = (await shown('LOT', selection, { locale: 'en' })) as { sentences: string[] };
    expect(french.sentences[0]).toMatch(/^Sièges à tirer au sort : 2/);
    expect(english.sentences[0]).toMatch(/^Seats to be drawn by lot: 2/);
    expect(french).toMatchObject({
      drawn: '7 12 31',
      winnersBeforeLot: [
        ['Arbre', 'Banc', 'Puits'],
        ['Arbre', 'Banc', 'Puits'],
      ],
    });
  });

  it('shows each way through ties that nothing settled', async () => {
    const selection = `status winners ties { ${all('ElectionTie')} }
      ways { choices { ${all('ElectionChoice')} } winners sentences working { ... on ElectionRounds { rounds { number } } } }`;
    const among = ['Saule', 'Tilleul'];
    expect(await shown('TIED', selection)).toEqual({
      status: 'TIED',
      winners: [['Orme', 'Saule']],
      ties: [{ of: 'ELIMINATION', among, chosen: null, order: [] }],
      ways: [
        {
          choices: [{ of: 'ELIMINATION', among, chosen: 'Saule' }],
          winners: [['Orme']],
          sentences: expect.arrayContaining([expect.stringMatching(/Saule/)]),
          working: { rounds: [{ number: 1 }, { number: 2 }] },
        },
        {
          choices: [{ of: 'ELIMINATION', among, chosen: 'Tilleul' }],
          winners: [['Saule']],
          sentences: expect.arrayContaining([expect.stringMatching(/Tilleul/)]),
          working: { rounds: [{ number: 1 }, { number: 2 }] },
        },
      ],
    });
  });

  it('is read to its last number from the longest path, through the decisions and a way', async () => {
    const { data, errors } = await world.ask(
      collective.member(0).token,
      `{ decisions(first: 1) { edges { node { poll { outcome { election { ways { working {
         ... on ElectionRounds { rounds { transfers { each { exact } } } }
         ... on ElectionBudget { purchases { payers { pays { exact } } } } } } } } } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ decisions: { edges: [{ node: { poll: { outcome: { election: {} } } } }] } });
  });

  it('is as visible as its poll: to members alone, and to whoever comes once the poll is public', async () => {
    const stranger = (await world.collective().named('Frêne').withMembers(1).grow()).member(0).token;
    for (const token of [null, stranger]) expect(await shown('ROUNDS', 'winners', { token })).toBeNull();
    await world.sql(`UPDATE ormee.poll SET visibility = 'PUBLIC' WHERE collective_id = $1`, [collective.id]);
    for (const token of [null, stranger])
      expect(await shown('ROUNDS', 'winners working { __typename }', { token })).toMatchObject({
        winners: [['Orme'], ['Saule']],
        working: { __typename: 'ElectionRounds' },
      });
  });

  it('is none in a poll of yes and no', async () => {
    polls.set('YES_AND_NO', await decide());
    expect(await shown('YES_AND_NO', 'winners')).toBeNull();
  });
});
