import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import type { PatchText } from '../core/kernel/effects.js';
import { exhaustive } from '../core/kernel/exhaustive.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { PatchOperation } from '../core/text/operations.js';
import { Seen } from '../platform/access/access.js';
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import type { Global, Sent } from './effect-kind.js';

const OperationKindEnum = { INSERT: 'INSERT', REPLACE: 'REPLACE', REPEAL: 'REPEAL' } as const;
registerEnumType(OperationKindEnum, {
  name: 'PatchOperationKind',
  description: 'What a change does to a text.',
  valuesMap: {
    INSERT: { description: 'Inserts a provision.' },
    REPLACE: { description: 'Replaces the words of a provision.' },
    REPEAL: { description: 'Repeals a provision.' },
  },
});

@Seen('PARENT')
@ObjectType('PatchOperation', { description: 'One change to a text.' })
export class PatchOperationType {
  @Field(() => OperationKindEnum, { description: 'What it does.' })
  kind!: PatchOperation['kind'];

  @Field(() => ID, { description: 'The provision, also of one that does not exist yet.' })
  provisionId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'For an insertion, what it belongs under; null at the top.',
  })
  parentId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For an insertion, what it comes after; null for the first place.',
  })
  afterId!: string | null;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'Fingerprint of the words it was written on; null for an insertion.',
  })
  expectedHash!: string | null;

  @Field(() => String, { nullable: true, description: 'Its number afterwards; null for a repeal.' })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'Its heading afterwards; null for a repeal.' })
  heading!: string | null;

  @Field(() => MarkdownScalar, { nullable: true, description: 'Its words afterwards; null for a repeal.' })
  body!: string | null;
}

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

@InputType({ description: 'What a provision says.' })
export class ProvisionContentInput {
  @Field(() => String, { description: 'Its number as people say it, such as « Article 7 ».' })
  number!: string;

  @Field(() => String, { description: 'Its heading; empty when it has none.' })
  heading!: string;

  @Field(() => MarkdownScalar, { description: 'Its words.' })
  body!: string;
}

@InputType({ description: 'A new provision.' })
export class InsertProvisionInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The provision it belongs under; null at the top of the text.',
  })
  parentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The provision it comes after; null for the first place.' })
  afterId?: string | null;

  @Field(() => ProvisionContentInput, { description: 'What it says.' })
  content!: ProvisionContentInput;
}

@InputType({ description: 'New words for a provision.' })
export class ReplaceProvisionInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the words you read; other ones are refused.' })
  expectedHash!: string;

  @Field(() => ProvisionContentInput, { description: 'What it will say.' })
  content!: ProvisionContentInput;
}

@InputType({ description: 'The repeal of a provision.' })
export class RepealProvisionInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the words you read; other ones are refused.' })
  expectedHash!: string;
}

@InputType({ isOneOf: true, description: 'One change to a text: exactly one of these.' })
export class PatchOperationInput {
  @Field(() => InsertProvisionInput, { nullable: true, description: 'Insert a provision.' })
  insert?: InsertProvisionInput;

  @Field(() => ReplaceProvisionInput, { nullable: true, description: 'Replace the words of a provision.' })
  replace?: ReplaceProvisionInput;

  @Field(() => RepealProvisionInput, { nullable: true, description: 'Repeal a provision.' })
  repeal?: RepealProvisionInput;
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
    operations: input.operations.map((operation, place) =>
      operationFromInput(operation, { collectiveId, newId, path: [...path, 'operations', place] }),
    ),
    effectiveOn: input.effectiveOn ?? null,
    unchangedClauses: input.unchangedClauses.map(({ matter, hash }) => ({ matter, hash })),
  };
}

function operationFromInput(input: PatchOperationInput, { collectiveId, newId, path }: Sent): PatchOperation {
  const [kind] = onlyField(input, path);
  const provision = (id: string): Uuid => rowIdOf(id, 'Provision', collectiveId, [...path, kind]);
  switch (kind) {
    case 'insert': {
      const { parentId, afterId, content } = input.insert as InsertProvisionInput;
      return {
        kind: 'INSERT',
        provisionId: newId(),
        parentId: parentId == null ? null : provision(parentId),
        afterId: afterId == null ? null : provision(afterId),
        content: { ...content },
      };
    }
    case 'replace': {
      const { provisionId, expectedHash, content } = input.replace as ReplaceProvisionInput;
      return { kind: 'REPLACE', provisionId: provision(provisionId), expectedHash, content: { ...content } };
    }
    case 'repeal': {
      const { provisionId, expectedHash } = input.repeal as RepealProvisionInput;
      return { kind: 'REPEAL', provisionId: provision(provisionId), expectedHash };
    }
    default:
      return exhaustive(kind);
  }
}

export const patchObject = (effect: PatchText, global: Global): PatchTextType => ({
  textId: global('LegalText', effect.textId) as string,
  effectiveOn: effect.effectiveOn,
  operations: effect.operations.map((operation) => operationObject(operation, global)),
});

/** One operation as the API shows it. */
export function operationObject(operation: PatchOperation, global: Global): PatchOperationType {
  const content = operation.kind === 'REPEAL' ? null : operation.content;
  return {
    kind: operation.kind,
    provisionId: global('Provision', operation.provisionId) as string,
    parentId: operation.kind === 'INSERT' ? global('Provision', operation.parentId) : null,
    afterId: operation.kind === 'INSERT' ? global('Provision', operation.afterId) : null,
    expectedHash: operation.kind === 'INSERT' ? null : operation.expectedHash,
    number: content?.number ?? null,
    heading: content?.heading ?? null,
    body: content?.body ?? null,
  };
}
