import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Seen } from '../platform/access/access.js';
import { FractionScalar } from '../platform/graphql/scalars.js';
import { speechOf, type Speech, type Spoken } from './speech.rules.js';

@Seen('PARENT')
@ObjectType('SpeechShare', { description: 'What one person said in a thread, without their name.' })
export class SpeechShareType {
  @Field(() => Int, { description: 'Their place: 1 for whoever said most.' })
  place!: number;

  @Field(() => Int, { description: 'How many contributions they made.' })
  contributions!: number;

  @Field(() => Int, { description: 'How many words they used.' })
  words!: number;

  @Field(() => FractionScalar, {
    nullable: true,
    description: 'Their share of all words; null where there are none.',
  })
  share!: string | null;
}

@Seen('PARENT')
@ObjectType('Speech', {
  description:
    'How speech is shared in a thread. What was taken back is not counted; nobody is named, you see yourself.',
})
export class SpeechType implements Speech {
  @Field(() => Int, { description: 'How many people spoke.' })
  speakers!: number;

  @Field(() => Int, { description: 'How many contributions they made.' })
  contributions!: number;

  @Field(() => Int, { description: 'How many words they used.' })
  words!: number;

  @Field(() => Int, { description: 'The least number of people who together said half of all words.' })
  halfSaidBy!: number;

  @Field(() => [SpeechShareType], { description: 'Who said most first, without names; a hundred at most.' })
  shares!: SpeechShareType[];

  @Field(() => SpeechShareType, {
    nullable: true,
    description: 'Your own place; null where you said nothing.',
  })
  viewerShare!: SpeechShareType | null;
}

export const speechObject = (spoken: readonly Spoken[]): SpeechType => {
  const { shares, ...rest } = speechOf(spoken);
  return { ...rest, shares: [...shares] };
};
