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
import { ELECTION_METHOD_IDS } from '../../src/core/counting/elections/ids.js';
import type { Family } from '../../src/core/counting/elections/method.js';
import { workingOfElection } from '../../src/core/counting/elections/working/working.js';
import { approved, elect } from '../elections/ballots.js';
import { electingBy, plantElection, ranking } from '../world/elections.js';
import { World, type TestCollective } from '../world/world.js';

type Marks = readonly object[];
interface Asked {
  readonly method: string;
  readonly proposal?: object;
  readonly ballots: Marks;
}

const TREES = ['Orme', 'Saule', 'Tilleul'];
const approving = (...ballots: readonly (readonly string[])[]): Marks =>
  ballots.map((approved) => ({ approved }));
const scoring = (kind: 'scores' | 'grades', ...ballots: readonly (readonly number[])[]): Marks =>
  ballots.map((given) => ({ [kind]: given.map((score, place) => ({ option: String(place + 1), score })) }));
const COSTS = [24, 28, 90].map((cost, place) => ({ label: TREES[place], cost }));

/** A poll of each family by which polls elect, and one whose tie stays open. */
const POLLS: Readonly<Record<Exclude<Family, 'LOT'> | 'TIED', Asked>> = {
  ROUNDS: {
    method: 'STV_SCOTTISH_2007_1',
    proposal: { seats: 2 },
    ballots: ['1>2', '1>2', '1', '2>3', '3>1'].map(ranking),
  },
  MATRIX: { method: 'SCHULZE_WV_1', ballots: ['1>2>3', '1>2>3', '2>3>1', '2>3>1', '1>3>2'].map(ranking) },
  GRADES: {
    method: 'MAJORITY_JUDGMENT_MEDIAN_REMOVAL_1',
    ballots: scoring('grades', [0, 0, 0], [1, 0, 1], [1, 1, 0], [2, 1, 0], [2, 2, 1]),
  },
  TOTALS: {
    method: 'STAR_1',
    ballots: scoring('scores', [5, 4, 0], [5, 4, 0], [5, 4, 0], [0, 5, 1], [0, 5, 1]),
  },
  SEATS: {
    method: 'PHRAGMEN_SEQUENTIAL_1',
    proposal: { seats: 2 },
    ballots: approving(['1', '2'], ['1', '2'], ['1', '3'], ['3'], ['1']),
  },
  BUDGET: {
    method: 'EQUAL_SHARES_COST_1',
    proposal: { options: COSTS, budget: 60 },
    ballots: approving(['1', '2'], ['1', '2'], ['1', '2'], ['2'], ['3']),
  },
  TIED: { method: 'IRV_RCTAB_1', ballots: ['1', '1', '1', '2>1', '2>1', '3>2', '3>2'].map(ranking) },
};

/** What no poll stores yet: a draw. */
const DRAW = elect('sortition/hmac@1', approved('Banc Arbre Puits', '1: Banc'), {
  seats: 2,
  drawn: '7 12 31',
});

const TYPES: { readonly [F in Family]: string } = {
  ROUNDS: 'ElectionRounds',
  MATRIX: 'ElectionMatrix',
  GRADES: 'ElectionGrades',
  TOTALS: 'ElectionTotals',
  SEATS: 'ElectionSeats',
  BUDGET: 'ElectionBudget',
  LOT: 'ElectionLot',
};
const FAMILIES = Object.keys(TYPES) as Family[];

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
  /** As outcomes store them. */
  const elections = new Map<string, Election>();

  beforeAll(async () => {
    world = await World.open();
    ({ schema } = world.app.get(GraphQLSchemaHost, { strict: false }));
    collective = await world
      .collective()
      .withMembers(7)
      .withRules(
        electingBy(
          ELECTION_METHOD_IDS,
          { adopts: 'NOTHING', grades: ['Insuffisant', 'Passable', 'Bien'] },
          { minimumVoting: 'PT1H' },
        ),
      )
      .grow();
    for (const [name, asked] of Object.entries(POLLS)) await hold(name, asked);
    await hold('LOT', POLLS.SEATS);
    await plantElection(collective, polls.get('LOT') as string, DRAW);
  });
  afterAll(() => world.close());

  /** From the proposal to the outcome. */
  const hold = async (name: string, { method, proposal, ballots }: Asked): Promise<void> => {
    const put = await collective.propose({ options: TREES, ...proposal });
    const poll = await put.open({ lasting: '2 hours', method });
    for (const [place, ballot] of ballots.entries()) await poll.cast(collective.member(place), ballot);
    const { outcome } = await poll.end('2 hours');
    polls.set(name, poll.id);
    const { election } = JSON.parse(outcome?.working as string) as { election: Election };
    elections.set(name, election);
  };
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
      const numbers = {
        ...workingOfElection(family === 'LOT' ? DRAW : (elections.get(family) as Election)),
        family: undefined,
      };
      for (let time = 0; time < 3; time += 1)
        expect(await shown(family, selection)).toEqual({ working: { __typename: type, ...numbers } });
    },
  );

  it('is asked for whatever its family is, in one document', async () => {
    const everything = `settings status working { ${all('ElectionWorking')} }`;
    for (const family of FAMILIES)
      expect(await shown(family, everything)).toMatchObject({ working: { __typename: TYPES[family] } });
    const whole = (await shown('TIED', all('Election'))) as { ways: { working: object }[] };
    expect(whole).toMatchObject({ method: 'IRV_RCTAB_1', ways: [{ working: {} }, { working: {} }] });
  });

  it('says who won, and each step in the language of whoever asks', async () => {
    const selection = 'status seats voters blank winners winnersBeforeLot ranking drawn sentences';
    expect(await shown('MATRIX', selection)).toMatchObject({
      status: 'ELECTED',
      seats: 1,
      voters: 5,
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

  it('may be asked for to its last number by the longest path, through the decisions and a way', async () => {
    const { errors } = await world.ask(
      collective.member(0).token,
      `{ decisions(first: 1) { edges { node { poll { outcome { election { ways { working {
         ... on ElectionRounds { rounds { transfers { each { exact } } } }
         ... on ElectionBudget { purchases { payers { pays { exact } } } } } } } } } } } } }`,
    );
    expect(errors).toBeUndefined();
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
    const poll = await (await collective.propose()).open({ lasting: '2 hours' });
    await poll.votes({ for: 3 });
    await poll.end('2 hours');
    polls.set('YES_AND_NO', poll.id);
    expect(await shown('YES_AND_NO', 'winners')).toBeNull();
  });
});
