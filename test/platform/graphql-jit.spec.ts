import {
  HeaderMap,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLResponse,
} from '@apollo/server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  execute,
  getIntrospectionQuery,
  getOperationAST,
  isObjectType,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLFieldResolver,
} from 'graphql';
import { jitPlugin, withoutValues } from '../../src/platform/graphql/jit.js';
import { LastUsed } from '../../src/platform/graphql/last-used.js';
import { done, startMiniApp, type MiniApp } from './graphql-mini-app.js';

/** What a caller sends, in every shape that the two executions could tell apart. */
const OPERATIONS: readonly (readonly [string, string, object?])[] = [
  ['a plain object', '{ note(place: 1) { id text at author { id name } summary } }'],
  [
    'aliases and arguments',
    '{ a: note(place: 0) { s: summary(length: 2) } b: note(place: 1) { summary(length: 3) } }',
  ],
  ['nothing found', '{ note(place: 9999) { id } }'],
  ['lists within lists', '{ note(place: 1) { rows } two: note(place: 0) { rows } }'],
  ['a connection', '{ notes(first: 2) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }'],
  ['a refusal', '{ notes(first: 101) { pageInfo { hasNextPage } } }'],
  ['a union', '{ found { __typename ... on Note { text author { name } } ... on Person { name } } }'],
  ['a union by its interface', '{ found { ... on Thing { id next { __typename id } } } }'],
  ['an interface', '{ thing(kind: "Note") { id ... on Note { text } next { id ... on Person { count } } } }'],
  ['an interface seen as another type', '{ thing(kind: "Person") { id ... on Note { text } } }'],
  ['a type that cannot be resolved', '{ a: thing(kind: "Other") { id } b: thing(kind: "Note") { id } }'],
  [
    'fragments',
    'query { note(place: 1) { ...N } } fragment N on Note { id author { ...P } } fragment P on Person { name }',
  ],
  ['fields merged', '{ note(place: 1) { author { id } author { name } ... on Note { author { count } } } }'],
  ['an error', '{ fails }'],
  ['an error with a code', '{ fails(how: "code") __typename }'],
  ['a value that its type refuses', '{ broken { id next { id } } b: broken { name count } }'],
  ['nulls that travel upwards', '{ people { id name } }'],
  [
    'variables',
    'query ($place: Int!, $length: Int = 5) { note(place: $place) { summary(length: $length) } }',
    { place: 2 },
  ],
  [
    'a variable left to its default',
    'query ($first: Int! = 3) { notes(first: $first) { edges { node { id } } } }',
  ],
  ['an explicit null', 'query ($how: String) { fails(how: $how) }', { how: null }],
  ['@skip', 'query ($no: Boolean!) { note(place: 1) { id text @skip(if: $no) } }', { no: true }],
  [
    '@include',
    'query ($yes: Boolean!) { note(place: 1) { id ...T @include(if: $yes) } } fragment T on Note { text }',
    { yes: false },
  ],
  [
    '@include on one of two spreads alike',
    'query ($yes: Boolean!) { a: note(place: 1) { ...T @include(if: $yes) id } b: note(place: 1) { ...T } } fragment T on Note { text }',
    { yes: false },
  ],
  [
    'scalars',
    'query ($input: ScalarsInput!) { scalars(input: $input) }',
    { input: { date: '2026-11-23', numbers: 3 } },
  ],
  ['scalars as literals', '{ scalars(input: { fraction: "2/3", dateTime: "2026-11-23T09:00+01:00" }) }'],
  ['one of two', 'query ($input: ChoiceInput!) { chosen(input: $input) }', { input: { number: 1 } }],
  ['one of two as a literal with a variable', 'query ($n: Int!) { chosen(input: { number: $n }) }', { n: 1 }],
  [
    'both of two',
    'query ($input: ChoiceInput!) { chosen(input: $input) }',
    { input: { number: 1, name: 'secret' } },
  ],
  ['none of two', 'query ($input: ChoiceInput!) { chosen(input: $input) }', { input: {} }],
  ['a null of two', 'query ($input: ChoiceInput!) { chosen(input: $input) }', { input: { number: null } }],
  ['a variable missing', 'query ($input: ChoiceInput!) { chosen(input: $input) }'],
  ['a null where none may be', 'query ($input: ChoiceInput!) { chosen(input: $input) }', { input: null }],
  ['a variable of another type', 'query ($place: Int!) { note(place: $place) { id } }', { place: 'secret' }],
  [
    'a field that is none',
    'query ($input: ChoiceInput!) { chosen(input: $input) }',
    { input: { number: 1, colour: 'secret' } },
  ],
  ['a number too large', 'query ($place: Int!) { note(place: $place) { id } }', { place: 98765432109 }],
  [
    'a scalar refused deep in a list',
    'query ($input: ScalarsInput!) { scalars(input: $input) }',
    { input: { numbers: [1, 'secret'] } },
  ],
  [
    'an act',
    'mutation ($input: ChoiceInput!) { put(input: $input) { ... on Note { id } ... on Person { name } } }',
    { input: { number: 3 } },
  ],
  [
    'acts one after the other',
    'mutation { a: put(input: { name: "a" }) { __typename } b: put(input: { number: 3 }) { __typename } }',
  ],
  ['a name that JavaScript knows', '{ constructor: note(place: 1) { toString: id __proto__: text } }'],
  ['introspection', getIntrospectionQuery()],
];

