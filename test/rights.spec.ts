import { jest } from '@jest/globals';
import {
  getNamedType,
  lexicographicSortSchema,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Visibility } from '../src/core/kernel/actors.js';
import { guardSchema } from '../src/platform/graphql/guard-schema.js';
import type { Performed } from './rights/acts.js';
import type { Arrange } from './rights/arrangements.js';
import { FIELDS } from './rights/fields.js';
import type { Declarations as OfSources } from './rights/loosening.js';
import type { Matrix } from './rights/matrix.js';
import type { Person } from './rights/people.js';
import { PUBLIC_FIELDS } from './rights/public-fields.js';
import type { Ask, Reading, Shown } from './rights/reading.js';
import type { World as OpenWorld } from './world/world.js';

/** The schema that the service builds, with its own resolvers and declarations, as it is before its guards. */
let bare: GraphQLSchema | undefined;
jest.unstable_mockModule('../src/platform/graphql/guard-schema.js', () => ({
  guardSchema: (schema: GraphQLSchema) => {
    bare ??= lexicographicSortSchema(schema); // a copy
    return guardSchema(schema);
  },
}));
const { World } = await import('./world/world.js');
const { askBySocket } = await import('./world/followers.js');
const { ownFieldsOf, perform, refusedFirst } = await import('./rights/acts.js');
const { arrangements } = await import('./rights/arrangements-people.js');
const { Situations } = await import('./rights/arrangements.js');
const { IS_CAMPAIGN, isForToday } = await import('./rights/daily.js');
const { describeDeclarations } = await import('./rights/declarations.js');
const { Declarations, mayGetMore, readingsTouching } = await import('./rights/loosening.js');
const { POST, fieldsOfFirst, openMatrix, redFields, redQueries } = await import('./rights/matrix.js');
const { disagreements, fewestShowing, isNode, isPlumbing, nodesReading, reachedFrom, read, readAll } =
  await import('./rights/reading.js');
const { leadingTo } = await import('./rights/touching.js');
const { VISIBLE_TYPES, mayBe, show } = await import('./rights/stage.js');
const { ACTS, QUERIES, SUBSCRIPTIONS, UNNOTICED, VISIBILITIES } = await import('./rights/table.js');

/** People who are not, or no longer, members of the first collective. */
const OUTSIDE = ['anonymous', 'left', 'excluded', 'signatory', 'host', 'stranger'];

/** What is answered with what was done. */
const ANSWERED = ['DONE', 'THEIR OWN'];

type Identified = { readonly id: string } | null;

let world: OpenWorld;
let matrix: Matrix;
let declarations: OfSources;
const ask: Ask = (...request) => world.ask(...request);

beforeAll(async () => {
  world = await World.open(POST);
  matrix = await openMatrix(world);
  declarations = new Declarations(world, bare as GraphQLSchema);
}, 400_000);
afterAll(() => world.close());

/** Everything that everybody is shown, person by person. Those without a session make the same requests, each once. */
async function readByAll(): Promise<ReadonlyMap<Person, readonly Shown[]>> {
  const shown = new Map<Person, Shown[]>();
  let withoutSession: Shown[] | undefined;
  for (const person of matrix.people) {
    const known = person.token === null ? withoutSession : undefined;
    const all = known ?? (await readAll(ask, person, matrix.readings));
    if (person.token === null) withoutSession = all;
    shown.set(person, all);
  }
  return shown;
}

let inPublic: ReadonlyMap<Person, readonly Shown[]> | undefined;

/** Everything that everybody is shown where all records are public. */
async function shownInPublic(): Promise<ReadonlyMap<Person, readonly Shown[]>> {
  if (inPublic) return inPublic;
  await show(matrix.first.collective, 'PUBLIC');
  inPublic = await readByAll();
  return inPublic;
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
  let shown: ReadonlyMap<Person, readonly Shown[]>;
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
  let shown: ReadonlyMap<Person, readonly Shown[]>;
  beforeAll(async () => {
    shown = await shownInPublic();
  }, 400_000);

  it('answers each list to whom it is for', () => {
    const lists = ([person, all]: [Person, readonly Shown[]]) =>
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
  it(`that is ${narrowest} is hidden by each field that leads to it, and fails nothing that is public around it`, async () => {
    const before = await shownInPublic();
    await show(matrix.first.collective, 'PUBLIC');
    await show(matrix.first.collective, narrowest, [type]);
    for (const role of narrowest === 'NAMED' ? ['anonymous', 'teller'] : ['anonymous']) {
      const person = matrix.people.find((one) => one.role === role) as Person;
      // The campaign reads all; each day, by one path to each field that led to it, or by its ids where none ever does.
      const leading = fewestShowing(before.get(person) ?? [], leadingTo(matrix.schema, hidden));
      const paths = leading.length > 0 ? leading : readingsTouching(matrix, hidden);
      expect(paths).not.toEqual([]);
      const shown = await readAll(ask, person, IS_CAMPAIGN ? matrix.readings : paths);
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

describe('a declaration of who may see or call', () => {
  describeDeclarations(() => ({ matrix, declarations }));
});

describe('the act', () => {
  let arranged: Readonly<Record<string, Arrange>>;
  /** Asks where all acts that are excused let anybody in at once. */
  let askExcused: Ask;
  const ANSWERED_TO_RELAYS = ['RelayedSuccess.relayedActId', 'RelayedSuccess.aboutId'];

  beforeAll(async () => {
    askExcused = declarations.askExcused();
    await show(matrix.first.collective, 'MEMBERS');
    arranged = arrangements([...matrix.first.collective.members, ...matrix.second.collective.members]);
  });

  /** What was done shows each object in it as a query shows it right after. */
  async function expectSame(person: Person, performed: Performed): Promise<void> {
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
    const situations = new Situations(row, arranged[row] as Arrange, matrix.first);
    const fields = ownFieldsOf(matrix.schema, act);
    const doing = matrix.people.filter(({ role }) => ANSWERED.includes(cells[role]));
    /** Whoever gets no more where the declaration of the act lets anybody in. */
    const excused =
      `Mutation.${act}` in UNNOTICED ? matrix.people.filter((one) => mayGetMore(one, cells)) : [];
    for (const person of refusedFirst(excused, cells)) {
      const { cell } = await perform(
        { ask: askExcused, ...matrix },
        act,
        person,
        await situations.for(person),
      );
      const { role } = person;
      expect({ role, cell, isExcused: true }).toEqual({ role, cell: cells[role], isExcused: true });
      await situations.after(cell);
    }
    for (const person of refusedFirst(matrix.people, cells)) {
      const sent = await situations.for(person);
      const performed = await perform({ ask, ...matrix }, act, person, sent);
      const { cell, answer } = performed;
      const { role } = person;
      expect({ role, cell }).toEqual({ role, cell: cells[role] });
      const answered = sent.speaksFor ? ANSWERED_TO_RELAYS : fields;
      if (ANSWERED.includes(cell)) expect([...performed.fields]).toEqual(expect.arrayContaining(answered));
      else if (OUTSIDE.includes(role)) expect(matrix.traces.ofCollective(answer, person)).toBe(false);
      // The campaign asks after each of those who did it, and each day after one of them.
      if (doing.includes(person) && isForToday(doing.indexOf(person), doing.length))
        await expectSame(person, performed);
      await situations.after(cell);
    }
    await situations.end();
  });
});
