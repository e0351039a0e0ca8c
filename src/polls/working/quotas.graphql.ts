import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { PassedOver, QuotaBound, QuotasWorking } from '../../core/counting/elections/working/quotas.js';
import { Seen } from '../../platform/access/access.js';
import { OPTION } from './amounts.graphql.js';

const QuotaOfEnum: { readonly [O in QuotaBound['of']]: O } = { LEAST: 'LEAST', MOST: 'MOST' };
registerEnumType(QuotaOfEnum, {
  name: 'ElectionQuotaOf',
  description: 'What a quota bounds.',
  valuesMap: {
    LEAST: { description: 'So many at least.' },
    MOST: { description: 'So many at most.' },
  },
});

const GROUP = 'The group that it is about.';
const NUMBER = 'How many, of the seats that there were.';

@Seen('PARENT')
@ObjectType('ElectionQuotaReason', { description: 'A quota that could not have been met otherwise.' })
export class ElectionQuotaReasonType implements QuotaBound {
  @Field(() => String, { description: GROUP })
  group!: string;

  @Field(() => QuotaOfEnum, { description: 'Whether it is a least or a most.' })
  of!: QuotaBound['of'];

  @Field(() => Int, { description: NUMBER })
  number!: number;
}

@Seen('PARENT')
@ObjectType('ElectionQuota', { description: 'A quota on the winners, as it came to a number.' })
export class ElectionQuotaType implements QuotaBound {
  @Field(() => String, { description: GROUP })
  group!: string;

  @Field(() => QuotaOfEnum, { description: 'Whether it is a least or a most.' })
  of!: QuotaBound['of'];

  @Field(() => Int, { description: NUMBER })
  number!: number;

  @Field(() => [String], { description: 'The options that are in the group.' })
  options!: readonly string[];
}

@Seen('PARENT')
@ObjectType('ElectionPassedOver', { description: 'An option that got no seat because of the quotas.' })
export class ElectionPassedOverType implements PassedOver {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => Int, { description: 'How many seats were filled when it could not be seated any more.' })
  filled!: number;

  @Field(() => [ElectionQuotaReasonType], {
    description: 'The quotas that could not all have been met with it; fewer of them could have.',
  })
  because!: readonly QuotaBound[];
}

@Seen('PARENT')
@ObjectType('ElectionQuotas', {
  description: 'What the winners had to be together, and who got no seat for it.',
})
export class ElectionQuotasType implements QuotasWorking {
  @Field(() => [ElectionQuotaType], { description: 'The quotas, each as a number.' })
  bounds!: readonly ElectionQuotaType[];

  @Field(() => [ElectionPassedOverType], { description: 'Who was passed over, in that order.' })
  passedOver!: readonly PassedOver[];
}
