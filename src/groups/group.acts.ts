import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { requireBrought } from '../collectives/relay-mark.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, itsId, relayableAct, resultOf } from '../platform/graphql/problems.js';
import { WorkingGroupType, groupAfter } from './group.graphql.js';
import { putGroupToSleep, wakeGroup } from './dormancy.js';
import { inGroupSince } from './groups.queries.js';
import { joinGroup } from './join-group.js';

@InputType({ description: 'Which group to join.' })
export class JoinGroupInput {
  @Field(() => ID, { description: 'The group.' })
  groupId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'You are in the group.' })
export class JoinGroupSuccess {
  @Field(() => WorkingGroupType, { description: 'The group.' })
  group!: WorkingGroupType;
}

@InputType({ description: 'Which group to wake.' })
export class WakeGroupInput extends JoinGroupInput {}

@InputType({ description: 'Which group to put to sleep.' })
export class PutGroupToSleepInput extends JoinGroupInput {}

@Seen('PARENT')
@ObjectType({ description: 'The group is awake.' })
export class WakeGroupSuccess {
  @Field(() => WorkingGroupType, { description: 'The group.' })
  group!: WorkingGroupType;
}

@Seen('PARENT')
@ObjectType({ description: 'The group is asleep.' })
export class PutGroupToSleepSuccess {
  @Field(() => WorkingGroupType, { description: 'The group.' })
  group!: WorkingGroupType;
}

const WAKE_GROUP = act('wakeGroup', ['NOT_FOUND', 'NOT_IN_GROUP', 'GROUP_NOT_OPEN']);
const PUT_TO_SLEEP = act('putGroupToSleep', ['NOT_FOUND', 'GROUP_NOT_OPEN', 'GROUP_NOT_DORMANT']);
const WakeGroupResult = resultOf(WAKE_GROUP, WakeGroupSuccess);
const PutGroupToSleepResult = resultOf(PUT_TO_SLEEP, PutGroupToSleepSuccess);
const JOIN_GROUP = relayableAct('joinGroup', ['NOT_FOUND', 'GROUP_NOT_OPEN'], itsId);
const JoinGroupResult = resultOf(JOIN_GROUP, JoinGroupSuccess);

@Resolver()
export class GroupActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(JOIN_GROUP, JoinGroupResult, 'MEMBER', 'Joins a working group: nobody is asked.')
  joinGroup(@Args('input') input: JoinGroupInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(context, JOIN_GROUP, changing(joining(context), input), sayGroup);
  }

  @ActMutation(
    WAKE_GROUP,
    WakeGroupResult,
    'MEMBER',
    'Wakes a working group that sleeps, by one of its members.',
  )
  wakeGroup(@Args('input') input: WakeGroupInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(context, WAKE_GROUP, changing(wakeGroup, input), sayGroup);
  }

  @ActMutation(
    PUT_TO_SLEEP,
    PutGroupToSleepResult,
    'MEMBER',
    'Puts a working group to sleep in which nothing happened for as long as the rules say. Nothing of it is lost.',
  )
  putGroupToSleep(
    @Args('input') input: PutGroupToSleepInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, PUT_TO_SLEEP, changing(putGroupToSleep, input), sayGroup);
  }
}

type GroupAct = (tx: Tx, actor: MemberActor, groupId: Uuid) => Promise<Uuid>;

/** A relay joins and leaves only where nobody is in the group by what they said themselves. */
export async function requireGroupBrought(
  tx: Tx,
  { speaksFor }: RequestContext,
  actor: MemberActor,
  groupId: Uuid,
): Promise<void> {
  const since = await inGroupSince(tx, actor.collectiveId, groupId, actor.memberId);
  await requireBrought(tx, speaksFor, actor, { aboutId: groupId, acts: ['joinGroup'], since });
}

const joining =
  (context: RequestContext): GroupAct =>
  async (tx, actor, groupId) => {
    await requireGroupBrought(tx, context, actor, groupId);
    return joinGroup(tx, actor, groupId);
  };

const changing =
  (perform: GroupAct, input: JoinGroupInput) =>
  async (tx: Tx, actor: MemberActor): Promise<WorkingGroupType> => {
    const groupId = rowIdOf(input.groupId, 'WorkingGroup', actor.collectiveId, ['input', 'groupId']);
    return groupAfter(tx, actor, await perform(tx, actor, groupId));
  };

const sayGroup = (group: WorkingGroupType): { group: WorkingGroupType } => ({ group });
