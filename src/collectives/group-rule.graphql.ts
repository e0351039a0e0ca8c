import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { Seen } from '../platform/access/access.js';
import { DurationScalar } from '../platform/graphql/scalars.js';

@Seen('PARENT')
@ObjectType('GroupRule', { description: 'What a rule says of working groups.' })
@InputType('GroupRuleInput', { description: 'What a rule says of working groups.' })
export class GroupRuleType {
  @Field(() => Boolean, {
    description: 'Whether any member who may propose makes a group by one act; else a decision makes it.',
  })
  freeCreation!: boolean;

  @Field(() => DurationScalar, {
    description: 'How long nothing happens in a group before it may be put to sleep.',
  })
  dormantAfter!: string;
}
