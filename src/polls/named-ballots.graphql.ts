import { Args, Context, Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Uuid } from '../core/kernel/ids.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { inWords } from '../platform/i18n/words.js';
import { namedBallotsAfter, rollCountsOf } from './named-ballots.queries.js';
import { PollType } from './poll.graphql.js';

@Seen('PARENT')
@ObjectType('NamedBallot', { description: 'What one member put in the box of a nominative poll.' })
export class NamedBallotType {
  rowId!: Uuid;

  @Field(() => ID, { description: 'Who, to be read by `node`.' })
  memberId!: string;

  @Field(() => String, { description: 'What the ballot says.' })
  choice!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The reason of an objection; null for any other ballot.',
  })
  reason!: string | null;
}

const { Connection: NamedBallotConnection } = connectionOf(NamedBallotType, 'NamedBallotConnection');

@Seen('PARENT')
@ObjectType('RollCount', { description: 'How many are on the electoral roll for one reason.' })
export class RollCountType {
  @Field(() => String, { description: 'The reason as a code; MEMBER for those who have a ballot.' })
  reason!: string;

  @Field(() => String, { description: 'The reason in words.' })
  words!: string;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

/** What lets a member recount a proclaimed poll: its ballots where the rule shows them, and how its roll is made. */
@Resolver(() => PollType)
export class NamedBallotsResolver {
  @ResolveField(() => NamedBallotConnection, {
    description:
      'The ballots by their voters, once proclaimed and where the rule shows them; empty before, and for all but members.',
  })
  @FieldSeen('MEMBERS')
  async ballots(
    @Parent() poll: PollType,
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<NamedBallotType>> {
    const page = readPage(args, ['uuid']);
    const after = page.after?.[0] ?? null;
    const { collectiveId, pollId } = poll;
    const rows = await context.listOf(namedBallotsAfter, 'pollId', collectiveId, pollId, after, page.first);
    const ballots = rows.map(({ memberId, choice, reason }) => ({
      rowId: memberId,
      memberId: toGlobalId('Member', collectiveId, memberId),
      choice,
      reason,
    }));
    return pageFrom(ballots, page, ({ rowId }) => [rowId]);
  }

  @ResolveField(() => [RollCountType], {
    description:
      'How many are on the electoral roll, by the reason for which they have a ballot or have none.',
  })
  async rollCounts(@Parent() poll: PollType, @Context() context: RequestContext): Promise<RollCountType[]> {
    const said = inWords(context.locale, 'UTC');
    const counts = await context.listOf(rollCountsOf, 'pollId', poll.collectiveId, poll.pollId);
    return counts.map(({ reason, count }) => ({ reason, words: said(reason), count }));
  }
}
