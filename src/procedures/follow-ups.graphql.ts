import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, registerEnumType, Resolver } from '@nestjs/graphql';
import { followedUpAfter, FollowedUpDecisionType } from '../decisions/follow-up.graphql.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import { sayWhatBecame } from './say-what-became.js';

const SAID_LATER = { NOBODY: 'NOBODY', DONE: 'DONE', DROPPED: 'DROPPED' } as const;
registerEnumType(SAID_LATER, {
  name: 'FollowUpSaid',
  description: 'What one says of a decision.',
  valuesMap: {
    NOBODY: { description: 'You no longer see to it.' },
    DONE: { description: 'It is done: the note says how.' },
    DROPPED: { description: 'It is given up: the note says why.' },
  },
});

@InputType({ description: 'What became of a decision.' })
export class FollowUpDecisionInput {
  @Field(() => ID, { description: 'An adopted decision.' })
  decisionId!: string;

  @Field(() => SAID_LATER, { description: 'What became of it.' })
  state!: 'NOBODY' | 'DONE' | 'DROPPED';

  @Field(() => MarkdownScalar, {
    defaultValue: '',
    description: 'A word on it; needed where it is done or dropped.',
  })
  note!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'It is said, and stays.' })
export class FollowUpDecisionSuccess {
  @Field(() => FollowedUpDecisionType, { description: 'The decision, with what became of it.' })
  decision!: FollowedUpDecisionType;
}

export const FOLLOW_UP_DECISION = act('followUpDecision', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'DECISION_NOT_ADOPTED',
  'DECISION_NOT_YOURS_TO_LEAVE',
]);
const FollowUpDecisionResult = resultOf(FOLLOW_UP_DECISION, FollowUpDecisionSuccess);

@Resolver()
export class FollowUpActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    FOLLOW_UP_DECISION,
    FollowUpDecisionResult,
    'MEMBER',
    'Says what became of a decision: done, dropped, or that one no longer sees to it. The line by which a mandate to it was ' +
      'asked for waits no more.',
  )
  followUpDecision(
    @Args('input') input: FollowUpDecisionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      FOLLOW_UP_DECISION,
      async (tx, actor) => {
        const { state, note } = input;
        const decisionId = rowIdOf(input.decisionId, 'Decision', actor.collectiveId, ['input', 'decisionId']);
        await sayWhatBecame(tx, actor, { decisionId, state, note });
        return followedUpAfter(tx, actor.collectiveId, decisionId);
      },
      (decision) => ({ decision }),
    );
  }
}
