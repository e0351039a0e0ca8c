import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import type { World } from '../world/world.js';
import type { Cells } from './notation.js';
import { followingsOf, readingsOf, type Reading, type Shown } from './reading.js';
import { peopleOf, tracesOf, type Person, type Traces } from './people.js';
import { furnish, type Furnished } from './stage.js';
import type { Role } from './table.js';

/** Mail is sent to a server that is not there: whoever asks for a letter is answered, and gets none. */
export const POST = { SMTP_URL: 'smtp://127.0.0.1:9' } as const;

/** Two collectives in one world, who asks, and all that they ask of the first. */
export interface Matrix {
  readonly schema: GraphQLSchema;
  readonly first: Furnished;
  readonly second: Furnished;
  readonly people: readonly Person[];
  readonly readings: readonly Reading[];
  /** The subscriptions, of which the first event is read. */
  readonly followings: readonly Reading[];
  /** Of the first collective. */
  readonly traces: Traces;
}

export async function openMatrix(world: World): Promise<Matrix> {
  await world.travelTo('2026-11-23T09:00:00.000Z');
  const first = await furnish(world, 'Ormeau');
  // In the morning again: what is decided from a day on is decided on that day.
  await world.travelTo('2026-12-03T09:00:00.000Z');
  const second = await furnish(world, 'Frêne');
  const { schema } = world.app.get(GraphQLSchemaHost, { strict: false });
  return {
    schema,
    first,
    second,
    people: peopleOf(first, second),
    readings: readingsOf(schema, first),
    followings: followingsOf(schema, first),
    traces: await tracesOf(first),
  };
}

/** What the first collective showed of itself: a stranger's lists are of another one. */
export const fieldsOfFirst = ({ role }: Person, shown: readonly Shown[]): ReadonlySet<string> =>
  new Set(
    shown
      .filter(({ reading }) => role !== 'stranger' || reading.type !== null)
      .flatMap(({ fields }) => [...fields]),
  );

/** The cell of a query: a stranger who gets nothing of the first collective got what is their own. */
export const queryCell = ({ query, answer }: Shown, person: Person, traces: Traces): string =>
  query === 'SEEN' && person.role === 'stranger' && !traces.ofCollective(answer, person)
    ? 'THEIR OWN'
    : query;

/** Queries that did not answer what the table says. */
export const redQueries = (
  table: Cells<Role>,
  person: Person,
  shown: readonly Shown[],
  traces: Traces,
): string[] =>
  shown.flatMap((one) => {
    const { query, type } = one.reading;
    const cells = table.get(`${query} of ${type ?? 'all'}`) ?? table.get(query);
    const [said, got] = [cells?.[person.role], queryCell(one, person, traces)];
    return got === said ? [] : [`${query} of ${type ?? 'all'} for the ${person.role}: ${got}, not ${said}`];
  });

/** Fields that were shown and should not be, and the other way round. */
export function redFields(table: Cells<Role>, person: Person, shown: readonly Shown[]): string[] {
  const seen = fieldsOfFirst(person, shown);
  return [...table].flatMap(([name, { [person.role]: said }]) => {
    const got = seen.has(name) ? 'SEEN' : 'HIDDEN';
    return got === said ? [] : [`${name} for the ${person.role}: ${got}, not ${said}`];
  });
}
