import { Inject } from '@nestjs/common';
import { Args, Context, Field, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { mandatesByIds } from '../mandates/mandate.queries.js';
import { leaveCollective } from './leave-collective.js';

@InputType({ description: 'Your leaving.' })
export class LeaveCollectiveInput {
  @Field(() => Boolean, {
    description: 'True: you have read that it ends your membership and your mandates at once.',
  })
  confirmed!: boolean;
}

@Seen('PARENT')
@ObjectType('HandedOver', { description: 'A mandate that you held, and that others have to take up.' })
export class HandedOverType {
  @Field({ description: 'The name of its task.' })
  task!: string;

  @Field({ description: 'The task in a few words.' })
  title!: string;

  @Field({ description: 'Whether others hold it still; else it ended with you.' })
  othersHoldIt!: boolean;
}

@Seen('PARENT')
@ObjectType({
  description:
    'You are no longer a member. Your session stays: to finish the polls whose roll keeps you, to read your own data, ' +
    'and to have it erased.',
})
export class LeaveCollectiveSuccess {
  @Field(() => [HandedOverType], { description: 'The mandates you held: tell the others where things are.' })
  handover!: HandedOverType[];
}

/** Mandates that somebody no longer holds, by their tasks. */
export const handedOver = async (
  reader: Reader,
  collectiveId: Uuid,
  mandateIds: readonly Uuid[],
): Promise<HandedOverType[]> =>
  (await mandatesByIds(reader, collectiveId, mandateIds))
    .sort((a, b) => (a.task < b.task ? -1 : 1))
    .map(({ task, title, state }) => ({ task, title, othersHoldIt: state === 'LIVE' }));

export const LEAVE_COLLECTIVE = act('leaveCollective', ['INVALID_INPUT']);
const LeaveCollectiveResult = resultOf(LEAVE_COLLECTIVE, LeaveCollectiveSuccess);

@Resolver()
export class LeavingActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    LEAVE_COLLECTIVE,
    LeaveCollectiveResult,
    'MEMBER',
    'Leaves the collective: always free, at once, and without asking anybody.',
  )
  leaveCollective(
    @Args('input') { confirmed }: LeaveCollectiveInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor) => {
      if (!confirmed)
        throw refuse('INVALID_INPUT', { field: 'confirmed', reason: 'NOT_CONFIRMED' }, [
          'input',
          'confirmed',
        ]);
      return { ...actor, mandates: await leaveCollective(tx, actor) };
    };
    return this.acts.perform(context, LEAVE_COLLECTIVE, work, async ({ collectiveId, mandates }) => ({
      handover: await handedOver(this.reader, collectiveId, mandates),
    }));
  }
}
