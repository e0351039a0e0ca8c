import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { BaseEnum } from '../collectives/charter.graphql.js';
import { ThresholdType } from '../collectives/threshold.graphql.js';
import type { Base } from '../core/charter/clause.js';
import type { AgreeMajority } from '../core/kernel/effects.js';
import { Seen } from '../platform/access/access.js';

/** Of whom, and what share: the same in what founders send and in what they read. */
@Seen('PARENT')
@ObjectType('AgreeMajority', {
  description: 'In a founding, the majority by which its founders settle their charter and their texts.',
})
@InputType('AgreeMajorityInput', {
  description: 'The majority by which the founders will settle their charter and their texts.',
})
export class AgreeMajorityType {
  @Field(() => BaseEnum, { description: 'Of whom it is a share: ROLL, TURNOUT or EXPRESSED.' })
  base!: Base;

  @Field(() => ThresholdType, { description: 'What FOR must reach.' })
  threshold!: ThresholdType;
}

export const majorityObject = ({ base, threshold }: AgreeMajority): AgreeMajorityType => ({
  base,
  threshold,
});
