import { Context, Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { amendmentsOfPolls } from '../amendments/amendments.queries.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Sha256Scalar } from '../platform/graphql/scalars.js';
import { PollType } from './poll.graphql.js';

@Seen('PARENT')
@ObjectType('PutAmendment', {
  description: 'An amendment that a poll puts, as it stood when the poll opened.',
})
export class PutAmendmentType {
  @Field(() => ID, { description: 'The amendment: one of those of the poll’s proposal.' })
  amendmentId!: string;

  @Field(() => String, { description: 'The option that adopts it: `ADOPT` where the answer is yes or no.' })
  optionKey!: string;

  @Field(() => Int, { description: 'Which of its versions is put.' })
  revision!: number;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of that version: nothing moves under a ballot.' })
  hash!: string;
}

@Resolver(() => PollType)
export class AmendmentsOfPollResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [PutAmendmentType], {
    description: 'The amendments that it puts, by number; empty where it puts the proposal itself.',
  })
  async amendments(
    @Parent() { collectiveId, pollId }: PollType,
    @Context() context: RequestContext,
  ): Promise<PutAmendmentType[]> {
    const rows = await context.listOf(amendmentsOfPolls, 'pollId', collectiveId, pollId);
    return rows.map(({ amendmentId, optionKey, revision, hash }) => ({
      amendmentId: toGlobalId('Amendment', collectiveId, amendmentId),
      optionKey,
      revision,
      hash,
    }));
  }
}
