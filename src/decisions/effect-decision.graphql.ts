import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { ReopenDecision, RepealDecision, SettleChallenge } from '../core/kernel/effects.js';
import { Seen } from '../platform/access/access.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import type { Global, Sent } from './effect-kind.js';

@Seen('PARENT')
@ObjectType('ReopenDecision', { description: 'An assembly opens its decision to online change.' })
export class ReopenDecisionType {
  @Field(() => ID, { description: 'The decision that may then be changed online.' })
  decisionId!: string;
}

@Seen('PARENT')
@ObjectType('RepealDecision', {
  description:
    'Recalls a decision, which is replaced by this one. The live mandates that it gave end at once, with what is still open ' +
    'of them to hand over; what else it did is undone by other effects, or not at all.',
})
export class RepealDecisionType {
  @Field(() => ID, { description: 'The decision that is replaced.' })
  decisionId!: string;
}

@Seen('PARENT')
@ObjectType('SettleChallenge', { description: 'Settles a challenge of a proposal.' })
export class SettleChallengeType {
  @Field(() => ID, { description: 'The challenge.' })
  challengeId!: string;

  @Field(() => Boolean, {
    description: 'Whether it was right: then the stricter path holds for good; else it is lifted.',
  })
  upheld!: boolean;
}

@InputType({ description: 'Opens a decision of an assembly to online change; only an assembly may.' })
export class ReopenDecisionInput {
  @Field(() => ID, { description: 'The decision.' })
  decisionId!: string;
}

@InputType({
  description:
    'Recalls a decision, which the one to come replaces. The live mandates that it gave end at once; what else it did is ' +
    'undone by other effects, or not at all.',
})
export class RepealDecisionInput {
  @Field(() => ID, { description: 'The decision.' })
  decisionId!: string;
}

@InputType({ description: 'Settles a challenge of a proposal.' })
export class SettleChallengeInput {
  @Field(() => ID, { description: 'The challenge.' })
  challengeId!: string;

  @Field(() => Boolean, { description: 'Whether it was right.' })
  upheld!: boolean;
}

export const reopeningFromInput = (
  { decisionId }: ReopenDecisionInput,
  { collectiveId, path }: Sent,
): ReopenDecision => ({
  kind: 'REOPEN_DECISION',
  decisionId: rowIdOf(decisionId, 'Decision', collectiveId, [...path, 'decisionId']),
});

export const decisionRepealFromInput = (
  { decisionId }: RepealDecisionInput,
  { collectiveId, path }: Sent,
): RepealDecision => ({
  kind: 'REPEAL_DECISION',
  decisionId: rowIdOf(decisionId, 'Decision', collectiveId, [...path, 'decisionId']),
});

export const settlementFromInput = (
  { challengeId, upheld }: SettleChallengeInput,
  { collectiveId, path }: Sent,
): SettleChallenge => ({
  kind: 'SETTLE_CHALLENGE',
  challengeId: rowIdOf(challengeId, 'Challenge', collectiveId, [...path, 'challengeId']),
  upheld,
});

export const ofDecisionObject = (
  { decisionId }: ReopenDecision | RepealDecision,
  global: Global,
): ReopenDecisionType => ({ decisionId: global('Decision', decisionId) as string });

export const settlementObject = (
  { challengeId, upheld }: SettleChallenge,
  global: Global,
): SettleChallengeType => ({ challengeId: global('Challenge', challengeId) as string, upheld });
