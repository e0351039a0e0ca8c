import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  Kind,
  buildSchema,
  getIntrospectionQuery,
  getNamedType,
  isLeafType,
  parse,
  print,
  validate,
  visit,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLUnionType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { LIMITS, refuseLargeDocument } from '../../src/platform/graphql/limits.js';
import { done, startMiniApp, type MiniApp } from './graphql-mini-app.js';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** `{ next { next { … { id } } } }` with a number of fields on the way down. */
const deep = (levels: number): string =>
  `{ ${'thing(kind: "Note") { '}${'next { '.repeat(levels - 2)}id${' }'.repeat(levels)}`;

/** Every fragment spreads the following one twice: 2^count fields. */
const exploding = (count: number): string =>
  `{ ...F0 } ${times(count, (i) => `fragment F${i} on Query { a: note(place: 0) { id } ...F${i + 1} b: note(place: 1) { id } ...F${i + 1} }`)}
   fragment F${count} on Query { __typename }`;

const leavesOf = (type: GraphQLObjectType): string =>
  Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map(({ name }) => name)
    .join(' ');

/** What Apollo Client sends for a document: the name of the type in every selection but an operation's own. */
const withTypenames = (document: DocumentNode): DocumentNode =>
  visit(document, {
    SelectionSet: (set, _key, parent) => {
      if ((parent as { kind?: string }).kind === Kind.OPERATION_DEFINITION) return undefined;
      const name = { kind: Kind.NAME, value: '__typename' } as const;
      return { ...set, selections: [...set.selections, { kind: Kind.FIELD, name }] };
    },
  });

/** Processor time of the quickest of six goes, in milliseconds: the clock would measure what else the machine does. */
async function quickest(work: () => unknown): Promise<number> {
  const goes: number[] = [];
  for (let go = 0; go < 6; go++) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    goes.push((user + system) / 1_000);
  }
  return Math.min(...goes);
}

/** What strangers send: the refusal each must get. */
const HOSTILE: readonly (readonly [string, string, string])[] = [
  ['10,000 directives', `{ __typename ${'@include(if: true) '.repeat(10_000)} }`, 'QUERY_TOO_MANY_TOKENS'],
  ['a document that never ends', `{ ${'a '.repeat(100_000)}`, 'QUERY_TOO_MANY_TOKENS'],
  ['braces 100,000 deep', '{a'.repeat(100_000), 'QUERY_TOO_MANY_TOKENS'],
  ['a word of a quarter of a megabyte', `{ ${'x'.repeat(250_000)} }`, 'QUERY_TOO_MANY_TOKENS'],
  ['60 directives', `{ __typename ${'@x '.repeat(60)} }`, 'QUERY_TOO_MANY_DIRECTIVES'],
  [
    'directives spread out',
    `{ ${times(10, () => '...D')} } fragment D on Query { __typename ${'@x '.repeat(6)} }`,
    'QUERY_TOO_MANY_DIRECTIVES',
  ],
  ['2,000 repeated fields', `{ ${'__typename '.repeat(2_000)} }`, 'QUERY_TOO_MANY_ROOT_FIELDS'],
  [
    '2,000 repeated fields under another',
    `{ note(place: 0) { ${'id '.repeat(2_000)} } }`,
    'QUERY_TOO_MANY_FIELDS',
  ],
  [
    'objects repeated, which validation compares two by two',
    `{ note(place: 0) { ${'author { id } '.repeat(200)} } }`,
    'QUERY_TOO_REPETITIVE',
  ],
  [
    'repetitions hidden in inline fragments',
    `{ note(place: 0) { ${'... { author { id } } '.repeat(200)} } }`,
    'QUERY_TOO_REPETITIVE',
  ],
  [
    'one fragment spread again and again',
    `{ note(place: 0) { ${'...I '.repeat(200)} } } fragment I on Note { id }`,
    'QUERY_TOO_REPETITIVE',
  ],
  [
    '100 aliased sign-ins',
    `{ ${times(100, (i) => `a${i}: note(place: ${i}) { id }`)} }`,
    'QUERY_TOO_MANY_ROOT_FIELDS',
  ],
  [
    'aliases below the root',
    `{ note(place: 0) { ${times(40, (i) => `a${i}: id`)} } }`,
    'QUERY_TOO_MANY_ALIASES',
  ],
  [
    'aliases in a fragment spread often',
    `{ ${times(8, (i) => `n${i}: note(place: 0) { ...A }`)} } fragment A on Note { a: id b: id c: id d: id e: id }`,
    'QUERY_TOO_MANY_ALIASES',
  ],
  ['13 levels', deep(13), 'QUERY_TOO_DEEP'],
  ['1,300 levels', deep(1_300), 'QUERY_TOO_DEEP'],
  [
    'levels through fragments',
    `{ thing(kind: "Note") { ...L0 } } ${times(20, (i) => `fragment L${i} on Thing { next { ...L${i + 1} } }`)} fragment L20 on Thing { id }`,
    'QUERY_TOO_DEEP',
  ],
  [
    'fragments within fragments',
    `{ ${'... { '.repeat(800)}__typename${' }'.repeat(800)} }`,
    'QUERY_TOO_DEEP',
  ],
  [
    'introspection within introspection',
    `{ __schema { types { ${'fields { type { '.repeat(200)}name${' } }'.repeat(200)} } } }`,
    'QUERY_TOO_DEEP',
  ],
  [
    '60 fragments',
    `{ ${times(60, (i) => `...F${i}`)} } ${times(60, (i) => `fragment F${i} on Query { __typename }`)}`,
    'QUERY_TOO_MANY_FRAGMENTS',
  ],
  ['2^40 fields', exploding(40), 'QUERY_TOO_MANY_ROOT_FIELDS'],
  [
    '2^40 fields that no operation uses',
    `{ __typename } ${exploding(40).replace('{ ...F0 }', '')}`,
    'QUERY_TOO_MANY_ROOT_FIELDS',
  ],
  [
    '10,001 rows',
    '{ notes(first: 100) { edges { node { id } } } b: notes(first: 100) { edges { cursor } } }'.replace(
      /first: 100/g,
      'first: 5001',
    ),
    'QUERY_TOO_COSTLY',
  ],
];

