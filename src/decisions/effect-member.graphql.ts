import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { ExcludeMember, ReinstateMember } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import type { Global, Sent } from './effect-kind.js';

const WHO = 'Whom it is about, to be read by `node`; null where you may not see who.';

@Seen('PARENT')
@ObjectType('ExcludeMember', { description: 'Excludes somebody, on grounds that were sent to them.' })
export class ExcludeMemberType {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'The grounds, the answer and the last word; `node` reads them.' })
  exclusionId!: string;

  @FieldSeen('MEMBERS')
  @Field(() => ID, { nullable: true, description: WHO })
  memberId!: string | null;
}

@Seen('PARENT')
@ObjectType('ReinstateMember', {
  description: 'An assembly hears the recourse of an excluded person, and takes the exclusion back.',
})
export class ReinstateMemberType {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'The exclusion that it takes back.' })
  exclusionId!: string;

  @FieldSeen('MEMBERS')
  @Field(() => ID, { nullable: true, description: WHO })
  memberId!: string | null;
}

@InputType({ description: 'Excludes somebody: the grounds were sent to them, and they had time to answer.' })
export class ExcludeMemberInput {
  @Field(() => ID, { description: 'The exclusion that was opened by sending the grounds.' })
  exclusionId!: string;

  @Field(() => ID, { description: 'The person; the very one to whom the grounds were sent.' })
  memberId!: string;
}

@InputType({ description: 'Takes an exclusion back, on the recourse of the person.' })
export class ReinstateMemberInput {
  @Field(() => ID, { description: 'The exclusion against which the recourse pends.' })
  exclusionId!: string;

  @Field(() => ID, { description: 'The person.' })
  memberId!: string;
}

type Named = Pick<ExcludeMember, 'exclusionId' | 'memberId'>;

const namedIn = (input: ExcludeMemberInput, { collectiveId, path }: Sent): Named => ({
  exclusionId: rowIdOf(input.exclusionId, 'Exclusion', collectiveId, [...path, 'exclusionId']),
  memberId: rowIdOf(input.memberId, 'Member', collectiveId, [...path, 'memberId']),
});

export const exclusionFromInput = (input: ExcludeMemberInput, sent: Sent): ExcludeMember => ({
  kind: 'EXCLUDE_MEMBER',
  ...namedIn(input, sent),
});

export const reinstatementFromInput = (input: ReinstateMemberInput, sent: Sent): ReinstateMember => ({
  kind: 'REINSTATE_MEMBER',
  ...namedIn(input, sent),
});

export const exclusionEffectObject = (
  { exclusionId, memberId }: ExcludeMember | ReinstateMember,
  collectiveId: Uuid,
  global: Global,
): ExcludeMemberType => ({
  collectiveId,
  exclusionId: global('Exclusion', exclusionId) as string,
  memberId: global('Member', memberId),
});
