import { createUnionType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ClauseType, MatterEnum, clauseObject } from '../collectives/charter.graphql.js';
import { hashClause } from '../core/charter/charter.js';
import type { Matter } from '../core/charter/clause.js';
import type { Effect } from '../core/kernel/effects.js';
import { exhaustive } from '../core/kernel/exhaustive.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { PatchOperation } from '../core/text/operations.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateScalar, DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';

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

@Seen('PARENT')
@ObjectType('ClauseChange', { description: 'One change to the decision rules.' })
export class ClauseChangeType {
  @Field(() => MatterEnum, { description: 'The rule that changes.' })
  matter!: Matter;

  @Field(() => ClauseType, { nullable: true, description: 'The rule afterwards; null removes it.' })
  clause!: ClauseType | null;
}

@Seen('PARENT')
@ObjectType('ChangeCharter', { description: 'Changes the decision rules.' })
export class ChangeCharterType {
  @Field(() => [ClauseChangeType], { description: 'The changes.' })
  changes!: ClauseChangeType[];
}

@Seen('PARENT')
@ObjectType('GrantMandate', { description: 'Hands a precise task to named persons.' })
export class GrantMandateType {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'The mandate, which exists once the decision is proclaimed.' })
  mandateId!: string;

  @Field(() => String, { description: 'Short name of the task.' })
  task!: string;

  @Field(() => String, { description: 'The task in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What is asked, and what is not.' })
  instructions!: string;

  @FieldSeen('MEMBERS')
  @Field(() => [ID], { description: 'The members who take it on; empty where you may not see who.' })
  holderIds!: string[];

  @Field(() => [String], { description: 'Names of the acts it opens.' })
  scopeActs!: string[];

  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  endsAt!: string;
}

@Seen('PARENT')
@ObjectType('RevokeMandate', { description: 'Takes a mandate back.' })
export class RevokeMandateType {
  @Field(() => ID, { description: 'The mandate.' })
  mandateId!: string;

  @Field(() => String, { description: 'Its task.' })
  task!: string;
}

export const EffectUnion = createUnionType({
  name: 'Effect',
  description: 'What a decision does by itself.',
  types: () => [PatchTextType, ChangeCharterType, GrantMandateType, RevokeMandateType] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

export type EffectObject = { __typename: string };

/** An effect as the API shows it. */
export function effectObject(effect: Effect, collectiveId: Uuid): EffectObject {
  const global = (type: string, id: Uuid | null): string | null =>
    id === null ? null : toGlobalId(type, collectiveId, id);
  switch (effect.kind) {
    case 'PATCH_TEXT':
      return {
        __typename: 'PatchText',
        textId: global('LegalText', effect.textId),
        effectiveOn: effect.effectiveOn,
        operations: effect.operations.map((operation) => operationObject(operation, global)),
      } as EffectObject;
    case 'CHANGE_CHARTER':
      return {
        __typename: 'ChangeCharter',
        changes: effect.changes.map(({ matter, clause }) => ({
          matter,
          clause: clause && clauseObject(clause, hashClause(clause), collectiveId),
        })),
      } as EffectObject;
    case 'GRANT_MANDATE':
      return {
        __typename: 'GrantMandate',
        ...effect,
        collectiveId,
        mandateId: global('Mandate', effect.mandateId),
        holderIds: effect.holders.map((holder) => global('Member', holder)),
        scopeActs: effect.scope.acts,
      } as EffectObject;
    case 'REVOKE_MANDATE':
      return {
        __typename: 'RevokeMandate',
        mandateId: global('Mandate', effect.mandateId),
        task: effect.task,
      } as EffectObject;
    default:
      return exhaustive(effect);
  }
}

function operationObject(
  operation: PatchOperation,
  global: (type: string, id: Uuid | null) => string | null,
): PatchOperationType {
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
