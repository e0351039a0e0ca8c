import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  ObjectType,
  Query,
  registerEnumType,
  ResolveField,
  Parent,
  Resolver,
} from '@nestjs/graphql';
import type { MemberActor, MemberKind, MemberState } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
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
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';
import {
  CharterWarningType,
  ClauseInForceType,
  clauseInForceObject,
  warningObjects,
} from './charter.graphql.js';
import { clausesInForce, collectiveFacts, findCollective } from './charter.queries.js';
import { membersAfter, membersByIds, type MemberRecord } from './members.queries.js';

export const MemberKindEnum = { NATURAL: 'NATURAL', LEGAL: 'LEGAL' } as const;
registerEnumType(MemberKindEnum, {
  name: 'MemberKind',
  description: 'What a member is.',
  valuesMap: {
    NATURAL: { description: 'A natural person: one voice.' },
    LEGAL: { description: 'A legal person: speaks, supports, proposes, and has no ballot.' },
  },
});

export const MemberStateEnum = {
  FOUNDING: 'FOUNDING',
  ACTIVE: 'ACTIVE',
  LEFT: 'LEFT',
  EXCLUDED: 'EXCLUDED',
} as const;
registerEnumType(MemberStateEnum, {
  name: 'MemberState',
  description: 'Where somebody stands in the collective.',
  valuesMap: {
    FOUNDING: { description: 'Founding the collective.' },
    ACTIVE: { description: 'A member.' },
    LEFT: { description: 'Left of their own will.' },
    EXCLUDED: { description: 'Excluded by a decision.' },
  },
});

@Seen('PARENT')
@ObjectType('FormerName', {
  description: 'A name that a member bore, so that what was written under it is read.',
})
export class FormerNameType {
  @Field(() => String, { description: 'The name.' })
  publicName!: string;

  @Field(() => DateTimeScalar, { description: 'Until when they bore it.' })
  until!: string;
}

@Seen('SAME_COLLECTIVE')
@ObjectType('Member', { implements: () => [Node], description: "A person's belonging to the collective." })
export class MemberType extends Node {
  collectiveId!: Uuid;
  memberId!: Uuid;

  @Field(() => String, { description: 'The name they chose to be known by; a pseudonym is fine.' })
  publicName!: string;

  @Field(() => MemberKindEnum, { description: 'A natural or a legal person.' })
  kind!: MemberKind;

  @Field(() => MemberStateEnum, { description: 'Where they stand in the collective.' })
  state!: MemberState;

  @Field(() => DateTimeScalar, { description: 'Since when they belong.' })
  joinedAt!: string;

  @FieldSeen('SELF')
  @Field(() => String, {
    nullable: true,
    description: 'Their address, which only they can see; null for everyone else.',
  })
  email!: string | null;

  @Field(() => Boolean, {
    description: 'False for somebody taken over from a file (« repris, non vérifié »), until they sign in.',
  })
  verified!: boolean;

  @FieldSeen('SELF')
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day of the dues they paid, which only they can see; null when none are noted.',
  })
  duesUntil!: string | null;

  @Field(() => [FormerNameType], {
    description:
      'Names they bore before, the latest first; gone with the rest once they have their data erased.',
  })
  formerNames!: readonly FormerNameType[];
}

@Seen('SAME_COLLECTIVE')
@ObjectType('Collective', { implements: () => [Node], description: 'The self-managed body that decides.' })
export class CollectiveType extends Node {
  collectiveId!: Uuid;

  @Field(() => String, { description: 'What it calls itself.' })
  name!: string;

  @Field(() => String, { description: 'The time zone of its calendar.' })
  zone!: string;
}

@Seen('PARENT')
@ObjectType('Viewer', { description: 'Who asks, as the service knows them.' })
export class ViewerType {
  @Field(() => ID, { description: 'Their membership; `node` reads it.' })
  memberId!: string;

  @Field(() => MemberStateEnum, { description: 'Where they stand in the collective.' })
  state!: MemberState;

  @Field(() => MemberType, { nullable: true, description: 'Their membership, while it lasts.' })
  member!: MemberType | null;
}

const { Connection: MemberConnection } = connectionOf(MemberType, 'MemberConnection');

export const memberObject = (record: MemberRecord): MemberType & { __typename: 'Member' } => ({
  __typename: 'Member',
  ...record,
  id: toGlobalId('Member', record.collectiveId, record.id),
  memberId: record.id,
});

export const memberNodes: NodeSource = {
  type: 'Member',
  load: async (reader, collectiveId, ids) =>
    (await membersByIds(reader, collectiveId, ids)).map(memberObject),
};

export const collectiveNodes: NodeSource = {
  type: 'Collective',
  load: async (reader, collectiveId, ids) => {
    const facts = ids.includes(collectiveId) ? await findCollective(reader, collectiveId) : null;
    return facts ? [collectiveObject(collectiveId, facts)] : [];
  },
};

const collectiveObject = (
  collectiveId: Uuid,
  { name, zone }: { name: string; zone: string },
): CollectiveType & { __typename: 'Collective' } => ({
  __typename: 'Collective',
  id: toGlobalId('Collective', collectiveId, collectiveId),
  collectiveId,
  name,
  zone,
});

@Resolver(() => CollectiveType)
export class CollectiveResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => ViewerType, { description: 'Who you are to the service.' })
  @MayBeCalledBy('SESSION')
  async viewer(@Context() context: RequestContext): Promise<ViewerType> {
    const actor = (await context.actor()) as MemberActor;
    const [record] = await membersByIds(this.reader, actor.collectiveId, [actor.memberId]);
    return {
      memberId: toGlobalId('Member', actor.collectiveId, actor.memberId),
      state: actor.state,
      member: record ? memberObject(record) : null,
    };
  }

  @Query(() => CollectiveType, { description: 'Your collective.' })
  @MayBeCalledBy('MEMBER')
  async collective(@Context() context: RequestContext): Promise<CollectiveType> {
    const { collectiveId } = (await context.actor()) as MemberActor;
    return collectiveObject(collectiveId, await collectiveFacts(this.reader, collectiveId));
  }

  @ResolveField(() => [ClauseInForceType], { description: 'The decision rules in force: its charter.' })
  async charter(
    @Parent() { collectiveId }: CollectiveType,
    @Context() context: RequestContext,
  ): Promise<ClauseInForceType[]> {
    const rows = await context.listOf(clausesInForce, 'collectiveId', collectiveId, collectiveId);
    return rows.map(clauseInForceObject);
  }

  @ResolveField(() => [CharterWarningType], {
    description: 'Where the decision rules in force are dangerous, in words.',
  })
  async charterWarnings(
    @Parent() { collectiveId }: CollectiveType,
    @Context() context: RequestContext,
  ): Promise<CharterWarningType[]> {
    const rows = await context.listOf(clausesInForce, 'collectiveId', collectiveId, collectiveId);
    return warningObjects(
      rows.map(({ clause }) => clause),
      context.locale,
    );
  }

  @Query(() => MemberConnection, {
    description: 'The members of your collective, in the order of their coming.',
  })
  @MayBeCalledBy('MEMBER')
  async members(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<MemberType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const records = await membersAfter(this.reader, collectiveId, page.after?.[0] ?? null, page.first);
    return pageFrom(records.map(memberObject), page, (member) => [member.memberId]);
  }
}
