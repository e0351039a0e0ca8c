import { Inject } from '@nestjs/common';
import { Args, Context, Field, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { changePublicName } from './change-name.js';
import { MemberType, memberObject } from './collective.graphql.js';
import { membersByIds, type MemberRecord } from './members.queries.js';

@InputType({ description: 'The name you want to be known by.' })
export class ChangePublicNameInput {
  @Field(() => String, { description: 'A pseudonym is fine; it must not look like anybody else’s here.' })
  publicName!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'You are known by it from now on. Members see the name you had beside it.' })
export class ChangePublicNameSuccess {
  @Field(() => MemberType, { description: 'Your membership.' })
  member!: MemberType;
}

export const CHANGE_PUBLIC_NAME = act('changePublicName', [
  'INVALID_INPUT',
  'LOOKALIKE_NAME',
  'NAME_JUST_CHANGED',
]);
const ChangePublicNameResult = resultOf(CHANGE_PUBLIC_NAME, ChangePublicNameSuccess);

@Resolver()
export class NameActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    CHANGE_PUBLIC_NAME,
    ChangePublicNameResult,
    'MEMBER',
    'Changes the name you are known by, once a week at most. What was written under the old one stays.',
  )
  changePublicName(
    @Args('input') { publicName }: ChangePublicNameInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      CHANGE_PUBLIC_NAME,
      async (tx, actor) => {
        await changePublicName(tx, actor, publicName);
        return actor;
      },
      async ({ collectiveId, memberId }) => {
        const [member] = await membersByIds(this.reader, collectiveId, [memberId]);
        return { member: memberObject(member as MemberRecord) };
      },
    );
  }
}
