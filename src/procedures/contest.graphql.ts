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
import type { Actor, MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { DecisionType } from '../decisions/decision.graphql.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, openAct, resultOf } from '../platform/graphql/problems.js';
import type { ContestRow } from '../polls/contest.entity.js';
import { CONTESTS, ContestType, contestObject } from '../polls/contest.graphql.js';
import { contestById, contestsOfPolls } from '../polls/contests.queries.js';
import { contestOutcome, withdrawContest } from './contest-outcome.js';

@InputType({ description: 'What is wrong with an outcome.' })
export class ContestOutcomeInput {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;

  @Field(() => String, { description: 'Why its outcome would be wrong.' })
  reason!: string;
}

@InputType({ description: 'The contest to take back.' })
export class WithdrawContestInput {
  @Field(() => ID, { description: 'A contest of yours.' })
  contestId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'The contest stands until the collective hears it.' })
export class ContestOutcomeSuccess {
  @Field(() => ContestType, { description: 'The contest.' })
  contest!: ContestType;
}

@Seen('PARENT')
@ObjectType({ description: 'The contest is taken back.' })
export class WithdrawContestSuccess {
  @Field(() => ContestType, { description: 'The contest.' })
  contest!: ContestType;
}

export const CONTEST_OUTCOME = openAct('contestOutcome', [
  'NOT_SIGNED_IN',
  'CONSTRAINT',
  'NOT_FOUND',
  'INVALID_INPUT',
  'NOT_ON_ROLL',
  'OUTCOME_NOT_PROCLAIMED',
  'CONTEST_PERIOD_OVER',
  'DUPLICATE',
]);
export const WITHDRAW_CONTEST = act('withdrawContest', ['NOT_FOUND', 'CONTEST_CLOSED']);
const ContestOutcomeResult = resultOf(CONTEST_OUTCOME, ContestOutcomeSuccess);
const WithdrawContestResult = resultOf(WITHDRAW_CONTEST, WithdrawContestSuccess);

@Resolver()
export class ContestActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    CONTEST_OUTCOME,
    ContestOutcomeResult,
    'SESSION',
    'Contests an outcome, within the time that the rule gives, by anyone on the electoral roll.',
  )
  contestOutcome(
    @Args('input') input: ContestOutcomeInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, asking: Actor): Promise<ContestType> => {
      if (asking.kind !== 'MEMBER') throw refuse('NOT_SIGNED_IN');
      const pollId = rowIdOf(input.pollId, 'Poll', asking.collectiveId, ['input', 'pollId']);
      return contestAfter(tx, asking, await contestOutcome(tx, asking, { ...input, pollId }));
    };
    return this.acts.performForAnyone(context, CONTEST_OUTCOME, work, sayContest);
  }

  @ActMutation(WITHDRAW_CONTEST, WithdrawContestResult, 'MEMBER', 'Takes back a contest of yours.')
  withdrawContest(
    @Args('input') input: WithdrawContestInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<ContestType> => {
      const contestId = rowIdOf(input.contestId, 'Contest', actor.collectiveId, ['input', 'contestId']);
      return contestAfter(tx, actor, await withdrawContest(tx, actor, { contestId }));
    };
    return this.acts.perform(context, WITHDRAW_CONTEST, work, sayContest);
  }
}

const contestAfter = async (tx: Tx, { collectiveId }: MemberActor, id: Uuid): Promise<ContestType> =>
  contestObject((await contestById(tx, collectiveId, id)) as ContestRow);

const sayContest = (contest: ContestType): { contest: ContestType } => ({ contest });

@Resolver(() => DecisionType)
export class ContestsOfDecisionResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [ContestType], { description: CONTESTS })
  async contests(
    @Parent() { collectiveId, pollRowId }: DecisionType,
    @Context() context: RequestContext,
  ): Promise<ContestType[]> {
    if (pollRowId === null) return [];
    return (await context.listOf(contestsOfPolls, 'pollId', collectiveId, pollRowId)).map(contestObject);
  }
}
