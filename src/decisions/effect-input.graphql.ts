import { Field, InputType } from '@nestjs/graphql';
import type { Effect } from '../core/kernel/effects.js';
import { exhaustive } from '../core/kernel/exhaustive.js';
import type { Uuid } from '../core/kernel/ids.js';
import { onlyField } from '../platform/graphql/ids-of-input.js';
import { AdoptTextInput, adoptionFromInput } from './effect-adopt-text.graphql.js';
import { ChangeCharterInput, charterFromInput } from './effect-change-charter.graphql.js';
import { CosignTextInput, cosignatureFromInput } from './effect-cosign-text.graphql.js';
import {
  ReopenDecisionInput,
  RepealDecisionInput,
  SettleChallengeInput,
  decisionRepealFromInput,
  reopeningFromInput,
  settlementFromInput,
} from './effect-decision.graphql.js';
import type { Sent } from './effect-kind.js';
import {
  GrantMandateInput,
  RevokeMandateInput,
  grantFromInput,
  revocationFromInput,
} from './effect-mandate.graphql.js';
import {
  AdmitMemberEffectInput,
  PublishAppealInput,
  admissionFromInput,
  appealFromInput,
} from './effect-people.graphql.js';
import {
  ExcludeMemberInput,
  ReinstateMemberInput,
  exclusionFromInput,
  reinstatementFromInput,
} from './effect-member.graphql.js';
import {
  CreateGroupEffectInput,
  EndGroupInput,
  RescopeGroupInput,
  groupEndFromInput,
  groupFromInput,
  rescopingFromInput,
} from './effect-group.graphql.js';
import { TakeOverTextInput, takeOverFromInput } from './effect-take-over-text.graphql.js';
import { PatchTextInput, patchFromInput } from './effect-patch-text.graphql.js';

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

  @Field(() => AdmitMemberEffectInput, { nullable: true, description: 'Admit an applicant.' })
  admitMember?: AdmitMemberEffectInput;

  @Field(() => PublishAppealInput, { nullable: true, description: 'Publish an appeal.' })
  publishAppeal?: PublishAppealInput;

  @Field(() => CosignTextInput, { nullable: true, description: 'Sign a text of others.' })
  cosignText?: CosignTextInput;
  // Procedures that protect people
  @Field(() => ExcludeMemberInput, { nullable: true, description: 'Exclude somebody.' })
  excludeMember?: ExcludeMemberInput;

  @Field(() => ReinstateMemberInput, { nullable: true, description: 'Take an exclusion back, on recourse.' })
  reinstateMember?: ReinstateMemberInput;

  @Field(() => SettleChallengeInput, { nullable: true, description: 'Settle a challenge of a proposal.' })
  settleChallenge?: SettleChallengeInput;

  @Field(() => ReopenDecisionInput, { nullable: true, description: 'Open a decision to online change.' })
  reopenDecision?: ReopenDecisionInput;

  @Field(() => RepealDecisionInput, { nullable: true, description: 'Recall a decision.' })
  repealDecision?: RepealDecisionInput;
  @Field(() => AdoptTextInput, { nullable: true, description: 'Adopt a new text.' })
  adoptText?: AdoptTextInput;

  // Working groups
  @Field(() => CreateGroupEffectInput, { nullable: true, description: 'Make a working group.' })
  createGroup?: CreateGroupEffectInput;

  @Field(() => RescopeGroupInput, { nullable: true, description: 'Say anew what a working group is for.' })
  rescopeGroup?: RescopeGroupInput;

  @Field(() => EndGroupInput, { nullable: true, description: 'End a working group.' })
  endGroup?: EndGroupInput;

  @Field(() => TakeOverTextInput, {
    nullable: true,
    description: 'Take over a text that lived elsewhere, with its history.',
  })
  takeOverText?: TakeOverTextInput;
}

/**
 * Effects as the core knows them. `newId` gives the identities that exist before the decision (a new provision, a
 * new mandate). More than one or none of the fields of a `@oneOf` is refused here too: a compiled execution does not look.
 */
export function effectsFromInput(
  inputs: readonly EffectInput[],
  collectiveId: Uuid,
  newId: () => Uuid,
  at: readonly (string | number)[] = ['input', 'effects'],
): Effect[] {
  return inputs.map((input, place) => {
    const path = [...at, place];
    const [kind] = onlyField(input, path);
    return effectFromInput(input as Required<EffectInput>, kind, {
      collectiveId,
      newId,
      path: [...path, kind],
    });
  });
}

function effectFromInput(input: Required<EffectInput>, kind: keyof EffectInput, sent: Sent): Effect {
  switch (kind) {
    case 'patchText':
      return patchFromInput(input.patchText, sent);
    case 'changeCharter':
      return charterFromInput(input.changeCharter, sent);
    case 'grantMandate':
      return grantFromInput(input.grantMandate, sent);
    case 'revokeMandate':
      return revocationFromInput(input.revokeMandate, sent);
    case 'admitMember':
      return admissionFromInput(input.admitMember, sent);
    case 'publishAppeal':
      return appealFromInput(input.publishAppeal, sent);
    case 'cosignText':
      return cosignatureFromInput(input.cosignText, sent);
    // Procedures that protect people
    case 'excludeMember':
      return exclusionFromInput(input.excludeMember, sent);
    case 'reinstateMember':
      return reinstatementFromInput(input.reinstateMember, sent);
    case 'settleChallenge':
      return settlementFromInput(input.settleChallenge, sent);
    case 'reopenDecision':
      return reopeningFromInput(input.reopenDecision, sent);
    case 'repealDecision':
      return decisionRepealFromInput(input.repealDecision, sent);
    case 'adoptText':
      return adoptionFromInput(input.adoptText, sent);
    // Working groups
    case 'createGroup':
      return groupFromInput(input.createGroup, sent);
    case 'rescopeGroup':
      return rescopingFromInput(input.rescopeGroup, sent);
    case 'endGroup':
      return groupEndFromInput(input.endGroup, sent);
    case 'takeOverText':
      return takeOverFromInput(input.takeOverText, sent);
    default:
      return exhaustive(kind);
  }
}
