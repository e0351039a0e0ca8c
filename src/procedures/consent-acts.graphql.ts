import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { showConsent } from '../deliberation/consent.queries.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { PollType } from '../polls/poll.graphql.js';
import { ConsentProcessType, consentObject } from './consent.graphql.js';
import { doubtObjection, withdrawObjection } from './meet-objections.js';
import { sayPoll } from './polls.graphql.js';
import { OPENING_REFUSALS } from './refusals-of-acts.js';
import { moveConsent, startConsent, withdrawConsent } from './seek-consent.js';

@InputType({ description: 'The proposal on which consent is to be sought.' })
export class StartConsentInput {
  @Field(() => ID, { description: 'The proposal.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version you read.' })
  version!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The running assembly in which it is sought; null to seek it online.',
  })
  assemblyId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The item of its agenda that it belongs to; null for none.',
  })
  agendaItemId?: string | null;
}

@InputType({ description: 'A search for consent.' })
export class MoveConsentInput {
  @Field(() => ID, { description: 'The search for consent.' })
  consentId!: string;
}

@InputType({ description: 'A search for consent that you began, or on your proposal.' })
export class WithdrawConsentInput extends MoveConsentInput {}

@InputType({ description: 'An objection of yours, after its round.' })
export class WithdrawObjectionInput {
  @Field(() => ID, { description: 'The objection.' })
  objectionId!: string;
}

@InputType({ description: 'An objection that you find without argument.' })
export class DoubtObjectionInput {
  @Field(() => ID, { description: 'The objection.' })
  objectionId!: string;

  @Field(() => String, { description: 'Why it is no argument, said to everybody.' })
  reason!: string;
}

@Seen('PARENT')
@ObjectType({ isAbstract: true })
abstract class ConsentSuccess {
  @Field(() => ConsentProcessType, { description: 'The search for consent.' })
  consent!: ConsentProcessType;
}

@Seen('PARENT')
@ObjectType({ description: 'Consent is being sought.' })
export class StartConsentSuccess extends ConsentSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'It moved on.' })
export class MoveConsentSuccess extends ConsentSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'It is taken back.' })
export class WithdrawConsentSuccess extends ConsentSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'Your objection is withdrawn; where it was the last, the proposal is adopted.' })
export class WithdrawObjectionSuccess {
  @Field(() => PollType, { description: 'The poll of its round.' })
  poll!: PollType;
}

@Seen('PARENT')
@ObjectType({ description: 'What you say of the objection is recorded.' })
export class DoubtObjectionSuccess {
  @Field(() => PollType, { description: 'The poll of its round.' })
  poll!: PollType;
}

export const START_CONSENT = act('startConsent', [
  ...(['NOT_FOUND', 'PROPOSAL_NOT_OPEN', 'PROPOSAL_CHANGED', 'CLAUSE_MISSING', 'VENUE_NOT_ALLOWED'] as const),
  ...(['METHOD_NOT_ALLOWED', 'CONSENT_RUNNING', 'CONSENT_ASKED_ONCE', 'POLL_ALREADY_OPEN'] as const),
  ...(['ASSEMBLY_NOT_RUNNING', 'MANDATE_REQUIRED', 'INVALID_INPUT'] as const),
]);
export const MOVE_CONSENT = act('moveConsent', [
  ...(['CONSENT_NOT_YET', 'CONSENT_ROUND_OPEN', 'CONSENT_ENDED', 'CONSENT_RULE_DIFFERS'] as const),
  'ASSEMBLY_VOTES_FIRST',
  ...OPENING_REFUSALS,
]);
export const WITHDRAW_CONSENT = act('withdrawConsent', ['NOT_FOUND', 'CONSENT_ENDED', 'CONSENT_ROUND_OPEN']);
export const WITHDRAW_OBJECTION = act('withdrawObjection', [
  'NOT_FOUND',
  'OBJECTION_STANDS_NO_MORE',
  'CONSENT_ENDED',
]);
export const DOUBT_OBJECTION = act('doubtObjection', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'NOT_ON_ROLL',
  'SET_ASIDE_NOT_ALLOWED',
  'OBJECTION_STANDS_NO_MORE',
  'CONSENT_ENDED',
]);
const StartConsentResult = resultOf(START_CONSENT, StartConsentSuccess);
const MoveConsentResult = resultOf(MOVE_CONSENT, MoveConsentSuccess);
const WithdrawConsentResult = resultOf(WITHDRAW_CONSENT, WithdrawConsentSuccess);
const WithdrawObjectionResult = resultOf(WITHDRAW_OBJECTION, WithdrawObjectionSuccess);
const DoubtObjectionResult = resultOf(DOUBT_OBJECTION, DoubtObjectionSuccess);

