import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import { MethodEnum } from '../collectives/methods.graphql.js';
import type { MethodId } from '../core/charter/clause.js';
import type { LotSource } from '../core/charter/lot.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import { Transactions, type Reader, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { LotSourceEnum } from '../polls/options.graphql.js';
import { PollType, pollObject } from '../polls/poll.graphql.js';
import { pollsByIds } from '../polls/polls.queries.js';
import { callLastCall } from './call-last-call.js';
import { closePoll } from './close-poll.js';
import { openPoll } from './open-poll.js';
import { proclaim } from './proclaim.js';
import type { AmendmentsAsked } from './put-amendments.js';
import { OPENING_REFUSALS } from './refusals-of-acts.js';
import { withdrawPoll } from './withdraw-poll.js';

@InputType({ description: 'The amendments that a poll puts instead of the proposal.' })
export class AmendmentsToPutInput {
  @Field(() => [ID], { description: 'The amendments: pending ones, of one wording.' })
  amendmentIds!: string[];

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Each is an option of one ballot, beside the wording as it is; else they are adopted together or not at all.',
  })
  asOptions!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Why amendments that come first by custom do not: it is recorded. Null where they are put in their order.',
  })
  outOfOrder?: string | null;
}

@InputType({ description: 'The poll to open.' })
export class OpenPollInput {
  @Field(() => ID, { description: 'The proposal to put.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version you read: the poll freezes it.' })
  version!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The running assembly it is held in; null to hold it online.',
  })
  assemblyId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The item of its agenda that the poll belongs to; null for none.',
  })
  agendaItemId?: string | null;

  @Field(() => MethodEnum, {
    nullable: true,
    description: 'How ballots are counted; null for what the rule says.',
  })
  method?: MethodId | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The poll whose choice it adopts or not, where the rule asks for a confirming poll; null for any other.',
  })
  confirmsPollId?: string | null;

  @Field(() => AmendmentsToPutInput, {
    nullable: true,
    description: 'The amendments that it puts instead of the proposal; null for the proposal itself.',
  })
  amendments?: AmendmentsToPutInput | null;

  @Field(() => LotSourceEnum, {
    nullable: true,
    description: 'Where the value comes from, should a tie go by lot; null: two members type it.',
  })
  lotSource?: LotSource | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it closes, within a year. Needed online, and null in a sitting: there, the last call gives it.',
  })
  closesAt?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same poll.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'The poll to make the last call of.' })
export class CallLastCallInput {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;
}

@InputType({ description: 'The poll to close.' })
export class ClosePollInput {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;
}

@InputType({ description: 'The poll to proclaim.' })
export class ProclaimPollInput {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;
}

@InputType({ description: 'The poll to take back.' })
export class WithdrawPollInput {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'The poll is open.' })
export class OpenPollSuccess {
  @Field(() => PollType, { description: 'The poll.' })
  poll!: PollType;
}

@Seen('PARENT')
@ObjectType({ description: 'The poll closes in sixty seconds.' })
export class CallLastCallSuccess {
  @Field(() => PollType, { description: 'The poll.' })
  poll!: PollType;
}

@Seen('PARENT')
@ObjectType({ description: 'The box is shut; where nothing is awaited, the outcome is proclaimed.' })
export class ClosePollSuccess {
  @Field(() => PollType, { description: 'The poll.' })
  poll!: PollType;
}

@Seen('PARENT')
@ObjectType({ description: 'The outcome is proclaimed, or still waits for an assembly.' })
export class ProclaimPollSuccess {
  @Field(() => PollType, { description: 'The poll.' })
  poll!: PollType;
}

@Seen('PARENT')
@ObjectType({ description: 'The poll is called off, and its proposal may be put again.' })
export class WithdrawPollSuccess {
  @Field(() => PollType, { description: 'The poll.' })
  poll!: PollType;
}

export const OPEN_POLL = act('openPoll', OPENING_REFUSALS);
export const CALL_LAST_CALL = act('callLastCall', [
  'NOT_FOUND',
  'POLL_NOT_OPEN',
  'VENUE_NOT_ALLOWED',
  'MANDATE_REQUIRED',
]);
export const CLOSE_POLL = act('closePoll', ['NOT_FOUND', 'POLL_STILL_OPEN', 'LAST_CALL_NEEDED']);
export const PROCLAIM_POLL = act('proclaimPoll', ['NOT_FOUND', 'POLL_STILL_OPEN']);
export const WITHDRAW_POLL = act('withdrawPoll', [
  'NOT_FOUND',
  'POLL_NOT_YOURS_TO_WITHDRAW',
  'CONSENT_ROUND_OPEN',
  'POLL_NOT_OPEN',
  'POLL_HAS_BALLOTS',
]);
const OpenPollResult = resultOf(OPEN_POLL, OpenPollSuccess);
const CallLastCallResult = resultOf(CALL_LAST_CALL, CallLastCallSuccess);
const ClosePollResult = resultOf(CLOSE_POLL, ClosePollSuccess);
const ProclaimPollResult = resultOf(PROCLAIM_POLL, ProclaimPollSuccess);
const WithdrawPollResult = resultOf(WITHDRAW_POLL, WithdrawPollSuccess);

