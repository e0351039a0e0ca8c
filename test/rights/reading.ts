import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql';
import type { Answer } from '../world/world.js';
import { opened, type Person } from './people.js';
import type { Furnished } from './stage.js';

type Variables = Readonly<Record<string, unknown>>;

/** Makes a request: over HTTP, or within the process on another schema. */
export type Ask = (
  token: string | null,
  document: string,
  variables?: Variables,
) => Promise<Answer<Record<string, unknown>>>;

/** One request of the matrix, and what it enters by. */
export interface Reading {
  /** The query asked: `node`, `proposals`. */
  readonly query: string;
  /** The type of the objects that it reads by id; null for the other queries. */
  readonly type: string | null;
  readonly document: string;
  readonly variables: Variables;
}

/**
 * Types that only carry others: connections and edges, problems with their facts, and the tables that an election is read
 * by, which say again what it says in words.
 */
export const isPlumbing = (type: GraphQLObjectType): boolean =>
  /(Connection|Edge)$|^(PageInfo|ProblemFact|Election(?!Rule|WithoutCandidates$).+)$/.test(type.name) ||
  type.getInterfaces().some(({ name }) => name === 'Problem');

/** The object types to which an answer of this type leads, however far. */
export function reachedFrom(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  reached = new Set<GraphQLObjectType>(),
): ReadonlySet<GraphQLObjectType> {
  if (isAbstractType(type))
    for (const possible of schema.getPossibleTypes(type)) reachedFrom(schema, possible, reached);
  if (!isObjectType(type) || reached.has(type)) return reached;
  reached.add(type);
  for (const field of Object.values(type.getFields())) reachedFrom(schema, getNamedType(field.type), reached);
  return reached;
}

export const nodeTypesOf = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter(isObjectType).filter(isNode);

export const isNode = (type: GraphQLObjectType): boolean =>
  type.getInterfaces().some(({ name }) => name === 'Node');

/** A document with the fragments that it spreads: those of the members of unions, by their type and how far they go. */
export function documentOf(schema: GraphQLSchema, body: string): string {
  const fragments = new Map<string, string>();
  const gather = (text: string): void => {
    for (const [, name, type, steps] of text.matchAll(/\.\.\.((\w+)_(\d))/g)) {
      if (fragments.has(name as string)) continue;
      const selection = allOf(schema, schema.getType(type as string) as GraphQLObjectType, Number(steps));
      fragments.set(name as string, `fragment ${name} on ${type} { ${selection} }`);
      gather(selection);
    }
  };
  gather(body);
  return [body, ...fragments.values()].join('\n');
}

/**
 * Asks for everything that an object says, and as much of the objects with an id that it leads to, some steps far. What
 * members of a union say stands in fragments, so that the names which they share are not taken for repetitions.
 */
export function allOf(schema: GraphQLSchema, type: GraphQLCompositeType, steps: number): string {
  // More fields than a document may ask for twice: test/api/election.spec.ts asks for all of them.
  if (type.name === 'ElectionWorking') return '__typename';
  if (isUnionType(type))
    return `__typename ${type
      .getTypes()
      .map((member) => `...${member.name}_${steps}`)
      .join(' ')}`;
  return ['__typename', ...fieldsOf(schema, type, steps)].join(' ');
}

function fieldsOf(
  schema: GraphQLSchema,
  type: Exclude<GraphQLCompositeType, GraphQLUnionType>,
  steps: number,
): string[] {
  return Object.values(type.getFields()).map(({ name, type: answers }) => {
    const target = getNamedType(answers);
    if (!isCompositeType(target)) return name;
    if (!isObjectType(target) || !isNode(target)) return `${name} { ${allOf(schema, target, steps)} }`;
    return `${name} { ${steps > 0 ? allOf(schema, target, steps - 1) : '__typename id'} }`;
  });
}

/** Asks for objects of a type by their ids. */
export function nodesReading(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  ids: readonly string[],
  steps = 1,
): Reading {
  return {
    query: 'nodes',
    type: type.name,
    document: documentOf(
      schema,
      `query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on ${type.name} { ${allOf(schema, type, steps)} } } }`,
    ),
    variables: { ids },
  };
}

/** Asks for one object by its id: few fields, so that it is executed compiled when it comes again. */
const nodeReading = (schema: GraphQLSchema, type: GraphQLObjectType, id: string): Reading => ({
  query: 'node',
  type: type.name,
  document: documentOf(
    schema,
    `query($id: ID!) { node(id: $id) { __typename ... on ${type.name} { ${allOf(schema, type, 0)} } } }`,
  ),
  variables: { id },
});

