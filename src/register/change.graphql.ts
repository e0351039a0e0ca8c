import { Inject } from '@nestjs/common';
import { Context, Field, ID, Int, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Changes, type Change } from './changes.js';

@Seen('SAME_COLLECTIVE')
@ObjectType('Change', {
  description: 'That something of your collective changed. It says not what it became: a query does.',
})
export class ChangeType implements Change {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'What changed; `node` reads it, if it is yours to see.' })
  objectId!: string;

  @Field(() => String, {
    description: 'Its type: `Poll`, `Assembly`. `Collective` says that anything may have changed.',
  })
  objectType!: Change['objectType'];

  @Field(() => Int, { description: 'How many leaves the register holds since: it only grows.' })
  registerSize!: number;
}

@Resolver()
export class ChangesResolver {
  constructor(@Inject(Changes) private readonly following: Changes) {}

  @Subscription(() => ChangeType, {
    resolve: (change: ChangeType) => change,
    description:
      'Each object of your collective that an act of weight changed. Begins with one event on the collective itself, ' +
      'from which whoever comes back sees whether the register grew meanwhile. Several changes of one object that you ' +
      'did not read yet are one event.',
  })
  @MayBeCalledBy('MEMBER')
  async changes(@Context() context: RequestContext): Promise<AsyncIterator<Change>> {
    return this.following.follow(((await context.actor()) as MemberActor).collectiveId);
  }
}
