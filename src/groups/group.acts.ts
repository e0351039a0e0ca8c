import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { WorkingGroupType, groupAfter } from './group.graphql.js';
import { joinGroup } from './join-group.js';
import { leaveGroup } from './leave-group.js';

@InputType({ description: 'Which group to join.' })
export class JoinGroupInput {
  @Field(() => ID, { description: 'The group.' })
  groupId!: string;
}

@InputType({ description: 'Which group to leave.' })
export class LeaveGroupInput extends JoinGroupInput {}

@Seen('PARENT')
@ObjectType({ description: 'You are in the group.' })
export class JoinGroupSuccess {
  @Field(() => WorkingGroupType, { description: 'The group.' })
  group!: WorkingGroupType;
}

@Seen('PARENT')
@ObjectType({ description: 'You are no longer in the group.' })
export class LeaveGroupSuccess {
  @Field(() => WorkingGroupType, { description: 'The group.' })
  group!: WorkingGroupType;
}

const JOIN_GROUP = act('joinGroup', ['NOT_FOUND', 'GROUP_NOT_OPEN']);
const LEAVE_GROUP = act('leaveGroup', ['NOT_FOUND']);
const JoinGroupResult = resultOf(JOIN_GROUP, JoinGroupSuccess);
const LeaveGroupResult = resultOf(LEAVE_GROUP, LeaveGroupSuccess);

@Resolver()
export class GroupActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(JOIN_GROUP, JoinGroupResult, 'MEMBER', 'Joins a working group: nobody is asked.')
  joinGroup(@Args('input') input: JoinGroupInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(context, JOIN_GROUP, changing(joinGroup, input), sayGroup);
  }

  @ActMutation(LEAVE_GROUP, LeaveGroupResult, 'MEMBER', 'Leaves a working group: nobody is asked.')
  leaveGroup(@Args('input') input: LeaveGroupInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(context, LEAVE_GROUP, changing(leaveGroup, input), sayGroup);
  }
}

type GroupAct = (tx: Tx, actor: MemberActor, groupId: Uuid) => Promise<Uuid>;

const changing =
  (perform: GroupAct, input: JoinGroupInput) =>
  async (tx: Tx, actor: MemberActor): Promise<WorkingGroupType> => {
    const groupId = rowIdOf(input.groupId, 'WorkingGroup', actor.collectiveId, ['input', 'groupId']);
    return groupAfter(tx, actor, await perform(tx, actor, groupId));
  };

const sayGroup = (group: WorkingGroupType): { group: WorkingGroupType } => ({ group });