interface Named {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
}

@Resolver()
export class ConsentActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    START_CONSENT,
    StartConsentResult,
    'MEMBER',
    'Begins to seek consent on a proposal, round by round, where its rule has rounds.',
  )
  startConsent(@Args('input') input: StartConsentInput, @Context() context: RequestContext): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<Named> => {
      const { collectiveId } = actor;
      const idOf = (
        id: string | null | undefined,
        type: 'Assembly' | 'AgendaItem',
        field: string,
      ): Uuid | null => (id == null ? null : rowIdOf(id, type, collectiveId, ['input', field]));
      const id = await startConsent(tx, actor, {
        proposalId: rowIdOf(input.proposalId, 'Proposal', collectiveId, ['input', 'proposalId']),
        version: input.version,
        assemblyId: idOf(input.assemblyId, 'Assembly', 'assemblyId'),
        agendaItemId: idOf(input.agendaItemId, 'AgendaItem', 'agendaItemId'),
      });
      return { collectiveId, id };
    };
    return this.acts.perform(context, START_CONSENT, work, (named) => this.sayConsent(named, context));
  }

  @ActMutation(
    MOVE_CONSENT,
    MoveConsentResult,
    'MEMBER',
    'Moves a search for consent on to what follows: once its phase is over or, in a sitting, under the mandate that opens its polls.',
  )
  moveConsent(@Args('input') input: MoveConsentInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(context, MOVE_CONSENT, consentAct(input, moveConsent), (named) =>
      this.sayConsent(named, context),
    );
  }

  @ActMutation(
    WITHDRAW_CONSENT,
    WithdrawConsentResult,
    'MEMBER',
    'Takes a search for consent back before anybody was asked: by whoever began it, or the author of the proposal.',
  )
  withdrawConsent(
    @Args('input') input: WithdrawConsentInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, WITHDRAW_CONSENT, consentAct(input, withdrawConsent), (named) =>
      this.sayConsent(named, context),
    );
  }

  @ActMutation(
    WITHDRAW_OBJECTION,
    WithdrawObjectionResult,
    'MEMBER',
    'Withdraws your objection after its round. While the box is open, change your ballot instead.',
  )
  withdrawObjection(
    @Args('input') input: WithdrawObjectionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<Named> => {
      const { collectiveId } = actor;
      const objectionId = rowIdOf(input.objectionId, 'Objection', collectiveId, ['input', 'objectionId']);
      return { collectiveId, id: await withdrawObjection(tx, actor, objectionId) };
    };
    return this.acts.perform(context, WITHDRAW_OBJECTION, work, (named) => sayPoll(this.reader, named));
  }

  @ActMutation(
    DOUBT_OBJECTION,
    DoubtObjectionResult,
    'MEMBER',
    'Says that you find an objection without argument: as many as the rule asks set it aside.',
  )
  doubtObjection(
    @Args('input') input: DoubtObjectionInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<Named> => {
      const { collectiveId } = actor;
      const objectionId = rowIdOf(input.objectionId, 'Objection', collectiveId, ['input', 'objectionId']);
      return { collectiveId, id: await doubtObjection(tx, actor, { objectionId, reason: input.reason }) };
    };
    return this.acts.perform(context, DOUBT_OBJECTION, work, (named) => sayPoll(this.reader, named));
  }

  private async sayConsent(
    { collectiveId, id }: Named,
    { locale }: RequestContext,
  ): Promise<{ consent: ConsentProcessType }> {
    return { consent: consentObject(await showConsent(this.reader, collectiveId, id), locale) };
  }
}

/** An act on a search for consent that somebody names. */
const consentAct =
  ({ consentId }: MoveConsentInput, perform: (tx: Tx, actor: MemberActor, id: Uuid) => Promise<Uuid>) =>
  async (tx: Tx, actor: MemberActor): Promise<Named> => {
    const { collectiveId } = actor;
    const named = rowIdOf(consentId, 'ConsentProcess', collectiveId, ['input', 'consentId']);
    return { collectiveId, id: await perform(tx, actor, named) };
  };
