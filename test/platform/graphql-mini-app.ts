import 'reflect-metadata';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Args,
  Field,
  GraphQLModule,
  ID,
  InputType,
  Int,
  InterfaceType,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
  createUnionType,
} from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Refusal } from '../../src/core/kernel/refusals.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../../src/platform/graphql/connections.js';
import { OVER_HTTP, httpStatusPlugin } from '../../src/platform/graphql/http-status.plugin.js';
import { jitPlugin, withoutValues } from '../../src/platform/graphql/jit.js';
import { BODY_LIMIT_BYTES, WITHIN_LIMITS, limitsPlugin } from '../../src/platform/graphql/limits.js';
import { ExplorerModule, type ReadyOperation } from '../../src/platform/graphql/page.js';
import {
  DateScalar,
  DateTimeScalar,
  DurationScalar,
  FractionScalar,
  MarkdownScalar,
  Sha256Scalar,
  scalarsMap,
} from '../../src/platform/graphql/scalars.js';

// A village of notes and people: small, and with one of everything that GraphQL can do.

@InterfaceType({
  description: 'Something that can be found again.',
  resolveType: (value: { __typename: string }) => {
    if (value.__typename === 'Unresolvable') throw new Error('this kind of thing is unknown');
    return value.__typename;
  },
})
abstract class Thing {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => Thing, { nullable: true, description: 'The thing beside it; null for the last one.' })
  next!: Thing | null;
}

@ObjectType({ implements: () => [Thing], description: 'Somebody of the village.' })
class Person extends Thing {
  @Field(() => String, { description: 'What others call them.' })
  name!: string;

  @Field(() => Int, { description: 'How many notes they wrote.' })
  count!: number;
}

@ObjectType({ implements: () => [Thing], description: 'A note on the village board.' })
class Note extends Thing {
  @Field(() => MarkdownScalar, { description: 'What it says.' })
  text!: string;

  @Field({ description: 'When it was put up.' })
  at!: Date;

  @Field(() => Person, { description: 'Who wrote it.' })
  author!: Person;

  @Field(() => [[Int]], { nullable: true, description: 'Some numbers in rows; null when there are none.' })
  rows!: (number | null)[][] | null;
}

const Found = createUnionType({
  name: 'Found',
  description: 'A note or a person.',
  types: () => [Note, Person] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

const { Connection: NoteConnection } = connectionOf(Note, 'NoteConnection');

@InputType({ isOneOf: true, description: 'A choice: exactly one of these.' })
class ChoiceInput {
  @Field(() => Int, { nullable: true, description: 'By number.' })
  number?: number;

  @Field(() => String, { nullable: true, description: 'By name.' })
  name?: string;
}

@InputType({ description: 'One of each scalar, each optional.' })
class ScalarsInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'A point in time.' })
  dateTime?: string;

  @Field(() => DateScalar, { nullable: true, description: 'A day.' })
  date?: string;

  @Field(() => DurationScalar, { nullable: true, description: 'A length of time.' })
  duration?: string;

  @Field(() => FractionScalar, { nullable: true, description: 'A share.' })
  fraction?: string;

  @Field(() => MarkdownScalar, { nullable: true, description: 'A text.' })
  markdown?: string;

  @Field(() => Sha256Scalar, { nullable: true, description: 'A fingerprint.' })
  sha256?: string;

  @Field(() => [Int], { nullable: true, defaultValue: [1, 2], description: 'Some numbers.' })
  numbers?: number[];
}

const nina = { __typename: 'Person', id: 'p1', name: 'Nina', count: 2, next: null };
const ole = { __typename: 'Person', id: 'p2', name: 'Ole', count: 1, next: nina };
const at = new Date('2026-11-23T08:12:41.123Z');
const rows = [[1, null], [2]];
export const NOTES = Array.from({ length: 45 }, (_, index) => ({
  __typename: 'Note',
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  text: `Note ${index}`,
  at,
  author: index % 2 ? ole : nina,
  rows: index % 3 ? rows : null,
  next: index % 2 ? ole : null,
}));
export const NOTE_KEY = ['instant', 'uuid'] as const;

/** The village has no catalogue of sentences: a refusal goes out under its bare code. */
function orRefusal<T>(work: () => T): T {
  try {
    return work();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw new GraphQLError(refusal.code, { originalError: refusal, extensions: { code: refusal.code } });
  }
}

/** What the mutations of the village did, so that a test sees what was executed and how often. */
export const done: string[] = [];

