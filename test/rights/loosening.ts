import {
  execute,
  getOperationAST,
  isObjectType,
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
import { guardSchema } from '../../src/platform/graphql/guard-schema.js';
import { readSecret } from '../../src/platform/links/secret.js';
import type { World } from '../world/world.js';
import { perform } from './acts.js';
import { arrangements } from './arrangements-people.js';
import { Situations, type Arrange } from './arrangements.js';
import { FIELDS } from './fields.js';
import { fieldsOfFirst, redQueries, type Matrix } from './matrix.js';
import type { Person } from './people.js';
import { PUBLIC_FIELDS } from './public-fields.js';
import { read, type Ask, type Reading, type Shown } from './reading.js';
import { show } from './stage.js';
import { ACTS, QUERIES, SUBSCRIPTIONS, UNNOTICED, type Role } from './table.js';
import { touchedBy } from './touching.js';

const SAYINGS = ['seenBy', 'mayCall', 'fieldSeenBy'] as const;

/** What is said in the sources of who may see or call something. */
export interface Declaration {
  /** Its coordinate in the schema: `Poll`, `Query.polls`, `Member.email`. */
  readonly name: string;
  readonly saying: (typeof SAYINGS)[number];
  readonly level: string;
}

type Declared = GraphQLObjectType | GraphQLField<unknown, unknown>;

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

/** The declarations of a bare schema, which guards are put around again and again, each time as if some said otherwise. */
export class Declarations {
  readonly all: readonly Declaration[];
  private readonly declared: ReadonlyMap<string, Declared>;
  private readonly asBuilt: readonly (readonly [Declared, object])[];

  constructor(
    private readonly world: World,
    private readonly bare: GraphQLSchema,
  ) {
    this.declared = declaredOf(bare);
    this.asBuilt = [...this.declared.values()].map((one) => [one, placesIn(one)] as const);
    this.all = [...this.declared].flatMap(([name, { extensions }]) =>
      SAYINGS.flatMap((saying) =>
        extensions[saying] === undefined ? [] : [{ name, saying, level: extensions[saying] as string }],
      ),
    );
  }

  /** Guards the schema as if some of its declarations said something else, or nothing: until it is guarded again. */
  guard(some: readonly Declaration[], levelOf: (one: Declaration) => string | undefined): GraphQLSchema {
    for (const [one, built] of this.asBuilt) Object.assign(one, built);
    for (const one of some) {
      const named = this.declared.get(one.name) as Declared;
      named.extensions = { ...named.extensions, [one.saying]: levelOf(one) };
    }
    return guardSchema(this.bare);
  }

  /** Asks a service on which these let anybody in; what one field says beside its type is left out for that. */
  askLoosened(loosened: readonly Declaration[]): Ask {
    const anybody = ({ saying }: Declaration) => (saying === 'fieldSeenBy' ? undefined : 'ANYONE');
    return askIn(this.world, this.guard(loosened, anybody));
  }

  /** Asks a service on which all that is excused lets anybody in at once. */
  askExcused(): Ask {
    return this.askLoosened(this.all.filter(isExcused));
  }
}

/** Whether it may let anybody in, and nobody is shown more. */
export const isExcused = ({ name, level }: Declaration): boolean => name in UNNOTICED || level === 'PARENT';

/** What is changed here and by the guards. */
const placesIn = (one: Declared): object =>
  isObjectType(one)
    ? { extensions: one.extensions }
    : { extensions: one.extensions, resolve: one.resolve, subscribe: one.subscribe };

/** Makes requests within the process, on a schema of one's own over the rows of a world. */
function askIn(world: World, schema: GraphQLSchema): Ask {
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

/** Whether a looser declaration can give somebody more of an act: not to whoever may do it already. */
export const mayGetMore = ({ role }: Person, cells: Readonly<Record<Role, string>>): boolean =>
  ASKING.includes(role) && cells[role] !== 'DONE';

/**
 * Whether a cell turns red to those who may get more when something says who may see or call it otherwise. What begins at
 * it is asked first; what does not come to it is not asked, for it answers as before.
 */
export async function reddens(matrix: Matrix, ask: Ask, name: string): Promise<boolean> {
  const [owner] = name.split('.');
  const isNear = ({ query, type }: Reading) => type === owner || `Query.${query}` === name;
  const touching = matrix.readings.filter((reading) => touchedBy(matrix.schema, reading).has(name));
  const near = touching.filter(isNear);
  const others = touching.filter((reading) => !isNear(reading));
  return (await reddensIn(matrix, ask, near)) || (await reddensIn(matrix, ask, others));
}

/** Whether a cell of some readings turns red to those who may get more. */
export async function reddensIn(matrix: Matrix, ask: Ask, readings: readonly Reading[]): Promise<boolean> {
  if (readings.length === 0) return false;
  for (const visibility of ['MEMBERS', 'PUBLIC'] as const) {
    await show(matrix.first.collective, visibility);
    for (const reading of readings)
      for (const person of askersOf(matrix))
        if (isRed(matrix, visibility, person, await read(ask, person, reading))) return true;
  }
  return false;
}

/**
 * The readings by `nodes`, which answers everybody, that come to one of these names; and all that come to those to which
 * `nodes` does not come.
 */
export function readingsTouching({ schema, readings }: Matrix, names: readonly string[]): readonly Reading[] {
  const touchOne = (some: readonly Reading[], wanted: readonly string[]) =>
    some.filter((reading) => wanted.some((name) => touchedBy(schema, reading).has(name)));
  const byIds = touchOne(
    readings.filter(({ query }) => query === 'nodes'),
    names,
  );
  const others = names.filter((name) => !byIds.some((reading) => touchedBy(schema, reading).has(name)));
  return [...byIds, ...touchOne(readings, others)];
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
    const situations = new Situations(row, arranged[row] as Arrange, first);
    for (const person of askersOf(matrix).filter((one) => mayGetMore(one, cells))) {
      const { cell } = await perform({ ask, ...matrix }, act, person, await situations.for(person));
      if (cell !== cells[person.role]) {
        await situations.end();
        return true;
      }
      await situations.after(cell);
    }
    await situations.end();
  }
  return false;
}