describe('An operation', () => {
  let plain: MiniApp;
  let compiled: MiniApp;
  beforeAll(async () => {
    plain = await startMiniApp({ jit: false });
    compiled = await startMiniApp({ jit: true });
  });
  afterAll(() => Promise.all([plain.close(), compiled.close()]));

  const rows = OPERATIONS.map(([name, query, variables]) => ({ name, query, variables }));
  it.each(rows)('answers the same compiled or not: $name', async ({ query, variables }) => {
    done.length = 0;
    const expected = await plain.send({ query, variables });
    const acts = [...done];
    // The first is not compiled yet, the second is, the third comes from the store.
    for (let time = 0; time < 3; time++) {
      done.length = 0;
      const answer = await compiled.send({ query, variables });
      expect({ status: answer.status, ...inOrder(answer.body) }).toEqual({
        status: expected.status,
        ...inOrder(expected.body),
      });
      expect(done).toEqual(acts);
    }
    expect(JSON.stringify(expected.body)).not.toMatch(/secret|98765432109/);
  });

  it('is told apart from another of the same document', async () => {
    const query = `query A($yes: Boolean!) { note(place: 1) { ...F @include(if: $yes) } }
                   query B { note(place: 1) { ...F } }  fragment F on Note { id }`;
    for (let time = 0; time < 3; time++) {
      const a = await compiled.send({ query, operationName: 'A', variables: { yes: false } });
      const b = await compiled.send({ query, operationName: 'B' });
      expect(a.body).toEqual({ data: { note: {} } });
      expect(b.body).toMatchObject({ data: { note: { id: expect.any(String) } } });
    }
  });
});

/** Bodies with errors in order of their paths: the two executions report them in the order they meet them. */
function inOrder({ data, errors }: { data?: unknown; errors?: readonly object[] }) {
  const byPath = (a: object, b: object) => JSON.stringify(a).localeCompare(JSON.stringify(b));
  return { data, errors: errors && [...errors].sort(byPath) };
}

// Items of lists are nullable here: given one item that fails at once and another that fails later, graphql-js 16
// forgets the second in a list of non-null items, and its rejection ends the process.
const SDL = `
  type Query { note: Note! maybe: Note people: [Person] things: [Thing] found: [Found]! late: Note fails: String fatal: String! }
  type Mutation { put(name: String!): Found }
  type Subscription { ticks: Int }
  union Found = Note | Person
  interface Thing { id: ID! next: Thing self: Thing }
  type Note implements Thing { id: ID! next: Thing self: Thing text: String! author: Person rows: [[Int!]] bad: Int fragile: Int! found: Found }
  type Person implements Thing { id: ID! next: Thing self: Thing name: String! note: Note! broken: String }
`;

/** The same village by hand, with resolvers that answer at once, later, or fail. */
function village() {
  const schema = buildSchema(SDL);
  const person = { __typename: 'Person', id: 'p', name: 'Nina', next: null, broken: new Error('lost') };
  const note = {
    __typename: 'Note',
    id: 'n',
    text: 'hello',
    author: person,
    rows: [[1], null, [2]],
    next: person,
  };
  const odd = { ...note, bad: 'secret', fragile: null, rows: [[1, null]], found: { __typename: 'Stranger' } };
  const resolvers: Record<string, GraphQLFieldResolver<unknown, unknown>> = {
    'Query.note': () => note,
    'Query.maybe': () => odd,
    'Query.late': async () => odd,
    'Query.people': async () => [person, { ...person, name: null }],
    'Query.things': async () => [note, person, null, odd],
    'Query.found': () => [person, note],
    'Query.fails': async () => Promise.reject(new Error('frozen')),
    'Query.fatal': () => {
      throw new Error('broken');
    },
    'Mutation.put': async (_source, { name }) => {
      puts.push(name as string);
      return { ...note, ...person, __typename: name as string };
    },
    'Person.note': async () => note,
    'Note.self': (source) => source,
    'Person.self': async (source) => source,
  };
  const puts: string[] = [];
  for (const [place, resolve] of Object.entries(resolvers)) {
    const [typeName, fieldName] = place.split('.') as [string, string];
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`${place} is not in the village`);
    field.resolve = resolve;
  }
  return { schema, puts };
}

