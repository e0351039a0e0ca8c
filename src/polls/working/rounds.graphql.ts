import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type {
  ElectedInRound,
  EliminatedInRound,
  Exhausted,
  ExhaustedReason,
  LookedBack,
  Round,
  Threshold,
  Transfer,
} from '../../core/counting/elections/working/round.js';
import type { RoundsWorking } from '../../core/counting/elections/working/rounds.js';
import { Seen } from '../../platform/access/access.js';
import { ElectionAmountType, ElectionOptionAmountType, OPTION } from './amounts.graphql.js';

const ExhaustedReasonEnum: { readonly [R in ExhaustedReason]: R } = {
  NO_FURTHER_CHOICE: 'NO_FURTHER_CHOICE',
  NO_FIRST_CHOICE: 'NO_FIRST_CHOICE',
  SEVERAL_FIRST: 'SEVERAL_FIRST',
  OVERVOTE: 'OVERVOTE',
  SKIPPED_RANKS: 'SKIPPED_RANKS',
  REPEATED_OPTION: 'REPEATED_OPTION',
  LAST_SURPLUS: 'LAST_SURPLUS',
  ROUNDED_AWAY: 'ROUNDED_AWAY',
};
registerEnumType(ExhaustedReasonEnum, {
  name: 'ElectionExhaustedReason',
  description: 'Why votes count for nobody any more.',
  valuesMap: {
    NO_FURTHER_CHOICE: { description: 'Their ballots name nobody else who is still in.' },
    NO_FIRST_CHOICE: { description: 'Their ballots put nobody first, and never counted.' },
    SEVERAL_FIRST: { description: 'Their ballots put several first, and never counted.' },
    OVERVOTE: {
      description: 'Their ballots come to a rank with several options, which the rule does not read.',
    },
    SKIPPED_RANKS: { description: 'Their ballots skip more ranks than the rule allows.' },
    REPEATED_OPTION: { description: 'Their ballots come to an option for the second time.' },
    LAST_SURPLUS: { description: 'What the last ones elected have too much, once all seats are filled.' },
    ROUNDED_AWAY: { description: 'Cut off where the worth of ballots is rounded down.' },
  },
});

const ThresholdByEnum: { readonly [B in Threshold['by']]: B } = {
  MORE: 'MORE',
  REACH: 'REACH',
  EXCEED: 'EXCEED',
};
registerEnumType(ThresholdByEnum, {
  name: 'ElectionThresholdBy',
  description: 'What is made of the votes that count, divided.',
  valuesMap: {
    MORE: { description: 'The least number above it, which is to be reached.' },
    REACH: { description: 'The least number that is not below it, which is to be reached.' },
    EXCEED: { description: 'The quotient itself, and more than that is needed.' },
  },
});

const ElectedReasonEnum: { readonly [R in ElectedInRound['reason']]: R } = {
  REACHED: 'REACHED',
  LEFT: 'LEFT',
  MOST: 'MOST',
};
registerEnumType(ElectedReasonEnum, {
  name: 'ElectionElectedReason',
  description: 'Why an option is elected in a round.',
  valuesMap: {
    REACHED: { description: 'It has what elects.' },
    LEFT: { description: 'No more options are left than seats.' },
    MOST: { description: 'It has the most, where nobody can have what elects any more.' },
  },
});

const EliminatedReasonEnum: { readonly [R in EliminatedInRound['reason']]: R } = {
  FEWEST: 'FEWEST',
  BATCH: 'BATCH',
  TIED_BATCH: 'TIED_BATCH',
  WRITE_IN: 'WRITE_IN',
  BELOW: 'BELOW',
  SEATS_FILLED: 'SEATS_FILLED',
};
registerEnumType(EliminatedReasonEnum, {
  name: 'ElectionEliminatedReason',
  description: 'Why an option goes in a round.',
  valuesMap: {
    FEWEST: { description: 'It has the fewest votes.' },
    BATCH: {
      description:
        'It and others have together fewer than the next one, so that none of them can be elected.',
    },
    TIED_BATCH: {
      description: 'It is tied with others for the fewest, and in which order they go changes nothing.',
    },
    WRITE_IN: { description: 'It stands for options that nobody declared.' },
    BELOW: { description: 'It has fewer votes than are asked for.' },
    SEATS_FILLED: { description: 'It was still in when the last seat was filled.' },
  },
});

@Seen('PARENT')
@ObjectType('ElectionThreshold', { description: 'What elects in a round, and how it was found.' })
export class ElectionThresholdType extends ElectionAmountType implements Threshold {
  @Field(() => String, { description: 'The votes that count.' })
  active!: string;

  @Field(() => String, { description: 'What they are divided by.' })
  divisor!: string;

  @Field(() => ThresholdByEnum, { description: 'What is made of the quotient.' })
  by!: Threshold['by'];
}

