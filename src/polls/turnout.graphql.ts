import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, Int, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { Turnouts, type Turnout } from './turnouts.js';

@Seen('BY_VISIBILITY')
@ObjectType('Turnout', {
  description: 'How many ballots are in a box. What is on them is counted once it is closed, and not before.',
})
export class TurnoutType {
  collectiveId!: Uuid;
  visibility!: Visibility;

  @Field(() => ID, { description: 'The poll; `node` reads it.' })
  pollId!: string;

  @Field(() => Int, { description: 'How many ballots are in the box.' })
  castCount!: number;

  @Field(() => Int, { description: 'How many on its roll may vote.' })
  rollCount!: number;
}

@Resolver()
export class TurnoutResolver {
  constructor(@Inject(Turnouts) private readonly turnouts: Turnouts) {}

  @Subscription(() => TurnoutType, {
    nullable: true,
    resolve: (turnout: Turnout) => ({
      ...turnout,
      pollId: toGlobalId('Poll', turnout.collectiveId, turnout.pollId),
    }),
    description:
      'How many have voted in a poll, from now on: at most two events a second, and none for a ballot that was ' +
      'changed. Null once the poll is no longer yours to see.',
  })
  @MayBeCalledBy('MEMBER')
  async turnout(
    @Args('pollId', { type: () => ID, description: 'The poll.' }) pollId: string,
    @Context() context: RequestContext,
  ): Promise<AsyncIterator<Turnout>> {
    const { collectiveId } = (await context.actor()) as MemberActor;
    return this.turnouts.watch(collectiveId, rowIdOf(pollId, 'Poll', collectiveId, ['pollId']));
  }
}