/** Every way in: each type by `node` and by `nodes`, and each other query. From there, every field was followed. */
export function readingsOf(schema: GraphQLSchema, { ids, amended, previewed }: Furnished): Reading[] {
  const byId = nodeTypesOf(schema).flatMap((type) => {
    const own = ids.get(type.name) ?? [];
    return [nodesReading(schema, type, own), nodeReading(schema, type, own.at(-1) ?? '')];
  });
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  /** Of what a query tells, one after the other. */
  const named: Readonly<Record<string, readonly string[]>> = {
    appealId: ids.get('Appeal')?.slice(0, 1) ?? [],
    proposalId: amended,
    of: [previewed],
    id: ids.get('Appeal')?.slice(0, 1) ?? [],
    link: ['a link that nobody was given'],
  };
  const lists = queries.flatMap(({ name, type, args }): Reading[] => {
    const target = getNamedType(type);
    if (isInterfaceType(target) || !isCompositeType(target)) return [];
    const all = allOf(schema, target, 1);
    const given = args.find((one) => one.name in named);
    if (given === undefined) {
      const asked = args.some(leavesOut) ? `${name}(state: null)` : name;
      const document = documentOf(schema, `{ ${asked} { ${all} } }`);
      return [{ query: name, type: null, document, variables: {} }];
    }
    const { name: arg, type: taken } = given;
    const document = documentOf(
      schema,
      `query($${arg}: ${String(taken)}) { ${name}(${arg}: $${arg}) { ${all} } }`,
    );
    return (named[arg] ?? []).map((id) => ({
      query: name,
      type: arg === 'of' || arg === 'id' ? target.name : null,
      document,
      variables: { [arg]: id },
    }));
  });
  return [...byId, ...lists];
}

/** A list that shows what is in one state unless it is asked for all. */
const leavesOut = ({ name, type, defaultValue }: GraphQLArgument): boolean =>
  name === 'state' && defaultValue !== undefined && !isNonNullType(type);

/** Each subscription, asking for all that its events say. */
export function followingsOf(schema: GraphQLSchema, { openPoll }: Furnished): Reading[] {
  const subscriptions = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
  return subscriptions.map(({ name, type, args }): Reading => {
    const [asking, given] = args.length > 0 ? ['($pollId: ID!)', '(pollId: $pollId)'] : ['', ''];
    const all = allOf(schema, getNamedType(type) as GraphQLObjectType, 1);
    const document = `subscription${asking} { ${name}${given} { ${all} } }`;
    return { query: name, type: null, document, variables: given === '' ? {} : { pollId: openPoll.id } };
  });
}

/** One place at which an object with an id was shown: its fields by their names, as JSON. */
export interface Sighting {
  readonly id: string;
  readonly said: Readonly<Record<string, string>>;
}

/** What an answer showed. */
export interface Contents {
  /** Coordinates of fields that had something to show: `Poll.title`. Null and an empty list show nothing. */
  readonly fields: ReadonlySet<string>;
  readonly sightings: readonly Sighting[];
}

/** What a request showed. */
export interface Shown extends Contents {
  readonly reading: Reading;
  /** The code of the refusal of the whole query, `SEEN`, or `HIDDEN` for a null. */
  readonly query: string;
  /** What nobody should get from a query: an error that is not the refusal of the whole. */
  readonly faults: readonly string[];
  readonly answer: Answer<Record<string, unknown>>;
}

/** How a query is refused as a whole; whatever else fails is a fault. */
const REFUSALS = ['NOT_SIGNED_IN', 'NOT_A_MEMBER', 'MANDATE_REQUIRED', 'NOT_FOUND'];

type Named = { readonly __typename: string; readonly id?: string; readonly [field: string]: unknown };

/** Makes one of the requests as one of the people. */
export async function read(ask: Ask, person: Person, reading: Reading): Promise<Shown> {
  const answer = await ask(person.token, reading.document, reading.variables);
  const value = answer.data?.[reading.query];
  const refusals = (answer.errors ?? []).map(({ message, extensions }) => extensions?.code ?? message);
  const isRefused = refusals.length === 1 && REFUSALS.includes(refusals[0] as string) && value == null;
  const { fields, sightings } = contentsOf(value, person);
  return {
    reading,
    query: isRefused ? (refusals[0] as string) : isNothing(value) ? 'HIDDEN' : 'SEEN',
    fields,
    sightings: [...missing(reading, value), ...sightings],
    faults: isRefused ? [] : refusals,
    answer,
  };
}

