import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import type { AdoptText } from '../core/kernel/effects.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { provisionsFromMarkdown } from '../core/text/markdown.js';
import { Seen } from '../platform/access/access.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import type { Global, Sent } from './effect-kind.js';
import { PatchOperationType, operationObject } from './patch-operation.graphql.js';

@Seen('PARENT')
@ObjectType('AdoptText', { description: 'Gives the collective a new text, whole.' })
export class AdoptTextType {
  @Field(() => ID, { description: 'The text; it exists once the decision is taken.' })
  textId!: string;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => MatterEnum, { description: 'What kind of question changing it will be.' })
  matter!: Matter;

  @Field(() => [PatchOperationType], { description: 'Its provisions, in reading order.' })
  operations!: PatchOperationType[];
}

@InputType({ description: 'A new text, whole, as Markdown: a heading a provision.' })
export class AdoptTextInput {
  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => MatterEnum, {
    description: 'What kind of question changing it will be: DEEP, or GOVERNANCE for statutes.',
  })
  matter!: Matter;

  @Field(() => MarkdownScalar, {
    description: 'Its words: `## Title I : The collective`, then `### Article 1 : Object`, and so on.',
  })
  markdown!: string;
}

/** The effect that somebody sent; the text and each provision get their identity now, before any decision. */
export function adoptionFromInput(
  { title, matter, markdown }: AdoptTextInput,
  { newId, path }: Pick<Sent, 'newId' | 'path'>,
): AdoptText {
  if (matter !== 'DEEP' && matter !== 'GOVERNANCE')
    throw refuse('INVALID_INPUT', { field: 'matter', reason: 'DEEP_OR_GOVERNANCE' }, [...path, 'matter']);
  const read = provisionsFromMarkdown(markdown, newId);
  if (read instanceof Refusal) throw new Refusal(read.code, read.facts, [...path, 'markdown']);
  return { kind: 'ADOPT_TEXT', textId: newId(), title, matter, operations: read.operations };
}

export const adoptionObject = (effect: AdoptText, global: Global): AdoptTextType => ({
  textId: global('LegalText', effect.textId) as string,
  title: effect.title,
  matter: effect.matter,
  operations: effect.operations.map((operation) => operationObject(operation, global)),
});
