import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { TotalUnit } from '../../core/counting/elections/totals/facts.js';
import type {
  BallotsSetAside,
  OptionMarks,
  TotalsWorking,
} from '../../core/counting/elections/working/totals.js';
import { Seen } from '../../platform/access/access.js';
import {
  ElectionAmountType,
  ElectionApprovalsType,
  ElectionOptionAmountType,
  ElectionPileType,
  OPTION,
} from './amounts.graphql.js';
import { ElectionRunoffType, ElectionTiedScoresType } from './star.graphql.js';

type Majority = NonNullable<TotalsWorking['majority']>;
type MissingScores = NonNullable<TotalsWorking['missingScores']>;
type Dots = NonNullable<TotalsWorking['dots']>;

const UnitEnum: { readonly [U in TotalUnit]: U } = {
  VOICES: 'VOICES',
  POINTS: 'POINTS',
  APPROVALS: 'APPROVALS',
  DOTS: 'DOTS',
};
registerEnumType(UnitEnum, {
  name: 'ElectionUnit',
  description: 'What is added up.',
  valuesMap: {
    VOICES: { description: 'One voice a ballot, for whom it puts first.' },
    POINTS: { description: 'Scores, or points by rank.' },
    APPROVALS: { description: 'One for each option that a ballot approves.' },
    DOTS: { description: 'Dots, which a ballot spreads as it likes.' },
  },
});

const SetAsideReasonEnum: { readonly [R in BallotsSetAside['reason']]: R } = {
  SEVERAL_FIRST: 'SEVERAL_FIRST',
  TOO_MANY_APPROVED: 'TOO_MANY_APPROVED',
};
registerEnumType(SetAsideReasonEnum, {
  name: 'ElectionSetAsideReason',
  description: 'Why ballots are not added up.',
  valuesMap: {
    SEVERAL_FIRST: { description: 'They put several options first.' },
    TOO_MANY_APPROVED: { description: 'They approve more options than they may.' },
  },
});

const MissingScoreEnum: { readonly [A in MissingScores['as']]: A } = { LEAST: 'LEAST', AVERAGE: 'AVERAGE' };
registerEnumType(MissingScoreEnum, {
  name: 'ElectionMissingScore',
  description: 'What a score that is missing counts as.',
  valuesMap: {
    LEAST: { description: 'As the least score.' },
    AVERAGE: { description: 'As the average of the scores that the option was given.' },
  },
});

@Seen('PARENT')
@ObjectType('ElectionSetAside', { description: 'Ballots that are not added up.' })
export class ElectionSetAsideType implements BallotsSetAside {
  @Field(() => SetAsideReasonEnum, { description: 'Why they are not.' })
  reason!: BallotsSetAside['reason'];

  @Field(() => Int, { description: 'How many they are.' })
  ballots!: number;
}

@Seen('PARENT')
@ObjectType('ElectionMajority', { description: 'More than half of the voters, and who comes nearest to it.' })
export class ElectionMajorityType implements Majority {
  @Field(() => ElectionAmountType, { description: 'The most that an option has.' })
  most!: Majority['most'];

  @Field(() => String, { description: 'How many are needed.' })
  needed!: string;

  @Field(() => Boolean, { description: 'Whether one has as many.' })
  reached!: boolean;
}

@Seen('PARENT')
@ObjectType('ElectionMarks', { description: 'How many ballots gave an option how much.' })
export class ElectionMarksType implements OptionMarks {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => [ElectionPileType], {
    description: 'The scores or points, and how many ballots gave each; most first.',
  })
  marks!: OptionMarks['marks'];

  @Field(() => Int, { description: 'How many ballots gave it none.' })
  missing!: number;
}

@Seen('PARENT')
@ObjectType('ElectionMissingScores', { description: 'What scores that are missing add.' })
export class ElectionMissingScoresType implements MissingScores {
  @Field(() => MissingScoreEnum, { description: 'What each counts as.' })
  as!: MissingScores['as'];

  @Field(() => [ElectionOptionAmountType], { description: 'How much that is for one.' })
  each!: MissingScores['each'];

  @Field(() => [ElectionOptionAmountType], { description: 'How much that adds in all.' })
  added!: MissingScores['added'];
}

@Seen('PARENT')
@ObjectType('ElectionDots', { description: 'How many dots there were.' })
export class ElectionDotsType implements Dots {
  @Field(() => String, { description: 'How many a ballot has.' })
  each!: string;

  @Field(() => String, { description: 'How many all ballots have.' })
  all!: string;

  @Field(() => String, { description: 'How many were given.' })
  given!: string;

  @Field(() => String, { description: 'How many were kept.' })
  kept!: string;
}

@Seen('PARENT')
@ObjectType('ElectionTotals', {
  description: 'A count that adds up: plurality, majority, approval, score, STAR, Borda, dots.',
})
export class ElectionTotalsType implements Omit<TotalsWorking, 'family'> {
  @Field(() => Int, { description: 'How many ballots are added up.' })
  voters!: number;

  @Field(() => UnitEnum, {
    nullable: true,
    description: 'What is added up; null where there was nothing to add.',
  })
  unit!: TotalUnit | null;

  @Field(() => [ElectionOptionAmountType], { description: 'What each option has in all.' })
  totals!: TotalsWorking['totals'];

  @Field(() => [ElectionSetAsideType], { description: 'The ballots that give nothing, by the reason.' })
  setAside!: TotalsWorking['setAside'];

  @Field(() => ElectionMajorityType, {
    nullable: true,
    description: 'The absolute majority; null where the most are enough.',
  })
  majority!: Majority | null;

  @Field(() => [ElectionMarksType], {
    description: 'How the totals come together; empty for voices and approvals.',
  })
  marks!: TotalsWorking['marks'];

  @Field(() => [ElectionApprovalsType], { description: 'How many ballots approve how many options.' })
  approvals!: TotalsWorking['approvals'];

  @Field(() => ElectionMissingScoresType, {
    nullable: true,
    description: 'What scores that are missing add; null where none is, or they add nothing.',
  })
  missingScores!: MissingScores | null;

  @Field(() => ElectionDotsType, { nullable: true, description: 'The dots; null for other methods.' })
  dots!: Dots | null;

  @Field(() => [ElectionTiedScoresType], { description: 'Ties for a place in the runoff of STAR.' })
  tiedScores!: TotalsWorking['tiedScores'];

  @Field(() => ElectionRunoffType, {
    nullable: true,
    description: 'The runoff of STAR; null for other methods.',
  })
  runoff!: TotalsWorking['runoff'];
}
