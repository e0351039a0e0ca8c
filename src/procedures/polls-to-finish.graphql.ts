import { Inject } from '@nestjs/common';
import { Context, Field, ID, Int, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { MethodEnum } from '../collectives/methods.graphql.js';
import { ViewerType } from '../collectives/collective.graphql.js';
import type { MethodId } from '../core/charter/clause.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';

@Seen('PARENT')
@ObjectType('PollToFinish', {
  description:
    'An open poll whose roll still lists somebody who is no longer a member: all they need to vote in it.',
})
export class PollToFinishType {
  @Field(() => ID, { description: 'The poll: `castBallot` takes it.' })
  pollId!: string;

  @Field({ description: 'The question.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'Why it is proposed.' })
  rationale!: string;

  @Field(() => MethodEnum, { description: 'How ballots are counted.' })
  method!: MethodId;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it closes; null before a last call.' })
  closesAt!: Instant | null;

  @Field(() => Int, { description: 'The revision of your ballot: 0 when you have none in the box.' })
  revision!: number;
}

/** What a late rule that keeps the roll leaves to whoever left or was excluded: their open polls, and no others. */
@Resolver(() => ViewerType)
export class PollsToFinishResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => [PollToFinishType], {
    description: 'For somebody who is no longer a member: the open polls that they may still finish.',
  })
  async pollsToFinish(@Context() context: RequestContext): Promise<PollToFinishType[]> {
    const { collectiveId, memberId, state } = (await context.actor()) as MemberActor;
    if (state === 'ACTIVE' || state === 'FOUNDING') return [];
    const rows = await this.reader.rows<Omit<PollToFinishType, 'pollId'> & { id: Uuid }>(OPEN_TO, [
      collectiveId,
      memberId,
    ]);
    return rows.map(({ id, ...poll }) => ({ ...poll, pollId: toGlobalId('Poll', collectiveId, id) }));
  }
}

const OPEN_TO = `
  SELECT poll.id, poll.title, version.rationale, poll.method, poll.closes_at AS "closesAt",
    coalesce(ballot.revision, 0) AS revision
  FROM ormee.roll_entry entry
  JOIN ormee.poll ON poll.collective_id = entry.collective_id AND poll.id = entry.poll_id
  JOIN ormee.proposal_version version ON version.collective_id = poll.collective_id
    AND version.proposal_id = poll.proposal_id AND version.version = poll.proposal_version
  LEFT JOIN ormee.ballot ON ballot.collective_id = entry.collective_id AND ballot.poll_id = entry.poll_id
    AND ballot.member_id = entry.member_id
  WHERE entry.collective_id = $1 AND entry.member_id = $2 AND entry.entitled
    AND (poll.venue = 'ONLINE' OR entry.present)
    AND poll.state = 'OPEN' AND (poll.closes_at IS NULL OR poll.closes_at > ormee.instant())
  ORDER BY poll.id`;
