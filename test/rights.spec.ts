import { getNamedType, type GraphQLNamedType, type GraphQLObjectType } from 'graphql';
import type { Visibility } from '../src/core/kernel/actors.js';
import { ownFieldsOf, perform, type Performed } from './rights/acts.js';
import { arrangements } from './rights/arrangements-people.js';
import type { Arrange } from './rights/arrangements.js';
import { FIELDS } from './rights/fields.js';
import { POST, fieldsOfFirst, openMatrix, redFields, redQueries, type Matrix } from './rights/matrix.js';
import type { Person } from './rights/people.js';
import { PUBLIC_FIELDS } from './rights/public-fields.js';
import {
  disagreements,
  isNode,
  isPlumbing,
  nodesReading,
  reachedFrom,
  read,
  readAll,
  type Ask,
  type Reading,
  type Shown,
} from './rights/reading.js';
import { VISIBLE_TYPES, mayBe, show } from './rights/stage.js';
import { ACTS, QUERIES, SUBSCRIPTIONS, VISIBILITIES } from './rights/table.js';
import { askBySocket } from './world/followers.js';
import { World } from './world/world.js';

/** People who are not, or no longer, members of the first collective. */
const OUTSIDE = ['anonymous', 'left', 'excluded', 'signatory', 'host', 'stranger'];

type Identified = { readonly id: string } | null;

let world: World;
let matrix: Matrix;
const ask: Ask = (...request) => world.ask(...request);

beforeAll(async () => {
  world = await World.open(POST);
  matrix = await openMatrix(world);
}, 400_000);
afterAll(() => world.close());

/** Everything that everybody is shown, person by person. */
async function readByAll(): Promise<Map<Person, Shown[]>> {
  const shown = new Map<Person, Shown[]>();
  for (const person of matrix.people) shown.set(person, await readAll(ask, person, matrix.readings));
  return shown;
}

/** Where an answer to somebody outside the collective, or within it, gives something away. */
const leaksTo = (
  side: 'outside' | 'within',
  shown: ReadonlyMap<Person, readonly Shown[]>,
  isTraced: (answer: unknown, person: Person) => boolean,
): string[] =>
  [...shown]
    .filter(([{ role }]) => OUTSIDE.includes(role) === (side === 'outside'))
    .flatMap(([person, all]) =>
      all
        .filter(({ answer }) => isTraced(answer, person))
        .map(({ reading: { query, type } }) => `${query} of ${type ?? 'all'} to the ${person.role}`),
    );

const faultsOf = (shown: readonly Shown[]): string[] => shown.flatMap(({ faults }) => faults);

describe('the tables', () => {
  const fieldsOf = (type: GraphQLNamedType | null | undefined): string[] =>
    type ? Object.keys((type as GraphQLObjectType).getFields()) : [];
  const rootOf = (row: string): string => row.split(' ')[0] as string;
  const rootsOf = (rows: readonly string[]): string[] => [...new Set(rows.map(rootOf))].sort();

  it('have a row for each query, and none for what is gone', () => {
    expect(rootsOf([...QUERIES.keys()])).toEqual(fieldsOf(matrix.schema.getQueryType()).sort());
  });

  it('have a row for each subscription, and none for what is gone', () => {
    expect([...SUBSCRIPTIONS.keys()].sort()).toEqual(fieldsOf(matrix.schema.getSubscriptionType()).sort());
  });

  it('have a row for each act, each of which comes about, and none for what is gone', () => {
    const rows = [...ACTS.keys()];
    expect(rootsOf(rows)).toEqual(fieldsOf(matrix.schema.getMutationType()).sort());
    expect(Object.keys(arrangements([])).sort()).toEqual(rows.sort());
  });

  it('have a row for each field that the one rule does not leave out, and none for what is gone', () => {
    const query = matrix.schema.getQueryType() as GraphQLObjectType;
    const fields = [...reachedFrom(matrix.schema, query)]
      .filter((type) => type !== query && !isPlumbing(type))
      .flatMap((type) => fieldsOf(type).map((field) => `${type.name}.${field}`));
    const own = ['Member.email(own)', 'Member.duesUntil(own)'];
    expect([...FIELDS.keys()].sort()).toEqual([...fields, ...own].sort());
  });

  it('say of what is public only what they say where it is not', () => {
    expect([...PUBLIC_FIELDS.keys()].filter((field) => !FIELDS.has(field))).toEqual([]);
  });
});

describe('where all records are the members’', () => {
  let shown: Map<Person, Shown[]>;
  beforeAll(async () => {
    await show(matrix.first.collective, 'MEMBERS');
    shown = await readByAll();
  }, 400_000);

  it('answers each query to whom it is for', () => {
    expect([...shown].flatMap(([person, all]) => redQueries(QUERIES, person, all, matrix.traces))).toEqual(
      [],
    );
  });

  it('shows each field to whom it is for', () => {
    expect([...shown].flatMap(([person, all]) => redFields(FIELDS, person, all))).toEqual([]);
  });

  it('shows each person the same of an object by every path, and fails nobody', () => {
    expect([...shown].flatMap(([, all]) => [...disagreements(all), ...faultsOf(all)])).toEqual([]);
  });

  it('lets no id, name, address or hash of the collective out to whoever is no member of it', () => {
    expect(leaksTo('outside', shown, matrix.traces.ofCollective)).toEqual([]);
    expect(leaksTo('within', shown, matrix.traces.ofCollective)).not.toEqual([]); // so that it would be found
  });
});

