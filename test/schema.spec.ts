import { existsSync, readFileSync } from 'node:fs';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { buildSchema as schemaOf, isObjectType, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchema } from '../src/build-schema.js';
import { refuse, type RefusalCode } from '../src/core/kernel/refusals.js';
import { guardSchema } from '../src/platform/graphql/guard-schema.js';
import { printProblems } from '../src/platform/graphql/problems-page.js';
import { REFUSAL_CODES, sentenceOf } from '../src/platform/i18n/refusals.js';
import { NODE_SOURCES } from '../src/procedures/nodes.graphql.js';
import {
  addressesShown,
  breakingChanges,
  misnamed,
  misshapenConnections,
  misshapenMutations,
  nullableItems,
  orderOfBallots,
  plainListsOfNodes,
  secretsShown,
  strayProblems,
  undeclaredRefusals,
  undescribed,
  untypedIds,
} from './schema/checks.js';
import { World } from './world/world.js';

/** Where null holds the place of what is not there, so that answers stay in the order of the question. */
const NULL_IN_PLACE = ['Query.nodes'];

/** Lists of nodes that stay short by nature: roles, holders, polls of one proposal, ids that were asked for. */
const SHORT_LISTS = ['Assembly.roles', 'Mandate.holders', 'Proposal.polls', 'Query.nodes'];

/**
 * The secrets that the API gives: a session to whoever has just shown the link or the code it was made for, and the
 * salts of what concerns a person to that person alone.
 */
const GIVEN_SECRETS = ['SignInSuccess.token', 'SignInWithCodeSuccess.token', 'LeafOpening.salt'];

interface Rule {
  readonly says: string;
  readonly find: (schema: GraphQLSchema) => readonly string[];
  /** Small schemas that break it, and the coordinate that is found. */
  readonly broken: Readonly<Record<string, string>>;
}

const without = (found: readonly string[], known: readonly string[]): string[] =>
  found.filter((coordinate) => !known.includes(coordinate));

const RULES: readonly Rule[] = [
  {
    says: 'everything is described in two words at least',
    find: undescribed,
    broken: {
      A: 'type A { "Its own name." b: Int }',
      'A.b': '"A small thing." type A { b: Int }',
      'A.b(c:)': '"A small thing." type A { "Its own name." b(c: Int): Int }',
      'B.c': '"A small thing." input B { "Word." c: Int }',
      'C.D': '"A small thing." enum C { D }',
      E: 'scalar E',
    },
  },
  {
    says: 'names are in the case of their kind, and none is named after its kind',
    find: misnamed,
    broken: {
      small: 'type small { a: Int }',
      'A.Big': 'type A { Big: Int }',
      'A.snake_case': 'input A { snake_case: Int }',
      'A.b(C:)': 'type A { b(C: Int): Int }',
      'A.bee': 'enum A { bee }',
      ReceiptType: 'type ReceiptType { a: Int }',
      VenueEnum: 'enum VenueEnum { ONLINE }',
    },
  },
  {
    says: 'a mutation takes one input of its own and answers a union of its own',
    find: misshapenMutations,
    broken: {
      'Mutation.openPoll': 'type Mutation { openPoll(id: ID!): Int }',
      'Mutation.closePoll':
        'type Mutation { closePoll(input: OtherInput!): ClosePollResult! } input OtherInput { a: Int } type A { a: Int } union ClosePollResult = A',
      'Mutation.nominate':
        'type Mutation { nominate(input: NominateInput!, speaksFor: Int): NominateResult! } input NominateInput { a: Int } type A { a: Int } union NominateResult = A',
      'Mutation.contribute':
        'type Mutation { contribute(input: ContributeInput!): ContributeResult! } input ContributeInput { a: Int } type RelayedSuccess { a: Int } union ContributeResult = RelayedSuccess',
      'Mutation.signOut':
        'type Mutation { signOut(input: SignOutInput): SignOutResult! } input SignOutInput { a: Int } type A { a: Int } union SignOutResult = A',
      'Mutation.signIn':
        'type Mutation { signIn(input: SignInInput!): SignInResult! } input SignInInput { a: Int } type SignInResult { a: Int }',
    },
  },
  {
    says: 'a problem is a refusal of the house, and a result is its success or a problem',
    find: strayProblems,
    broken: {
      NotARefusal: 'interface Problem { a: Int } type NotARefusal implements Problem { a: Int }',
      NotFound: 'interface Problem { a: Int } type NotFound { a: Int }',
      Stray: 'type ASuccess { a: Int } type Stray { a: Int } union AResult = ASuccess | Stray',
    },
  },
  {
    says: 'a list holds no null',
    find: (schema) => without(nullableItems(schema), NULL_IN_PLACE),
    broken: {
      'A.b': 'type A { b: [Int]! }',
      'A.c': 'input A { c: [Int] }',
      'A.d': 'type A { d: [[Int]!]! }',
    },
  },
  {
    says: 'a list that grows is a connection',
    find: (schema) => without(plainListsOfNodes(schema), SHORT_LISTS),
    broken: {
      'Query.polls':
        'interface Node { id: ID! } type Poll implements Node { id: ID! } type Query { polls: [Poll!]! }',
    },
  },
  {
    says: "connections are as Relay's",
    find: misshapenConnections,
    broken: {
      'Query.polls':
        'type Query { polls: PollConnection! } type PollConnection { edges: [PollEdge!]! pageInfo: PageInfo! } type PollEdge { node: Poll! cursor: String! } type Poll { a: Int } type PageInfo { a: Int }',
      PollConnection: 'type PollConnection { edges: [Int!]! }',
    },
  },
  {
    says: 'an id is an ID',
    find: untypedIds,
    broken: {
      'A.id': 'type A { id: String }',
      'A.pollId': 'input A { pollId: String! }',
      'A.b(ids:)': 'type A { b(ids: [Int]): Int }',
    },
  },
  {
    says: 'no secret is shown',
    find: (schema) => without(secretsShown(schema), GIVEN_SECRETS),
    broken: {
      'Member.tokenHash': 'type Member { tokenHash: String }',
      'A.password': 'type A { password: String }',
    },
  },
  {
    says: 'an address is seen by its owner',
    find: addressesShown,
    broken: { 'Member.email': 'type Member { email: String }' },
  },
  {
    says: 'nothing tells the order of ballots',
    find: orderOfBallots,
    broken: {
      'OwnBallot.castAt': 'scalar DateTime type OwnBallot { castAt: DateTime! }',
      'Receipt.number': 'type Receipt { number: Int! }',
    },
  },
];

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildSchema();
});

