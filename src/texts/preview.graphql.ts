import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Locale, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import type { PatchOperation } from '../core/text/operations.js';
import { patchInstructions } from '../core/text/patch-instructions.js';
import type { PatchPreview } from '../core/text/preview.js';
import { Seen } from '../platform/access/access.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { OperationKindEnum } from '../platform/graphql/operation-kind.js';
import { Problem, problemOf } from '../platform/graphql/problems.js';
import { DateScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import type { TextPreview } from './preview-texts.js';

@Seen('PARENT')
@ObjectType('PreviewedProvision', {
  description: 'An article, title or chapter as it would stand were a change adopted now.',
})
export class PreviewedProvisionType {
  @Field(() => ID, { description: 'The provision; `node` reads it once it is there.' })
  provisionId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The provision that it would stand in; null at the top of the text.',
  })
  parentId!: string | null;

  @Field(() => Int, { description: 'How deep it would stand: 0 at the top of the text.' })
  depth!: number;

  @Field(() => String, { description: 'What it would be called.' })
  number!: string;

  @Field(() => String, { description: 'Its heading; empty when it would have none.' })
  heading!: string;

  @Field(() => MarkdownScalar, { description: 'What it would say; its last words where it is repealed.' })
  body!: string;

  @Field(() => Boolean, { description: 'Whether it would be repealed, or is already.' })
  repealed!: boolean;

  @Field(() => OperationKindEnum, {
    nullable: true,
    description: 'What the change does to it; null: nothing.',
  })
  change!: PatchOperation['kind'] | null;

  @Field(() => [String], {
    description:
      'The change as instructions that whoever holds the text on paper can follow; none where it stays.',
  })
  instructions!: readonly string[];
}

@Seen('BY_VISIBILITY')
@ObjectType('TextPreview', { description: 'A text as it would stand were a change adopted now.' })
export class TextPreviewType {
  collectiveId!: Uuid;
  visibility!: Visibility;
  concerns!: readonly Uuid[];

  @Field(() => String, {
    nullable: true,
    description: 'The option that would change it so; null where the answer is yes or no.',
  })
  option!: string | null;

  @Field(() => ID, { description: 'The text; one that would be adopted whole is not there yet.' })
  textId!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => DateScalar, {
    description: 'The day on which the change would take effect, which is read here.',
  })
  inForceOn!: CivilDate;

  @Field(() => Problem, {
    nullable: true,
    description: 'Why the change could not be done as things stand; null where it could.',
  })
  problem!: object | null;

  @Field(() => [PreviewedProvisionType], {
    description: 'Its provisions in reading order; none where the change could not be done.',
  })
  provisions!: PreviewedProvisionType[];
}

/** One text's preview as the API shows it. */
export function textPreviewObject(
  collectiveId: Uuid,
  { textId, title, visibility, inForceOn, refusal, preview }: TextPreview,
  locale: Locale,
): Omit<TextPreviewType, 'option' | 'concerns'> & { __typename: 'TextPreview' } {
  return {
    __typename: 'TextPreview',
    collectiveId,
    visibility,
    textId: toGlobalId('LegalText', collectiveId, textId),
    title,
    inForceOn,
    problem: refusal && problemOf(refusal, locale),
    provisions: preview ? provisionsOf(collectiveId, preview, locale) : [],
  };
}

function provisionsOf(
  collectiveId: Uuid,
  { before, operations, provisions }: PatchPreview,
  locale: Locale,
): PreviewedProvisionType[] {
  const said = patchInstructions(before, operations, locale);
  const instructions = new Map(operations.map(({ provisionId }, at) => [provisionId, said[at] ?? []]));
  return provisions.map(({ provision, operation }) => ({
    provisionId: toGlobalId('Provision', collectiveId, provision.provisionId),
    parentId: provision.parentId && toGlobalId('Provision', collectiveId, provision.parentId),
    depth: provision.depth,
    ...provision.content,
    repealed: provision.repealed !== null,
    change: operation?.kind ?? null,
    instructions: instructions.get(provision.provisionId) ?? [],
  }));
}
