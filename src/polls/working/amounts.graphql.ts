import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Amount } from '../../core/counting/elections/amounts.js';
import type { BearingRow, OptionAmount } from '../../core/counting/elections/working/by-option.js';
import type { OptionNumber } from '../../core/counting/elections/working/star.js';
import { Seen } from '../../platform/access/access.js';

const EXACT = 'The number as it is, whole or a fraction: `7`, `112/3`.';
const ROUNDED = 'The same number to be read, to a few decimals: nothing is decided by it.';
export const OPTION = 'The option, by its name.';

@Seen('PARENT')
@ObjectType('ElectionAmount', { description: 'A number that nothing was cut off.' })
export class ElectionAmountType implements Amount {
  @Field(() => String, { description: EXACT })
  exact!: string;

  @Field(() => String, { description: ROUNDED })
  rounded!: string;
}

@Seen('PARENT')
@ObjectType('ElectionOptionAmount', { description: 'What an option has.' })
export class ElectionOptionAmountType extends ElectionAmountType implements OptionAmount {
  @Field(() => String, { description: OPTION })
  option!: string;
}

@Seen('PARENT')
@ObjectType('ElectionOptionNumber', { description: 'A whole number of an option.' })
export class ElectionOptionNumberType implements OptionNumber {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { description: 'The number, in decimal.' })
  number!: string;
}

@Seen('PARENT')
@ObjectType('ElectionPile', {
  description: 'Ballots that are alike: how much of something is on each of them, and how many they are.',
})
export class ElectionPileType extends ElectionAmountType implements BearingRow {
  @Field(() => Int, { description: 'How many ballots.' })
  ballots!: number;
}

@Seen('PARENT')
@ObjectType('ElectionApprovals', { description: 'How many ballots approve so many options.' })
export class ElectionApprovalsType {
  @Field(() => Int, { description: 'How many of the options they approve.' })
  approved!: number;

  @Field(() => Int, { description: 'How many ballots do.' })
  ballots!: number;
}