@Resolver(() => Note)
class Village {
  @Query(() => Note, { nullable: true, description: 'One note by its place; null when there is none.' })
  note(@Args('place', { type: () => Int, description: 'From 0.' }) place: number): unknown {
    return NOTES[place] ?? null;
  }

  @Query(() => NoteConnection, { description: 'All notes, in order.' })
  notes(@Args({ type: () => ConnectionArgs }) args: ConnectionArgs): Connection<(typeof NOTES)[number]> {
    const page = orRefusal(() => readPage(args, NOTE_KEY));
    const start = page.after ? NOTES.findIndex(({ id }) => id === page.after?.[1]) + 1 : 0;
    const read = NOTES.slice(start, start + page.first + 1);
    return pageFrom(read, page, (note) => [note.at.toISOString(), note.id]);
  }

  @Query(() => [Found], { description: 'Everything that was found.' })
  async found(): Promise<unknown> {
    return [NOTES[1], ole, NOTES[2]];
  }

  @Query(() => Thing, { nullable: true, description: 'One thing; null when there is none.' })
  async thing(
    @Args('kind', { description: 'Note, Person, or a kind that nobody knows.' }) kind: string,
  ): Promise<unknown> {
    return { Note: NOTES[1], Person: ole }[kind] ?? { __typename: 'Unresolvable', id: 'x' };
  }

  @Query(() => String, { nullable: true, description: 'Always fails.' })
  async fails(@Args('how', { nullable: true, description: 'With a code or without.' }) how?: string) {
    if (how === 'code') throw new GraphQLError('Not today.', { extensions: { code: 'NOT_TODAY' } });
    throw new Error('the pipes are frozen');
  }

  @Query(() => Person, { nullable: true, description: 'Somebody whose number of notes is missing.' })
  broken(): unknown {
    return { ...nina, next: { ...ole, count: null }, count: 'many' };
  }

  @Query(() => [Person], { nullable: 'items', description: 'People, some of whom are incomplete.' })
  async people(): Promise<unknown> {
    return [nina, { ...ole, name: null }, null];
  }

  @Query(() => String, { description: 'The scalars that arrived, as JSON.' })
  scalars(@Args('input', { description: 'What to send.' }) input: ScalarsInput): string {
    return JSON.stringify(input);
  }

  @Query(() => String, { description: 'The choice that arrived, as JSON.' })
  chosen(@Args('input', { description: 'What to choose.' }) input: ChoiceInput): string {
    return JSON.stringify(input);
  }

  @Mutation(() => Found, { description: 'Puts a choice into the box.' })
  async put(@Args('input', { description: 'What to put.' }) input: ChoiceInput): Promise<unknown> {
    done.push(JSON.stringify(input));
    return input.name ? ole : NOTES[input.number ?? 0];
  }

  @ResolveField(() => String, { description: 'The first letters of the text.' })
  async summary(
    @Parent() note: Note,
    @Args('length', { type: () => Int, defaultValue: 4, description: 'How many letters.' }) length: number,
  ): Promise<string> {
    return note.text.slice(0, length);
  }
}

export interface MiniApp {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Sends an operation as JSON and gives status, body and headers. */
  send(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly GraphQLFormattedError[];
  };
}

/** What the house does with errors on their way out, in small. */
const formatError = (error: GraphQLFormattedError): GraphQLFormattedError => ({
  ...error,
  message: withoutValues(error.message),
});

export interface MiniAppOptions {
  readonly jit: boolean;
  readonly readyOperations?: readonly ReadyOperation[];
}

/** Starts the village on a free port of this machine, wired as the house wires its own API. */
export async function startMiniApp({ jit, readyOperations = [] }: MiniAppOptions): Promise<MiniApp> {
  @Module({
    imports: [
      GraphQLModule.forRoot<ApolloDriverConfig>({
        driver: ApolloDriver,
        autoSchemaFile: true,
        autoTransformHttpErrors: false,
        buildSchemaOptions: { scalarsMap },
        ...OVER_HTTP,
        ...WITHIN_LIMITS,
        formatError,
        plugins: [limitsPlugin(), jitPlugin({ enabled: jit, formatError }), httpStatusPlugin()],
      }),
      ExplorerModule.with({ endpoint: '/graphql', readyOperations }),
    ],
    providers: [Village],
  })
  class VillageModule {}

  const app = await NestFactory.create<NestFastifyApplication>(
    VillageModule as Type,
    new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES }),
    { logger: false },
  );
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    url,
    app,
    send: async (body, headers = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Answer['body'],
      };
    },
    close: () => app.close(),
  };
}
