import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { RefusalCode } from '../core/kernel/refusals.js';
import { requireBrought } from '../collectives/relay-mark.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, itsId, relayableAct, resultOf, type Act } from '../platform/graphql/problems.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import { AnchorInput, readInOf } from './anchor.graphql.js';
import { contribute } from './contribute.js';
import type { ContributionKind } from './contribution.entity.js';
import { contributionAfter, ContributionKindEnum, ContributionType } from './contribution.graphql.js';
import { wordsStandSince } from './contributions.queries.js';
import { editContribution } from './edit-contribution.js';
import { answerModerationAppeal, appealModeration, hideContribution } from './moderate.js';
import { withdrawContribution } from './withdraw-contribution.js';

@InputType({ description: 'Something to say in a thread.' })
export class ContributeInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId!: string;

  @Field(() => ContributionKindEnum, { description: 'What it does.' })
  kind!: ContributionKind;

  @Field(() => MarkdownScalar, { description: 'The words; 10,000 characters at most.' })
  body!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'What it replies to, in the same thread: for an answer, the question. Null for nothing.',
  })
  repliesToId?: string | null;

  @Field(() => AnchorInput, { nullable: true, description: 'The passage that it is about; null for none.' })
  anchor?: AnchorInput | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Of a concern about a proposal: when the collective looks at it again, if it is adopted; within three years. Null ' +
      'for no date.',
  })
  reviewAt?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same contribution.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Words of yours, said otherwise.' })
export class EditContributionInput {
  @Field(() => ID, { description: 'A contribution of yours.' })
  contributionId!: string;

  @Field(() => Int, { description: 'The version that you read when you began to change it.' })
  expectedVersion!: number;

  @Field(() => MarkdownScalar, {
    description: 'The words from now on; former ones stay readable, unless they are hidden.',
  })
  body!: string;
}

@InputType({ description: 'Words of yours, to be taken back.' })
export class WithdrawContributionInput {
  @Field(() => ID, { description: 'A contribution of yours.' })
  contributionId!: string;
}

@InputType({ description: 'Words to hide, and why.' })
export class HideContributionInput {
  @Field(() => ID, { description: 'The contribution.' })
  contributionId!: string;

  @Field(() => Int, {
    description:
      'The version that you read. A former one is hidden alone: what was said since stands, and may be hidden too.',
  })
  version!: number;

  @Field(() => String, { description: 'Why; every member reads it, and the author first.' })
  reason!: string;
}

@InputType({ description: 'Why what was hidden should show.' })
export class AppealModerationInput {
  @Field(() => ID, { description: 'A contribution of yours that was hidden.' })
  contributionId!: string;

  @Field(() => Int, { nullable: true, description: 'Which version of it; null: the current one.' })
  version?: number | null;

  @Field(() => String, { description: 'Why it should show; every member reads it.' })
  reason!: string;
}

@InputType({ description: 'Whether what was hidden stays hidden.' })
export class AnswerModerationAppealInput {
  @Field(() => ID, { description: 'The contribution that was hidden.' })
  contributionId!: string;

  @Field(() => Int, { nullable: true, description: 'Which version of it; null: the current one.' })
  version?: number | null;

  @Field(() => Boolean, { description: 'True: it stays hidden. False: it shows again.' })
  uphold!: boolean;

  @Field(() => String, { description: 'Why; every member reads it.' })
  reason!: string;
}

@Seen('PARENT')
@ObjectType({ isAbstract: true })
abstract class ContributionSuccess {
  @Field(() => ContributionType, { description: 'The contribution.' })
  contribution!: ContributionType;
}

@Seen('PARENT')
@ObjectType({ description: 'It is said.' })
export class ContributeSuccess extends ContributionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'It says this from now on.' })
export class EditContributionSuccess extends ContributionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'Your words are taken back; that something was said stays.' })
export class WithdrawContributionSuccess extends ContributionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'The words are hidden, and everybody sees that they are, by whom and why.' })
export class HideContributionSuccess extends ContributionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'Somebody else is asked; if nobody upholds in time, the words show again.' })
export class AppealModerationSuccess extends ContributionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'What you answered holds.' })
export class AnswerModerationAppealSuccess extends ContributionSuccess {}

export const CONTRIBUTE = relayableAct(
  'contribute',
  [
    'NOT_FOUND',
    'INVALID_INPUT',
    'IDEMPOTENCY_KEY_REUSED',
    'GROUP_NOT_OPEN',
    'ANSWERS_NO_QUESTION',
    'QUOTE_NOT_FOUND',
  ],
  itsId,
);
export const EDIT_CONTRIBUTION = relayableAct(
  'editContribution',
  ['NOT_FOUND', 'INVALID_INPUT', 'CONTRIBUTION_NOT_STANDING', 'WORDS_CHANGED'],
  itsId,
);
export const WITHDRAW_CONTRIBUTION = relayableAct('withdrawContribution', ['NOT_FOUND'], itsId);
export const OF_MODERATORS: readonly RefusalCode[] = [
  'NOT_FOUND',
  'MANDATE_REQUIRED',
  'INVALID_INPUT',
  'MODERATOR_CONCERNED',
  'MODERATION_SETTLED',
];
export const HIDE_CONTRIBUTION = act('hideContribution', [...OF_MODERATORS, 'CONTRIBUTION_NOT_STANDING']);
export const APPEAL_MODERATION = relayableAct(
  'appealModeration',
  ['NOT_FOUND', 'INVALID_INPUT', 'MODERATION_SETTLED'],
  itsId,
);
export const ANSWER_MODERATION_APPEAL = act('answerModerationAppeal', OF_MODERATORS);
const ContributeResult = resultOf(CONTRIBUTE, ContributeSuccess);
const EditContributionResult = resultOf(EDIT_CONTRIBUTION, EditContributionSuccess);
const WithdrawContributionResult = resultOf(WITHDRAW_CONTRIBUTION, WithdrawContributionSuccess);
const HideContributionResult = resultOf(HIDE_CONTRIBUTION, HideContributionSuccess);
const AppealModerationResult = resultOf(APPEAL_MODERATION, AppealModerationSuccess);
const AnswerModerationAppealResult = resultOf(ANSWER_MODERATION_APPEAL, AnswerModerationAppealSuccess);

