import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { MandateScope } from '../core/kernel/actors.js';
import type { GrantMandate, RevokeMandate } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateTimeScalar, DurationScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import type { Global, Sent } from './effect-kind.js';

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

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a report is due; null where none is asked.',
  })
  reportDueAt!: string | null;

  @Field(() => DurationScalar, { nullable: true, description: 'How often another one is; null for once.' })
  reportEvery!: string | null;
}

@Seen('PARENT')
@ObjectType('RevokeMandate', { description: 'Takes a mandate back.' })
export class RevokeMandateType {
  @Field(() => ID, { description: 'The mandate.' })
  mandateId!: string;

  @Field(() => String, { description: 'Its task.' })
  task!: string;
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

  @Field(() => DurationScalar, {
    nullable: true,
    description:
      'How often another report is due from then on, in whole days, weeks, months or years; null for once.',
  })
  reportEvery?: string | null;
}

@InputType({ description: 'Takes a mandate back, at once.' })
export class RevokeMandateInput {
  @Field(() => ID, { description: 'The mandate.' })
  mandateId!: string;

  @Field(() => String, { description: 'Its task, as the mandate names it.' })
  task!: string;
}

export function grantFromInput(input: GrantMandateInput, { collectiveId, newId, path }: Sent): GrantMandate {
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
    ...(input.reportEvery != null && { reportEvery: input.reportEvery }),
  };
}

const SCOPE_TYPES = { GROUP: 'WorkingGroup', ASSEMBLY: 'Assembly', TEXT: 'LegalText' } as const;

/** What a mandate may touch, as somebody names it. */
export function scopeFromInput(
  { scopeKind, scopeId }: Pick<GrantMandateInput, 'scopeKind' | 'scopeId'>,
  collectiveId: Uuid,
  path: Sent['path'],
): MandateScope['object'] {
  if (scopeKind === 'COLLECTIVE') return { kind: scopeKind, id: collectiveId };
  return {
    kind: scopeKind,
    id: rowIdOf(scopeId ?? '', SCOPE_TYPES[scopeKind], collectiveId, [...path, 'scopeId']),
  };
}

export const revocationFromInput = (
  { mandateId, task }: RevokeMandateInput,
  { collectiveId, path }: Sent,
): RevokeMandate => ({
  kind: 'REVOKE_MANDATE',
  mandateId: rowIdOf(mandateId, 'Mandate', collectiveId, path),
  task,
});

export const grantObject = (effect: GrantMandate, collectiveId: Uuid, global: Global): GrantMandateType => ({
  collectiveId,
  mandateId: global('Mandate', effect.mandateId) as string,
  task: effect.task,
  title: effect.title,
  instructions: effect.instructions,
  holderIds: effect.holders.map((holder) => global('Member', holder) as string),
  scopeActs: [...effect.scope.acts],
  endsAt: effect.endsAt,
  reportDueAt: effect.reportDueAt,
  reportEvery: effect.reportEvery ?? null,
});

export const revocationObject = ({ mandateId, task }: RevokeMandate, global: Global): RevokeMandateType => ({
  mandateId: global('Mandate', mandateId) as string,
  task,
});
