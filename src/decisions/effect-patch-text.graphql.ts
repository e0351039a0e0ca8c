import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import type { PatchText } from '../core/kernel/effects.js';
import { Seen } from '../platform/access/access.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import type { Global, Sent } from './effect-kind.js';
import { PatchOperationInput, operationsFromInput } from './patch-operation-input.graphql.js';
import { PatchOperationType, operationObject } from './patch-operation.graphql.js';

@Seen('PARENT')
@ObjectType('PatchText', { description: 'Changes a text of the collective.' })
export class PatchTextType {
  @Field(() => ID, { description: 'The text.' })
  textId!: string;

  @Field(() => [PatchOperationType], { description: 'The changes, in order.' })
  operations!: PatchOperationType[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'From which day; null: the day of the proclamation.',
  })
  effectiveOn!: string | null;
}

@InputType({ description: 'States that a rule stays the same though the article it comes from changes.' })
export class UnchangedClauseInput {
  @Field(() => MatterEnum, { description: 'The rule.' })
  matter!: Matter;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the rule you read.' })
  hash!: string;
}

@InputType({ description: 'Changes a text of the collective.' })
export class PatchTextInput {
  @Field(() => ID, { description: 'The text.' })
  textId!: string;

  @Field(() => [PatchOperationInput], { description: 'The changes, in order.' })
  operations!: PatchOperationInput[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'From which day; null: the day of the proclamation.',
  })
  effectiveOn?: string | null;

  @Field(() => [UnchangedClauseInput], { defaultValue: [], description: 'Rules that stay as they are.' })
  unchangedClauses!: UnchangedClauseInput[];
}

/** The effect that somebody sent; each provision inserted gets its identity now, before any decision. */
export function patchFromInput(input: PatchTextInput, { collectiveId, newId, path }: Sent): PatchText {
  return {
    kind: 'PATCH_TEXT',
    textId: rowIdOf(input.textId, 'LegalText', collectiveId, [...path, 'textId']),
    operations: operationsFromInput(input.operations, {
      collectiveId,
      newId,
      path: [...path, 'operations'],
    }),
    effectiveOn: input.effectiveOn ?? null,
    unchangedClauses: input.unchangedClauses.map(({ matter, hash }) => ({ matter, hash })),
  };
}

export const patchObject = (effect: PatchText, global: Global): PatchTextType => ({
  textId: global('LegalText', effect.textId) as string,
  effectiveOn: effect.effectiveOn,
  operations: effect.operations.map((operation) => operationObject(operation, global)),
});