@Resolver()
export class ContributionActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(CONTRIBUTE, ContributeResult, 'MEMBER', 'Says something in a thread.')
  contribute(@Args('input') input: ContributeInput, @Context() context: RequestContext): Promise<object> {
    return this.perform(context, CONTRIBUTE, (tx, actor) => {
      const { collectiveId } = actor;
      const { kind, body, anchor, repliesToId } = input;
      const threadId = rowIdOf(input.threadId, 'Thread', collectiveId, ['input', 'threadId']);
      const repliesTo =
        repliesToId == null
          ? null
          : rowIdOf(repliesToId, 'Contribution', collectiveId, ['input', 'repliesToId']);
      const quoted = anchor ? { ...anchor, readIn: readInOf(anchor, collectiveId) } : null;
      const reviewAt = input.reviewAt ?? null;
      return contribute(
        tx,
        actor,
        { threadId, kind, body, repliesTo, anchor: quoted, reviewAt },
        repeatOf(input),
      );
    });
  }

  @ActMutation(
    EDIT_CONTRIBUTION,
    EditContributionResult,
    'MEMBER',
    'Says something of yours otherwise; what it said before stays readable.',
  )
  editContribution(
    @Args('input') input: EditContributionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.perform(context, EDIT_CONTRIBUTION, async (tx, actor) => {
      const contributionId = rowOf(input, actor);
      await requireBroughtWords(tx, context, actor, contributionId);
      return editContribution(tx, actor, { ...input, contributionId });
    });
  }

  @ActMutation(
    WITHDRAW_CONTRIBUTION,
    WithdrawContributionResult,
    'MEMBER',
    'Takes back what you said: its words are yours alone to read from then on, and its place stays.',
  )
  withdrawContribution(
    @Args('input') input: WithdrawContributionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.perform(context, WITHDRAW_CONTRIBUTION, async (tx, actor) => {
      const contributionId = rowOf(input, actor);
      await requireBroughtWords(tx, context, actor, contributionId);
      return withdrawContribution(tx, actor, contributionId);
    });
  }

  @ActMutation(
    HIDE_CONTRIBUTION,
    HideContributionResult,
    'MEMBER',
    'Under a mandate to moderate, hides one version of words from all but their author and moderators. Never silently, and ' +
      'never what answers you or speaks of your own proposal.',
  )
  hideContribution(
    @Args('input') input: HideContributionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.perform(context, HIDE_CONTRIBUTION, (tx, actor) =>
      hideContribution(tx, actor, { ...input, contributionId: rowOf(input, actor) }),
    );
  }

  @ActMutation(
    APPEAL_MODERATION,
    AppealModerationResult,
    'MEMBER',
    'Asks that somebody else than the moderator looks at what was hidden of yours. Unless another upholds it within three ' +
      'days, it shows again.',
  )
  appealModeration(
    @Args('input') input: AppealModerationInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.perform(context, APPEAL_MODERATION, (tx, actor) =>
      appealModeration(tx, actor, {
        ...{ contributionId: rowOf(input, actor), version: input.version ?? null, reason: input.reason },
      }),
    );
  }

  @ActMutation(
    ANSWER_MODERATION_APPEAL,
    AnswerModerationAppealResult,
    'MEMBER',
    'Under a mandate to moderate, upholds what another moderator hid and its author appealed, or shows it again.',
  )
  answerModerationAppeal(
    @Args('input') input: AnswerModerationAppealInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.perform(context, ANSWER_MODERATION_APPEAL, (tx, actor) =>
      answerModerationAppeal(tx, actor, {
        ...{ contributionId: rowOf(input, actor), version: input.version ?? null },
        ...{ uphold: input.uphold, reason: input.reason },
      }),
    );
  }

  private perform(
    context: RequestContext,
    declared: Act,
    work: (tx: Tx, actor: MemberActor) => Promise<Uuid>,
  ): Promise<object> {
    const shown = async (tx: Tx, actor: MemberActor): Promise<ContributionType> =>
      contributionAfter(tx, actor, await work(tx, actor));
    return this.acts.perform(context, declared, shown, (contribution) => ({ contribution }));
  }
}

const rowOf = (
  { contributionId }: { readonly contributionId: string },
  { collectiveId }: MemberActor,
): Uuid => rowIdOf(contributionId, 'Contribution', collectiveId, ['input', 'contributionId']);

/** A relay changes and takes back words that stand as a relay brought them, and no others. */
async function requireBroughtWords(
  tx: Tx,
  { speaksFor }: RequestContext,
  actor: MemberActor,
  contributionId: Uuid,
): Promise<void> {
  const since = await wordsStandSince(tx, actor.collectiveId, contributionId);
  await requireBrought(tx, speaksFor, actor, {
    ...{ aboutId: contributionId, acts: ['contribute', 'editContribution'], since },
  });
}
