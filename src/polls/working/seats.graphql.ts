import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { SeatRule } from '../../core/counting/elections/seats/facts.js';
import type {
  BestCommittees,
  Committee,
  FilledSeat,
  OptionRows,
  SeatsWorking,
  TiedCommittees,
  WeighedOption,
} from '../../core/counting/elections/working/seats.js';
import { Seen } from '../../platform/access/access.js';
import {
  ElectionAmountType,
  ElectionApprovalsType,
  ElectionOptionAmountType,
  ElectionPileType,
  OPTION,
} from './amounts.graphql.js';

const SeatRuleEnum: { readonly [R in SeatRule]: R } = { LOAD: 'LOAD', GAIN: 'GAIN' };
registerEnumType(SeatRuleEnum, {
  name: 'ElectionSeatRule',
  description: 'How the next seat is given.',
  valuesMap: {
    LOAD: {
      description:
        'A seat is a load on the ballots that approve who has it: the least load is seated (Phragmén).',
    },
    GAIN: {
      description:
        'A ballot weighs less the more of its options are seated: the most weight is seated (Thiele).',
    },
  },
});

@Seen('PARENT')
@ObjectType('ElectionWeighed', { description: 'What an option weighs for a seat.' })
export class ElectionWeighedType extends ElectionOptionAmountType implements WeighedOption {
  @Field(() => [ElectionPileType], {
    description:
      'The ballots that approve it, by what they bear already: their load, or how many they have seated.',
  })
  rows!: WeighedOption['rows'];
}

@Seen('PARENT')
@ObjectType('ElectionOptionRows', { description: 'Ballots of an option by what they bear.' })
export class ElectionOptionRowsType implements OptionRows {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => [ElectionPileType], { description: 'The ballots, those that bear the same together.' })
  rows!: OptionRows['rows'];
}

@Seen('PARENT')
@ObjectType('ElectionSeat', { description: 'One seat: what was weighed for it, and who has it.' })
export class ElectionSeatType implements FilledSeat {
  @Field(() => Int, { description: 'Its number, from 1.' })
  number!: number;

  @Field(() => [ElectionWeighedType], { description: 'Each option that is left and that somebody approves.' })
  weighed!: readonly WeighedOption[];

  @Field(() => String, { nullable: true, description: 'Who has it; null while a tie for it is open.' })
  filledBy!: string | null;

  @Field(() => [ElectionOptionRowsType], {
    description: 'Of each option left, the ballots that approve both, and what they bore until then.',
  })
  shared!: readonly OptionRows[];
}

@Seen('PARENT')
@ObjectType('ElectionCommittee', { description: 'Options that would have the seats together.' })
export class ElectionCommitteeType implements Committee {
  @Field(() => [String], { description: 'The options.' })
  members!: readonly string[];

  @Field(() => [ElectionApprovalsType], { description: 'How many ballots approve how many of them.' })
  rows!: Committee['rows'];
}

@Seen('PARENT')
@ObjectType('ElectionBestCommittees', { description: 'The best of all committees that there could be.' })
export class ElectionBestCommitteesType implements BestCommittees {
  @Field(() => String, { description: 'How many were looked at.' })
  examined!: string;

  @Field(() => ElectionAmountType, { description: 'What the best come to.' })
  score!: BestCommittees['score'];

  @Field(() => [ElectionCommitteeType], { description: 'Those that come to it, a hundred at most.' })
  committees!: readonly Committee[];
}

@Seen('PARENT')
@ObjectType('ElectionTiedCommittees', { description: 'Whom ties can lead to.' })
export class ElectionTiedCommitteesType implements TiedCommittees {
  @Field(() => String, {
    nullable: true,
    description: 'To how many sets of options; null where there are too many ways to know.',
  })
  number!: string | null;

  @Field(() => [[String]], { description: 'These sets; none where there are more than a hundred.' })
  committees!: TiedCommittees['committees'];
}

@Seen('PARENT')
@ObjectType('ElectionSeats', {
  description:
    'A count that fills several seats from approvals, so that each part of the voters has its share.',
})
export class ElectionSeatsType implements Omit<SeatsWorking, 'family'> {
  @Field(() => SeatRuleEnum, {
    nullable: true,
    description: 'How the next seat is given; null where all are given at once.',
  })
  rule!: SeatRule | null;

  @Field(() => [ElectionSeatType], { description: 'Seat by seat; empty where all are given at once.' })
  seats!: readonly FilledSeat[];

  @Field(() => ElectionBestCommitteesType, {
    nullable: true,
    description: 'The best committees; null where seats are given one after the other.',
  })
  best!: BestCommittees | null;

  @Field(() => [String], { description: 'Which of the best has the seats; empty while a tie is open.' })
  elected!: readonly string[];

  @Field(() => ElectionTiedCommitteesType, {
    nullable: true,
    description: 'Whom ties can lead to; null without ties.',
  })
  tied!: TiedCommittees | null;

  @Field(() => [String], { description: 'Whom nobody approves, where seats are left for them.' })
  unapproved!: readonly string[];
}
