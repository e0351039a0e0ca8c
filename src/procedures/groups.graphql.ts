import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { DecisionConnection, DecisionType, decisionObject } from '../decisions/decision.graphql.js';
import { decisionsOfGroups } from '../decisions/decisions.queries.js';
import { WorkingGroupType, groupAfter } from '../groups/group.graphql.js';
import { MandateConnection, MandateType, mandateObjects } from '../mandates/mandate.graphql.js';
import { liveMandatesOfGroups } from '../mandates/mandate.queries.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import type { Reader } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { ConnectionArgs, pageFrom, readPage, type Connection } from '../platform/graphql/connections.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import {
  ProposalConnection,
  ProposalType,
  proposalAfter,
  proposalObject,
} from '../proposals/proposal.graphql.js';
import { proposalsOfGroups } from '../proposals/proposals.queries.js';
import { createGroup } from './create-group.js';
import { handToCollective } from './hand-to-collective.js';

@InputType({ description: 'A working group to be made without a decision.' })
export class CreateGroupInput {
  @Field(() => String, { description: 'What it is called: unlike any other group of the collective.' })
  name!: string;

  @Field(() => MarkdownScalar, { description: 'What it works on.' })
  scope!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same group.',
  })
  idempotencyKey?: string | null;
}

@Seen('PARENT')
@ObjectType({ description: 'The group is made, and you are in it.' })
export class CreateGroupSuccess {
  @Field(() => WorkingGroupType, { description: 'The group.' })
  group!: WorkingGroupType;
}

@InputType({ description: 'The question to hand to the collective.' })
export class HandToCollectiveInput {
  @Field(() => ID, { description: 'The proposal of the group.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version that you read.' })
  version!: number;
}

@Seen('PARENT')
@ObjectType({ description: 'The question is before the collective.' })
export class HandToCollectiveSuccess {
  @Field(() => ProposalType, { description: 'The proposal, the same as it was in the group.' })
  proposal!: ProposalType;
}

const CREATE_GROUP = act('createGroup', [
  'INVALID_INPUT',
  'IDEMPOTENCY_KEY_REUSED',
  'GROUP_NEEDS_DECISION',
  'GROUP_NAME_TAKEN',
  'ALONE_IN_GROUP',
  'PROPOSER_NOT_ENTITLED',
  'TARGET_RESERVED',
]);
const HAND_TO_COLLECTIVE = act('handToCollective', [
  'NOT_FOUND',
  'PROPOSAL_OF_NO_GROUP',
  'PROPOSAL_NOT_OPEN',
  'PROPOSAL_CHANGED',
  'NOT_IN_GROUP',
  'ADVICE_IS_OF_A_GROUP',
  'POLL_ALREADY_OPEN',
  'CONSENT_RUNNING',
]);
const CreateGroupResult = resultOf(CREATE_GROUP, CreateGroupSuccess);
const HandToCollectiveResult = resultOf(HAND_TO_COLLECTIVE, HandToCollectiveSuccess);

/** What groups do that touches more than themselves. */
@Resolver()
export class GroupStories {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    CREATE_GROUP,
    CreateGroupResult,
    'MEMBER',
    'Makes a working group without a decision, where the rules let members do so. Whoever makes it is in it, and no more.',
  )
  createGroup(@Args('input') input: CreateGroupInput, @Context() context: RequestContext): Promise<object> {
    const { name, scope } = input;
    return this.acts.perform(
      context,
      CREATE_GROUP,
      async (tx, actor) =>
        groupAfter(tx, actor, await createGroup(tx, actor, { name, scope, repeat: repeatOf(input) })),
      (group) => ({ group }),
    );
  }

  @ActMutation(
    HAND_TO_COLLECTIVE,
    HandToCollectiveResult,
    'MEMBER',
    'Hands a question of a working group to the collective, with all that was said of it.',
  )
  handToCollective(
    @Args('input') input: HandToCollectiveInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      HAND_TO_COLLECTIVE,
      async (tx, actor) => {
        const proposalId = rowIdOf(input.proposalId, 'Proposal', actor.collectiveId, ['input', 'proposalId']);
        const { version } = input;
        return proposalAfter(tx, actor, await handToCollective(tx, actor, { proposalId, version }));
      },
      (proposal) => ({ proposal }),
    );
  }
}

/** What other features have of a group: fields of the lower type, resolved here. */
@Resolver(() => WorkingGroupType)
export class PartsOfGroupResolver {
  @ResolveField(() => MandateConnection, {
    description:
      'The mandates in its scope that are live: roles that pass from one to another, tasks, no ranks.',
  })
  async roles(
    @Parent() group: WorkingGroupType,
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<MandateType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId, groupId } = group;
    const after = page.after?.[0] ?? null;
    const rows = await context.listOf(rolesOfGroups, 'groupId', collectiveId, groupId, after, page.first);
    const mandates = rows.map(({ mandate }) => mandate);
    return pageFrom(mandates, page, ({ rowId }) => [rowId]);
  }

  @ResolveField(() => ProposalConnection, {
    description: 'What was put in it, the latest first, also what it handed to the collective.',
  })
  async proposals(
    @Parent() group: WorkingGroupType,
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ProposalType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId, groupId } = group;
    const { memberId } = (await context.actor()) as MemberActor;
    const before = page.after?.[0] ?? null;
    const rows = await context.listOf(
      proposalsOfGroups,
      'groupId',
      collectiveId,
      groupId,
      memberId,
      before,
      page.first,
    );
    return pageFrom(rows.map(proposalObject), page, (proposal) => [proposal.proposalId]);
  }

  @ResolveField(() => DecisionConnection, {
    description:
      'What it decided, the latest first. One that the collective recalled says by which decision.',
  })
  async decisions(
    @Parent() group: WorkingGroupType,
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<DecisionType>> {
    const page = readPage(args, ['integer', 'integer']);
    const { collectiveId, groupId } = group;
    const rows = await context.listOf(
      decisionsOfGroups,
      'groupId',
      collectiveId,
      groupId,
      page.after,
      page.first,
    );
    const decisions = rows.map((row) => decisionObject(row, context.locale));
    return pageFrom(decisions, page, (decision) => [decision.year, decision.number]);
  }
}

/** The live mandates of several groups, with their holders, read together. */
async function rolesOfGroups(
  reader: Reader,
  collectiveId: Uuid,
  groupIds: readonly Uuid[],
  after: Uuid | null,
  first: number,
): Promise<{ readonly groupId: Uuid; readonly mandate: MandateType }[]> {
  const records = await liveMandatesOfGroups(reader, collectiveId, groupIds, after, first);
  const mandates = await mandateObjects(reader, records);
  return records.map(({ scopeId }, place) => ({ groupId: scopeId, mandate: mandates[place] as MandateType }));
}
