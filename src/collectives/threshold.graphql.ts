import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Seen } from '../platform/access/access.js';
import { FractionScalar } from '../platform/graphql/scalars.js';

@Seen('PARENT')
@ObjectType('Threshold', { description: 'What FOR must reach.' })
@InputType('ThresholdInput', { description: 'What FOR must reach.' })
export class ThresholdType {
  @Field(() => FractionScalar, { description: 'The share of the base, such as 2/3.' })
  fraction!: string;

  @Field(() => Boolean, { description: 'More than the share, and not only as much.' })
  strict!: boolean;

  @Field(() => Int, { description: 'Whole votes asked beyond the share.' })
  plus!: number;
}
