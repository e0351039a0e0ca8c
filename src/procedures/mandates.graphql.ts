import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { followedUpAfter, FollowedUpDecisionType } from '../decisions/follow-up.graphql.js';
import { mandateObject, MandateType } from '../mandates/mandate.graphql.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import { PollType, pollObject } from '../polls/poll.graphql.js';
import { pollsByIds, type PollRecord } from '../polls/polls.queries.js';
import { askForInstructions } from './ask-for-instructions.js';
import { takeUpDecision } from './take-up-decision.js';
import { putMandateLines } from './put-mandate-lines.js';
import { onceEach, OPENING_REFUSALS, WORDING_REFUSALS } from './refusals-of-acts.js';

@InputType({ description: 'The lines to put as one question.' })
export class PutMandateLinesInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'The lines; null: all that wait in the sitting, or online all that wait. Left out of all are those of which the task is held ' +
      'or already put, and those that this venue may not decide.',
  })
  lineIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The running sitting that decides; null to decide online.',
  })
  assemblyId?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it closes. Needed online, and null in a sitting: there, the last call gives it.',
  })
  closesAt?: Instant | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same poll.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What a holder asks home.' })
export class AskForInstructionsInput {
  @Field(() => ID, { description: 'A live mandate that you hold.' })
  mandateId!: string;

  @Field(() => String, { description: 'What it is about, in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, {
    description: 'The instruction that you ask for, as it would bind you once adopted.',
  })
  question!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key asks once.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'The decision that you see to.' })
export class TakeUpDecisionInput {
  @Field(() => ID, { description: 'An adopted decision.' })
  decisionId!: string;

  @Field(() => MarkdownScalar, { defaultValue: '', description: 'A word on how you go about it.' })
  note!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when you ask for a mandate to it: it is noted as a line, which a decision confirms. Null: you just do it.',
  })
  until?: Instant | null;
}

@Seen('PARENT')
@ObjectType({ description: 'You see to it.' })
export class TakeUpDecisionSuccess {
  @Field(() => FollowedUpDecisionType, { description: 'The decision, with what became of it.' })
  decision!: FollowedUpDecisionType;
}

@Seen('PARENT')
@ObjectType({ description: 'The lines are put.' })
export class PutMandateLinesSuccess {
  @Field(() => PollType, { description: 'The poll: yes gives them all.' })
  poll!: PollType;
}

@Seen('PARENT')
@ObjectType({ description: 'The question is open; its decision binds the mandate once it is adopted.' })
export class AskForInstructionsSuccess {
  @Field(() => MandateType, { description: 'The mandate, with what was asked under it.' })
  mandate!: MandateType;
}

export const PUT_MANDATE_LINES = act(
  'putMandateLines',
  onceEach(WORDING_REFUSALS, OPENING_REFUSALS, ['NO_MANDATE_LINE_WAITS']),
);
export const ASK_FOR_INSTRUCTIONS = act('askForInstructions', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'IDEMPOTENCY_KEY_REUSED',
  'MANDATE_REQUIRED',
  'MANDATE_NOT_LIVE',
  'CLAUSE_MISSING',
  'PROPOSER_NOT_ENTITLED',
  'COLLECTIVE_CONSTITUTING',
  'GROUP_DECISION_RECALLED',
]);
export const TAKE_UP_DECISION = act('takeUpDecision', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'NATURAL_PERSON_NEEDED',
  'DECISION_NOT_ADOPTED',
  'DECISION_TAKEN_UP',
  'DECISION_REPEALED',
  'MANDATE_END_PAST',
  'MANDATE_TASK_HELD',
  'MANDATE_LINE_WAITS',
]);
const TakeUpDecisionResult = resultOf(TAKE_UP_DECISION, TakeUpDecisionSuccess);
const PutMandateLinesResult = resultOf(PUT_MANDATE_LINES, PutMandateLinesSuccess);
const AskForInstructionsResult = resultOf(ASK_FOR_INSTRUCTIONS, AskForInstructionsSuccess);

@Resolver()
export class MandateStoryActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    PUT_MANDATE_LINES,
    PutMandateLinesResult,
    'MEMBER',
    'Puts the lines of a meeting to the vote as one question: one act makes the proposal and opens its poll.',
  )
  putMandateLines(
    @Args('input') input: PutMandateLinesInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      PUT_MANDATE_LINES,
      async (tx, actor) => {
        const row = (id: string, type: string, field: string): Uuid =>
          rowIdOf(id, type, actor.collectiveId, ['input', field]);
        const { lineIds, assemblyId, closesAt = null } = input;
        const pollId = await putMandateLines(tx, actor, {
          lineIds: lineIds?.map((id) => row(id, 'MandateLine', 'lineIds')) ?? null,
          assemblyId: assemblyId == null ? null : row(assemblyId, 'Assembly', 'assemblyId'),
          closesAt,
          repeat: repeatOf(input),
        });
        const [record] = await pollsByIds(tx, actor.collectiveId, [pollId]);
        return pollObject(record as PollRecord);
      },
      (poll) => ({ poll }),
    );
  }

  @ActMutation(
    ASK_FOR_INSTRUCTIONS,
    AskForInstructionsResult,
    'MEMBER',
    'Asks for further instructions on a mandate that one holds: it opens a question in the working group that gave it, while that ' +
      'one is awake, else to the collective. `MandateInstruction.groupId` says which.',
  )
  askForInstructions(
    @Args('input') input: AskForInstructionsInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<{ collectiveId: Uuid; mandateId: Uuid }> => {
      const { collectiveId } = actor;
      const { title, question } = input;
      const mandateId = rowIdOf(input.mandateId, 'Mandate', collectiveId, ['input', 'mandateId']);
      await askForInstructions(tx, actor, { mandateId, title, question, repeat: repeatOf(input) });
      return { collectiveId, mandateId };
    };
    return this.acts.perform(context, ASK_FOR_INSTRUCTIONS, work, async ({ collectiveId, mandateId }) => ({
      mandate: await mandateObject(this.reader, collectiveId, mandateId),
    }));
  }

  @ActMutation(
    TAKE_UP_DECISION,
    TakeUpDecisionResult,
    'MEMBER',
    'Takes what a past decision asks upon oneself, plainly or as a line of a mandate to be confirmed.',
  )
  takeUpDecision(
    @Args('input') input: TakeUpDecisionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      TAKE_UP_DECISION,
      async (tx, actor) => {
        const { note, until = null } = input;
        const decisionId = rowIdOf(input.decisionId, 'Decision', actor.collectiveId, ['input', 'decisionId']);
        await takeUpDecision(tx, actor, { decisionId, note, until });
        return followedUpAfter(tx, actor.collectiveId, decisionId);
      },
      (decision) => ({ decision }),
    );
  }
}
