import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ConsentFallback, ConsentRule } from '../core/charter/clause.js';
import { Seen } from '../platform/access/access.js';
import { DurationScalar } from '../platform/graphql/scalars.js';
import { ThresholdType } from './threshold.graphql.js';

const ConsentFallbackEnum = { REJECTED: 'REJECTED', POLL: 'POLL' } as const satisfies {
  readonly [F in ConsentFallback]: F;
};
registerEnumType(ConsentFallbackEnum, {
  name: 'ConsentFallback',
  description: 'What becomes of a question that its rounds of consent left with objections.',
  valuesMap: {
    REJECTED: { description: 'It is rejected.' },
    POLL: { description: 'It is put to a vote.' },
  },
});

@Seen('PARENT')
@ObjectType('ConsentRule', { description: 'How consent is sought, round by round.' })
@InputType('ConsentRuleInput', { description: 'How consent is sought, round by round.' })
export class ConsentRuleType {
  @Field(() => Int, { description: 'How often the question may be asked, from 1 to 10.' })
  rounds!: number;

  @Field(() => DurationScalar, { description: 'Online: the time to read it.' })
  presentation!: string;

  @Field(() => DurationScalar, { description: 'Online: the time to ask what is not clear.' })
  clarification!: string;

  @Field(() => DurationScalar, { description: 'Online: the time for everybody to react.' })
  reaction!: string;

  @Field(() => DurationScalar, {
    description: 'Online: the time to amend it, before the first round and after each with objections.',
  })
  integration!: string;

  @Field(() => ConsentFallbackEnum, { description: 'What follows when objections still stand.' })
  fallback!: ConsentFallback;

  @Field(() => ThresholdType, {
    nullable: true,
    description:
      'The share of the others who were asked that must find an objection without argument to set it aside; null: nobody but its author withdraws it.',
  })
  setAside!: ThresholdType | null;
}

/** The rule as the core reads it, which checks every value of it again. */
export const consentRuleFrom = ({ setAside, ...rest }: ConsentRuleType): ConsentRule => ({
  ...rest,
  setAside: setAside ? { ...setAside } : null,
});
