import {
  Kind,
  astFromValue,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import { below, oneIn, oneOf, valueFor, type Choose } from './hostile-values.js';
import { willingValue, type Meaning } from './willing-values.js';

/** What is sent: a body as it goes over the wire. */
export interface HostileRequest {
  readonly body: string;
  readonly acts: readonly string[];
}

interface Writing {
  readonly g: Choose;
  readonly schema: GraphQLSchema;
  readonly ids: readonly string[];
  /** What they mean by it, where they mean well. */
  readonly meaning: Meaning | null;
  readonly declared: string[];
  readonly variables: Record<string, unknown>;
}

const NOISE = [
  '{',
  '}',
  '(',
  '"',
  '"""',
  '$',
  '@skip(if: true)',
  '...',
  '!',
  '# ',
  '\\u{D800}',
  'null',
  ' first: -1 ',
];

/** Acts that end a session or a membership: who means well does others, and is still there afterwards. */
const LAST_ACTS = ['signOut', 'leaveCollective', 'eraseMyData'];

/** What members do most, and what the rest of a collective's life needs first. */
const EVERYDAY = [
  'askAgendaItem',
  'castBallot',
  'checkIn',
  'closePoll',
  'conveneAssembly',
  'declareMembership',
  'openPoll',
  'reviseProposal',
  'submitAmendment',
  'submitProposal',
  'supportProposal',
];

/** A request on any root field of the schema, whole or broken in its values, its words or its body. */
export function hostileRequest(g: Choose, schema: GraphQLSchema, ids: readonly string[]): HostileRequest {
  const isMutation = oneIn(g, 2);
  const count = isMutation && !oneIn(g, 20) ? 1 : 1 + below(g, 3);
  const writing = { g, schema, ids, meaning: null, declared: [], variables: {} };
  const { query, acts } = write(writing, isMutation, count);
  return { body: bodyOf(g, oneIn(g, 12) ? broken(g, query) : query, writing.variables), acts };
}

/** A request on any root field as somebody writes it who wants it to pass. */
export function willingRequest(g: Choose, schema: GraphQLSchema, meaning: Meaning): HostileRequest {
  const writing = { g, schema, ids: [], meaning, declared: [], variables: {} };
  const { query, acts } = write(writing, !oneIn(g, 3), 1);
  return { body: JSON.stringify({ query, variables: writing.variables }), acts };
}

function write(writing: Writing, isMutation: boolean, count: number): { query: string; acts: string[] } {
  const { g, schema, meaning } = writing;
  const root = (isMutation ? schema.getMutationType() : schema.getQueryType()) as GraphQLObjectType;
  const known = Object.values(root.getFields());
  const lasting = meaning && !oneIn(g, 40) ? known.filter(({ name }) => !LAST_ACTS.includes(name)) : known;
  const everyday = known.filter(({ name }) => EVERYDAY.includes(name));
  const likely = meaning && isMutation && oneIn(g, 2) ? everyday : lasting;
  const fields = Array.from({ length: count }, () => oneOf(g, likely));
  const selections = fields.map((field, place) => `r${place}: ${writeField(writing, field, 1)}`);
  const head = writing.declared.length > 0 ? `(${writing.declared.join(', ')})` : '';
  return {
    query: `${isMutation ? 'mutation' : 'query'} Any${head} { ${selections.join(' ')} }`,
    acts: isMutation ? fields.map(({ name }) => name) : [],
  };
}

function bodyOf(g: Choose, query: string, variables: unknown): string {
  if (!oneIn(g, 40)) return JSON.stringify({ query, variables });
  const bodies: readonly unknown[] = [
    { query: [query], variables },
    { query, variables: JSON.stringify(variables) },
    { query, variables: [] },
    { query, variables, operationName: 'Other' },
    { query, variables, operationName: {} },
    { query, variables, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    [{ query, variables }],
    null,
    {},
    'texte',
  ];
  const body = JSON.stringify(oneOf(g, bodies));
  return oneIn(g, 4) ? body.slice(0, below(g, body.length)) : body;
}

function broken(g: Choose, text: string): string {
  const at = below(g, text.length);
  return oneIn(g, 2)
    ? `${text.slice(0, at)}${oneOf(g, NOISE)}${text.slice(at)}`
    : `${text.slice(0, at)}${text.slice(at + 1 + below(g, 6))}`;
}

/** A field with its arguments and, where it leads to objects, some of theirs. */
function writeField(writing: Writing, field: GraphQLField<unknown, unknown>, depth: number): string {
  const type = getNamedType(field.type);
  const given = field.args.map((argument) => writeArgument(writing, argument)).filter((text) => text !== '');
  const call = given.length > 0 ? `${field.name}(${given.join(', ')})` : field.name;
  if (isLeafType(type)) return call;
  return `${call} ${writeSelection(writing, type, depth + 1)}`;
}

function writeArgument(writing: Writing, { name, type, defaultValue }: GraphQLArgument): string {
  const { g, ids, meaning, declared, variables } = writing;
  if (!isNonNullType(type) && (oneIn(g, 2) || (meaning && name === 'after'))) return '';
  if (defaultValue !== undefined && !oneIn(g, 3)) return '';
  const value = meaning ? willingValue(g, type, name, meaning) : valueFor(g, type, ids);
  if (oneIn(g, 3)) {
    const literal = literalOf(value, type);
    if (literal !== null) return `${name}: ${literal}`;
  }
  const variable = `v${declared.length}`;
  declared.push(`$${variable}: ${String(type)}`);
  variables[variable] = value;
  return `${name}: $${variable}`;
}

/** The value written in the document itself; null where the type has no way to write it. */
function literalOf(value: unknown, type: GraphQLArgument['type']): string | null {
  try {
    const node = astFromValue(value, type);
    return node && node.kind !== Kind.NULL ? print(node) : null;
  } catch {
    return null;
  }
}

function writeSelection(writing: Writing, type: GraphQLNamedType, depth: number): string {
  const { g, schema } = writing;
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type as GraphQLObjectType];
  const shapes = new Map<string, string>();
  const parts = ['__typename'];
  const success = possible.filter(({ name }) => isAbstractType(type) && name.endsWith('Success'));
  for (const one of new Set([...success, ...ofIds(writing, possible), ...some(g, possible, 3)])) {
    const fields = selected(writing, one, depth, shapes);
    if (fields === '') continue;
    parts.push(isAbstractType(type) ? `... on ${one.name} { ${fields} }` : fields);
  }
  if (isAbstractType(type) && schema.getType('Problem') && type.name.endsWith('Result'))
    parts.push('... on Problem { code message path facts { name value } }');
  return `{ ${parts.join(' ')} }`;
}

/** The types whose ids the request names: what `node` answers is one of them. */
function ofIds({ variables }: Writing, possible: readonly GraphQLObjectType[]): GraphQLObjectType[] {
  const named = new Set(
    Object.values(variables).map((id) => typeof id === 'string' && fromGlobalId(id)?.type),
  );
  return possible.filter(({ name }) => named.has(name));
}

/** Fields of one type, less those that another type of the same place already means otherwise. */
function selected(
  writing: Writing,
  type: GraphQLObjectType,
  depth: number,
  shapes: Map<string, string>,
): string {
  const { g } = writing;
  const fields = Object.values(type.getFields());
  const leads = fields.filter(({ type: to }) => !isLeafType(getNamedType(to)));
  const leaves = fields.filter(({ type: to }) => isLeafType(getNamedType(to)));
  const chosen = [...some(g, leaves, 8), ...(depth < 7 ? some(g, leads, depth < 5 ? 2 : 1) : [])];
  return chosen
    .filter((field) => claims(shapes, field))
    .map((field) => writeField(writing, field, depth))
    .join(' ');
}

function claims(shapes: Map<string, string>, { name, type, args }: GraphQLField<unknown, unknown>): boolean {
  const shape = shapeOf(type);
  const known = shapes.get(name);
  if (known !== undefined) return known === shape && args.length === 0 && isLeafType(getNamedType(type));
  shapes.set(name, shape);
  return true;
}

const shapeOf = (type: GraphQLOutputType): string =>
  isListType(getNullableType(type)) ? `[${String(type)}]` : String(type);

/** At most so many of a list, in an order of chance. */
function some<T>(g: Choose, from: readonly T[], most: number): T[] {
  const left = [...from];
  const taken: T[] = [];
  while (left.length > 0 && taken.length < most) taken.push(...left.splice(below(g, left.length), 1));
  return taken;
}
