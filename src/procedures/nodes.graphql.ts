import { Inject } from '@nestjs/common';
import { Args, ArgsType, Context, Field, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { assemblyNodes } from '../assemblies/assembly.graphql.js';
import { appealNodes } from '../appeals/appeal.graphql.js';
import { applicationNodes } from '../collectives/application.graphql.js';
import { collectiveNodes, memberNodes } from '../collectives/collective.graphql.js';
import { exclusionNodes } from '../collectives/exclusion.graphql.js';
import { refuse } from '../core/kernel/refusals.js';
import { DecisionType, decisionNodes, decisionObject } from '../decisions/decision.graphql.js';
import { decisionsByPolls } from '../decisions/decisions.queries.js';
import { mandateNodes } from '../mandates/mandate.graphql.js';
import { takenOverDecisionNodes } from '../decisions/taken-over-decisions.graphql.js';
import { MayBeCalledBy } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
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
    exclusionNodes,
    takenOverDecisionNodes,
  ].map((source) => [source.type, source]),
);

const AT_MOST = 100;

@ArgsType()
class NodesArgs {
  @Field(() => [ID], { description: `The ids, ${AT_MOST} at most.` })
  ids!: string[];
}

/** `node(id:)`: any object by its id. What may not be seen and what does not exist give the same null. */
@Resolver()
export class NodesResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null when nothing here has it, or it is not yours to see.',
  })
  @MayBeCalledBy('ANYONE')
  async node(
    @Args('id', { type: () => ID, description: 'The id.' }) id: string,
    @Context() context: RequestContext,
  ): Promise<Row | null> {
    return (await this.load([id], context))[0] ?? null;
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
    return this.load(ids, context);
  }

  private async load(ids: readonly string[], context: RequestContext): Promise<(Row | null)[]> {
    const wanted = ids.map(fromGlobalId);
    const found = new Map<string, Row>();
    const actor = await context.actor();
    const viewerId = actor.kind === 'MEMBER' ? actor.memberId : null;
    for (const [type, source] of NODE_SOURCES)
      for (const [collectiveId, rows] of byCollective(wanted, type))
        for (const row of await source.load(this.reader, collectiveId, rows, context.locale, viewerId))
          found.set(row.id, row);
    return ids.map((id) => found.get(id) ?? null);
  }
}

function byCollective(wanted: readonly (GlobalId | null)[], type: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of wanted)
    if (id?.type === type) groups.set(id.collectiveId, [...(groups.get(id.collectiveId) ?? []), id.id]);
  return groups;
}

/** The two ways between a poll and its decision, of which neither feature is the higher. */
@Resolver(() => DecisionType)
export class DecisionPollResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => PollType, {
    nullable: true,
    description: 'The poll that took it; null for a decision of the founding.',
  })
  async poll(@Parent() decision: DecisionType, @Context() context: RequestContext): Promise<PollType | null> {
    if (decision.pollRowId === null) return null;
    const [record] = await pollsByIds(this.reader, decision.collectiveId, [decision.pollRowId]);
    return record ? pollObject(record, context.locale) : null;
  }
}

@Resolver(() => PollType)
export class PollDecisionResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => DecisionType, {
    nullable: true,
    description: 'The decision it made; null until one is numbered.',
  })
  async decision(@Parent() poll: PollType, @Context() context: RequestContext): Promise<DecisionType | null> {
    const [row] = await decisionsByPolls(this.reader, poll.collectiveId, [poll.pollId]);
    return row ? decisionObject(row, context.locale) : null;
  }
}
