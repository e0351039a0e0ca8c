import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Badness } from '../../core/counting/elections/matrix/facts.js';
import type {
  BeatenOption,
  Cell,
  Duel,
  DuelScore,
  JudgedAgainstStatusQuo,
  LockedPair,
  MatrixWorking,
  PairOrder,
  Path,
  WorstComparison,
} from '../../core/counting/elections/working/matrix.js';
import { Seen } from '../../platform/access/access.js';
import { ElectionOptionAmountType, OPTION } from './amounts.graphql.js';
import { ElectionRoundType } from './rounds.graphql.js';

const MeasureEnum: { readonly [M in Badness]: M } = {
  WINNING_VOTES: 'WINNING_VOTES',
  MARGINS: 'MARGINS',
  OPPOSITION: 'OPPOSITION',
};
registerEnumType(MeasureEnum, {
  name: 'ElectionMeasure',
  description: 'How strong a win of one option over another is.',
  valuesMap: {
    WINNING_VOTES: { description: 'By the votes of the winning side.' },
    MARGINS: { description: 'By the difference of votes.' },
    OPPOSITION: { description: 'By the votes for the other, whether it wins or not.' },
  },
});

@Seen('PARENT')
@ObjectType('ElectionPreference', { description: 'How many ballots put one option above another.' })
export class ElectionPreferenceType implements Cell {
  @Field(() => String, { description: 'The option that they prefer: the row of the matrix.' })
  above!: string;

  @Field(() => String, { description: 'The option below it: the column of the matrix.' })
  below!: string;

  @Field(() => Int, { description: 'How many ballots do.' })
  ballots!: number;
}

@Seen('PARENT')
@ObjectType('ElectionDuel', { description: 'Two options compared: more ballots prefer the winner.' })
export class ElectionDuelType implements Duel {
  @Field(() => String, { description: 'The option that more ballots prefer.' })
  winner!: string;

  @Field(() => String, { description: 'The other one.' })
  loser!: string;

  @Field(() => Int, { description: 'How many ballots prefer the winner.' })
  votes!: number;

  @Field(() => Int, { description: 'How many ballots prefer the other.' })
  against!: number;
}

@Seen('PARENT')
@ObjectType('ElectionPath', {
  description: 'A way from one option to another, from win to win. It is as strong as its weakest win.',
})
export class ElectionPathType implements Path {
  @Field(() => [String], { description: 'The options on it, of which each beats the next.' })
  through!: readonly string[];

  @Field(() => ElectionDuelType, { description: 'The weakest win on it.' })
  weakest!: Duel;
}

@Seen('PARENT')
@ObjectType('ElectionBeaten', { description: 'Why an option does not win: a winner stands above it.' })
export class ElectionBeatenType implements BeatenOption {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { description: 'The winner that stands above it.' })
  by!: string;

  @Field(() => ElectionPathType, { description: 'The strongest path from the winner to it.' })
  path!: Path;

  @Field(() => ElectionPathType, {
    nullable: true,
    description: 'The strongest path back, which is weaker; null where none leads back.',
  })
  back!: Path | null;
}

@Seen('PARENT')
@ObjectType('ElectionPair', { description: 'A win in the order of strength, locked in or shut out.' })
export class ElectionPairType extends ElectionDuelType implements LockedPair {
  @Field(() => [String], {
    description:
      'The path of wins locked in before by which it would close a cycle; empty where it is locked in.',
  })
  shutOutBy!: readonly string[];
}

@Seen('PARENT')
@ObjectType('ElectionPairOrder', {
  description: 'The wins in an order that their strength allows, and who wins by it.',
})
export class ElectionPairOrderType implements PairOrder {
  @Field(() => [String], { description: 'Who wins by this order.' })
  winners!: readonly string[];

  @Field(() => [ElectionPairType], { description: 'The wins, from the strongest down.' })
  pairs!: readonly LockedPair[];
}

@Seen('PARENT')
@ObjectType('ElectionDuelScore', { description: 'One for each duel won, a half for each one that is equal.' })
export class ElectionDuelScoreType extends ElectionOptionAmountType implements DuelScore {
  @Field(() => Int, { description: 'How many duels it wins.' })
  won!: number;

  @Field(() => Int, { description: 'How many are equal.' })
  equal!: number;

  @Field(() => Int, { description: 'How many it loses.' })
  lost!: number;
}