describe('The API', () => {
  let village: MiniApp;
  beforeAll(async () => {
    village = await startMiniApp({ jit: true });
    for (const [, query] of HOSTILE) await village.send({ query: query.slice(0, 1_000) });
  });
  afterAll(() => village.close());

  // How long that takes is for `npm run bench -- abuse`.
  it.each(HOSTILE)('refuses %s by name, the second time too', async (_name, query, code) => {
    const message = expect.stringMatching(/^This document has more than \d+ /);
    for (let time = 0; time < 2; time += 1) {
      const answer = await village.send({ query });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ errors: [{ message, extensions: { code, limit: expect.any(Number) } }] });
    }
    const answer = await village.send({ query }, { accept: 'application/graphql-response+json' });
    expect(answer.status).toBe(400);
  });

  it('refuses circular fragments', async () => {
    const circular = `{ ...C0 } ${times(15, (i) => `fragment C${i} on Query { ...C${(i + 1) % 15} __typename }`)}`;
    const { body } = await village.send({ query: circular });
    const { schema } = village.app.get(GraphQLSchemaHost);
    expect(await quickest(() => validate(schema, parse(circular)))).toBeLessThan(50);
    expect(body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    expect(body.errors?.[0]?.message).toMatch(/^Cannot spread fragment "C0" within itself/);
  });

  it('names five errors of a document, and none of the words that would fit', async () => {
    const { body } = await village.send({ query: `{ ${times(19, (i) => `note${i}`)} }` });
    expect(body.errors).toHaveLength(6); // the last one says that there are more
    expect(JSON.stringify(body.errors)).not.toContain('Did you mean');
  });

  it('refuses a hostile document whatever operation of it is named', async () => {
    const query = `query Small { __typename } query Large { ${'__typename '.repeat(300)} }`;
    for (const operationName of ['Small', 'Large', 'Neither'])
      expect((await village.send({ query, operationName })).body.errors).toMatchObject([
        { extensions: { code: 'QUERY_TOO_MANY_ROOT_FIELDS' } },
      ]);
  });

  it('stops reading variables at twenty errors', async () => {
    const query = 'query ($input: ScalarsInput!) { scalars(input: $input) }';
    const variables = { input: { numbers: Array.from({ length: 60_000 }, () => 'x') } };
    const spent = await quickest(async () => {
      expect((await village.send({ query, variables })).body.errors).toHaveLength(20);
    });
    expect(spent).toBeLessThan(50);
  });

  it('executes nothing of a mutation over a limit', async () => {
    done.length = 0;
    const query = `mutation { ${times(25, (i) => `p${i}: put(input: { number: 1 }) { __typename }`)} }`;
    expect((await village.send({ query })).body.errors).toHaveLength(1);
    expect(done).toEqual([]);
  });

  it('counts rows by the variables of the request', async () => {
    const query = `query ($first: Int! = 90, $more: Int!) { ${times(
      2,
      (i) => `n${i}: notes(first: $first) { edges { node { id author { id } } } }`,
    )} x: notes(first: $more) { edges { cursor } } }`;
    const codes = async (variables: object) =>
      (await village.send({ query, variables })).body.errors?.map(({ extensions }) => extensions?.['code']);
    expect(await codes({ more: 1 })).toBeUndefined();
    expect(await codes({ more: 9_821 })).toEqual(['QUERY_TOO_COSTLY']);
    expect(await codes({ first: 5_000, more: 1 })).toEqual(['QUERY_TOO_COSTLY']);
    expect(await codes({ more: -1 })).toEqual(['INVALID_INPUT']);
    expect(await codes({ more: 'many' })).toEqual(['BAD_USER_INPUT']);
    const byDefault = 'query ($first: Int! = 10001) { notes(first: $first) { edges { cursor } } }';
    const { body } = await village.send({ query: byDefault });
    expect(body.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY' } }]);
  });

  it('lets the whole standard introspection through, and tells no name by suggestion', async () => {
    const everything = getIntrospectionQuery({
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
      oneOf: true,
      schemaDescription: true,
      specifiedByUrl: true,
    });
    expect((await village.send({ query: everything })).body.errors).toBeUndefined();
    const inOnePiece = `{ __schema { types { fields { args { type { ${'ofType { '.repeat(9)}name${' }'.repeat(15)}`;
    expect((await village.send({ query: inOnePiece })).body.errors).toBeUndefined();
    const wrong = await village.send({ query: '{ nots { edgs } note(plac: 1) { id } }' });
    expect(wrong.body.errors?.length).toBeGreaterThan(1);
    expect(JSON.stringify(wrong.body)).not.toMatch(/did you mean/i);
    const variables = { input: { numbr: 1 } };
    const input = await village.send({
      query: 'query ($input: ChoiceInput!) { chosen(input: $input) }',
      variables,
    });
    expect(input.body.errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(input.body)).not.toMatch(/did you mean/i);
  });

  it('validates the largest documents within the limits without much work', async () => {
    const { schema } = village.app.get(GraphQLSchemaHost);
    const largest = [
      `{ note(place: 0) { ${'author { id name count } '.repeat(LIMITS.repeats)} } }`,
      `{ note(place: 0) { ${'... { '.repeat(25)}${'author { id } '.repeat(LIMITS.repeats)}${' }'.repeat(25)} } }`,
      `{ note(place: 0) { ${times(49, (i) => `...F${i}`)} } }
       ${times(49, (i) => `fragment F${i} on Note { author { id name count } text at id rows }`)}`,
    ];
    for (const query of largest) {
      const document = parse(query);
      expect(refuseLargeDocument(document)).toBeNull();
      expect(await quickest(() => validate(schema, document))).toBeLessThan(50);
    }
  });
});

