import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import { Transactions, type Reader, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import { offerMandate, withdrawOffer } from './offer-mandate.js';
import type { OfferState } from './offer.entity.js';
import { offersAfter, offersByIds, type OfferRecord } from './offers.queries.js';
import { volunteer, withdrawVolunteering } from './volunteer.js';

const OfferStates = {
  OPEN: 'OPEN',
  TAKEN: 'TAKEN',
  WITHDRAWN: 'WITHDRAWN',
} as const satisfies { readonly [S in OfferState]: S };
registerEnumType(OfferStates, {
  name: 'MandateOfferState',
  description: 'Where an offered task stands.',
  valuesMap: {
    OPEN: { description: 'It looks for a volunteer.' },
    TAKEN: { description: 'A decision gave it to somebody.' },
    WITHDRAWN: {
      description: 'Whoever offered it no longer does, or somebody else took it back once they were gone.',
    },
  },
});

@Seen('PARENT')
@ObjectType('MandateOffer', {
  description:
    'A task that looks for a volunteer. It binds nobody and opens nothing: only a decision gives a mandate.',
})
export class MandateOfferType {
  rowId!: Uuid;

  @Field(() => ID, { description: 'Its id, for `volunteer` and `noteMandate`.' })
  id!: string;

  @Field(() => String, { description: 'The task in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What is to be done, and how; empty where one line says it.' })
  instructions!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it is needed; null where nobody said.',
  })
  until!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a report would be due; null where none is asked.',
  })
  reportDueAt!: Instant | null;

  @Field(() => ID, { description: 'Who offered it, to be read by `node`.' })
  authorId!: string;

  @Field(() => ID, { nullable: true, description: 'The decision that it comes from; null for none.' })
  decisionId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The item of an agenda that it comes from; null for none.',
  })
  agendaItemId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The working group whose task it is; null for none.' })
  groupId!: string | null;

  @Field(() => OfferStates, { description: 'Where it stands.' })
  state!: OfferState;

  @Field(() => DateTimeScalar, { description: 'When it was offered.' })
  offeredAt!: Instant;

  @Field(() => ID, {
    nullable: true,
    description:
      'Who took it back once its author was gone; null where its author did, and where nobody did.',
  })
  withdrawnById!: string | null;

  @Field(() => [ID], {
    description: 'The members who would do it, as they came forward, to be read by `nodes`.',
  })
  volunteerIds!: string[];
}

const { Connection: OfferConnection } = connectionOf(MandateOfferType, 'MandateOfferConnection');

export function offerObject(record: OfferRecord): MandateOfferType {
  const {
    collectiveId,
    id,
    authorId,
    decisionId,
    agendaItemId,
    groupId,
    withdrawnBy,
    volunteerIds,
    ...rest
  } = record;
  const global = (type: string, of: Uuid | null): string | null => of && toGlobalId(type, collectiveId, of);
  return {
    ...rest,
    rowId: id,
    id: global('MandateOffer', id) as string,
    authorId: global('Member', authorId) as string,
    decisionId: global('Decision', decisionId),
    agendaItemId: global('AgendaItem', agendaItemId),
    groupId: global('WorkingGroup', groupId),
    withdrawnById: global('Member', withdrawnBy),
    volunteerIds: volunteerIds.map((member) => global('Member', member) as string),
  };
}

const offerAfter = async (reader: Reader, collectiveId: Uuid, id: Uuid): Promise<MandateOfferType> =>
  offerObject((await offersByIds(reader, collectiveId, [id]))[0] as OfferRecord);

@InputType({ description: 'A task that looks for a volunteer.' })
export class OfferMandateInput {
  @Field(() => String, { description: 'The task in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, {
    defaultValue: '',
    description: 'What is to be done, where one line does not say it.',
  })
  instructions!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it is needed; null where it is open.',
  })
  until?: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a report would be due; null for none.' })
  reportDueAt?: Instant | null;

  @Field(() => ID, { nullable: true, description: 'The decision that it comes from; null for none.' })
  decisionId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The item of an agenda that it comes from; null for none.',
  })
  agendaItemId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The working group whose task it is; null for none.' })
  groupId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same offer.',
  })
  idempotencyKey?: string | null;
}

@InputType({ isAbstract: true })
abstract class OfferInput {
  @Field(() => ID, { description: 'The offer.' })
  offerId!: string;
}
@InputType({ description: 'Which offer to take back: your own.' })
export class WithdrawOfferInput extends OfferInput {}
@InputType({ description: 'Which task you would do.' })
export class VolunteerInput extends OfferInput {}
@InputType({ description: 'Which task you would rather not do.' })
export class WithdrawVolunteeringInput extends OfferInput {}

