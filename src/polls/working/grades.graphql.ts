import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { GradeCount } from '../../core/counting/elections/grades/facts.js';
import type {
  Agreement,
  GradesWorking,
  JudgedOption,
  MedianComparison,
  OptionGrade,
} from '../../core/counting/elections/working/grades.js';
import { Seen } from '../../platform/access/access.js';
import { ElectionAmountType, OPTION } from './amounts.graphql.js';

type Predicate = NonNullable<GradesWorking['predicate']>;

const AgreementBaseEnum: { readonly [B in Predicate['base']]: B } = {
  JUDGMENTS: 'JUDGMENTS',
  VOTERS: 'VOTERS',
};
registerEnumType(AgreementBaseEnum, {
  name: 'ElectionAgreementBase',
  description: 'Of whom a share must support an option.',
  valuesMap: {
    JUDGMENTS: { description: 'Of those who judged it.' },
    VOTERS: { description: 'Of all who voted.' },
  },
});

@Seen('PARENT')
@ObjectType('ElectionGradeCount', { description: 'How many judgments of one grade.' })
export class ElectionGradeCountType implements GradeCount {
  @Field(() => String, { description: 'The grade, by its name.' })
  grade!: string;

  @Field(() => String, { description: 'How many, in decimal.' })
  number!: string;
}

@Seen('PARENT')
@ObjectType('ElectionMedian', {
  description: 'The median of an option: half of the judgments are no better.',
})
export class ElectionMedianType implements OptionGrade {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => String, { description: 'The grade, by its name.' })
  grade!: string;
}

@Seen('PARENT')
@ObjectType('ElectionAgreement', { description: 'Whether an option is agreed on.' })
export class ElectionAgreementType implements Agreement {
  @Field(() => String, { description: 'How many support it.' })
  supporting!: string;

  @Field(() => String, { description: 'Of how many.' })
  base!: string;

  @Field(() => ElectionAmountType, { nullable: true, description: 'Their share; null of nobody.' })
  share!: Agreement['share'];

  @Field(() => String, { description: 'How many are enough.' })
  needed!: string;

  @Field(() => String, { description: 'How many are opposed.' })
  opposing!: string;

  @Field(() => Boolean, { description: 'Whether it is agreed on.' })
  holds!: boolean;
}

@Seen('PARENT')
@ObjectType('ElectionJudged', { description: 'An option, and the grades that it was given.' })
export class ElectionJudgedType implements JudgedOption {
  @Field(() => String, { description: OPTION })
  option!: string;

  @Field(() => [ElectionGradeCountType], { description: 'How many of each grade, from the worst.' })
  given!: readonly GradeCount[];

  @Field(() => String, { description: 'How many did not judge it, in decimal.' })
  missing!: string;

  @Field(() => ElectionGradeCountType, {
    nullable: true,
    description: 'The grade as which missing judgments count, and how many do; null for none.',
  })
  filled!: GradeCount | null;

  @Field(() => String, {
    nullable: true,
    description: 'How many times each judgment counts, so that all options have as many; null for once.',
  })
  times!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its median, before any judgment is taken away; null where medians are not compared.',
  })
  median!: string | null;

  @Field(() => ElectionAgreementType, {
    nullable: true,
    description: 'Whether it is agreed on; null where the method does not ask.',
  })
  agreement!: Agreement | null;
}

@Seen('PARENT')
@ObjectType('ElectionMedianComparison', {
  description:
    'Options whose medians are compared: where they are the same, one judgment each is taken away, and again.',
})
export class ElectionMedianComparisonType implements MedianComparison {
  @Field(() => [String], { description: 'The options compared.' })
  among!: readonly string[];

  @Field(() => [ElectionGradeCountType], {
    description: 'The medians taken away from each of them before, in their order; none at first.',
  })
  removed!: readonly GradeCount[];

  @Field(() => String, { description: 'How many judgments each of them has left.' })
  left!: string;

  @Field(() => [ElectionMedianType], { description: 'Their medians then: a better one goes before.' })
  medians!: readonly OptionGrade[];

  @Field(() => Boolean, {
    description: 'Whether they were given the same grades as many times, so that nothing parts them.',
  })
  alike!: boolean;
}

@Seen('PARENT')
@ObjectType('ElectionPredicate', { description: 'When an option is agreed on, as it was said before.' })
export class ElectionPredicateType implements Predicate {
  @Field(() => String, { description: 'The share of support that is enough.' })
  share!: string;

  @Field(() => String, { description: 'The grade from which on somebody supports it.' })
  support!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The grade at which or below which somebody is opposed, and one is enough; null for no such grade.',
  })
  opposing!: string | null;

  @Field(() => AgreementBaseEnum, { description: 'Of whom the share is.' })
  base!: Predicate['base'];
}

@Seen('PARENT')
@ObjectType('ElectionGrades', {
  description: 'A count of grades: majority judgment, and gradients of agreement.',
})
export class ElectionGradesType implements Omit<GradesWorking, 'family'> {
  @Field(() => [String], { description: 'The grades, from the worst.' })
  grades!: readonly string[];

  @Field(() => String, { description: 'How many could judge each option, in decimal.' })
  participants!: string;

  @Field(() => [ElectionJudgedType], { description: 'Each option with its grades.' })
  judged!: readonly JudgedOption[];

  @Field(() => [ElectionMedianComparisonType], { description: 'The comparisons of medians, from the first.' })
  comparisons!: readonly MedianComparison[];

  @Field(() => ElectionPredicateType, {
    nullable: true,
    description: 'When an option is agreed on; null where medians decide.',
  })
  predicate!: Predicate | null;
}