/** Makes all of the requests as one of the people. */
export async function readAll(ask: Ask, person: Person, readings: readonly Reading[]): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const reading of readings) shown.push(await read(ask, person, reading));
  return shown;
}

/** As few of these readings as showed all of some fields that any of them showed. */
export function fewestShowing(shown: readonly Shown[], names: readonly string[]): Reading[] {
  const left = new Set(names);
  const newIn = ({ fields }: Shown) => [...fields].filter((field) => left.has(field));
  const chosen: Reading[] = [];
  for (;;) {
    const [best] = shown.toSorted((one, other) => newIn(other).length - newIn(one).length);
    const found = best ? newIn(best) : [];
    if (!best || found.length === 0) return chosen;
    chosen.push(best.reading);
    for (const name of found) left.delete(name);
  }
}

/** Reads everything that is in an answer, however deep. */
export function contentsOf(value: unknown, person: Person): Contents {
  const fields = new Set<string>();
  const sightings: Sighting[] = [];
  const look = (one: unknown): void => {
    if (Array.isArray(one)) return one.forEach(look);
    if (!isObject(one)) return;
    const entries = Object.entries(one);
    for (const [name, inside] of entries) {
      if (name !== '__typename' && !isNothing(inside)) fields.add(coordinate(name, one, person));
      look(inside);
    }
    const said = entries
      .filter(([name]) => !MOVING.includes(name))
      .map(([name, inside]) => [name, told(inside)]);
    if (hasNode(one)) sightings.push({ id: one.id, said: Object.fromEntries(said) });
  };
  look(value);
  return { fields, sightings };
}

/** The objects that were asked for by their ids, and of which nothing came. */
function missing({ variables }: Reading, value: unknown): Sighting[] {
  const { id, ids = id === undefined ? [] : [id] } = variables as { id?: string; ids?: readonly string[] };
  const answers = Array.isArray(value) ? (value as unknown[]) : [value];
  const absent = ids.filter((_, place) => answers[place] == null);
  return absent.map((one) => ({ id: one, said: { __typename: told(null) } }));
}

/** Where the same object was shown in two ways: by one path so, and by another not. */
export function disagreements(shown: readonly Contents[]): string[] {
  const before = new Map<string, string>();
  const found = new Set<string>();
  for (const { id, said } of shown.flatMap(({ sightings }) => sightings))
    for (const [name, now] of Object.entries(said)) {
      const earlier = before.get(`${id} ${name}`) ?? now;
      if (earlier !== now) found.add(`${opened(id)} ${name}: ${earlier} and ${now}`);
      before.set(`${id} ${name}`, earlier);
    }
  return [...found];
}

const isObject = (value: unknown): value is Named => typeof value === 'object' && value !== null;

/** These have an id by which nothing can be asked for: wordings of a provision, tasks that are no mandates yet, and what hangs on a poll or a proposal. */
const WITHOUT_NODE: readonly unknown[] = [
  'ProvisionVersion',
  'Challenge',
  'Contest',
  'Amendment',
  'MandateOffer',
  'MandateLine',
];

const hasNode = (value: Named): value is Named & { readonly id: string } =>
  value.id !== undefined && !WITHOUT_NODE.includes(value.__typename);

/** Nothing to see: null, an empty list, a page or a list of nothing but null. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => one === null);
  if (isObject(value) && 'edges' in value) return isNothing(value['edges']);
  return value == null;
}

/** What goes on while it is read: when it was asked, and the head of the register that a leaf leads to. */
const MOVING = ['knownAt', 'sendingProof', 'decisionProof'];

/** A value as JSON: objects with an id by no more than it, and without what goes on. */
const told = (value: unknown): string =>
  JSON.stringify(value, (name: string, one: unknown) => {
    if (MOVING.includes(name)) return undefined;
    return isObject(one) && !Array.isArray(one) && hasNode(one) ? one.id : one;
  });

const coordinate = (name: string, { __typename: type, id }: Named, person: Person): string =>
  type === 'Member' && OWN.includes(name) && id === person.id ? `Member.${name}(own)` : `${type}.${name}`;

/** What a member shows to nobody else. */
const OWN = ['email', 'duesUntil'];
