import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import { handBackMandate } from './hand-back-mandate.js';
import { mandateObject, MandateType } from './mandate.graphql.js';

@InputType({ description: 'Which mandate to hand back.' })
export class HandBackMandateInput {
  @Field(() => ID, { description: 'A mandate that you hold.' })
  mandateId!: string;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'What whoever takes the task next should know; null where there is nothing to add.',
  })
  handover?: string | null;
}

@Seen('PARENT')
@ObjectType({ description: 'You no longer hold the mandate.' })
export class HandBackMandateSuccess {
  @Field(() => MandateType, { description: 'The mandate, ended or held by the others.' })
  mandate!: MandateType;
}

export const HAND_BACK_MANDATE = act('handBackMandate', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MANDATE_REQUIRED',
  'MANDATE_NOT_LIVE',
]);
export const HandBackMandateResult = resultOf(HAND_BACK_MANDATE, HandBackMandateSuccess);

@Resolver()
export class MandateActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    HAND_BACK_MANDATE,
    HandBackMandateResult,
    'MEMBER',
    'Hands back a mandate that one holds: always free, and at once. It ends with its last holder.',
  )
  handBackMandate(
    @Args('input') input: HandBackMandateInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<{ collectiveId: Uuid; mandateId: Uuid }> => {
      const mandateId = rowIdOf(input.mandateId, 'Mandate', actor.collectiveId, ['input', 'mandateId']);
      await handBackMandate(tx, actor, { mandateId, handover: input.handover ?? null });
      return { collectiveId: actor.collectiveId, mandateId };
    };
    return this.acts.perform(context, HAND_BACK_MANDATE, work, async ({ collectiveId, mandateId }) => ({
      mandate: await mandateObject(this.reader, collectiveId, mandateId),
    }));
  }
}
