import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf, type Act } from '../platform/graphql/problems.js';
import { OF_MODERATORS } from './contribution.acts.js';
import {
  answerThreadModerationAppeal,
  appealThreadModeration,
  hideThreadWords,
  type ThreadWords,
} from './moderate-thread.js';
import { threadAfter, ThreadType } from './thread.graphql.js';

@InputType({ isAbstract: true })
abstract class ThreadWordsInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId!: string;

  @Field(() => Int, { nullable: true, description: 'A version of its summary; null for its title.' })
  summaryVersion?: number | null;
}

@InputType({ description: 'The title of a thread, or a summary of it, to hide, and why.' })
export class HideThreadWordsInput extends ThreadWordsInput {
  @Field(() => String, { description: 'Why; every member reads it, and whoever wrote it first.' })
  reason!: string;
}

@InputType({ description: 'Why a title or a summary that was hidden should show.' })
export class AppealThreadModerationInput extends ThreadWordsInput {
  @Field(() => String, { description: 'Why it should show; every member reads it.' })
  reason!: string;
}

@InputType({ description: 'Whether a title or a summary that was hidden stays hidden.' })
export class AnswerThreadModerationAppealInput extends ThreadWordsInput {
  @Field(() => Boolean, { description: 'True: it stays hidden. False: it shows again.' })
  uphold!: boolean;

  @Field(() => String, { description: 'Why; every member reads it.' })
  reason!: string;
}

@Seen('PARENT')
@ObjectType({ isAbstract: true })
abstract class ThreadModerationSuccess {
  @Field(() => ThreadType, { description: 'The thread.' })
  thread!: ThreadType;
}

@Seen('PARENT')
@ObjectType({ description: 'It is hidden, and everybody sees that it is, by whom and why.' })
export class HideThreadWordsSuccess extends ThreadModerationSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'Somebody else is asked; if nobody upholds in time, it shows again.' })
export class AppealThreadModerationSuccess extends ThreadModerationSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'What you answered holds for the title or the summary.' })
export class AnswerThreadModerationAppealSuccess extends ThreadModerationSuccess {}

export const HIDE_THREAD_WORDS = act('hideThreadWords', [...OF_MODERATORS, 'CONTRIBUTION_NOT_STANDING']);
export const APPEAL_THREAD_MODERATION = act('appealThreadModeration', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MODERATION_SETTLED',
]);
export const ANSWER_THREAD_MODERATION_APPEAL = act('answerThreadModerationAppeal', OF_MODERATORS);
const HideThreadWordsResult = resultOf(HIDE_THREAD_WORDS, HideThreadWordsSuccess);
const AppealThreadModerationResult = resultOf(APPEAL_THREAD_MODERATION, AppealThreadModerationSuccess);
const AnswerThreadModerationAppealResult = resultOf(
  ANSWER_THREAD_MODERATION_APPEAL,
  AnswerThreadModerationAppealSuccess,
);

@Resolver()
export class ThreadModerationActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    HIDE_THREAD_WORDS,
    HideThreadWordsResult,
    'MEMBER',
    'Under a mandate to moderate, hides the title of a thread or a version of its summary from all but whoever wrote it and ' +
      'moderators. Never silently, and never what speaks of your own proposal.',
  )
  hideThreadWords(
    @Args('input') input: HideThreadWordsInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.perform(context, HIDE_THREAD_WORDS, (tx, actor) =>
      hideThreadWords(tx, actor, { ...wordsIn(input, actor), reason: input.reason }),
    );
  }

  @ActMutation(
    APPEAL_THREAD_MODERATION,
    AppealThreadModerationResult,
    'MEMBER',
    'Asks that somebody else than the moderator looks at a title or a summary of yours that was hidden. Unless another ' +
      'upholds it within three days, it shows again.',
  )
  appealThreadModeration(
    @Args('input') input: AppealThreadModerationInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.perform(context, APPEAL_THREAD_MODERATION, (tx, actor) =>
      appealThreadModeration(tx, actor, { ...wordsIn(input, actor), reason: input.reason }),
    );
  }

  @ActMutation(
    ANSWER_THREAD_MODERATION_APPEAL,
    AnswerThreadModerationAppealResult,
    'MEMBER',
    'Under a mandate to moderate, upholds that a title or a summary is hidden, which its author appealed, or shows it again.',
  )
  answerThreadModerationAppeal(
    @Args('input') input: AnswerThreadModerationAppealInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const { uphold, reason } = input;
    return this.perform(context, ANSWER_THREAD_MODERATION_APPEAL, (tx, actor) =>
      answerThreadModerationAppeal(tx, actor, { ...wordsIn(input, actor), uphold, reason }),
    );
  }

  private perform(
    context: RequestContext,
    declared: Act,
    work: (tx: Tx, actor: MemberActor) => Promise<Uuid>,
  ): Promise<object> {
    const shown = async (tx: Tx, actor: MemberActor): Promise<ThreadType> =>
      threadAfter(tx, actor, await work(tx, actor));
    return this.acts.perform(context, declared, shown, (thread) => ({ thread }));
  }
}

const wordsIn = (
  { threadId, summaryVersion }: ThreadWordsInput,
  { collectiveId }: MemberActor,
): ThreadWords => ({
  threadId: rowIdOf(threadId, 'Thread', collectiveId, ['input', 'threadId']),
  summaryVersion: summaryVersion ?? null,
});
