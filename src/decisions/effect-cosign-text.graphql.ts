import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { CosignText } from '../core/kernel/effects.js';
import { hashText } from '../core/kernel/hash.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import { MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import type { Global, Sent } from './effect-kind.js';

@Seen('PARENT')
@ObjectType('CosignText', { description: "Signs a text of others in the collective's name, as it was read." })
export class CosignTextType {
  @Field(() => ID, { description: 'The signed text, which is there once the decision is proclaimed.' })
  cosignedId!: string;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Where it was read; null where its words are here.' })
  url!: string | null;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'Its words as they were read; null for their hash alone.',
  })
  words!: string | null;

  @Field(() => Sha256Scalar, { description: 'SHA-256 of its words, by which they are known again.' })
  hash!: string;
}

@InputType({ description: "Signs a text of others in the collective's name." })
export class CosignTextInput {
  @Field(() => String, { description: 'What it is called, in one line.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where it was read, http or https; null where you give its words.',
  })
  url?: string | null;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'Its words as you read them; null where you give their hash.',
  })
  words?: string | null;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'SHA-256 of its words in UTF-8; null where you give the words, of which it is then made.',
  })
  hash?: string | null;
}

export function cosignatureFromInput(
  { title, url = null, words = null, hash = null }: CosignTextInput,
  { newId, path }: Sent,
): CosignText {
  const ofWords = words === null ? null : hashText(words);
  if (ofWords === null && hash === null)
    throw refuse('INVALID_INPUT', { field: 'hash', reason: 'EMPTY' }, [...path, 'hash']);
  if (ofWords !== null && hash !== null && hash !== ofWords)
    throw refuse('INVALID_INPUT', { field: 'hash', reason: 'NOT_OF_THESE_WORDS' }, [...path, 'hash']);
  return {
    kind: 'COSIGN_TEXT',
    cosignedId: newId(),
    title,
    url,
    body: words,
    hash: (ofWords ?? hash) as string,
  };
}

export const cosignatureObject = (effect: CosignText, global: Global): CosignTextType => ({
  cosignedId: global('CosignedText', effect.cosignedId) as string,
  title: effect.title,
  url: effect.url,
  words: effect.body,
  hash: effect.hash,
});
