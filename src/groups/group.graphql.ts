import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { MemberType, memberObject } from '../collectives/collective.graphql.js';
import { dormantFrom, UNSAID_GROUPS } from '../core/charter/groups.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
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
import type { GroupState } from './group.entity.js';
import { groupsAfter, groupsByIds, staysAfter, type GroupRecord } from './groups.queries.js';

const GroupStates = { OPEN: 'OPEN', ASLEEP: 'ASLEEP', ENDED: 'ENDED' } as const satisfies {
  readonly [S in GroupState]: S;
};
registerEnumType(GroupStates, {
  name: 'GroupState',
  description: 'Whether a working group works.',
  valuesMap: {
    OPEN: { description: 'It works, and whoever wants to joins it.' },
    ASLEEP: {
      description: 'Nothing happened in it for long. No poll opens until one of its members wakes it.',
    },
    ENDED: { description: 'A decision ended it. What it did stays readable.' },
  },
});

@Seen('SAME_COLLECTIVE')
@ObjectType('WorkingGroup', {
  implements: () => [Node],
  description: 'People who work together on something: open to whoever joins, without rank, parent or owner.',
})
export class WorkingGroupType extends Node {
  readonly __typename!: 'WorkingGroup';
  collectiveId!: Uuid;
  groupId!: Uuid;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => MarkdownScalar, { description: 'What it works on, and what it may settle by itself.' })
  scope!: string;

  @Field(() => GroupStates, { description: 'Whether it works.' })
  state!: GroupState;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The decision that made it; null where the rules let whoever wants to found one.',
  })
  createdById!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The decision that gave it its present scope; null where none did.',
  })
  scopedById!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it did not.' })
  endedAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'The decision that ended it; null while none did.' })
  endedById!: string | null;

  @Field(() => Int, { description: 'How many are in it now.' })
  memberCount!: number;

  @Field(() => Boolean, { description: 'Whether you are in it.' })
  viewerIsMember!: boolean;

  @Field(() => Boolean, { description: 'Whether you may join it: you are not in it, and it has not ended.' })
  viewerMayJoin!: boolean;

  @Field(() => DateTimeScalar, {
    description: 'When something last happened in it: somebody came, something was put or voted on.',
  })
  lastActiveAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Since when nothing happened in it for as long as the rules say, so that it may be put to sleep; null while ' +
      'that is not so, and once it has ended.',
  })
  dormantSince!: string | null;
}

@Seen('PARENT')
@ObjectType('GroupMember', { description: 'Somebody who is in a working group.' })
export class GroupMemberType {
  memberRowId!: Uuid;

  @Field(() => MemberType, { description: 'Who is in it.' })
  member!: MemberType;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  joinedAt!: string;
}

const { Connection: WorkingGroupConnection } = connectionOf(WorkingGroupType, 'WorkingGroupConnection');
const { Connection: GroupMemberConnection } = connectionOf(GroupMemberType, 'GroupMemberConnection');

export function groupObject(record: GroupRecord): WorkingGroupType {
  const { collectiveId, id, createdBy, scopedBy, endedBy, lastActive, rule, zone, now, ...rest } = record;
  const rests = dormantFrom(lastActive, rule ?? UNSAID_GROUPS, zone);
  const decision = (decisionId: Uuid | null): string | null =>
    decisionId && toGlobalId('Decision', collectiveId, decisionId);
  return {
    __typename: 'WorkingGroup',
    ...rest,
    collectiveId,
    groupId: id,
    id: toGlobalId('WorkingGroup', collectiveId, id),
    createdById: decision(createdBy),
    scopedById: decision(scopedBy),
    endedById: decision(endedBy),
    viewerMayJoin: rest.state !== 'ENDED' && !rest.viewerIsMember,
    lastActiveAt: lastActive,
    dormantSince: rest.state !== 'ENDED' && rests <= now ? rests : null,
  };
}

export const groupNodes: NodeSource = {
  type: 'WorkingGroup',
  load: async (reader, collectiveId, ids, _locale, viewerId = null) =>
    (await groupsByIds(reader, collectiveId, ids, viewerId)).map(groupObject),
};

/** A group as the member who just acted on it sees it. */
export async function groupAfter(reader: Reader, actor: MemberActor, id: Uuid): Promise<WorkingGroupType> {
  const [record] = await groupsByIds(reader, actor.collectiveId, [id], actor.memberId);
  return groupObject(record as GroupRecord);
}

@Resolver(() => WorkingGroupType)
export class WorkingGroupResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => WorkingGroupConnection, {
    description: 'The working groups of your collective, also those that ended, from the first.',
  })
  @MayBeCalledBy('MEMBER')
  async workingGroups(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<WorkingGroupType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const rows = await groupsAfter(this.reader, collectiveId, memberId, page.after?.[0] ?? null, page.first);
    return pageFrom(rows.map(groupObject), page, ({ groupId }) => [groupId]);
  }

  @ResolveField(() => GroupMemberConnection, {
    description: 'Who is in it now, in the order of their coming.',
  })
  async members(
    @Parent() group: WorkingGroupType,
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<GroupMemberType>> {
    const page = readPage(args, ['instant', 'uuid']);
    const after = page.after && { joinedAt: page.after[0], memberId: page.after[1] };
    const { collectiveId, groupId } = group;
    const rows = await context.listOf(staysAfter, 'groupId', collectiveId, groupId, after, page.first);
    const members = rows.map(({ memberId, joinedAt, member }) => ({
      memberRowId: memberId,
      joinedAt,
      member: memberObject(member),
    }));
    return pageFrom(members, page, ({ joinedAt, memberRowId }) => [joinedAt, memberRowId]);
  }
}
