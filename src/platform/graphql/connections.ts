import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { canonicalJson } from '../../core/kernel/canonical-json.js';
import { isUuid } from '../../core/kernel/ids.js';
import { parseCivilDate, parseInstant } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import { Seen } from '../access/access.js';
import { fromBase64url, toBase64url } from './global-ids.js';

/** Rows a page has when the caller does not say, and at most. */
export const PAGE_DEFAULT = 20;
export const PAGE_MAX = 100;

/** What every connection takes: how many, and after which. Forward only: keyset paging has no page numbers. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    defaultValue: PAGE_DEFAULT,
    description: `How many to return, from 0 to ${PAGE_MAX}.`,
  })
  first: number = PAGE_DEFAULT;

  @Field(() => String, {
    nullable: true,
    description:
      'Return those that follow this cursor, taken from a former answer; null starts at the beginning.',
  })
  after?: string | null;
}

@Seen('ANYONE')
@ObjectType({ description: 'Where a page stands in the whole list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether some came before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first of this page; null when it is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the last of this page, to send as `after` for the next one; null when it is empty.',
  })
  endCursor!: string | null;
}

export interface Edge<Node> {
  node: Node;
  cursor: string;
}

/** One page of a list that grows (Relay's Cursor Connections). */
export interface Connection<Node> {
  edges: Edge<Node>[];
  pageInfo: PageInfo;
}

/** The GraphQL types of a list of nodes: `connectionOf(Proposal, 'ProposalConnection')` also makes `ProposalEdge`. */
export function connectionOf<Node>(
  NodeClass: Type<Node>,
  name: `${string}Connection`,
): { Connection: Type<Connection<Node>>; Edge: Type<Edge<Node>> } {
  const noun = name.slice(0, -'Connection'.length);

  @Seen('PARENT')
  @ObjectType(`${noun}Edge`, { description: `One ${noun} in a list, with its place in it.` })
  class NodeEdge implements Edge<Node> {
    @Field(() => NodeClass, { description: `The ${noun} itself.` })
    node!: Node;

    @Field(() => String, { description: 'Its place in the list, to send as `after`.' })
    cursor!: string;
  }

  @Seen('PARENT')
  @ObjectType(name, { description: `A page of a list of ${noun}.` })
  class NodeConnection implements Connection<Node> {
    @Field(() => [NodeEdge], { description: 'This page, in the order of the list.' })
    edges!: NodeEdge[];

    @Field(() => PageInfo, { description: 'Where this page stands in the whole list.' })
    pageInfo!: PageInfo;
  }

  return { Connection: NodeConnection, Edge: NodeEdge };
}

/** What a part of a key may be; each is checked before it comes near SQL. */
const KEY_PARTS = {
  instant: (value: unknown) => typeof value === 'string' && parseInstant(value) === value,
  date: (value: unknown) => typeof value === 'string' && parseCivilDate(value) === value,
  uuid: (value: unknown) => typeof value === 'string' && isUuid(value),
  // As the database has it: a greater one was written by somebody else, and would make it fail.
  integer: (value: unknown) => Number.isInteger(value) && ((value as number) | 0) === value,
  text: (value: unknown) => typeof value === 'string' && value.isWellFormed() && !value.includes('\0'),
};
type KeyPart = keyof typeof KEY_PARTS;

/** The order of a list, in the order of its ORDER BY, ending in what makes it total: `['instant', 'uuid']`. */
export type KeyShape = readonly [KeyPart, ...KeyPart[]];
/** The key of one row, by its shape. */
export type Key<Shape extends KeyShape> = {
  readonly [I in keyof Shape]: Shape[I] extends 'integer' ? number : string;
};

/** The opaque place of a row in its list: base64url of the canonical JSON of its key. */
export const encodeCursor = (key: readonly (string | number)[]): string => toBase64url(canonicalJson(key));

/** Reads what `encodeCursor` writes for a key of this shape; null otherwise. */
export function decodeCursor<const Shape extends KeyShape>(cursor: string, shape: Shape): Key<Shape> | null {
  const key = parseJson(fromBase64url(cursor) ?? '');
  if (!Array.isArray(key) || key.length !== shape.length) return null;
  if (!shape.every((part, index) => KEY_PARTS[part](key[index]))) return null;
  return encodeCursor(key) === cursor ? (key as unknown as Key<Shape>) : null;
}

/** A page as it was asked for: read `first + 1` rows after the key, which is null at the beginning. */
export interface PageRequest<Shape extends KeyShape> {
  readonly first: number;
  readonly after: Key<Shape> | null;
}

/** Checks what a connection was given. Throws INVALID_INPUT for `first` outside 0 to 100 and for a foreign cursor. */
export function readPage<const Shape extends KeyShape>(
  args: ConnectionArgs,
  shape: Shape,
): PageRequest<Shape> {
  const { first, after } = args;
  if (!Number.isSafeInteger(first) || first < 0 || first > PAGE_MAX)
    throw refuse('INVALID_INPUT', { field: 'first', reason: `0-${PAGE_MAX}` }, ['first']);
  if (after === undefined || after === null) return { first, after: null };
  const key = decodeCursor(after, shape);
  if (!key) throw refuse('INVALID_INPUT', { field: 'after', reason: 'NOT_A_CURSOR' }, ['after']);
  return { first, after: key };
}

/** The page made of at most `first + 1` rows, read in order; the row too many only says that more follow. */
export function pageFrom<Node, const Shape extends KeyShape>(
  rows: readonly Node[],
  page: PageRequest<Shape>,
  keyOf: (row: Node) => Key<Shape>,
): Connection<Node> {
  const edges = rows.slice(0, page.first).map((node) => ({ node, cursor: encodeCursor(keyOf(node)) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The page of a list of which the caller may see nothing, not even cursors: they tell keys. */
export const emptyPage = (): Connection<never> => pageFrom([], { first: 0, after: null }, () => ['']);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
