import { Context, Field, ID, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Instant } from '../core/kernel/instants.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { MandateType } from './mandate.graphql.js';
import { formerHoldersOfMandates } from './mandate.queries.js';

@Seen('PARENT')
@ObjectType('FormerHolder', {
  description:
    'Somebody who held a mandate with others, who kept it: they could act under it until they left it.',
})
export class FormerHolderType {
  @Field(() => ID, { description: 'Who, to be read by `node`.' })
  memberId!: string;

  @Field(() => DateTimeScalar, {
    description:
      'Until when they held it, from its `startsAt` on: they handed it back, or left the collective.',
  })
  heldUntil!: Instant;
}

@Resolver(() => MandateType)
export class FormerHoldersResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [FormerHolderType], {
    description:
      'Who held it with others and left it before its end, the first to leave first; empty for all but the members.',
  })
  async formerHolders(
    @Parent() { collectiveId, rowId }: MandateType,
    @Context() context: RequestContext,
  ): Promise<FormerHolderType[]> {
    const former = await context.listOf(formerHoldersOfMandates, 'mandateId', collectiveId, rowId);
    return former.map(({ memberId, heldUntil }) => ({
      memberId: toGlobalId('Member', collectiveId, memberId),
      heldUntil,
    }));
  }
}
