import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Sent } from './arrangements.js';
import type { Person, Traces } from './people.js';
import type { Role } from './table.js';
import { allOf, contentsOf, documentOf, reachedFrom, type Ask, type Contents } from './reading.js';

/** What somebody got from an act. */
export interface Performed extends Contents {
  /**
   * The code of its refusal, `DONE`, `WAITING` for a success with nothing in it, or `THEIR OWN` for a stranger who was told
   * nothing of the first collective.
   */
  readonly cell: string;
  /** What it answered, without what was sent. */
  readonly answer: unknown;
}

/** Performs an act, and asks for everything that it may answer. */
export async function perform(
  { ask, schema, traces }: { readonly ask: Ask; readonly schema: GraphQLSchema; readonly traces: Traces },
  act: string,
  person: Person,
  { input, speaksFor, token = person.token ?? undefined }: Sent,
): Promise<Performed> {
  const variables = { input, ...(speaksFor && { speaksFor }) };
  const { data, errors } = await ask(
    token ?? null,
    mutationOf(schema, act, speaksFor !== undefined),
    variables,
  );
  const payload = data?.[act] as { readonly code?: string } | undefined;
  const answer = without(stringsOf(input), { data, errors });
  const isTold = person.role !== 'stranger' || traces.ofCollective(answer, person);
  const done = saysNothing(payload) ? 'WAITING' : isTold ? 'DONE' : 'THEIR OWN';
  const cell = errors ? (errors[0]?.extensions?.code ?? 'FAULT') : (payload?.code ?? done);
  return { cell, answer, ...contentsOf(payload, person) };
}

const SUCCESSES = ['DONE', 'THEIR OWN', 'WAITING'];

export const isRefusal = (cell: string): boolean => !SUCCESSES.includes(cell);

/** Those first whom the row refuses, so that they all meet what nobody has changed yet. */
export const refusedFirst = <P extends Person>(
  people: readonly P[],
  cells: Readonly<Record<Role, string>>,
): P[] => [true, false].flatMap((first) => people.filter(({ role }) => isRefusal(cells[role]) === first));

const saysNothing = (payload: object | undefined): boolean =>
  Object.entries(payload ?? {}).every(([name, value]) => name === '__typename' || value === null);

/** What an act answers to whom it is done for: everything in it is theirs to see. */
export const successOf = (schema: GraphQLSchema, act: string): GraphQLObjectType =>
  schema.getType(`${capital(act)}Success`) as GraphQLObjectType;

/** Fields of what an act answers, and of the types to which no query leads. */
export function ownFieldsOf(schema: GraphQLSchema, act: string): string[] {
  const read = reachedFrom(schema, schema.getQueryType() as GraphQLObjectType);
  return [...reachedFrom(schema, successOf(schema, act))]
    .filter((type) => !read.has(type))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
}

const capital = (act: string): string => act.charAt(0).toUpperCase() + act.slice(1);

const mutationOf = (schema: GraphQLSchema, act: string, isForSomebody: boolean): string =>
  documentOf(
    schema,
    `mutation($input: ${capital(act)}Input!${isForSomebody ? ', $speaksFor: SpeaksForInput' : ''}) {
      ${act}(input: $input${isForSomebody ? ', speaksFor: $speaksFor' : ''}) { __typename
      ... on ${capital(act)}Success { ${allOf(schema, successOf(schema, act), 1)} }
      ${isForSomebody ? '... on RelayedSuccess { relayedActId aboutId }' : ''}
      ... on Problem { code message path facts { name value } } } }`,
  );

const stringsOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [value];

/** Who is told again what they said has learnt nothing. */
const without = (sent: readonly unknown[], answer: object): unknown =>
  JSON.parse(JSON.stringify(answer, (_, value: unknown) => (sent.includes(value) ? null : value)));