@Seen('PARENT')
@ObjectType('ElectionExhausted', { description: 'Votes that count for nobody in a round.' })
export class ElectionExhaustedType extends ElectionAmountType implements Exhausted {
  @Field(() => ExhaustedReasonEnum, { description: 'Why they count for nobody.' })
  reason!: ExhaustedReason;
}

@Seen('PARENT')
@ObjectType('ElectionElected', { description: 'An option that is elected in a round.' })
export class ElectionElectedType implements ElectedInRound {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => ElectedReasonEnum, { description: 'Why it is elected.' })
  reason!: ElectedInRound['reason'];
}

@Seen('PARENT')
@ObjectType('ElectionEliminated', { description: 'An option that goes in a round.' })
export class ElectionEliminatedType implements EliminatedInRound {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => EliminatedReasonEnum, { description: 'Why it goes.' })
  reason!: EliminatedInRound['reason'];
}

@Seen('PARENT')
@ObjectType('ElectionLookBack', {
  description: 'A tie that an earlier round settles, in which those tied had different numbers.',
})
export class ElectionLookBackType implements LookedBack {
  @Field(() => [String], { description: 'The options that are tied.' })
  among!: readonly string[];

  @Field(() => Int, { description: 'The number of the earlier round.' })
  earlier!: number;

  @Field(() => [ElectionOptionAmountType], { description: 'What each of them had in it.' })
  tallies!: LookedBack['tallies'];

  @Field(() => [String], { description: 'Those whom it leaves: one, unless they were tied there too.' })
  left!: readonly string[];
}

@Seen('PARENT')
@ObjectType('ElectionTransfer', {
  description:
    'Votes that go on after a round: from who is out, or has more than needed, to the next choice.',
})
export class ElectionTransferType extends ElectionAmountType implements Transfer {
  @Field(() => [String], { description: 'Where they come from: one option, or those that went together.' })
  from!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'The option that they go to; null where they go to nobody.',
  })
  to!: string | null;

  @Field(() => ExhaustedReasonEnum, {
    nullable: true,
    description: 'Why they go to nobody; null where they go to somebody.',
  })
  reason!: ExhaustedReason | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many ballots go together, all worth the same; null where each counts for one.',
  })
  ballots!: number | null;

  @Field(() => ElectionAmountType, {
    nullable: true,
    description: 'What each of these ballots is worth from now on; null where each counts for one.',
  })
  each!: Transfer['each'];
}

@Seen('PARENT')
@ObjectType('ElectionRound', {
  description:
    'One round: what everybody has, what follows from it, and where votes go before the next one. What options have ' +
    'and what counts for nobody make together all the ballots.',
})
export class ElectionRoundType implements Round {
  @Field(() => Int, { description: 'Its number, from 1.' })
  number!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The seat it is for, where each seat has a count of its own; null otherwise.',
  })
  seat!: number | null;

  @Field(() => [ElectionOptionAmountType], { description: 'The votes of each option.' })
  tallies!: Round['tallies'];

  @Field(() => ElectionThresholdType, {
    nullable: true,
    description: 'What elects; null where nothing is said.',
  })
  threshold!: Round['threshold'];

  @Field(() => [ElectionExhaustedType], { description: 'The votes that count for nobody.' })
  exhausted!: Round['exhausted'];

  @Field(() => [ElectionOptionAmountType], {
    description: 'What each option keeps of each ballot that comes to it, in Meek’s method; empty otherwise.',
  })
  keepFactors!: Round['keepFactors'];

  @Field(() => [ElectionElectedType], { description: 'Those elected in it.' })
  elected!: Round['elected'];

  @Field(() => [ElectionEliminatedType], { description: 'Those who go in it.' })
  eliminated!: Round['eliminated'];

  @Field(() => [ElectionLookBackType], { description: 'Ties of this round that an earlier one settles.' })
  lookedBack!: Round['lookedBack'];

  @Field(() => [ElectionTransferType], {
    description:
      'The votes that go on after it; none in Meek’s method, where votes are shared out anew each time.',
  })
  transfers!: Round['transfers'];
}

@Seen('PARENT')
@ObjectType('ElectionRounds', {
  description: 'A count round by round: instant runoff, and transferable votes.',
})
export class ElectionRoundsType implements Omit<RoundsWorking, 'family'> {
  @Field(() => [ElectionRoundType], { description: 'The rounds, from the first.' })
  rounds!: RoundsWorking['rounds'];

  @Field(() => [String], {
    description: 'Who is seated without any round, because no more options stand than there are seats.',
  })
  seatedAtOnce!: readonly string[];

  @Field(() => Boolean, { description: 'Whether the count stopped after a round, as its settings asked.' })
  stoppedEarly!: boolean;
}
