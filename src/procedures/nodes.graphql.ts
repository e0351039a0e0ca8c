import { Args, ArgsType, Context, Field, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { assemblyNodes } from '../assemblies/assembly.graphql.js';
import { appealNodes } from '../appeals/appeal.graphql.js';
import { cosignedNodes } from '../appeals/cosigned.graphql.js';
import { applicationNodes } from '../collectives/application.graphql.js';
import { collectiveNodes, memberNodes } from '../collectives/collective.graphql.js';
import { exclusionNodes } from '../collectives/exclusion.graphql.js';
import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { DecisionType, decisionNodes, decisionObject } from '../decisions/decision.graphql.js';
import { decisionsByPolls } from '../decisions/decisions.queries.js';
import { electionNodes } from '../elections/election.graphql.js';
import { groupNodes } from '../groups/group.graphql.js';
import { mandateNodes } from '../mandates/mandate.graphql.js';
import { takenOverDecisionNodes } from '../decisions/taken-over-decisions.graphql.js';
import { contributionNodes } from '../deliberation/contribution.graphql.js';
import { threadNodes } from '../deliberation/thread.graphql.js';
import { MayBeCalledBy } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Reader } from '../platform/database/transactions.js';
import { fromGlobalId, type GlobalId } from '../platform/graphql/global-ids.js';
import { Node, type NodeSource, type Row } from '../platform/graphql/node.js';
import { PollType, pollNodes, pollObject } from '../polls/poll.graphql.js';
import { pollsByIds } from '../polls/polls.queries.js';
import { proposalNodes } from '../proposals/proposal.graphql.js';
import { legalTextNode, provisionNode } from '../texts/text.graphql.js';

export const NODE_SOURCES: ReadonlyMap<string, NodeSource> = new Map(
  [
    collectiveNodes,
    memberNodes,
    proposalNodes,
    pollNodes,
    decisionNodes,
    mandateNodes,
    assemblyNodes,
    legalTextNode,
    provisionNode,
    applicationNodes,
    appealNodes,
    cosignedNodes,
    exclusionNodes,
    threadNodes,
    contributionNodes,
    takenOverDecisionNodes,
    groupNodes,
    electionNodes,
  ].map((source) => [source.type, source]),
);

type ReadByGlobalId = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly string[],
  locale: Locale,
  viewerId: Uuid | null,
) => Promise<readonly Row[]>;

/** The sources, each reading its objects by the ids that people send: those of one type and collective come together. */
const BY_GLOBAL_ID: ReadonlyMap<string, ReadByGlobalId> = new Map(
  [...NODE_SOURCES].map(([type, source]) => [
    type,
    (reader, collectiveId, ids, locale, viewerId) =>
      source.load(
        reader,
        collectiveId,
        ids.map((id) => (fromGlobalId(id) as GlobalId).id),
        locale,
        viewerId,
      ),
  ]),
);

const NOWHERE = { type: '', collectiveId: '' };

const AT_MOST = 100;

@ArgsType()
class NodesArgs {
  @Field(() => [ID], { description: `The ids, ${AT_MOST} at most.` })
  ids!: string[];
}

/** `node(id:)`: any object by its id. What may not be seen and what does not exist give the same null. */
@Resolver()
export class NodesResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null when nothing here has it, or it is not yours to see.',
  })
  @MayBeCalledBy('ANYONE')
  node(
    @Args('id', { type: () => ID, description: 'The id.' }) id: string,
    @Context() context: RequestContext,
  ): Promise<Row | null> {
    return this.load(id, context);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Several objects by their ids, in the same order; null in the place of what is not there or not yours to see.',
  })
  @MayBeCalledBy('ANYONE')
  nodes(@Args() { ids }: NodesArgs, @Context() context: RequestContext): Promise<(Row | null)[]> {
    if (ids.length > AT_MOST)
      throw refuse('INVALID_INPUT', { field: 'ids', reason: `<= ${AT_MOST}` }, ['ids']);
    return Promise.all(ids.map((id) => this.load(id, context)));
  }

  private async load(id: string, context: RequestContext): Promise<Row | null> {
    const { type, collectiveId } = fromGlobalId(id) ?? NOWHERE;
    const read = BY_GLOBAL_ID.get(type);
    if (!read) return null;
    const actor = await context.actor();
    const viewerId = actor.kind === 'MEMBER' ? actor.memberId : null;
    return context.oneOf(read, 'id', collectiveId, id, context.locale, viewerId);
  }
}

/** The two ways between a poll and its decision, of which neither feature is the higher. */
@Resolver(() => DecisionType)
export class DecisionPollResolver {
  @ResolveField(() => PollType, {
    nullable: true,
    description: 'The poll that took it; null for a decision of the founding.',
  })
  async poll(@Parent() decision: DecisionType, @Context() context: RequestContext): Promise<PollType | null> {
    if (decision.pollRowId === null) return null;
    const record = await context.oneOf(pollsByIds, 'id', decision.collectiveId, decision.pollRowId);
    return record ? pollObject(record) : null;
  }
}

@Resolver(() => PollType)
export class PollDecisionResolver {
  @ResolveField(() => DecisionType, {
    nullable: true,
    description: 'The decision it made; null until one is numbered.',
  })
  async decision(@Parent() poll: PollType, @Context() context: RequestContext): Promise<DecisionType | null> {
    const row = await context.oneOf(decisionsByPolls, 'pollId', poll.collectiveId, poll.pollId);
    return row ? decisionObject(row, context.locale) : null;
  }
}
