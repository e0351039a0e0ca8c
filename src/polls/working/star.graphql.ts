import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type {
  OptionNumber,
  Runoff,
  ScoreDuel,
  ScoreTieStep,
  TiedScores,
} from '../../core/counting/elections/working/star.js';
import { Seen } from '../../platform/access/access.js';
import { ElectionOptionNumberType } from './amounts.graphql.js';

const ComparedByEnum: { readonly [B in ScoreTieStep['by']]: B } = {
  LOSSES: 'LOSSES',
  BEST_SCORES: 'BEST_SCORES',
};
registerEnumType(ComparedByEnum, {
  name: 'ElectionComparedBy',
  description: 'By what options with as many points are told apart.',
  valuesMap: {
    LOSSES: { description: 'By how many comparisons two by two each of them loses.' },
    BEST_SCORES: { description: 'By how many ballots give each of them the best score.' },
  },
});

const DecidedByEnum: { readonly [B in NonNullable<Runoff['decidedBy']>]: B } = {
  BALLOTS: 'BALLOTS',
  POINTS: 'POINTS',
  BEST_SCORES: 'BEST_SCORES',
};
registerEnumType(DecidedByEnum, {
  name: 'ElectionDecidedBy',
  description: 'By what a runoff was decided.',
  valuesMap: {
    BALLOTS: { description: 'More ballots score the winner higher.' },
    POINTS: { description: 'As many ballots for both: the winner has more points.' },
    BEST_SCORES: { description: 'As many points too: more ballots give the winner the best score.' },
  },
});

@Seen('PARENT')
@ObjectType('ElectionScoreDuel', {
  description: 'Two options side by side: how many ballots score either higher.',
})
export class ElectionScoreDuelType implements ScoreDuel {
  @Field(() => String, { description: 'The one option.' })
  first!: string;

  @Field(() => String, { description: 'The other option.' })
  second!: string;

  @Field(() => Int, { description: 'How many ballots score the one higher.' })
  firstHigher!: number;

  @Field(() => Int, { description: 'How many ballots score the other higher.' })
  secondHigher!: number;

  @Field(() => Int, { description: 'How many score both the same.' })
  same!: number;
}

@Seen('PARENT')
@ObjectType('ElectionScoreComparison', { description: 'How options with as many points are told apart.' })
export class ElectionScoreComparisonType implements ScoreTieStep {
  @Field(() => ComparedByEnum, { description: 'By what.' })
  by!: ScoreTieStep['by'];

  @Field(() => [ElectionOptionNumberType], { description: 'How many each of them has of it.' })
  numbers!: readonly OptionNumber[];

  @Field(() => [ElectionScoreDuelType], { description: 'The comparisons two by two; none for best scores.' })
  duels!: readonly ScoreDuel[];

  @Field(() => [String], { description: 'Those who are left.' })
  left!: readonly string[];
}

@Seen('PARENT')
@ObjectType('ElectionTiedScores', { description: 'Options with as many points, more than there are places.' })
export class ElectionTiedScoresType implements TiedScores {
  @Field(() => [String], { description: 'The options that are tied.' })
  among!: readonly string[];

  @Field(() => String, { description: 'The points that each of them has.' })
  points!: string;

  @Field(() => Int, { description: 'How many places in the runoff are left for them.' })
  places!: number;

  @Field(() => [ElectionScoreComparisonType], { description: 'How they are told apart, step by step.' })
  comparisons!: readonly ScoreTieStep[];
}

@Seen('PARENT')
@ObjectType('ElectionRunoff', { description: 'The runoff between the two options with the most points.' })
export class ElectionRunoffType implements Runoff {
  @Field(() => [String], { description: 'The two options, in the order in which they came.' })
  finalists!: readonly string[];

  @Field(() => ElectionScoreDuelType, {
    nullable: true,
    description: 'The ballots between them; null where one option stands alone.',
  })
  duel!: ScoreDuel | null;

  @Field(() => [ElectionOptionNumberType], {
    description: 'Their points, where as many ballots are for both.',
  })
  points!: readonly OptionNumber[];

  @Field(() => [ElectionOptionNumberType], {
    description: 'Their best scores, where they have as many points too.',
  })
  bestScores!: readonly OptionNumber[];

  @Field(() => String, { nullable: true, description: 'Who wins it; null where nothing parts them.' })
  winner!: string | null;

  @Field(() => DecidedByEnum, {
    nullable: true,
    description: 'By what it was decided; null where nothing parts them.',
  })
  decidedBy!: Runoff['decidedBy'];
}
