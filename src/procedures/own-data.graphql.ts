import { Inject } from '@nestjs/common';
import { Args, Context, Field, InputType, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { ViewerType } from '../collectives/collective.graphql.js';
import type { Actor, MemberActor } from '../core/kernel/actors.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { openAct, resultOf } from '../platform/graphql/problems.js';
import { eraseMyData } from './erase-my-data.js';
import { ownData } from './own-data.js';

@InputType({ description: 'The erasure of your data.' })
export class EraseMyDataInput {
  @Field(() => Boolean, {
    description:
      'True: you have read that it cannot be undone, that your sessions end, and that polls you could still finish ' +
      'are over for you. Read `viewer { ownData }` before.',
  })
  confirmed!: boolean;
}

@Seen('PARENT')
@ObjectType({
  description:
    'Your address, links, sessions, support and application are deleted, your name is a neutral one, and nothing in ' +
    'the register leads to you. What was decided stays as it was.',
})
export class EraseMyDataSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  erased!: boolean;
}

export const ERASE_MY_DATA = openAct('eraseMyData', [
  'NOT_SIGNED_IN',
  'INVALID_INPUT',
  'STILL_A_MEMBER',
  'CONSTRAINT',
]);
const EraseMyDataResult = resultOf(ERASE_MY_DATA, EraseMyDataSuccess);

@Resolver(() => ViewerType)
export class OwnDataResolver {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ResolveField(() => String, {
    description:
      'Everything that is held on you here, as JSON: the rows of each table that lead to you. Also after leaving.',
  })
  async ownData(@Context() context: RequestContext): Promise<string> {
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    return ownData(this.reader, collectiveId, memberId);
  }

  @ActMutation(
    ERASE_MY_DATA,
    EraseMyDataResult,
    'SESSION',
    'Erases what leads to you, once you have left. It cannot be undone.',
  )
  eraseMyData(
    @Args('input') { confirmed }: EraseMyDataInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: Actor): Promise<void> => {
      if (actor.kind !== 'MEMBER') throw refuse('NOT_SIGNED_IN');
      if (!confirmed)
        throw refuse('INVALID_INPUT', { field: 'confirmed', reason: 'NOT_CONFIRMED' }, [
          'input',
          'confirmed',
        ]);
      await eraseMyData(tx, actor);
    };
    return this.acts.performForAnyone(context, ERASE_MY_DATA, work, () => ({ erased: true }));
  }
}
