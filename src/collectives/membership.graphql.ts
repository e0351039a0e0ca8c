import {
  Context,
  Field,
  ID,
  InputType,
  ObjectType,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import {
  UNSAID_TERMS,
  hashMembership,
  type Admission,
  type MembershipRule,
} from '../core/charter/membership.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateTimeScalar, DurationScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { InterpretationType } from './charter.graphql.js';
import { CollectiveType } from './collective.graphql.js';
import { membershipRules, type MembershipInForce } from './membership.queries.js';

const AdmissionEnum = { DECLARATION: 'DECLARATION', DECISION: 'DECISION' } as const;
registerEnumType(AdmissionEnum, {
  name: 'Admission',
  description: 'How somebody becomes a member.',
  valuesMap: {
    DECLARATION: {
      description:
        'On their own declaration, once two members vouch for them or a mandate holder admits them.',
    },
    DECISION: { description: 'By a decision of the collective.' },
  },
});

const ReturnPathEnum = { DECISION: 'DECISION' } as const;
registerEnumType(ReturnPathEnum, {
  name: 'ReturnPath',
  description: 'How somebody comes back after an exclusion.',
  valuesMap: { DECISION: { description: 'By a decision of the collective, whatever the rule otherwise.' } },
});

/** What the rule asks, in the charter and in a proposal alike. */
@InputType({ isAbstract: true })
@ObjectType({ isAbstract: true })
abstract class MembershipTermsFields {
  @Field(() => AdmissionEnum, { description: 'How somebody becomes a member.' })
  admission!: Admission;

  @Field(() => ID, {
    nullable: true,
    description:
      'The appeal that a natural person must have signed, which is proven and not only said; null when none is asked.',
  })
  signedAppealId?: string | null;

  @Field(() => Boolean, { description: 'Whether a voice asks for dues that are up to date.' })
  dues!: boolean;

  @Field(() => DurationScalar, {
    description: 'How long after joining, or after this rule came into force, dues are asked.',
  })
  duesGrace!: string;

  @Field(() => DurationScalar, {
    description:
      'How long somebody has been a member before they have a voice; its founders have one at once.',
  })
  seniority!: string;

  @Field(() => Boolean, { description: 'Whether legal persons may join; they have no ballot.' })
  legalPersons!: boolean;

  @Field(() => ReturnPathEnum, { description: 'How somebody comes back after an exclusion.' })
  returnAfterExclusion!: 'DECISION';

  @Field(() => [InterpretationType], {
    description: 'Choices that the text leaves open, as they were settled.',
  })
  interpretations!: InterpretationType[];
}

@Seen('PARENT')
@ObjectType('MembershipRule', { description: 'Who becomes a member, and what a voice asks.' })
export class MembershipRuleType extends MembershipTermsFields {
  @Field(() => ID, {
    nullable: true,
    description: 'The article that this rule comes from; null where the charter says nothing of members.',
  })
  provisionId!: string | null;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'Its fingerprint, which a change must have read; null where the charter says nothing.',
  })
  hash!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when it is in force; null where it is only proposed, or unsaid.',
  })
  inForceFrom!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The decision that wrote it; null where it is only proposed, or unsaid.',
  })
  openedById!: string | null;
}

@InputType('MembershipRuleInput', {
  description: 'Who becomes a member, and what a voice asks: the whole rule.',
})
export class MembershipRuleInput extends MembershipTermsFields {
  @Field(() => ID, { description: 'The article of the statutes that this rule comes from.' })
  provisionId!: string;
}

/** A rule as it is proposed, or as it stands. */
export function membershipObject(
  rule: MembershipRule,
  collectiveId: Uuid,
  inForce: MembershipInForce | null = null,
): MembershipRuleType {
  const { signedAppealId, provisionId, interpretations, ...terms } = rule;
  return {
    ...terms,
    interpretations: interpretations.map((one) => ({ ...one })),
    signedAppealId: signedAppealId && toGlobalId('Appeal', collectiveId, signedAppealId),
    provisionId: toGlobalId('Provision', collectiveId, provisionId),
    hash: hashMembership(rule),
    inForceFrom: inForce?.inForceFrom ?? null,
    openedById: inForce && toGlobalId('Decision', collectiveId, inForce.openedBy),
  };
}

/** The rule that somebody sent; the core checks every value of it again. */
export function membershipFromInput(
  { signedAppealId, provisionId, interpretations, ...terms }: MembershipRuleInput,
  collectiveId: Uuid,
  path: readonly (string | number)[],
): MembershipRule {
  return {
    ...terms,
    interpretations: interpretations.map((one) => ({ ...one })),
    signedAppealId:
      signedAppealId == null
        ? null
        : rowIdOf(signedAppealId, 'Appeal', collectiveId, [...path, 'signedAppealId']),
    provisionId: rowIdOf(provisionId, 'Provision', collectiveId, [...path, 'provisionId']),
  };
}

const UNSAID: MembershipRuleType = {
  ...UNSAID_TERMS,
  interpretations: [],
  provisionId: null,
  hash: null,
  inForceFrom: null,
  openedById: null,
};

@Resolver(() => CollectiveType)
export class MembershipRuleResolver {
  @ResolveField(() => MembershipRuleType, {
    description: 'The rule in force on who becomes a member and has a voice; what stands where it is unsaid.',
  })
  async membershipRule(
    @Parent() { collectiveId }: CollectiveType,
    @Context() context: RequestContext,
  ): Promise<MembershipRuleType> {
    const inForce = await context.oneOf(membershipRules, 'collectiveId', collectiveId, collectiveId);
    return inForce ? membershipObject(inForce.rule, collectiveId, inForce) : UNSAID;
  }
}