describe('the schema', () => {
  it('is the one in schema.graphql (else run npm run build && npm run schema, and read what changed)', () => {
    expect(`${printSchema(schema)}\n`).toBe(readFileSync('schema.graphql', 'utf8'));
  });

  it('has each of its problems in docs/problems.md (else run npm run build && npm run schema)', () => {
    expect(printProblems(schema)).toBe(readFileSync('docs/problems.md', 'utf8'));
  });

  it('is the one that the service serves', async () => {
    const world = await World.open();
    const served = world.app.get(GraphQLSchemaHost, { strict: false }).schema;
    await world.close();
    expect(printSchema(served)).toBe(printSchema(schema));
  });

  it.each(RULES)('keeps the rule that $says', ({ find }) => {
    expect(find(schema)).toEqual([]);
  });

  it('reads by node(id:) every type that is a Node, and no other', () => {
    const node = schema.getType('Node') as Parameters<typeof schema.getPossibleTypes>[0];
    const types = schema.getPossibleTypes(node).map(({ name }) => name);
    expect([...NODE_SOURCES.keys()].sort()).toEqual([...types].sort());
  });
});

describe.each(RULES)('that $says', ({ find, broken }) => {
  it.each(Object.entries(broken))('is broken by %s', (coordinate, sdl) => {
    expect(find(schemaOf(sdl))).toContain(coordinate);
  });
});

describe('a mutation', () => {
  const ACT = { name: 'signOut', refuses: ['NOT_SIGNED_IN'] as RefusalCode[] };
  const signOut = (extensions: object, members = 'SignOutSuccess | NotSignedIn'): GraphQLSchema => {
    const small = schemaOf(`
      type Mutation { signOut: SignOutResult! }
      union SignOutResult = ${members}
      type SignOutSuccess { a: Int } type NotSignedIn { a: Int } type NotFound { a: Int }`);
    const field = small.getMutationType()?.getFields()['signOut'];
    if (field) field.extensions = { act: ACT, mayCall: 'SESSION', ...extensions };
    return small;
  };

  it('answers its success, and the refusals that its act declares', () => {
    expect(undeclaredRefusals(schema)).toEqual([]);
    expect(undeclaredRefusals(signOut({}))).toEqual([]);
  });

  it.each<[string, GraphQLSchema]>([
    ['without an act', signOut({ act: undefined })],
    ['of another act', signOut({ act: { ...ACT, name: 'signIn' } })],
    [
      'with a code that is no refusal',
      signOut({ act: { ...ACT, refuses: ['NOT_SIGNED_IN', 'NO_SUCH_CODE'] } }),
    ],
    ['that answers a problem it does not declare', signOut({}, 'SignOutSuccess | NotSignedIn | NotFound')],
    [
      'that declares a problem it does not answer',
      signOut({ act: { ...ACT, refuses: ['NOT_SIGNED_IN', 'NOT_FOUND'] } }),
    ],
    ['whose guard refuses what it does not declare', signOut({ mayCall: 'MEMBER' })],
    ['without a success', signOut({}, 'NotSignedIn')],
  ])('is found out: one %s', (_what, small) => {
    expect(undeclaredRefusals(small)).not.toEqual([]);
  });
});

