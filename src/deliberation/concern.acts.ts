import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import { contributionAfter, ContributionType } from './contribution.graphql.js';
import { reviewConcern, type Answer } from './review-concern.js';

@InputType({ isOneOf: true, description: 'What becomes of a concern: exactly one of these.' })
export class ConcernAnswerInput {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When to look at it again; within three years.',
  })
  lookAgainAt?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: it is no concern any more.' })
  noLonger?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'The title of a thread that is opened from it, about the same proposals.',
  })
  threadTitle?: string | null;

  @Field(() => ID, { nullable: true, description: 'An open proposal that takes it up.' })
  proposalId?: string | null;
}

@InputType({ description: 'An answer to a concern.' })
export class ReviewConcernInput {
  @Field(() => ID, { description: 'The contribution that voices it.' })
  contributionId!: string;

  @Field(() => MarkdownScalar, {
    description: 'Why, as a reply to it in its thread, for all to read; 10,000 characters at most.',
  })
  body!: string;

  @Field(() => ConcernAnswerInput, { description: 'What becomes of it.' })
  answer!: ConcernAnswerInput;
}

@Seen('PARENT')
@ObjectType({ description: 'It is answered, and the answer stands beside it.' })
export class ReviewConcernSuccess {
  @Field(() => ContributionType, { description: 'The contribution that voices it.' })
  contribution!: ContributionType;
}

export const REVIEW_CONCERN = act('reviewConcern', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'CONCERN_NOT_YOURS',
  'CONCERN_NOT_DUE',
  'CONTRIBUTION_NOT_STANDING',
  'PROPOSAL_NOT_OPEN',
]);
const ReviewConcernResult = resultOf(REVIEW_CONCERN, ReviewConcernSuccess);

@Resolver()
export class ConcernActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    REVIEW_CONCERN,
    ReviewConcernResult,
    'MEMBER',
    'Answers a concern: it is looked at again later, is none any more, or is taken up in a thread or a proposal. By its ' +
      'author, who dates it at any time and alone says that it is none, or by whoever sees to the decision that carries it.',
  )
  reviewConcern(
    @Args('input') input: ReviewConcernInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<ContributionType> => {
      const { collectiveId } = actor;
      const contributionId = rowIdOf(input.contributionId, 'Contribution', collectiveId, [
        'input',
        'contributionId',
      ]);
      const answer = answerOf(input.answer, collectiveId);
      return contributionAfter(
        tx,
        actor,
        await reviewConcern(tx, actor, { contributionId, body: input.body, answer }),
      );
    };
    return this.acts.perform(context, REVIEW_CONCERN, work, (contribution) => ({ contribution }));
  }
}

const ANSWER = ['input', 'answer'];

function answerOf(input: ConcernAnswerInput, collectiveId: Uuid): Answer {
  const [field] = onlyField(input, ANSWER);
  switch (field) {
    case 'lookAgainAt':
      return { how: 'LATER', reviewAt: input.lookAgainAt as string };
    case 'threadTitle':
      return { how: 'TAKEN_UP', threadTitle: input.threadTitle as string };
    case 'proposalId':
      return {
        how: 'TAKEN_UP',
        proposalId: rowIdOf(input.proposalId as string, 'Proposal', collectiveId, [...ANSWER, field]),
      };
    default:
      if (input.noLonger === true) return { how: 'NO_LONGER' };
      throw refuse('INVALID_INPUT', { field: 'noLonger', reason: 'true' }, [...ANSWER, 'noLonger']);
  }
}
