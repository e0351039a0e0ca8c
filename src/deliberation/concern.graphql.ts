import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { CONCERN_STATES, type ConcernState, type ReviewKind } from './concern.entity.js';
import type { ConcernRecord } from './contributions.queries.js';

export const ConcernStateEnum = Object.fromEntries(CONCERN_STATES.map((state) => [state, state])) as {
  readonly [S in ConcernState]: S;
};
registerEnumType(ConcernStateEnum, {
  name: 'ConcernState',
  description: 'What became of a concern.',
  valuesMap: {
    VOICED: { description: 'It has a date, and no decision carries it yet.' },
    CARRIED: { description: 'A decision carries it, until its date.' },
    DUE: { description: 'Its date has come: the collective looks at it again.' },
    SETTLED: { description: 'It is no concern any more.' },
    TAKEN_UP: { description: 'It led to a thread or a proposal.' },
  },
});

const ReviewKindEnum = {
  LATER: 'LATER',
  NO_LONGER: 'NO_LONGER',
  TAKEN_UP: 'TAKEN_UP',
  WITHDRAWN: 'WITHDRAWN',
} as const satisfies { readonly [K in ReviewKind]: K };
registerEnumType(ReviewKindEnum, {
  name: 'ConcernReviewKind',
  description: 'How a concern was answered.',
  valuesMap: {
    LATER: { description: 'It is looked at again at another date.' },
    NO_LONGER: { description: 'It is no concern any more.' },
    TAKEN_UP: { description: 'It led to a thread or a proposal.' },
    WITHDRAWN: { description: 'Its author took its words back.' },
  },
});

@Seen('PARENT')
@ObjectType('ConcernReview', { description: 'One answer to a concern: it stays.' })
export class ConcernReviewType {
  @Field(() => ReviewKindEnum, { description: 'What was answered.' })
  how!: ReviewKind;

  @Field(() => ID, { description: 'Who answered, to be read by `node`.' })
  authorId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The contribution that says why; null where its author took the concern back.',
  })
  replyId!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The date at which to look again; null for any other answer.',
  })
  reviewAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'The thread that took it up; null for none.' })
  threadId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The proposal that took it up; null for none.' })
  proposalId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was answered.' })
  saidAt!: string;
}

@Seen('PARENT')
@ObjectType('Concern', {
  description: 'What worries somebody about a decision, and when the collective looks at it again.',
})
export class ConcernType {
  @Field(() => ConcernStateEnum, { description: 'What became of it.' })
  state!: ConcernState;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the collective looks, or looked, at it again; null where nobody said when.',
  })
  reviewAt!: string | null;

  @Field(() => [ID], { description: 'The decisions that carry it, to be read by `node`.' })
  decisionIds!: string[];

  @Field(() => [ConcernReviewType], { description: 'How it was answered, from the first.' })
  reviews!: ConcernReviewType[];
}

export function concernObject(collectiveId: Uuid, concern: ConcernRecord): ConcernType {
  const global = (type: string, id: Uuid | null): string | null => id && toGlobalId(type, collectiveId, id);
  return {
    state: concern.state,
    reviewAt: concern.reviewAt,
    decisionIds: concern.decisionIds.map((id) => toGlobalId('Decision', collectiveId, id)),
    reviews: concern.reviews.map((review) => ({
      ...review,
      authorId: toGlobalId('Member', collectiveId, review.authorId),
      replyId: global('Contribution', review.replyId),
      threadId: global('Thread', review.threadId),
      proposalId: global('Proposal', review.proposalId),
    })),
  };
}
