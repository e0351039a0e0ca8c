import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { DecisionType } from '../decisions/decision.graphql.js';
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
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ConcernRow, ConcernState } from './concern.entity.js';
import { ConcernStateEnum } from './concern.graphql.js';
import { concernsOfDecisions, concernsToReview } from './concerns.queries.js';

@Seen('PARENT')
@ObjectType('ConcernToReview', { description: 'A concern, and when the collective looks at it again.' })
export class ConcernToReviewType {
  collectiveId!: Uuid;
  rowId!: Uuid;
  sortAt!: string;

  @Field(() => ConcernStateEnum, { description: 'What became of it.' })
  state!: ConcernState;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the collective looks, or looked, at it again; null where nobody said when.',
  })
  reviewAt!: string | null;

  @FieldSeen('MEMBERS')
  @Field(() => ID, {
    nullable: true,
    description:
      'The contribution that voices it, to be read by `node`: its words, and how it was answered. Null for all but the members: what is said is for them.',
  })
  contributionId!: string | null;
}

const { Connection: ConcernToReviewConnection } = connectionOf(
  ConcernToReviewType,
  'ConcernToReviewConnection',
);

const toReviewObject = (
  { collectiveId, contributionId, state, reviewAt }: ConcernRow,
  sortAt = '',
): ConcernToReviewType => ({
  ...{ collectiveId, rowId: contributionId, sortAt, state, reviewAt },
  contributionId: toGlobalId('Contribution', collectiveId, contributionId),
});

@Resolver(() => ConcernToReviewType)
export class ConcernToReviewResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => ConcernToReviewConnection, {
    description:
      'The concerns to look at again, what is due first. None lapses: each stays until it is answered.',
  })
  @MayBeCalledBy('MEMBER')
  async concernsToReview(
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Args('states', {
      type: () => [ConcernStateEnum],
      nullable: true,
      description: 'Those in one of these states; null: those whose date has come.',
    })
    states: ConcernState[] | null | undefined,
    @Context() context: RequestContext,
  ): Promise<Connection<ConcernToReviewType>> {
    const page = readPage(args, ['instant', 'uuid']);
    const after = page.after && { sortAt: page.after[0], contributionId: page.after[1] };
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await concernsToReview(this.reader, collectiveId, states ?? ['DUE'], after, page.first);
    const concerns = rows.map((row) => toReviewObject(row, row.sortAt));
    return pageFrom(concerns, page, ({ sortAt, rowId }) => [sortAt, rowId]);
  }
}

@Resolver(() => DecisionType)
export class ConcernsOfDecisionResolver {
  @ResolveField(() => ConcernToReviewConnection, {
    description:
      'The concerns that it carries, each with the date at which the collective looks at it again, in the order in which they were voiced.',
  })
  async carriedConcerns(
    @Parent() { collectiveId, decisionId }: DecisionType,
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ConcernToReviewType>> {
    const page = readPage(args, ['uuid']);
    const rows = await context.listOf(
      concernsOfDecisions,
      'decisionId',
      collectiveId,
      decisionId,
      page.after?.[0] ?? null,
      page.first + 1,
    );
    const concerns = rows.map((row) => toReviewObject(row));
    return pageFrom(concerns, page, ({ rowId }) => [rowId]);
  }
}