/** What the plugin answers to one request, or null where it leaves the request to graphql-js. */
function asker(schema: ReturnType<typeof buildSchema>, enabled = true) {
  const plugin = jitPlugin({ enabled, formatError: (error) => error });
  return async (source: string, variables = {}, operationName?: string): Promise<ExecutionResult | null> => {
    const document = parse(source);
    const operation = getOperationAST(document, operationName);
    const request = {
      schema,
      source,
      document,
      operation,
      operationName: operation?.name?.value ?? null,
      queryHash: source,
      request: { variables, http: { headers: new HeaderMap() } },
      contextValue: {},
    } as unknown as GraphQLRequestContextResponseForOperation<object>;
    const listener = await plugin.requestDidStart?.(request);
    const response: GraphQLResponse | null | undefined = await listener?.responseForOperation?.(request);
    return response?.body.kind === 'single' ? (response.body.singleResult as ExecutionResult) : null;
  };
}

describe('The compiler', () => {
  it('waits for an operation to come back', async () => {
    const ask = asker(village().schema);
    expect(await ask('{ note { id } }')).toBeNull();
    expect(await ask('{ note { id } }')).toEqual({ data: { note: { id: 'n' } } });
    expect(await ask('{ note { id } }')).toEqual({ data: { note: { id: 'n' } } });
  });

  it('can be turned off, and variables are checked all the same', async () => {
    const ask = asker(village().schema, false);
    for (let time = 0; time < 3; time++) expect(await ask('{ note { id } }')).toBeNull();
    expect(
      await ask('mutation ($name: String!) { put(name: $name) { __typename } }', { name: 7 }),
    ).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it.each([
    ['a subscription', 'subscription { ticks }'],
    ['a directive', '{ note { id @skip(if: false) } }'],
    ['a directive in a fragment', '{ note { ...F } } fragment F on Note { ... @include(if: true) { id } }'],
    ['a name that would set a prototype', '{ note { __proto__: id } }'],
  ])('leaves %s to graphql-js', async (_name, source) => {
    const ask = asker(village().schema);
    for (let time = 0; time < 3; time++) expect(await ask(source)).toBeNull();
  });

  it('leaves interfaces within interfaces to graphql-js, whose code would double at each level', async () => {
    const ask = asker(village().schema);
    const nested = (levels: number) => `{ things { ${'self { '.repeat(levels)}id${' }'.repeat(levels)} } }`;
    await ask(nested(2));
    expect(await ask(nested(2))).not.toBeNull();
    await ask(nested(20));
    expect(await ask(nested(20))).toBeNull();
  });

  it('uses resolvers that were wrapped before the first request', async () => {
    const { schema } = village();
    const field = schema.getQueryType()?.getFields()['note'];
    if (field) field.resolve = () => ({ id: 'guarded' });
    const ask = asker(schema);
    await ask('{ note { id } }');
    expect(await ask('{ note { id } }')).toEqual({ data: { note: { id: 'guarded' } } });
  });

  it('answers when a type cannot be resolved after a promise, and goes on with the acts that follow', async () => {
    const { schema, puts } = village();
    const found = schema.getType('Found');
    Object.assign(found as object, {
      resolveType: ({ __typename }: { __typename: string }) => {
        if (__typename === 'Nobody') throw new Error('unknown kind');
        return __typename;
      },
    });
    const ask = asker(schema);
    const source = `mutation ($a: String!, $b: String!) { a: put(name: $a) { __typename } b: put(name: $b) { __typename } }`;
    await ask(source, { a: 'Note', b: 'Note' });
    const answer = await ask(source, { a: 'Nobody', b: 'Person' });
    expect(puts).toEqual(['Nobody', 'Person']);
    expect(answer).toMatchObject({
      data: { a: null, b: { __typename: 'Person' } },
      errors: [{ message: 'unknown kind', path: ['a'] }],
    });
  });

  it('says of a value that its type refuses where it is, and not what it is', async () => {
    const ask = asker(village().schema);
    const source = '{ maybe { bad found { __typename } } }';
    await ask(source);
    const answer = await ask(source);
    expect(answer?.errors?.map(({ path }) => path)).toEqual([
      ['maybe', 'bad'],
      ['maybe', 'found'],
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  const set = (leaves: readonly string[], ...nested: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc
      .array(fc.oneof({ maxDepth: 4, depthIdentifier: 'query' }, fc.constantFrom(...leaves), ...nested), {
        minLength: 1,
        maxLength: 3,
      })
      .map((fields) => `{ ${fields.join(' ')} }`);
  const under = (prefix: string, inner: fc.Arbitrary<string>) => inner.map((text) => `${prefix} ${text}`);
  const { Query: anyQuery } = fc.letrec<Record<'Query' | 'Note' | 'Person' | 'Thing' | 'Found', string>>(
    (tie) => ({
      Query: set(
        ['fails', 'other: fails', '__typename', 'fatal'],
        ...['note', 'maybe', 'late', 'n: note', '... { late'].map((field) =>
          under(field, tie('Note')).map((text) => (field.startsWith('...') ? `${text} }` : text)),
        ),
        under('people', tie('Person')),
        under('things', tie('Thing')),
        under('found', tie('Found')),
      ),
      Note: set(
        ['id', 'text', 'rows', 'bad', 'fragile', '__typename', 'word: text', '...N'],
        under('author', tie('Person')),
        under('next', tie('Thing')),
        under('self', tie('Thing')),
        under('found', tie('Found')),
        under('... on Thing', tie('Thing')),
      ),
      Person: set(
        ['id', 'name', 'broken', '__typename', '...P'],
        under('note', tie('Note')),
        under('next', tie('Thing')),
      ),
      Thing: set(
        ['id', '__typename', '...P', '...N'],
        under('... on Note', tie('Note')),
        under('... on Person', tie('Person')),
        under('self', tie('Thing')),
      ),
      Found: set(
        ['__typename', '...P'],
        under('... on Note', tie('Note')),
        under('... on Thing', tie('Thing')),
      ),
    }),
  );
  const FRAGMENTS: Record<string, string> = {
    '...N': 'fragment N on Note { id author { name } self { id } }',
    '...P': 'fragment P on Person { name note { text rows } }',
  };

  it('gives the data of graphql-js for any valid operation, and errors exactly when it does', async () => {
    const { schema } = village();
    const ask = asker(schema);
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const used = Object.keys(FRAGMENTS).filter((spread) => query.includes(spread));
        const source = [query, ...used.map((spread) => FRAGMENTS[spread])].join('\n');
        const document = parse(source);
        fc.pre(validate(schema, document).length === 0);
        const expected = await execute({ schema, document });
        await ask(source);
        const answer = await ask(source);
        if (!answer) return; // too large to compile
        compared++;
        expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data));
        expect(Boolean(answer.errors)).toBe(Boolean(expected.errors));
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});

describe('A message of the engines', () => {
  it.each([
    ['Int cannot represent non-integer value: "secret"', 'Int cannot represent non-integer value.'],
    [
      'String cannot represent a non string value: { a: "secret" }',
      'String cannot represent a non string value.',
    ],
    [
      'Value "secret" does not exist in "Choice" enum. Did you mean "secret2"?',
      'The value does not exist in "Choice" enum.',
    ],
    [
      'Enum "Choice" cannot represent non-enum value: secret.',
      'Enum "Choice" cannot represent non-enum value.',
    ],
    ['Expected value of type "Note" but got: { text: "secret" }.', 'Expected value of type "Note".'],
    ['Expected a value of type "Int" but received: secret', 'Expected a value of type "Int".'],
    ['Expected value of type "Int", found "secret".', 'Expected value of type "Int".'],
    ['Argument "a" has invalid value "secret".', 'Argument "a" has an invalid value.'],
    [
      'Variable "$a" got invalid value "secret; value"; Expected type "Int".',
      'Variable "$a" has an invalid value.',
    ],
    ['Syntax Error: Expected Name, found String "secret".', 'Syntax Error: Expected Name, found String.'],
    ['Syntax Error: Unexpected Int "42".', 'Syntax Error: Unexpected Int.'],
    [
      'Abstract type "T" must resolve to an Object type at runtime for field "Q.t" with value { a: "secret" }, received "undefined".',
      'Abstract type "T" must resolve to an Object type at runtime for field "Q.t".',
    ],
    ['Syntax Error: Expected Name, found "}".', 'Syntax Error: Expected Name, found "}".'],
    [
      'Cannot return null for non-nullable field Note.text.',
      'Cannot return null for non-nullable field Note.text.',
    ],
  ])('loses the value it quotes: %s', (message, without) => {
    expect(withoutValues(message)).toBe(without);
    expect(withoutValues(message.replace(/secret/g, 'several\nlines of secret'))).not.toContain('secret');
  });
});

describe('What was used last', () => {
  it('is kept, and the rest forgotten', () => {
    const last = new LastUsed<number>(2);
    last.set('a', 1);
    last.set('b', 2);
    expect(last.get('a')).toBe(1);
    last.set('c', 3);
    expect([last.get('a'), last.get('b'), last.get('c')]).toEqual([1, undefined, 3]);
  });
});
