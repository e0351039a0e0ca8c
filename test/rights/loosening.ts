import {
  execute,
  getOperationAST,
  isObjectType,
  lexicographicSortSchema,
  parse,
  subscribe,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { ACTOR_LOADER, RequestContext, type ActorLoader } from '../../src/platform/access/context.js';
import { readSecret } from '../../src/platform/links/secret.js';
import type { World } from '../world/world.js';
import { perform } from './acts.js';
import { arrangements } from './arrangements-people.js';
import type { Arrange } from './arrangements.js';
import { FIELDS } from './fields.js';
import { fieldsOfFirst, redQueries, type Matrix } from './matrix.js';
import type { Person } from './people.js';
import { PUBLIC_FIELDS } from './public-fields.js';
import { read, type Ask, type Reading, type Shown } from './reading.js';
import { show } from './stage.js';
import { ACTS, QUERIES, SUBSCRIPTIONS, type Role } from './table.js';

const SAYINGS = ['seenBy', 'mayCall', 'fieldSeenBy'] as const;

/** What is said in the sources of who may see or call something. */
export interface Declaration {
  /** Its coordinate in the schema: `Poll`, `Query.polls`, `Member.email`. */
  readonly name: string;
  readonly saying: (typeof SAYINGS)[number];
  readonly level: string;
}

type Declared = GraphQLObjectType | GraphQLField<unknown, unknown>;

/** Every declaration of a schema. */
export const declarationsOf = (schema: GraphQLSchema): Declaration[] =>
  [...declaredOf(schema)].flatMap(([name, { extensions }]) =>
    SAYINGS.flatMap((saying) =>
      extensions[saying] === undefined ? [] : [{ name, saying, level: extensions[saying] as string }],
    ),
  );

function declaredOf(schema: GraphQLSchema): Map<string, Declared> {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return new Map(
    types.flatMap((type): [string, Declared][] => [
      [type.name, type],
      ...Object.values(type.getFields()).map((field): [string, Declared] => [
        `${type.name}.${field.name}`,
        field,
      ]),
    ]),
  );
}

/** A copy of a schema on which some declarations say something else, or nothing. The schema itself stays as it is. */
export function changed(
  schema: GraphQLSchema,
  declarations: readonly Declaration[],
  levelOf: (declaration: Declaration) => string | undefined,
): GraphQLSchema {
  const copy = lexicographicSortSchema(schema);
  const declared = declaredOf(copy);
  for (const one of declarations) {
    const named = declared.get(one.name) as Declared;
    named.extensions = { ...named.extensions, [one.saying]: levelOf(one) };
  }
  return copy;
}

/** Makes requests within the process, on a schema of one's own over the rows of a world. */
export function askIn(world: World, schema: GraphQLSchema): Ask {
  const loader = world.app.get<ActorLoader>(ACTOR_LOADER, { strict: false });
  return async (token, source, variableValues = {}) => {
    const contextValue = new RequestContext(
      'fr',
      token === null ? null : readSecret(token),
      world.transactions,
      loader,
    );
    const asked = { schema, document: parsed(source), variableValues, contextValue };
    const isFollowed = getOperationAST(asked.document)?.operation === 'subscription';
    const result = isFollowed ? await firstEvent(asked) : await execute(asked);
    return JSON.parse(JSON.stringify(result));
  };
}

async function firstEvent(asked: ExecutionArgs): Promise<ExecutionResult> {
  const events = await subscribe(asked);
  if (!(Symbol.asyncIterator in events)) return events;
  const { value } = await events.next();
  await events.return(undefined);
  return value as ExecutionResult;
}

const documents = new Map<string, DocumentNode>();
function parsed(source: string): DocumentNode {
  const document = documents.get(source) ?? parse(source);
  documents.set(source, document);
  return document;
}

/** Whom a looser declaration can show more: one of each, for the others get what these get. */
const ASKING: readonly Role[] = ['anonymous', 'stranger', 'left', 'excluded', 'member'];

const askersOf = ({ people }: Matrix): Person[] =>
  ASKING.map((role) => people.find((person) => person.role === role) as Person);

/** Whether a cell turns red to those who may get more. What begins at the type or query of that name is asked first. */
export async function reddens(matrix: Matrix, ask: Ask, name = ''): Promise<boolean> {
  const [owner] = name.split('.');
  const isNear = ({ query, type }: Reading) => type === owner || `Query.${query}` === name;
  const near = matrix.readings.filter(isNear);
  const others = matrix.readings.filter((reading) => !isNear(reading));
  for (const readings of [near, others])
    for (const visibility of ['MEMBERS', 'PUBLIC'] as const) {
      await show(matrix.first.collective, visibility);
      for (const reading of readings)
        for (const person of askersOf(matrix))
          if (isRed(matrix, visibility, person, await read(ask, person, reading))) return true;
    }
  return false;
}

const TABLES = { MEMBERS: FIELDS, PUBLIC: new Map([...FIELDS, ...PUBLIC_FIELDS]) };

function isRed({ traces }: Matrix, visibility: keyof typeof TABLES, person: Person, shown: Shown): boolean {
  if (shown.faults.length > 0) return true;
  const hasOwnRow = shown.reading.type === null || visibility === 'MEMBERS';
  if (hasOwnRow && redQueries(QUERIES, person, [shown], traces).length > 0) return true;
  const fields = [...fieldsOfFirst(person, [shown])];
  return fields.some((field) => TABLES[visibility].get(field)?.[person.role] === 'HIDDEN');
}

/** Whether the cell of a subscription turns red to those who may get more. */
export async function reddensFollowing(matrix: Matrix, ask: Ask, name: string): Promise<boolean> {
  await show(matrix.first.collective, 'MEMBERS');
  const followings = matrix.followings.filter(({ query }) => query === name);
  for (const reading of followings)
    for (const person of askersOf(matrix))
      if (redQueries(SUBSCRIPTIONS, person, [await read(ask, person, reading)], matrix.traces).length > 0)
        return true;
  return false;
}

/** Whether a cell of an act turns red to those who may get more, in one of its situations. */
export async function reddensAct(matrix: Matrix, ask: Ask, act: string): Promise<boolean> {
  const { first, second } = matrix;
  const arranged = arrangements([...first.collective.members, ...second.collective.members]);
  await show(first.collective, 'MEMBERS');
  for (const [row, cells] of ACTS) {
    if (row.split(' ')[0] !== act) continue;
    for (const person of askersOf(matrix)) {
      const sent = await (arranged[row] as Arrange)(first, person);
      const { cell } = await perform({ ask, ...matrix }, act, person, sent);
      await sent.undo?.();
      if (cell !== cells[person.role]) return true;
    }
  }
  return false;
}