type Named = { readonly collectiveId: Uuid; readonly id: Uuid };

@Resolver()
export class PollActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    OPEN_POLL,
    OpenPollResult,
    'MEMBER',
    'Opens a poll on a proposal: online by any member, in a sitting by its facilitator.',
  )
  openPoll(@Args('input') input: OpenPollInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(
      context,
      OPEN_POLL,
      async (tx, actor) => {
        const { collectiveId } = actor;
        const { assemblyId } = input;
        const id = await openPoll(tx, actor, {
          proposalId: rowIdOf(input.proposalId, 'Proposal', collectiveId, ['input', 'proposalId']),
          version: input.version,
          assemblyId:
            assemblyId == null
              ? null
              : rowIdOf(assemblyId, 'Assembly', collectiveId, ['input', 'assemblyId']),
          agendaItemId:
            input.agendaItemId == null
              ? null
              : rowIdOf(input.agendaItemId, 'AgendaItem', collectiveId, ['input', 'agendaItemId']),
          method: input.method ?? null,
          confirms:
            input.confirmsPollId == null
              ? null
              : rowIdOf(input.confirmsPollId, 'Poll', collectiveId, ['input', 'confirmsPollId']),
          amends: amendmentsAsked(input, collectiveId),
          lotSource: input.lotSource ?? null,
          closesAt: input.closesAt ?? null,
          repeat: repeatOf(input),
        });
        return { collectiveId, id };
      },
      (named) => sayPoll(this.reader, named),
    );
  }

  @ActMutation(
    CALL_LAST_CALL,
    CallLastCallResult,
    'MEMBER',
    'In a sitting, its facilitator tells everyone that the poll closes in sixty seconds.',
  )
  callLastCall(@Args('input') input: CallLastCallInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(context, CALL_LAST_CALL, pollAct(input.pollId, callLastCall), (named) =>
      sayPoll(this.reader, named),
    );
  }

  @ActMutation(
    CLOSE_POLL,
    ClosePollResult,
    'MEMBER',
    'Shuts a box whose deadline has passed, when the clock has not done it yet.',
  )
  closePoll(@Args('input') input: ClosePollInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(
      context,
      CLOSE_POLL,
      pollAct(input.pollId, (tx, actor, id) => closePoll(tx, actor.collectiveId, id)),
      (named) => sayPoll(this.reader, named),
    );
  }

  @ActMutation(
    PROCLAIM_POLL,
    ProclaimPollResult,
    'MEMBER',
    'Proclaims a closed poll: the outcome is computed, and nobody types it.',
  )
  proclaimPoll(@Args('input') input: ProclaimPollInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(
      context,
      PROCLAIM_POLL,
      pollAct(input.pollId, (tx, actor, id) => proclaim(tx, actor.collectiveId, id)),
      (named) => sayPoll(this.reader, named),
    );
  }

  @ActMutation(
    WITHDRAW_POLL,
    WithdrawPollResult,
    'MEMBER',
    'Takes back a poll opened by mistake, while no ballot is in: by whoever opened it, or its sitting’s facilitator.',
  )
  withdrawPoll(@Args('input') input: WithdrawPollInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(context, WITHDRAW_POLL, pollAct(input.pollId, withdrawPoll), (named) =>
      sayPoll(this.reader, named),
    );
  }
}

function amendmentsAsked({ amendments }: OpenPollInput, collectiveId: Uuid): AmendmentsAsked | null {
  if (amendments == null) return null;
  const path = ['input', 'amendments', 'amendmentIds'];
  return {
    amendmentIds: amendments.amendmentIds.map((id, at) =>
      rowIdOf(id, 'Amendment', collectiveId, [...path, at]),
    ),
    asOptions: amendments.asOptions,
    outOfOrder: amendments.outOfOrder ?? null,
  };
}

/** The poll that was just acted on, as whoever acted sees it. */
export async function sayPoll(reader: Reader, { collectiveId, id }: Named): Promise<{ poll: PollType }> {
  const [record] = await pollsByIds(reader, collectiveId, [id]);
  if (!record) throw new Error('a poll that was just acted on is gone');
  return { poll: pollObject(record) };
}

/** An act on a poll that somebody names. */
export const pollAct =
  (pollId: string, perform: (tx: Tx, actor: MemberActor, id: Uuid) => Promise<Uuid>) =>
  async (tx: Tx, actor: MemberActor): Promise<Named> => {
    const { collectiveId } = actor;
    const id = await perform(tx, actor, rowIdOf(pollId, 'Poll', collectiveId, ['input', 'pollId']));
    return { collectiveId, id };
  };
