import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberKind } from '../core/kernel/actors.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { fromGlobalId, toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, openAct, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { ApplicationType, applicationAfter } from './application.graphql.js';
import { MemberKindEnum } from './collective.graphql.js';
import { declareMembership } from './declare-membership.js';
import { vouchForApplicant } from './vouch-for-applicant.js';

@InputType({ description: 'That you want to join.' })
export class DeclareMembershipInput {
  @Field(() => ID, { description: 'The collective.' })
  collectiveId!: string;

  @Field(() => String, {
    description:
      'The name you want to be known by; a pseudonym is fine. Who comes back with their session keeps theirs.',
  })
  publicName!: string;

  @Field(() => MemberKindEnum, { defaultValue: 'NATURAL', description: 'A natural or a legal person.' })
  kind!: MemberKind;

  @Field(() => String, {
    defaultValue: '',
    description: 'What members should know to answer for you; emptied once you are a member.',
  })
  statement!: string;

  @Field(() => String, {
    nullable: true,
    description: 'An address that links can be sent to, which nobody else will see; null for none.',
  })
  email?: string | null;
}

@Seen('PARENT')
@ObjectType({ description: 'The members can read it. You are not a member yet.' })
export class DeclareMembershipSuccess {
  @Field(() => ID, { description: 'The application, to name to the members who know you.' })
  applicationId!: string;

  @Field(() => String, {
    description:
      'Your sign-in link to come: keep it, nobody else has it. It opens once you are admitted, for thirty days.',
  })
  link!: string;

  @Field(() => DateTimeScalar, { description: 'Until when it waits for an answer.' })
  lapsesAt!: string;
}

@InputType({ description: 'An applicant you answer for.' })
export class VouchForApplicantInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: you know that they signed the appeal, where the rule asks for it.',
  })
  attestsSignature!: boolean;
}

@Seen('PARENT')
@ObjectType({ description: 'Your word is written down; with the second one, the applicant is a member.' })
export class VouchForApplicantSuccess {
  @Field(() => ApplicationType, { description: 'The application as it now stands.' })
  application!: ApplicationType;
}

export const DECLARE_MEMBERSHIP = openAct('declareMembership', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'DUPLICATE',
  'MEMBERSHIP_CONDITION_MISSING',
  'APPLICATIONS_FULL',
]);
export const VOUCH_FOR_APPLICANT = act('vouchForApplicant', [
  'NOT_FOUND',
  'NATURAL_PERSON_NEEDED',
  'APPLICATION_NOT_OPEN',
  'ADMISSION_NEEDS_DECISION',
  'MEMBERSHIP_CONDITION_MISSING',
  'LOOKALIKE_NAME',
]);
const DeclareMembershipResult = resultOf(DECLARE_MEMBERSHIP, DeclareMembershipSuccess);
const VouchForApplicantResult = resultOf(VOUCH_FOR_APPLICANT, VouchForApplicantSuccess);

@Resolver()
export class AdmissionActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    DECLARE_MEMBERSHIP,
    DeclareMembershipResult,
    'ANYONE',
    'Declares that you want to join, without a session. It makes nobody a member.',
  )
  declareMembership(
    @Args('input') { email, ...input }: DeclareMembershipInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.performForAnyone(
      context,
      DECLARE_MEMBERSHIP,
      async (tx, actor) => {
        const collectiveId = collectiveOf(input.collectiveId);
        const { publicName, kind, statement } = input;
        const said = { publicName, kind, statement, email: email?.trim() ?? null };
        return { collectiveId, ...(await declareMembership(tx, actor, collectiveId, said)) };
      },
      ({ collectiveId, applicationId, key, lapsesAt }) => ({
        applicationId: toGlobalId('Application', collectiveId, applicationId),
        link: key,
        lapsesAt,
      }),
    );
  }

  @ActMutation(
    VOUCH_FOR_APPLICANT,
    VouchForApplicantResult,
    'MEMBER',
    'Says that you know an applicant. Where the rule admits on declaration, two members together make them a member.',
  )
  vouchForApplicant(
    @Args('input') input: VouchForApplicantInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      VOUCH_FOR_APPLICANT,
      async (tx, actor) => {
        const { collectiveId } = actor;
        const path = ['input', 'applicationId'];
        const applicationId = rowIdOf(input.applicationId, 'Application', collectiveId, path);
        await vouchForApplicant(tx, actor, { applicationId, attestsSignature: input.attestsSignature });
        return { collectiveId, applicationId };
      },
      async ({ collectiveId, applicationId }) => ({
        application: await applicationAfter(this.reader, collectiveId, applicationId),
      }),
    );
  }
}

/** The collective that somebody without a session names. */
function collectiveOf(globalId: string): string {
  const id = fromGlobalId(globalId);
  if (!id || id.type !== 'Collective' || id.collectiveId !== id.id)
    throw refuse('NOT_FOUND', {}, ['input', 'collectiveId']);
  return id.id;
}