describe('The measure of a document', () => {
  const codeOf = (query: string, limits = LIMITS) =>
    refuseLargeDocument(parse(query), limits)?.extensions['code'] as string | undefined;

  it.each([
    ['depth', deep(12), deep(13), 'QUERY_TOO_DEEP'],
    [
      'rootFields',
      `{ ${times(20, (i) => `f${i}`)} }`,
      `{ ${times(21, (i) => `f${i}`)} }`,
      'QUERY_TOO_MANY_ROOT_FIELDS',
    ],
    [
      'fields',
      `{ a { ${times(1_499, (i) => `f${i}`)} } }`,
      `{ a { ${times(1_500, (i) => `f${i}`)} } }`,
      'QUERY_TOO_MANY_FIELDS',
    ],
    [
      'aliases',
      `{ a { ${times(30, (i) => `f${i}: a`)} } }`,
      `{ a { ${times(31, (i) => `f${i}: a`)} } }`,
      'QUERY_TOO_MANY_ALIASES',
    ],
    [
      'directives',
      `query ($v: Int ${'@d '.repeat(10)}) ${'@d '.repeat(20)} { a ${'@d '.repeat(20)} }`,
      `query ($v: Int ${'@d '.repeat(11)}) ${'@d '.repeat(20)} { a ${'@d '.repeat(20)} }`,
      'QUERY_TOO_MANY_DIRECTIVES',
    ],
    ['repeats', `{ a { ${'b '.repeat(61)} } }`, `{ a { ${'b '.repeat(62)} } }`, 'QUERY_TOO_REPETITIVE'],
    [
      'typenames',
      `{ a { ${'__typename '.repeat(300)} } }`,
      `{ a { ${'__typename '.repeat(301)} } }`,
      'QUERY_TOO_REPETITIVE',
    ],
    [
      'repeats of a type’s name under another',
      `{ a { ${'b: __typename '.repeat(30)} } }`,
      `{ a { ${'b: __typename '.repeat(31)} } }`,
      'QUERY_TOO_MANY_ALIASES',
    ],
    [
      'nesting',
      `{ a ${'{ ... '.repeat(28)}{ b }${' }'.repeat(28)} }`,
      `{ a ${'{ ... '.repeat(29)}{ b }${' }'.repeat(29)} }`,
      'QUERY_TOO_DEEP',
    ],
    [
      'fragments',
      `{ a } ${times(50, (i) => `fragment F${i} on T { a }`)}`,
      `{ a } ${times(51, (i) => `fragment F${i} on T { a }`)}`,
      'QUERY_TOO_MANY_FRAGMENTS',
    ],
  ])('refuses one more than the limit on %s, and not the limit itself', (_limit, within, over, code) => {
    expect(codeOf(within)).toBeUndefined();
    expect(codeOf(over)).toBe(code);
  });

  it('has room for a large query to which a client adds the name of the type in every selection', () => {
    const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
    const types = schema.getPossibleTypes(schema.getType('Effect') as GraphQLUnionType);
    const effects = `effects { ${types.map((type) => `... on ${type.name} { ${leavesOf(type) || 'warnings { message }'} }`).join(' ')} }`;
    const asked = `{ proposals(first: 20) { edges { node { id title version matter ${effects} author { id publicName }
        polls { id state closesAt clauses { matter base threshold { fraction } } decision { id label ${effects} } } } }
        pageInfo { hasNextPage endCursor } }
      decisions(first: 20) { edges { node { id label title outcome ${effects} } } } }`;
    const sent = print(withTypenames(parse(asked)));
    expect(validate(schema, parse(sent))).toEqual([]);
    expect(codeOf(sent)).toBeUndefined();
  });

  it('takes time that grows with the length of the document, not with what it spreads out to', async () => {
    const limits = { ...LIMITS, fragments: 1_000 };
    const document = parse(exploding(900));
    expect(refuseLargeDocument(document, limits)).not.toBeNull();
    expect(await quickest(() => refuseLargeDocument(document, limits))).toBeLessThan(50);
  });

  it('ends on fragments that spread themselves', () => {
    const mesh = times(20, (i) => `fragment F${i} on T { ${times(20, (j) => `...F${j} a${j}`)} }`);
    expect(() => refuseLargeDocument(parse(`{ ...F0 } ${mesh}`))).not.toThrow();
  });
});
