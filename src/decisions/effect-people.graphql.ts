import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { AdmitMember, PublishAppeal } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import type { Global, Sent } from './effect-kind.js';

@Seen('PARENT')
@ObjectType('AdmitMember', {
  description: 'Admits an applicant. It names nobody: the application does, to members.',
})
export class AdmitMemberType {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'The application, which members read by `node`.' })
  applicationId!: string;

  @FieldSeen('MEMBERS')
  @Field(() => ID, {
    nullable: true,
    description: 'The member, who exists once the decision is proclaimed; null where you may not see who.',
  })
  memberId!: string | null;
}

@InputType({ description: 'Admits an applicant.' })
export class AdmitMemberEffectInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'For somebody who comes back, the member they were; null for somebody new.',
  })
  returningMemberId?: string | null;
}

export const AppealVisibilityEnum = { PUBLIC: 'PUBLIC', MEMBERS: 'MEMBERS' } as const;
registerEnumType(AppealVisibilityEnum, {
  name: 'AppealVisibility',
  description: 'Who may read an appeal. Who signed it is told to neither.',
  valuesMap: {
    PUBLIC: { description: 'Everyone, members or not.' },
    MEMBERS: { description: 'The members of the collective.' },
  },
});

@Seen('PARENT')
@ObjectType('PublishAppeal', { description: 'Publishes an appeal, open to signatures.' })
export class PublishAppealType {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'The appeal, which exists once the decision is proclaimed.' })
  appealId!: string;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What people sign.' })
  body!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it may be signed; null: without end.',
  })
  closesAt!: string | null;

  @FieldSeen('MEMBERS')
  @Field(() => [ID], {
    description: 'The members asked to sign first, in this order; empty where you may not see who.',
  })
  firstSignatoryIds!: string[];
}

@InputType({ description: 'Publishes an appeal.' })
export class PublishAppealInput {
  @Field(() => String, { description: 'What it is called, in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What people sign.' })
  body!: string;

  @Field(() => AppealVisibilityEnum, { defaultValue: 'PUBLIC', description: 'Who may read it.' })
  visibility!: 'PUBLIC' | 'MEMBERS';

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it may be signed; null: without end.',
  })
  closesAt?: string | null;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'Members asked to sign first, in this order. It signs for nobody: each signs, or does not.',
  })
  firstSignatoryIds!: string[];
}

export const admissionFromInput = (
  { applicationId, returningMemberId }: AdmitMemberEffectInput,
  { collectiveId, newId, path }: Sent,
): AdmitMember => ({
  kind: 'ADMIT_MEMBER',
  applicationId: rowIdOf(applicationId, 'Application', collectiveId, [...path, 'applicationId']),
  memberId:
    returningMemberId == null
      ? newId()
      : rowIdOf(returningMemberId, 'Member', collectiveId, [...path, 'returningMemberId']),
});

export const appealFromInput = (
  input: PublishAppealInput,
  { newId, collectiveId, path }: Sent,
): PublishAppeal => ({
  kind: 'PUBLISH_APPEAL',
  appealId: newId(),
  title: input.title,
  body: input.body,
  visibility: input.visibility,
  closesAt: input.closesAt ?? null,
  firstSignatories: input.firstSignatoryIds.map((id, place) =>
    rowIdOf(id, 'Member', collectiveId, [...path, 'firstSignatoryIds', place]),
  ),
});

export const admissionObject = (
  effect: AdmitMember,
  collectiveId: Uuid,
  global: Global,
): AdmitMemberType => ({
  collectiveId,
  applicationId: global('Application', effect.applicationId) as string,
  memberId: global('Member', effect.memberId) as string,
});

export const appealEffectObject = (
  effect: PublishAppeal,
  collectiveId: Uuid,
  global: Global,
): PublishAppealType => ({
  collectiveId,
  appealId: global('Appeal', effect.appealId) as string,
  title: effect.title,
  body: effect.body,
  closesAt: effect.closesAt ?? null,
  firstSignatoryIds: (effect.firstSignatories ?? []).map((id) => global('Member', id) as string),
});
