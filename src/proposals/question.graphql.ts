import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Question } from '../core/charter/question.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { EffectUnion, effectObject, type EffectObject } from '../decisions/effect.graphql.js';
import { Seen } from '../platform/access/access.js';

@Seen('PARENT')
@ObjectType('QuestionOption', { description: 'One of the possibilities that a proposal offers.' })
export class QuestionOptionType {
  @Field(() => String, { description: 'What it is called on a ballot.' })
  label!: string;

  @Field(() => [EffectUnion], { description: 'What it does if it is chosen; none for a position.' })
  effects!: EffectObject[];

  @Field(() => Int, { nullable: true, description: 'What it costs; null where nothing is spent.' })
  cost!: number | null;

  @Field(() => [String], {
    description: 'The groups that it is in, as `women` or `town:Lyon`: what quotas on the winners look at.',
  })
  groups!: readonly string[];
}

@Seen('PARENT')
@ObjectType('Question', { description: 'A question that is not answered by yes or no.' })
export class QuestionType {
  @Field(() => Int, { description: 'How many options are to be chosen.' })
  seats!: number;

  @Field(() => Int, { nullable: true, description: 'What may be spent in all; null where nothing is spent.' })
  budget!: number | null;

  @Field(() => [QuestionOptionType], { description: 'What there is to choose from.' })
  options!: QuestionOptionType[];
}

export const questionObject = (
  question: Question | null,
  effects: readonly Effect[],
  collectiveId: Uuid,
): QuestionType | null =>
  question && {
    ...question,
    options: question.options.map((option) => ({
      ...option,
      groups: option.groups ?? [],
      effects: option.effects.map((place) => effectObject(effects[place] as Effect, collectiveId)),
    })),
  };
