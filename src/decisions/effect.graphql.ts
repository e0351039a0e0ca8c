import { createUnionType } from '@nestjs/graphql';
import type { Effect } from '../core/kernel/effects.js';
import { exhaustive } from '../core/kernel/exhaustive.js';
import type { Uuid } from '../core/kernel/ids.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { AdoptTextType, adoptionObject } from './effect-adopt-text.graphql.js';
import { AgreeMajorityType, majorityObject } from './effect-agree-majority.graphql.js';
import { ChangeCharterType, charterObject } from './effect-change-charter.graphql.js';
import {
  ReopenDecisionType,
  RepealDecisionType,
  SettleChallengeType,
  ofDecisionObject,
  settlementObject,
} from './effect-decision.graphql.js';
import { CosignTextType, cosignatureObject } from './effect-cosign-text.graphql.js';
import type { Global } from './effect-kind.js';
import {
  GrantMandateType,
  RevokeMandateType,
  grantObject,
  revocationObject,
} from './effect-mandate.graphql.js';
import {
  AdmitMemberType,
  PublishAppealType,
  admissionObject,
  appealEffectObject,
} from './effect-people.graphql.js';
import { ExcludeMemberType, ReinstateMemberType, exclusionEffectObject } from './effect-member.graphql.js';
import {
  CreateGroupType,
  EndGroupType,
  RescopeGroupType,
  groupEffectObject,
} from './effect-group.graphql.js';
import { TakeOverTextType, takeOverObject } from './effect-take-over-text.graphql.js';
import { PatchTextType, patchObject } from './effect-patch-text.graphql.js';

export const EffectUnion = createUnionType({
  name: 'Effect',
  description: 'What a decision does by itself.',
  types: () =>
    [
      PatchTextType,
      ChangeCharterType,
      GrantMandateType,
      RevokeMandateType,
      AdmitMemberType,
      PublishAppealType,
      CosignTextType,
      // Procedures that protect people
      ExcludeMemberType,
      ReinstateMemberType,
      SettleChallengeType,
      ReopenDecisionType,
      RepealDecisionType,
      AdoptTextType,
      TakeOverTextType,
      AgreeMajorityType,
      // Working groups
      CreateGroupType,
      RescopeGroupType,
      EndGroupType,
    ] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

export type EffectObject = { __typename: string };

/** An effect as the API shows it. */
export function effectObject(effect: Effect, collectiveId: Uuid): EffectObject {
  const global: Global = (type, id) => (id === null ? null : toGlobalId(type, collectiveId, id));
  switch (effect.kind) {
    case 'PATCH_TEXT':
      return { __typename: 'PatchText', ...patchObject(effect, global) };
    case 'CHANGE_CHARTER':
      return { __typename: 'ChangeCharter', ...charterObject(effect, collectiveId) };
    case 'GRANT_MANDATE':
      return { __typename: 'GrantMandate', ...grantObject(effect, collectiveId, global) };
    case 'REVOKE_MANDATE':
      return { __typename: 'RevokeMandate', ...revocationObject(effect, global) };
    case 'ADMIT_MEMBER':
      return { __typename: 'AdmitMember', ...admissionObject(effect, collectiveId, global) };
    case 'PUBLISH_APPEAL':
      return { __typename: 'PublishAppeal', ...appealEffectObject(effect, collectiveId, global) };
    case 'COSIGN_TEXT':
      return { __typename: 'CosignText', ...cosignatureObject(effect, global) };
    // Procedures that protect people
    case 'EXCLUDE_MEMBER':
      return { __typename: 'ExcludeMember', ...exclusionEffectObject(effect, collectiveId, global) };
    case 'REINSTATE_MEMBER':
      return { __typename: 'ReinstateMember', ...exclusionEffectObject(effect, collectiveId, global) };
    case 'SETTLE_CHALLENGE':
      return { __typename: 'SettleChallenge', ...settlementObject(effect, global) };
    case 'REOPEN_DECISION':
      return { __typename: 'ReopenDecision', ...ofDecisionObject(effect, global) };
    case 'REPEAL_DECISION':
      return { __typename: 'RepealDecision', ...ofDecisionObject(effect, global) };
    case 'ADOPT_TEXT':
      return { __typename: 'AdoptText', ...adoptionObject(effect, global) };
    case 'TAKE_OVER_TEXT':
      return { __typename: 'TakeOverText', ...takeOverObject(effect, global) };
    case 'AGREE_MAJORITY':
      return { __typename: 'AgreeMajority', ...majorityObject(effect) };
    case 'CREATE_GROUP':
      return { __typename: 'CreateGroup', ...groupEffectObject(effect, global) };
    case 'RESCOPE_GROUP':
      return { __typename: 'RescopeGroup', ...groupEffectObject(effect, global) };
    case 'END_GROUP':
      return { __typename: 'EndGroup', ...groupEffectObject(effect, global) };
    default:
      return exhaustive(effect);
  }
}
