import { Context, Field, InputType, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CharterWarningType,
  ClauseInput,
  ClauseType,
  MatterEnum,
  clauseFromInput,
  clauseObject,
  warningObjects,
} from '../collectives/charter.graphql.js';
import {
  MembershipRuleInput,
  MembershipRuleType,
  membershipFromInput,
  membershipObject,
} from '../collectives/membership.graphql.js';
import { hashClause } from '../core/charter/charter.js';
import type { Clause, Matter } from '../core/charter/clause.js';
import type { ChangeCharter } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Sha256Scalar } from '../platform/graphql/scalars.js';
import type { Sent } from './effect-kind.js';

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

  @Field(() => MembershipRuleType, {
    nullable: true,
    description: 'Who becomes a member and has a voice, afterwards; null leaves that rule as it is.',
  })
  membership!: MembershipRuleType | null;
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

@InputType({ description: 'A change of the rule on members.' })
export class MembershipChangeInput {
  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'Fingerprint of the rule you read; null when the charter says nothing of members.',
  })
  expectedHash?: string | null;

  @Field(() => MembershipRuleInput, { description: 'The rule from now on.' })
  rule!: MembershipRuleInput;
}

@InputType({ description: 'Changes the decision rules.' })
export class ChangeCharterInput {
  @Field(() => [ClauseChangeInput], { defaultValue: [], description: 'The changes.' })
  changes!: ClauseChangeInput[];

  @Field(() => MembershipChangeInput, {
    nullable: true,
    description: 'A change of the rule on members; null leaves it as it is.',
  })
  membership?: MembershipChangeInput | null;
}

export const charterFromInput = (input: ChangeCharterInput, { collectiveId, path }: Sent): ChangeCharter => ({
  kind: 'CHANGE_CHARTER',
  changes: input.changes.map(({ matter, expectedHash, clause }, place) => ({
    matter,
    expectedHash: expectedHash ?? null,
    clause: clause ? clauseFromInput(clause, collectiveId, [...path, 'changes', place, 'clause']) : null,
  })),
  membership: input.membership
    ? {
        expectedHash: input.membership.expectedHash ?? null,
        rule: membershipFromInput(input.membership.rule, collectiveId, [...path, 'membership', 'rule']),
      }
    : null,
});

export const charterObject = (effect: ChangeCharter, collectiveId: Uuid): ChangeCharterType => ({
  changes: effect.changes.map(({ matter, clause }) => ({
    matter,
    clause: clause && clauseObject(clause, hashClause(clause), collectiveId),
  })),
  membership: effect.membership && membershipObject(effect.membership.rule, collectiveId),
});

@Resolver(() => ChangeCharterType)
export class WarningsOfChangeResolver {
  @ResolveField(() => [CharterWarningType], {
    description: 'Where the rules that it writes are dangerous, taken by themselves.',
  })
  warnings(
    @Parent() { changes }: ChangeCharterType,
    @Context() context: RequestContext,
  ): CharterWarningType[] {
    const clauses = changes.flatMap(({ clause }) => clause ?? []) as unknown as Clause[];
    return warningObjects(clauses, context.locale);
  }
}