describe('a refusal', () => {
  /** Facts that answer to any name: with a value, or with null where a fact may be missing. */
  const facts = (value: string | null) => new Proxy({}, { get: () => value }) as never;

  it.each(REFUSAL_CODES)('%s is said in French and in English', (code) => {
    for (const value of ['1', null]) {
      const refusal = refuse(code as 'INVALID_INPUT', facts(value));
      const [french, english] = [sentenceOf(refusal, 'fr'), sentenceOf(refusal, 'en')];
      for (const sentence of [french, english]) expect(sentence).toMatch(/^[\p{Lu}«"].*\S\s\S.*[.!?]$/su);
      expect(french).not.toBe(english);
    }
  });
});

describe('access', () => {
  /** Every place that has to say who may see or call it. */
  const declarations = (of: GraphQLSchema) => {
    const roots = [of.getQueryType(), of.getMutationType(), of.getSubscriptionType()].filter(
      (root) => root != null,
    );
    const types = Object.values(of.getTypeMap()).filter(
      (type) => isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type),
    );
    const fields = roots.flatMap((root) => Object.values(root.getFields()));
    return [...types, ...fields] as { name: string; extensions: object }[];
  };

  const expectEachNeeded = (of: GraphQLSchema): void => {
    for (const place of declarations(of)) {
      const { extensions } = place;
      place.extensions = {};
      expect(() => guardSchema(of)).toThrow(`${place.name} does not say who may see or call it`);
      place.extensions = extensions;
    }
  };

  it('is declared by each root field and each type: the service does not start without any one of them', () => {
    expect(declarations(schema).length).toBeGreaterThan(100);
    expectEachNeeded(schema);
  });

  it('is asked of a schema with one type and three root fields', () => {
    const small = schemaOf(
      'type Query { a: A } type Mutation { b: Int } type Subscription { d: Int } type A { c: Int }',
    );
    expect(() => guardSchema(small)).toThrow('A does not say who may see or call it');
    for (const place of declarations(small)) place.extensions = { seenBy: 'ANYONE', mayCall: 'ANYONE' };
    expect(declarations(small).map(({ name }) => name)).toEqual(['A', 'a', 'b', 'd']);
    expect(() => guardSchema(small)).not.toThrow();
    expectEachNeeded(small);
  });
});

/**
 * Compares the schema with the one of the last release, `docs/schema-baseline.graphql`, which a release renews by
 * copying schema.graphql over it. What breaks in between is named in CHANGELOG.md under "Unreleased", sentence by
 * sentence as GraphQL says it: this holds nobody back, but nobody breaks a caller without saying so.
 */
describe('a caller of the last release', () => {
  const unreleased = (changelog: string): string =>
    /^## Unreleased$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(changelog)?.[1] ?? '';
  const unnamed = (changes: readonly string[], changelog: string): string[] =>
    changes.filter((change) => !unreleased(changelog).includes(change));

  it('finds everything as it was, or its change in CHANGELOG.md under Unreleased', () => {
    const baseline = schemaOf(readFileSync('docs/schema-baseline.graphql', 'utf8'));
    expect(unnamed(breakingChanges(baseline, schema), readFileSync('CHANGELOG.md', 'utf8'))).toEqual([]);
  });

  const before = schemaOf('type Query { a(b: Int): Int c: Int }');
  it.each([
    ['a field that is gone', 'type Query { a(b: Int): Int }', 'Query.c was removed.'],
    ['another type', 'type Query { a(b: Int): Int c: String }', 'Query.c changed type from Int to String.'],
    [
      'an argument that is now needed',
      'type Query { a(b: Int!): Int c: Int }',
      'Query.a arg b has changed type from Int to Int!.',
    ],
  ])('is told of %s', (_what, now, change) => {
    const changes = breakingChanges(before, schemaOf(now));
    expect(unnamed(changes, '# Changelog\n\n## Unreleased\n')).toEqual([change]);
    expect(unnamed(changes, `# Changelog\n\n## Unreleased\n\n- \`${change}\`\n\n## 0.1.0\n`)).toEqual([]);
    expect(unnamed(changes, `# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- \`${change}\`\n`)).toEqual([
      change,
    ]);
  });

  it('is not told of what is only added', () => {
    expect(breakingChanges(before, schemaOf('type Query { a(b: Int, d: Int): Int c: Int e: Int }'))).toEqual(
      [],
    );
  });

  it('has a baseline and a changelog to read', () => {
    expect(existsSync('docs/schema-baseline.graphql')).toBe(true);
    expect(unreleased(readFileSync('CHANGELOG.md', 'utf8'))).not.toBe('');
  });
});
