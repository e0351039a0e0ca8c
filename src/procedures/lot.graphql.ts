import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { Sha256Scalar } from '../platform/graphql/scalars.js';
import { PollType } from '../polls/poll.graphql.js';
import { commitToLot, enterLotValue } from './draw-lot.js';
import { pollAct, sayPoll } from './polls.graphql.js';

@InputType({ description: 'A commitment to a value, before the box is shut.' })
export class CommitToLotInput {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;

  @Field(() => Sha256Scalar, {
    description:
      'SHA-256, in hexadecimal, of `ormee/lot/1`, a line feed and a value that nobody guesses: twenty signs or more.',
  })
  commitment!: string;
}

@InputType({ description: 'The value of a lot.' })
export class EnterLotValueInput {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;

  @Field(() => String, {
    description: 'What the dice show, typed alike by two members; or the value that you committed to.',
  })
  value!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'Your commitment stands.' })
export class CommitToLotSuccess {
  @Field(() => PollType, { description: 'The poll.' })
  poll!: PollType;
}

@Seen('PARENT')
@ObjectType({ description: 'The value is there; the last that is needed proclaims the poll.' })
export class EnterLotValueSuccess {
  @Field(() => PollType, { description: 'The poll.' })
  poll!: PollType;
}

export const COMMIT_TO_LOT = act('commitToLot', [
  'NOT_FOUND',
  'NOT_ON_ROLL',
  'LOT_NOT_BY_COMMITMENTS',
  'POLL_NOT_OPEN',
]);
export const ENTER_LOT_VALUE = act('enterLotValue', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'NOT_ON_ROLL',
  'LOT_NOT_AWAITED',
  'LOT_REVEALING',
  'LOT_COMMITMENT_DIFFERS',
]);
const CommitToLotResult = resultOf(COMMIT_TO_LOT, CommitToLotSuccess);
const EnterLotValueResult = resultOf(ENTER_LOT_VALUE, EnterLotValueSuccess);

@Resolver()
export class LotActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    COMMIT_TO_LOT,
    CommitToLotResult,
    'MEMBER',
    'Commits you to a value, should the poll be tied and go by a lot of commitments.',
  )
  commitToLot(@Args('input') input: CommitToLotInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(
      context,
      COMMIT_TO_LOT,
      pollAct(input.pollId, (tx, actor, id) => commitToLot(tx, actor, id, input.commitment)),
      (named) => sayPoll(this.reader, named),
    );
  }

  @ActMutation(
    ENTER_LOT_VALUE,
    EnterLotValueResult,
    'MEMBER',
    'Types the value of a lot that a tied poll waits for: two voters alike, or whoever committed to one.',
  )
  enterLotValue(
    @Args('input') input: EnterLotValueInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      ENTER_LOT_VALUE,
      pollAct(input.pollId, (tx, actor, id) => enterLotValue(tx, actor, id, input.value)),
      (named) => sayPoll(this.reader, named),
    );
  }
}