describe('where all records are public', () => {
  const table = new Map([...FIELDS, ...PUBLIC_FIELDS]);
  let shown: Map<Person, Shown[]>;
  beforeAll(async () => {
    await show(matrix.first.collective, 'PUBLIC');
    shown = await readByAll();
  }, 400_000);

  it('answers each list to whom it is for', () => {
    const lists = ([person, all]: [Person, Shown[]]) =>
      redQueries(
        QUERIES,
        person,
        all.filter(({ reading }) => reading.type === null),
        matrix.traces,
      );
    expect([...shown].flatMap(lists)).toEqual([]);
  });

  it('shows each field to whom it is for', () => {
    expect([...shown].flatMap(([person, all]) => redFields(table, person, all))).toEqual([]);
  });

  it('shows each person the same of an object by every path, and fails nobody', () => {
    expect([...shown].flatMap(([, all]) => [...disagreements(all), ...faultsOf(all)])).toEqual([]);
  });

  it('tells whoever is no member of the collective no id, name or address of another', () => {
    expect(leaksTo('outside', shown, matrix.traces.ofOtherMembers)).toEqual([]);
    expect(leaksTo('within', shown, matrix.traces.ofOtherMembers)).not.toEqual([]); // so that it would be found
  });
});

describe.each(VISIBLE_TYPES)('each %s', (type) => {
  /** Without the roles of sittings: nothing makes them public. */
  const idsOf = (named: string): readonly string[] =>
    named === 'Mandate' ? Object.values(matrix.first.mandates) : (matrix.first.ids.get(named) ?? []);
  /** The list of them; null where there is none. */
  const listOf = (): string | null =>
    Object.values(matrix.schema.getQueryType()?.getFields() ?? {}).find(
      (query) => getNamedType(query.type).name === `${type}Connection`,
    )?.name ?? null;

  /** Which of the ids somebody is shown: one asked for by itself, all asked for together, and those in their list. */
  async function shownTo({ token }: Person, ids: readonly string[]): Promise<object> {
    const { data, errors } = await world.ask<{ node: Identified; nodes: Identified[] }>(
      token,
      'query($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id } }',
      { id: ids[0], ids },
    );
    const list = listOf();
    if (list === null) return { ...data, errors };
    const asked = await world.ask<Record<string, { edges: { node: { id: string } }[] }>>(
      token,
      `{ ${list}(first: 100) { edges { node { id } } } }`,
    );
    const listed = (asked.data?.[list]?.edges ?? []).map(({ node }) => node.id);
    const refusal = asked.errors?.[0]?.extensions?.code ?? 'SEEN';
    return { ...data, errors, list: refusal, listed: listed.filter((id) => ids.includes(id)).sort() };
  }

  /** Whom a record concerns reads it; grounds that nobody has put yet are also their author's, who is the member. */
  const isConcerned = ({ role, concerning }: Person, id: string, visibility: string): boolean =>
    (concerning.get(type) ?? []).includes(id) ||
    (type === 'Exclusion' && visibility === 'NAMED' && role === 'member');

  const visibilities = [...VISIBILITIES].filter(([visibility]) => mayBe(type, visibility as Visibility));
  it.each(visibilities)('that is %s is shown to whom it is for', async (visibility, cells) => {
    await show(matrix.first.collective, 'MEMBERS');
    await show(matrix.first.collective, visibility as Visibility, [type]);
    const inLists = idsOf(type);
    const ids = [...inLists, ...(type === 'LegalText' ? idsOf('Provision') : [])];
    for (const person of matrix.people) {
      const isSeen = (id: string) => cells[person.role] === 'SEEN' || isConcerned(person, id, visibility);
      const asked = QUERIES.get(listOf() ?? '')?.[person.role];
      const answers = ids.map((id) => (isSeen(id) ? { id } : null)); // null as for an id that stands for nothing
      const list = asked === 'THEIR OWN' ? 'SEEN' : asked;
      const listed = asked === 'SEEN' ? inLists.filter(isSeen).sort() : [];
      expect({ role: person.role, ...(await shownTo(person, ids)) }).toEqual({
        role: person.role,
        node: answers[0],
        nodes: answers,
        errors: undefined,
        ...(asked && { list, listed }),
      });
    }
  });

  /** What hangs on it alone is hidden with it. */
  const hidden = type === 'Proposal' ? ['Proposal', 'Amendment', 'AmendmentFile'] : [type];
  const narrowest = visibilities.at(-1)?.[0] as Visibility;
  it(`that is ${narrowest} is hidden by every path, and fails nothing that is public around it`, async () => {
    await show(matrix.first.collective, 'PUBLIC');
    await show(matrix.first.collective, narrowest, [type]);
    for (const role of narrowest === 'NAMED' ? ['anonymous', 'teller'] : ['anonymous']) {
      const person = matrix.people.find((one) => one.role === role) as Person;
      const shown = await readAll(ask, person, matrix.readings);
      const seen = [...fieldsOfFirst(person, shown)].filter((field) =>
        hidden.includes(field.split('.')[0] as string),
      );
      expect({ role, seen, faults: faultsOf(shown), differences: disagreements(shown) }).toEqual({
        role,
        seen: [],
        faults: [],
        differences: [],
      });
    }
  });
});

