import { Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { FieldSeen, Seen } from '../platform/access/access.js';
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
  amendments(@Parent() { collectiveId, record }: PollType): PutAmendmentType[] {
    return record.putAmendments.map(({ amendmentId, ...put }) => ({
      ...put,
      amendmentId: toGlobalId('Amendment', collectiveId, amendmentId),
    }));
  }
}