@Seen('PARENT')
@ObjectType('ElectionWorst', { description: 'The worst comparison of an option: whose is least bad wins.' })
export class ElectionWorstType implements WorstComparison {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { description: 'How bad it is, as the measure says.' })
  bad!: string;

  @Field(() => [String], { description: 'With whom it is so bad.' })
  by!: readonly string[];
}

@Seen('PARENT')
@ObjectType('ElectionUnbeaten', { description: 'Why an option does not beat each of the others.' })
export class ElectionUnbeatenType {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => [String], { description: 'Those that it does not beat.' })
  by!: readonly string[];
}

@Seen('PARENT')
@ObjectType('ElectionAgainstStatusQuo', {
  description: 'Whether an option beats the status quo well enough.',
})
export class ElectionAgainstStatusQuoType implements JudgedAgainstStatusQuo {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { description: 'How many times as many it needs as prefer the status quo.' })
  ratio!: string;

  @Field(() => Int, { description: 'How many ballots prefer it.' })
  votes!: number;

  @Field(() => Int, { description: 'How many ballots prefer the status quo.' })
  against!: number;

  @Field(() => String, { description: 'How many votes it needs, all in all.' })
  needed!: string;

  @Field(() => Boolean, { description: 'Whether it stays.' })
  stays!: boolean;
}

@Seen('PARENT')
@ObjectType('ElectionStatusQuo', {
  description: 'The option that says that nothing changes, and who beats it.',
})
export class ElectionStatusQuoType {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { description: 'How many ballots at least must prefer another.' })
  quorum!: string;

  @Field(() => [ElectionAgainstStatusQuoType], { description: 'Each of the others.' })
  judged!: readonly JudgedAgainstStatusQuo[];
}

@Seen('PARENT')
@ObjectType('ElectionMatrix', {
  description:
    'A count that compares each two options. The parts that a method does not use are empty: paths are Schulze’s, ' +
    'orders those of ranked pairs, scores Copeland’s, worst comparisons those of minimax, rounds those of Smith//IRV.',
})
export class ElectionMatrixType implements Omit<MatrixWorking, 'family'> {
  @Field(() => Int, { description: 'How many ballots compare something.' })
  voters!: number;

  @Field(() => [String], { description: 'The options, in the order of rows and columns.' })
  options!: readonly string[];

  @Field(() => [ElectionPreferenceType], {
    description: 'The cells of the matrix, row by row, without its diagonal.',
  })
  cells!: readonly Cell[];

  @Field(() => String, {
    nullable: true,
    description:
      'The option that beats each of the others, where the method asks for it; null where none does.',
  })
  condorcetWinner!: string | null;

  @Field(() => [ElectionUnbeatenType], { description: 'Where no option beats each of the others: why.' })
  unbeaten!: MatrixWorking['unbeaten'];

  @Field(() => ElectionStatusQuoType, {
    nullable: true,
    description: 'What must be beaten first; null where nothing must.',
  })
  statusQuo!: MatrixWorking['statusQuo'];

  @Field(() => [ElectionDuelScoreType], { description: 'The duels of each option.' })
  scores!: readonly DuelScore[];

  @Field(() => MeasureEnum, {
    nullable: true,
    description: 'How strong a win is; null where it does not matter.',
  })
  measure!: Badness | null;

  @Field(() => [ElectionWorstType], { description: 'The worst comparison of each option.' })
  worst!: readonly WorstComparison[];

  @Field(() => [ElectionPathType], {
    description: 'A strongest path from each option to each other to which one leads.',
  })
  paths!: readonly Path[];

  @Field(() => [ElectionBeatenType], { description: 'The paths that decided.' })
  beaten!: readonly BeatenOption[];

  @Field(() => [ElectionPairOrderType], {
    description: 'An order of the wins for each winner: several where wins are as strong as each other.',
  })
  orders!: readonly PairOrder[];

  @Field(() => [String], {
    description: 'Whom some order might elect, where there are too many orders to know; empty otherwise.',
  })
  undecided!: readonly string[];

  @Field(() => [String], {
    description:
      'The smallest group of options each of which beats all those outside, where the method asks for it.',
  })
  smithSet!: readonly string[];

  @Field(() => [ElectionRoundType], { description: 'The runoff within that group.' })
  rounds!: MatrixWorking['rounds'];
}