describe('each leaf of the register', () => {
  it.each([...VISIBILITIES.keys()])(
    'that is %s shows its hash to the members, and its body as it says',
    async (visibility) => {
      const { collective, members } = matrix.first;
      await world.sql(
        'UPDATE ormee.register_leaf SET visibility = $2 WHERE collective_id = $1 AND index = 0',
        [collective.id, visibility],
      );
      const { register } = await members.member.ask<{
        register: { edges: { node: { hash: string; type: string | null; encoded: string | null } }[] };
      }>('{ register(first: 1) { edges { node { hash type encoded } } } }');
      const body = VISIBILITIES.get(visibility)?.member === 'SEEN' ? expect.any(String) : null;
      expect(register.edges[0]?.node).toEqual({ hash: expect.any(String), type: body, encoded: body });
    },
  );
});

describe('the subscription', () => {
  let bySocket: Ask;
  beforeAll(async () => {
    await show(matrix.first.collective, 'MEMBERS');
    bySocket = askBySocket(await world.listen());
  });

  it.each([...SUBSCRIPTIONS.keys()])(
    '%s begins for whom it is for, and tells others nothing',
    async (name) => {
      const reading = matrix.followings.find(({ query }) => query === name) as Reading;
      const shown = await Promise.all(matrix.people.map((person) => read(bySocket, person, reading)));
      const type = getNamedType(matrix.schema.getSubscriptionType()?.getFields()[name]?.type);
      const whole = Object.keys((type as GraphQLObjectType).getFields()).map(
        (field) => `${type?.name}.${field}`,
      );
      for (const [place, person] of matrix.people.entries()) {
        const one = shown[place] as Shown;
        expect(redQueries(SUBSCRIPTIONS, person, [one], matrix.traces)).toEqual([]);
        expect([...one.fields].sort()).toEqual(one.query === 'SEEN' ? whole.sort() : []);
        if (OUTSIDE.includes(person.role)) expect(matrix.traces.ofCollective(one.answer, person)).toBe(false);
      }
    },
  );
});

describe('the act', () => {
  let arranged: Readonly<Record<string, Arrange>>;
  beforeAll(async () => {
    await show(matrix.first.collective, 'MEMBERS');
    arranged = arrangements([...matrix.first.collective.members, ...matrix.second.collective.members]);
  });

  /** What was done shows all that it answers, and each object in it as a query shows it right after. */
  async function expectWhole(act: string, person: Person, performed: Performed): Promise<void> {
    for (const field of ownFieldsOf(matrix.schema, act)) expect([...performed.fields]).toContain(field);
    const typeOf = (name: string | undefined) =>
      matrix.schema.getType(JSON.parse(name ?? 'null') as string) as GraphQLObjectType;
    const types = new Map(performed.sightings.map(({ id, said }) => [id, typeOf(said['__typename'])]));
    const readings = [...types]
      .filter(([, type]) => isNode(type))
      .map(([id, type]) => nodesReading(matrix.schema, type, [id], 0));
    expect(disagreements([performed, ...(await readAll(ask, person, readings))])).toEqual([]);
  }

  it('castBallot answers the ballot that the poll shows its voter', async () => {
    const { member } = matrix.first.members;
    const { input } = await (arranged['castBallot'] as Arrange)(matrix.first, matrix.people[0] as Person);
    const whole = 'choice reason revision receipt { text signature }';
    const { ballot, pollId } = await member.does<{ ballot: object; pollId: string }>(
      'castBallot',
      input,
      `ballot { ${whole} } pollId`,
    );
    const { node } = await member.ask<{ node: { viewerBallot: object } }>(
      `query($id: ID!) { node(id: $id) { ... on Poll { viewerBallot { ${whole} } } } }`,
      { id: pollId },
    );
    expect(node.viewerBallot).toEqual(ballot);
  });

  it.each([...ACTS])('%s answers whom it is for, and tells others nothing', async (row, cells) => {
    const act = row.split(' ')[0] as string;
    for (const person of matrix.people) {
      const sent = await (arranged[row] as Arrange)(matrix.first, person);
      const performed = await perform({ ask, ...matrix }, act, person, sent);
      const { cell, answer } = performed;
      const { role } = person;
      expect({ role, cell }).toEqual({ role, cell: cells[role] });
      if (cell === 'DONE' || cell === 'THEIR OWN') await expectWhole(act, person, performed);
      else if (OUTSIDE.includes(role)) expect(matrix.traces.ofCollective(answer, person)).toBe(false);
      await sent.undo?.();
    }
  });
});
