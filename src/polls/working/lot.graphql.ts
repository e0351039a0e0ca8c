import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { LotWorking, PoolOption, Selection } from '../../core/counting/elections/working/lot.js';
import { Seen } from '../../platform/access/access.js';
import { OPTION } from './amounts.graphql.js';

@Seen('PARENT')
@ObjectType('ElectionPoolOption', { description: 'An option among which is drawn.' })
export class ElectionPoolOptionType implements PoolOption {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { nullable: true, description: 'Its number in the pool; null where none is needed.' })
  number!: string | null;
}

@Seen('PARENT')
@ObjectType('ElectionSelection', { description: 'One selection as RFC 3797 makes it.' })
export class ElectionSelectionType implements Selection {
  @Field(() => Int, { description: 'Which selection it is, from 0.' })
  index!: number;

  @Field(() => String, { description: 'The MD5 of the index, the key and the index, read as a number.' })
  digest!: string;

  @Field(() => Int, { description: 'How many are left in the pool.' })
  left!: number;

  @Field(() => Int, { description: 'The remainder by that number, which says who it is, from 0.' })
  remainder!: number;

  @Field(() => String, { description: OPTION })
  option!: string;
}

@Seen('PARENT')
@ObjectType('ElectionLot', {
  description: 'A draw by lot, which anybody can do again from its value and the names.',
})
export class ElectionLotType implements Omit<LotWorking, 'family'> {
  @Field(() => [ElectionPoolOptionType], { description: 'The options among which is drawn.' })
  pool!: readonly PoolOption[];

  @Field(() => String, {
    nullable: true,
    description: 'The value that was drawn; null where none was needed.',
  })
  value!: string | null;

  @Field(() => [String], {
    description: 'All options in the order of the lot; empty where they are selected one by one.',
  })
  order!: readonly string[];

  @Field(() => [ElectionSelectionType], {
    description: 'The selections, from the first; empty where an order is drawn.',
  })
  selections!: readonly Selection[];

  @Field(() => [String], { description: 'Who was drawn.' })
  drawnOptions!: readonly string[];
}
