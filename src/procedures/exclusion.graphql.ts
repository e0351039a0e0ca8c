import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { ExclusionType, exclusionObject } from '../collectives/exclusion.graphql.js';
import { exclusionsByIds } from '../collectives/exclusion.queries.js';
import type { Actor, MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, openAct, resultOf } from '../platform/graphql/problems.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import { PollType } from '../polls/poll.graphql.js';
import { effectsPut } from '../polls/polls.queries.js';
import { appealExclusion } from './appeal-exclusion.js';
import { answerExclusion, openExclusion, sayLastWord, withdrawExclusion } from './exclude-member.js';

@InputType({ description: 'Written grounds to exclude somebody.' })
export class OpenExclusionInput {
  @Field(() => ID, { description: 'The member to whom they are sent.' })
  memberId!: string;

  @Field(() => MarkdownScalar, { description: 'The grounds, which the person reads at once.' })
  grounds!: string;
}

@InputType({ description: 'Your answer to the grounds.' })
export class AnswerExclusionInput {
  @Field(() => ID, { description: 'The exclusion asked against you.' })
  exclusionId!: string;

  @Field(() => MarkdownScalar, { description: 'What you answer, shown beside the ballot.' })
  answer!: string;
}

@InputType({ description: 'Your last word.' })
export class SayLastWordInput {
  @Field(() => ID, { description: 'The exclusion asked against you.' })
  exclusionId!: string;

  @Field(() => MarkdownScalar, { description: 'What you say last, shown beside the ballot.' })
  words!: string;
}

@InputType({ description: 'The grounds to take back.' })
export class WithdrawExclusionInput {
  @Field(() => ID, { description: 'The exclusion that you opened.' })
  exclusionId!: string;
}

@InputType({ description: 'Your recourse to the assembly.' })
export class AppealExclusionInput {
  @Field(() => ID, { description: 'The exclusion decided against you.' })
  exclusionId!: string;

  @Field(() => MarkdownScalar, { description: 'Why the assembly should take it back.' })
  reason!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'The grounds are sent.' })
export class OpenExclusionSuccess {
  @Field(() => ExclusionType, { nullable: true, description: 'The exclusion.' })
  exclusion!: ExclusionType | null;
}

@Seen('PARENT')
@ObjectType({ description: 'Your answer stands beside the grounds.' })
export class AnswerExclusionSuccess extends OpenExclusionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'Your last word is said.' })
export class SayLastWordSuccess extends OpenExclusionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'The grounds are taken back.' })
export class WithdrawExclusionSuccess extends OpenExclusionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'Your recourse waits for an assembly.' })
export class AppealExclusionSuccess extends OpenExclusionSuccess {}

const OF_PERSON = ['NOT_FOUND', 'INVALID_INPUT', 'EXCLUSION_NOT_OPEN', 'DUPLICATE'] as const;

export const OPEN_EXCLUSION = act('openExclusion', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'EXCLUSION_OF_ONESELF',
  'MEMBER_NOT_ACTIVE',
  'CLAUSE_MISSING',
  'PROPOSER_NOT_ENTITLED',
  'DUPLICATE',
]);
export const ANSWER_EXCLUSION = act('answerExclusion', OF_PERSON);
export const SAY_LAST_WORD = act('sayLastWord', OF_PERSON);
export const WITHDRAW_EXCLUSION = act('withdrawExclusion', [
  'NOT_FOUND',
  'EXCLUSION_NOT_OPEN',
  'POLL_ALREADY_OPEN',
]);
export const APPEAL_EXCLUSION = openAct('appealExclusion', [
  'NOT_SIGNED_IN',
  'CONSTRAINT',
  'NOT_FOUND',
  'INVALID_INPUT',
  'DUPLICATE',
  'MEMBER_NOT_EXCLUDED',
  'RECOURSE_NOT_GIVEN',
  'RECOURSE_OVER',
]);
const OpenExclusionResult = resultOf(OPEN_EXCLUSION, OpenExclusionSuccess);
const AnswerExclusionResult = resultOf(ANSWER_EXCLUSION, AnswerExclusionSuccess);
const SayLastWordResult = resultOf(SAY_LAST_WORD, SayLastWordSuccess);
const WithdrawExclusionResult = resultOf(WITHDRAW_EXCLUSION, WithdrawExclusionSuccess);
const AppealExclusionResult = resultOf(APPEAL_EXCLUSION, AppealExclusionSuccess);

