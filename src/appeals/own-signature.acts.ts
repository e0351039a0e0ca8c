import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { MemberKindEnum } from '../collectives/collective.graphql.js';
import type { MemberActor, MemberKind } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { AppealType, appealObject } from './appeal.graphql.js';
import { appealsByIds } from './appeals.queries.js';
import { nameOwnSignature, withdrawOwnSignature } from './own-signature.js';
import { ownSignaturesOf } from './own-signature.queries.js';

@Seen('PARENT')
@ObjectType('OwnSignature', {
  description: 'What you signed with your session, or the signature that your admission rests on.',
})
export class OwnSignatureType {
  @Field(() => String, { description: 'The name you signed with.' })
  name!: string;

  @Field(() => MemberKindEnum, { description: 'A person, or an organisation.' })
  kind!: MemberKind;

  @Field(() => String, { nullable: true, description: 'What you do; null where it does not say.' })
  role!: string | null;

  @Field(() => String, { nullable: true, description: 'Where you do it; null where it does not say.' })
  organisation!: string | null;

  @Field(() => String, { nullable: true, description: 'A page of yours; null where it gives none.' })
  url!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Your place among the first signatories; null for the others.',
  })
  place!: number | null;

  @Field(() => Boolean, { description: 'Whether you consented to be named in public.' })
  named!: boolean;
}

@InputType({ description: 'Which signature of yours to take back.' })
export class WithdrawMySignatureInput {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'You have not signed, and what was kept of you with a signature is erased.' })
export class WithdrawMySignatureSuccess {
  @Field(() => AppealType, { description: 'The appeal; its count says one less.' })
  appeal!: AppealType;
}

@InputType({ description: 'Whether your signature may be shown in public.' })
export class NameMySignatureInput {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => Boolean, {
    description: 'True: you consent to be named. False: you take that back, and are counted all the same.',
  })
  named!: boolean;
}

@Seen('PARENT')
@ObjectType({ description: 'It is shown as you said, from here on.' })
export class NameMySignatureSuccess {
  @Field(() => AppealType, { description: 'The appeal.' })
  appeal!: AppealType;
}

export const WITHDRAW_MY_SIGNATURE = act('withdrawMySignature', ['NOT_FOUND']);
export const NAME_MY_SIGNATURE = act('nameMySignature', ['NOT_FOUND']);
const WithdrawMySignatureResult = resultOf(WITHDRAW_MY_SIGNATURE, WithdrawMySignatureSuccess);
const NameMySignatureResult = resultOf(NAME_MY_SIGNATURE, NameMySignatureSuccess);

/** What a member does with their own signature of an appeal: no letter is needed, for their session says who they are. */
@Resolver(() => AppealType)
export class OwnSignatureActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ResolveField(() => OwnSignatureType, {
    nullable: true,
    description:
      'Your own signature, for `withdrawMySignature` and `nameMySignature`; null where you have none.',
  })
  async viewerSignature(
    @Parent() { collectiveId, appealId }: AppealType,
    @Context() context: RequestContext,
  ): Promise<OwnSignatureType | null> {
    const actor = await context.actor();
    if (actor.kind !== 'MEMBER' || actor.collectiveId !== collectiveId) return null;
    return context.oneOf(ownSignaturesOf, 'appealId', collectiveId, appealId, actor.memberId);
  }

  @ActMutation(
    WITHDRAW_MY_SIGNATURE,
    WithdrawMySignatureResult,
    'MEMBER',
    'Takes your own signature back: what leads to you is erased, and the count says one less. Without any, nothing changes.',
  )
  withdrawMySignature(
    @Args('input') { appealId }: WithdrawMySignatureInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      WITHDRAW_MY_SIGNATURE,
      onAppeal(appealId, withdrawOwnSignature),
      this.sayAppeal,
    );
  }

  @ActMutation(
    NAME_MY_SIGNATURE,
    NameMySignatureResult,
    'MEMBER',
    'Gives or takes back your consent to be named in public with your own signature, which stands either way.',
  )
  nameMySignature(
    @Args('input') { appealId, named }: NameMySignatureInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      NAME_MY_SIGNATURE,
      onAppeal(appealId, (tx, actor, id) => nameOwnSignature(tx, actor, id, named)),
      this.sayAppeal,
    );
  }

  private readonly sayAppeal = async ({ collectiveId, id }: Meant): Promise<{ appeal: AppealType }> => {
    const [record] = await appealsByIds(this.reader, collectiveId, [id]);
    if (!record) throw new Error('an appeal that was just acted on is gone');
    return { appeal: appealObject(record) };
  };
}

interface Meant {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
}

/** Does something to a member's signature of the appeal that they name, and says which that is. */
const onAppeal =
  (globalId: string, work: (tx: Tx, actor: MemberActor, appealId: Uuid) => Promise<void>) =>
  async (tx: Tx, actor: MemberActor): Promise<Meant> => {
    const { collectiveId } = actor;
    const id = rowIdOf(globalId, 'Appeal', collectiveId, ['input', 'appealId']);
    await work(tx, actor, id);
    return { collectiveId, id };
  };
