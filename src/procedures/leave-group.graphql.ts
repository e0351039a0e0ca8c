import { Inject } from '@nestjs/common';
import { Args, Context, Field, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import { refuse } from '../core/kernel/refusals.js';
import { JoinGroupInput, requireGroupBrought } from '../groups/group.acts.js';
import { WorkingGroupType, groupAfter } from '../groups/group.graphql.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { relayableAct, resultOf } from '../platform/graphql/problems.js';
import { leaveWithMandates } from './leave-group.js';
import { HandedOverType, handedOver } from './leaving.graphql.js';

@InputType({ description: 'Which group to leave.' })
export class LeaveGroupInput extends JoinGroupInput {}

@Seen('PARENT')
@ObjectType({ description: 'You are no longer in the group.' })
export class LeaveGroupSuccess {
  @Field(() => WorkingGroupType, { description: 'The group.' })
  group!: WorkingGroupType;

  @Field(() => [HandedOverType], {
    description: 'The mandates that the group had given you: tell the others where things are.',
  })
  handover!: HandedOverType[];
}

const LEAVE_GROUP = relayableAct(
  'leaveGroup',
  ['NOT_FOUND'],
  ({ group }: { readonly group: { readonly id: string } }) => group.id,
);
const LeaveGroupResult = resultOf(LEAVE_GROUP, LeaveGroupSuccess);

@Resolver()
export class LeavingGroupActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    LEAVE_GROUP,
    LeaveGroupResult,
    'MEMBER',
    'Leaves a working group: nobody is asked. What the group had given you to do is handed back at once.',
  )
  leaveGroup(@Args('input') input: LeaveGroupInput, @Context() context: RequestContext): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<LeaveGroupSuccess> => {
      const groupId = rowIdOf(input.groupId, 'WorkingGroup', actor.collectiveId, ['input', 'groupId']);
      await requireGroupBrought(tx, context, actor, groupId);
      const mandates = await leaveWithMandates(tx, actor, groupId);
      // No relay hands a mandate back: it cannot be had again.
      if (context.speaksFor !== null && mandates.length > 0) throw refuse('SAID_THEMSELVES');
      return {
        group: await groupAfter(tx, actor, groupId),
        handover: await handedOver(tx, actor.collectiveId, mandates),
      };
    };
    return this.acts.perform(context, LEAVE_GROUP, work, (left) => left);
  }
}