type Done = Promise<ExclusionType | null>;

@Resolver()
export class ExclusionActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    OPEN_EXCLUSION,
    OpenExclusionResult,
    'MEMBER',
    'Sends a member written grounds to exclude them. They have time to answer; only the collective decides.',
  )
  openExclusion(
    @Args('input') input: OpenExclusionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Done => {
      const memberId = rowIdOf(input.memberId, 'Member', actor.collectiveId, ['input', 'memberId']);
      return exclusionAfter(tx, actor, await openExclusion(tx, actor, { memberId, grounds: input.grounds }));
    };
    return this.acts.perform(context, OPEN_EXCLUSION, work, sayExclusion);
  }

  @ActMutation(
    ANSWER_EXCLUSION,
    AnswerExclusionResult,
    'MEMBER',
    'Answers the grounds that were sent to you, at any moment before the decision.',
  )
  answerExclusion(
    @Args('input') input: AnswerExclusionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Done => {
      const exclusionId = named(input, actor);
      return exclusionAfter(tx, actor, await answerExclusion(tx, actor, { ...input, exclusionId }));
    };
    return this.acts.perform(context, ANSWER_EXCLUSION, work, sayExclusion);
  }

  @ActMutation(SAY_LAST_WORD, SayLastWordResult, 'MEMBER', 'Says your last word before the decision, once.')
  sayLastWord(@Args('input') input: SayLastWordInput, @Context() context: RequestContext): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Done => {
      const exclusionId = named(input, actor);
      return exclusionAfter(tx, actor, await sayLastWord(tx, actor, { ...input, exclusionId }));
    };
    return this.acts.perform(context, SAY_LAST_WORD, work, sayExclusion);
  }

  @ActMutation(
    WITHDRAW_EXCLUSION,
    WithdrawExclusionResult,
    'MEMBER',
    'Takes back the grounds that you sent, as long as no poll is open on them.',
  )
  withdrawExclusion(
    @Args('input') input: WithdrawExclusionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Done => {
      const exclusionId = named(input, actor);
      return exclusionAfter(tx, actor, await withdrawExclusion(tx, actor, { exclusionId }));
    };
    return this.acts.perform(context, WITHDRAW_EXCLUSION, work, sayExclusion);
  }

  @ActMutation(
    APPEAL_EXCLUSION,
    AppealExclusionResult,
    'SESSION',
    'Once excluded online, appeals to the assembly where the rule gives this recourse.',
  )
  appealExclusion(
    @Args('input') input: AppealExclusionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, asking: Actor): Done => {
      if (asking.kind !== 'MEMBER') throw refuse('NOT_SIGNED_IN');
      const exclusionId = named(input, asking);
      return exclusionAfter(tx, asking, await appealExclusion(tx, asking, { ...input, exclusionId }));
    };
    return this.acts.performForAnyone(context, APPEAL_EXCLUSION, work, sayExclusion);
  }
}

const named = ({ exclusionId }: { readonly exclusionId: string }, { collectiveId }: MemberActor): Uuid =>
  rowIdOf(exclusionId, 'Exclusion', collectiveId, ['input', 'exclusionId']);

async function exclusionAfter(tx: Tx, { collectiveId }: MemberActor, id: Uuid): Done {
  const [row] = await exclusionsByIds(tx, collectiveId, [id]);
  return row ? exclusionObject(row) : null;
}

const sayExclusion = (exclusion: ExclusionType | null): { exclusion: ExclusionType | null } => ({
  exclusion,
});

/** What is read beside the ballot: grounds, answer and last word. */
@Resolver(() => PollType)
export class PollExclusionResolver {
  @ResolveField(() => ExclusionType, {
    nullable: true,
    description:
      'The grounds, the answer and the last word of an exclusion put; null for any other question.',
  })
  async exclusion(
    @Parent() { collectiveId, record }: PollType,
    @Context() context: RequestContext,
  ): Promise<ExclusionType | null> {
    const put = effectsPut(record).find(
      ({ kind }) => kind === 'EXCLUDE_MEMBER' || kind === 'REINSTATE_MEMBER',
    );
    if (!put || !('exclusionId' in put)) return null;
    const row = await context.oneOf(exclusionsByIds, 'id', collectiveId, put.exclusionId);
    return row ? exclusionObject(row) : null;
  }
}
