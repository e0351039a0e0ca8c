import { Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { ClauseInput, MatterEnum, clauseFromInput } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import type { MandateScope } from '../core/kernel/actors.js';
import type { ChangeCharter, Effect, GrantMandate, PatchText } from '../core/kernel/effects.js';
import { exhaustive } from '../core/kernel/exhaustive.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { PatchOperation } from '../core/text/operations.js';
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateScalar, DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';

type Path = readonly (string | number)[];

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

@InputType({ description: 'One change to the decision rules.' })
export class ClauseChangeInput {
  @Field(() => MatterEnum, { description: 'The rule that changes.' })
  matter!: Matter;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'Fingerprint of the rule you read; null when there is none.',
  })
  expectedHash?: string | null;

  @Field(() => ClauseInput, { nullable: true, description: 'The rule from now on; null removes it.' })
  clause?: ClauseInput | null;
}

@InputType({ description: 'Changes the decision rules.' })
export class ChangeCharterInput {
  @Field(() => [ClauseChangeInput], { description: 'The changes.' })
  changes!: ClauseChangeInput[];
}

export const ScopeKindEnum = {
  COLLECTIVE: 'COLLECTIVE',
  GROUP: 'GROUP',
  ASSEMBLY: 'ASSEMBLY',
  TEXT: 'TEXT',
} as const;
registerEnumType(ScopeKindEnum, {
  name: 'ScopeKind',
  description: 'What a mandate may touch.',
  valuesMap: {
    COLLECTIVE: { description: 'The whole collective.' },
    GROUP: { description: 'One working group.' },
    ASSEMBLY: { description: 'One assembly.' },
    TEXT: { description: 'One text.' },
  },
});

@InputType({ description: 'A precise task handed to named persons.' })
export class GrantMandateInput {
  @Field(() => String, {
    description: 'Short name of the task in lower case, digits and hyphens, the same for ever.',
  })
  task!: string;

  @Field(() => String, { description: 'The task in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What is asked, and what is not.' })
  instructions!: string;

  @Field(() => [ID], { defaultValue: [], description: 'Decisions that bind the holders.' })
  boundByIds!: string[];

  @Field(() => [ID], { description: 'The members who take it on.' })
  holderIds!: string[];

  @Field(() => [String], {
    defaultValue: [],
    description: 'Names of the acts it opens; none for a purely human task.',
  })
  scopeActs!: string[];

  @Field(() => ScopeKindEnum, { defaultValue: 'COLLECTIVE', description: 'What those acts may touch.' })
  scopeKind!: MandateScope['object']['kind'];

  @Field(() => ID, { nullable: true, description: 'Which one; null for the collective.' })
  scopeId?: string | null;

  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  endsAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a report is due; null when none is asked.',
  })
  reportDueAt?: string | null;
}

@InputType({ description: 'Takes a mandate back, at once.' })
export class RevokeMandateInput {
  @Field(() => ID, { description: 'The mandate.' })
  mandateId!: string;

  @Field(() => String, { description: 'Its task, as the mandate names it.' })
  task!: string;
}

@InputType({ isOneOf: true, description: 'What the decision will do by itself: exactly one of these.' })
export class EffectInput {
  @Field(() => PatchTextInput, { nullable: true, description: 'Change a text.' })
  patchText?: PatchTextInput;

  @Field(() => ChangeCharterInput, { nullable: true, description: 'Change the decision rules.' })
  changeCharter?: ChangeCharterInput;

  @Field(() => GrantMandateInput, { nullable: true, description: 'Hand out a mandate.' })
  grantMandate?: GrantMandateInput;

  @Field(() => RevokeMandateInput, { nullable: true, description: 'Take a mandate back.' })
  revokeMandate?: RevokeMandateInput;
}

/**
 * Effects as the core knows them. `newId` gives the identities that exist before the decision (a new provision, a
 * new mandate). More than one or none of the fields of a `@oneOf` is refused here too: a compiled execution does not look.
 */
export function effectsFromInput(
  inputs: readonly EffectInput[],
  collectiveId: Uuid,
  newId: () => Uuid,
): Effect[] {
  return inputs.map((input, place) => {
    const path = ['input', 'effects', place];
    const [kind] = onlyField(input, path);
    switch (kind) {
      case 'patchText':
        return patchFromInput(input.patchText as PatchTextInput, collectiveId, newId, [...path, kind]);
      case 'changeCharter':
        return charterFromInput(input.changeCharter as ChangeCharterInput, collectiveId, [...path, kind]);
      case 'grantMandate':
        return mandateFromInput(input.grantMandate as GrantMandateInput, collectiveId, newId, [
          ...path,
          kind,
        ]);
      case 'revokeMandate': {
        const { mandateId, task } = input.revokeMandate as RevokeMandateInput;
        return {
          kind: 'REVOKE_MANDATE',
          mandateId: rowIdOf(mandateId, 'Mandate', collectiveId, [...path, kind]),
          task,
        };
      }
      default:
        return exhaustive(kind);
    }
  });
}

function patchFromInput(input: PatchTextInput, collectiveId: Uuid, newId: () => Uuid, path: Path): PatchText {
  return {
    kind: 'PATCH_TEXT',
    textId: rowIdOf(input.textId, 'LegalText', collectiveId, [...path, 'textId']),
    operations: input.operations.map((operation, place) =>
      operationFromInput(operation, collectiveId, newId, [...path, 'operations', place]),
    ),
    effectiveOn: input.effectiveOn ?? null,
    unchangedClauses: input.unchangedClauses.map(({ matter, hash }) => ({ matter, hash })),
  };
}

function operationFromInput(
  input: PatchOperationInput,
  collectiveId: Uuid,
  newId: () => Uuid,
  path: Path,
): PatchOperation {
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

const charterFromInput = (input: ChangeCharterInput, collectiveId: Uuid, path: Path): ChangeCharter => ({
  kind: 'CHANGE_CHARTER',
  changes: input.changes.map(({ matter, expectedHash, clause }, place) => ({
    matter,
    expectedHash: expectedHash ?? null,
    clause: clause ? clauseFromInput(clause, collectiveId, [...path, 'changes', place, 'clause']) : null,
  })),
});

function mandateFromInput(
  input: GrantMandateInput,
  collectiveId: Uuid,
  newId: () => Uuid,
  path: Path,
): GrantMandate {
  return {
    kind: 'GRANT_MANDATE',
    mandateId: newId(),
    task: input.task,
    title: input.title,
    instructions: input.instructions,
    boundBy: input.boundByIds.map((id) => rowIdOf(id, 'Decision', collectiveId, [...path, 'boundByIds'])),
    holders: input.holderIds.map((id) => rowIdOf(id, 'Member', collectiveId, [...path, 'holderIds'])),
    scope: { acts: [...input.scopeActs], object: scopeFromInput(input, collectiveId, path) },
    endsAt: input.endsAt,
    reportDueAt: input.reportDueAt ?? null,
  };
}

const SCOPE_TYPES = { GROUP: 'WorkingGroup', ASSEMBLY: 'Assembly', TEXT: 'LegalText' } as const;

function scopeFromInput(
  { scopeKind, scopeId }: GrantMandateInput,
  collectiveId: Uuid,
  path: Path,
): MandateScope['object'] {
  if (scopeKind === 'COLLECTIVE') return { kind: scopeKind, id: collectiveId };
  return {
    kind: scopeKind,
    id: rowIdOf(scopeId ?? '', SCOPE_TYPES[scopeKind], collectiveId, [...path, 'scopeId']),
  };
}