@ObjectType({ isAbstract: true })
abstract class OfferSuccess {
  @Field(() => MandateOfferType, { description: 'The offer.' })
  offer!: MandateOfferType;
}
@Seen('PARENT')
@ObjectType({ description: 'The task looks for a volunteer.' })
export class OfferMandateSuccess extends OfferSuccess {}
@Seen('PARENT')
@ObjectType({ description: 'The task is no longer offered.' })
export class WithdrawOfferSuccess extends OfferSuccess {}
@Seen('PARENT')
@ObjectType({ description: 'You came forward.' })
export class VolunteerSuccess extends OfferSuccess {}
@Seen('PARENT')
@ObjectType({ description: 'You are no longer among the volunteers.' })
export class WithdrawVolunteeringSuccess extends OfferSuccess {}

export const OFFER_MANDATE = act('offerMandate', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MANDATE_END_PAST',
  'IDEMPOTENCY_KEY_REUSED',
]);
export const WITHDRAW_OFFER = act('withdrawOffer', ['NOT_FOUND', 'MANDATE_OFFER_CLOSED']);
export const VOLUNTEER = act('volunteer', ['NOT_FOUND', 'MANDATE_OFFER_CLOSED', 'NATURAL_PERSON_NEEDED']);
export const WITHDRAW_VOLUNTEERING = act('withdrawVolunteering', ['NOT_FOUND']);
const OfferMandateResult = resultOf(OFFER_MANDATE, OfferMandateSuccess);
const WithdrawOfferResult = resultOf(WITHDRAW_OFFER, WithdrawOfferSuccess);
const VolunteerResult = resultOf(VOLUNTEER, VolunteerSuccess);
const WithdrawVolunteeringResult = resultOf(WITHDRAW_VOLUNTEERING, WithdrawVolunteeringSuccess);

@Resolver()
export class MandateOfferResolver {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @Query(() => OfferConnection, {
    description: 'The tasks that look for a volunteer, in the order of their offers.',
  })
  @MayBeCalledBy('MEMBER')
  async mandateOffers(
    @Args() args: ConnectionArgs,
    @Args('state', {
      type: () => OfferStates,
      nullable: true,
      defaultValue: 'OPEN',
      description: 'Only those in this state; null: all of them.',
    })
    state: OfferState | null,
    @Context() context: RequestContext,
  ): Promise<Connection<MandateOfferType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await offersAfter(this.reader, collectiveId, state, page.after?.[0] ?? null, page.first);
    return pageFrom(rows.map(offerObject), page, ({ rowId }) => [rowId]);
  }

  @ActMutation(
    OFFER_MANDATE,
    OfferMandateResult,
    'MEMBER',
    'Says in one line that a task looks for a volunteer.',
  )
  offerMandate(@Args('input') input: OfferMandateInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(
      context,
      OFFER_MANDATE,
      async (tx, actor) => {
        const row = (id: string | null | undefined, type: string, field: string): Uuid | null =>
          id == null ? null : rowIdOf(id, type, actor.collectiveId, ['input', field]);
        const offering = {
          title: input.title,
          instructions: input.instructions,
          until: input.until ?? null,
          reportDueAt: input.reportDueAt ?? null,
          decisionId: row(input.decisionId, 'Decision', 'decisionId'),
          agendaItemId: row(input.agendaItemId, 'AgendaItem', 'agendaItemId'),
          groupId: row(input.groupId, 'WorkingGroup', 'groupId'),
          repeat: repeatOf(input),
        };
        return offerAfter(tx, actor.collectiveId, await offerMandate(tx, actor, offering));
      },
      sayOffer,
    );
  }

  @ActMutation(WITHDRAW_OFFER, WithdrawOfferResult, 'MEMBER', 'Takes back a task that you offered.')
  withdrawOffer(
    @Args('input') input: WithdrawOfferInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, WITHDRAW_OFFER, withOffer(input, withdrawOffer), sayOffer);
  }

  @ActMutation(
    VOLUNTEER,
    VolunteerResult,
    'MEMBER',
    'Comes forward for a task that is offered: it binds to nothing.',
  )
  volunteer(@Args('input') input: VolunteerInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(context, VOLUNTEER, withOffer(input, volunteer), sayOffer);
  }

  @ActMutation(
    WITHDRAW_VOLUNTEERING,
    WithdrawVolunteeringResult,
    'MEMBER',
    'Thinks better of it: always free, and asked of nobody.',
  )
  withdrawVolunteering(
    @Args('input') input: WithdrawVolunteeringInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      WITHDRAW_VOLUNTEERING,
      withOffer(input, withdrawVolunteering),
      sayOffer,
    );
  }
}

const withOffer =
  (
    { offerId: id }: OfferInput,
    perform: (tx: Tx, actor: MemberActor, of: { readonly offerId: Uuid }) => Promise<void>,
  ) =>
  async (tx: Tx, actor: MemberActor): Promise<MandateOfferType> => {
    const offerId = rowIdOf(id, 'MandateOffer', actor.collectiveId, ['input', 'offerId']);
    await perform(tx, actor, { offerId });
    return offerAfter(tx, actor.collectiveId, offerId);
  };

const sayOffer = (offer: MandateOfferType): { offer: MandateOfferType } => ({ offer });
