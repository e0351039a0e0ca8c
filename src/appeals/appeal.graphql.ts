import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { FieldSeen, MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import { appealsAfter, appealsByIds, type AppealRecord } from './appeals.queries.js';

@Seen('BY_VISIBILITY')
@ObjectType('Appeal', {
  implements: () => [Node],
  description:
    'A text open to signatures. Who signs it is not thereby a member, and is named in public by their consent alone.',
})
export class AppealType extends Node {
  collectiveId!: Uuid;
  visibility!: Visibility;
  appealId!: Uuid;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What people sign.' })
  body!: string;

  @Field(() => DateTimeScalar, { description: 'Since when it is published.' })
  publishedAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it may be signed; null while it is there.',
  })
  closesAt!: string | null;

  @Field(() => Boolean, { description: 'Whether it may be signed now.' })
  isOpen!: boolean;

  @Field(() => ID, { description: 'The decision that published it.' })
  publishedById!: string;

  @FieldSeen('MEMBERS')
  @Field(() => Int, {
    nullable: true,
    description:
      'How many signatures are written down here, verified or brought over from a list; null for all but the members.',
  })
  signatoryCount!: number | null;
}

const { Connection: AppealConnection } = connectionOf(AppealType, 'AppealConnection');

export function appealObject(record: AppealRecord): AppealType & { __typename: 'Appeal' } {
  const { collectiveId, id, publishedBy, ...rest } = record;
  return {
    __typename: 'Appeal',
    ...rest,
    collectiveId,
    appealId: id,
    id: toGlobalId('Appeal', collectiveId, id),
    publishedById: toGlobalId('Decision', collectiveId, publishedBy),
  };
}

export const appealNodes: NodeSource = {
  type: 'Appeal',
  load: async (reader, collectiveId, ids) =>
    (await appealsByIds(reader, collectiveId, ids)).map(appealObject),
};

@Resolver(() => AppealType)
export class AppealResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => AppealConnection, { description: 'The appeals of your collective, from the first.' })
  @MayBeCalledBy('MEMBER')
  async appeals(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<AppealType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await appealsAfter(this.reader, collectiveId, page.after?.[0] ?? null, page.first);
    return pageFrom(rows.map(appealObject), page, (appeal) => [appeal.appealId]);
  }
}
