import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { ApplicationType, applicationAfter } from '../collectives/application.graphql.js';
import { MemberType, memberObject } from '../collectives/collective.graphql.js';
import { membersByIds } from '../collectives/members.queries.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateScalar } from '../platform/graphql/scalars.js';
import { admitMember } from './admit-member.js';
import { recordDues } from './record-dues.js';

@InputType({ description: 'An applicant to admit.' })
export class AdmitMemberInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Their signature of the appeal that the rule asks for; null where none is asked.',
  })
  signatoryId?: string | null;
}

@Seen('PARENT')
@ObjectType({
  description: 'The applicant is a member, or their signature is proven for a decision to come.',
})
export class AdmitMemberSuccess {
  @Field(() => ApplicationType, { description: 'The application as it now stands.' })
  application!: ApplicationType;
}

@InputType({ description: 'Until when dues are paid.' })
export class RecordDuesInput {
  @Field(() => ID, { description: 'The member.' })
  memberId!: string;

  @Field(() => DateScalar, { description: 'The last day of what they paid.' })
  until!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'It is noted.' })
export class RecordDuesSuccess {
  @Field(() => MemberType, { description: 'The member.' })
  member!: MemberType;
}

export const ADMIT_MEMBER = act('admitMember', [
  'MANDATE_REQUIRED',
  'NOT_FOUND',
  'APPLICATION_NOT_OPEN',
  'ADMISSION_NEEDS_DECISION',
  'MEMBERSHIP_CONDITION_MISSING',
  'DUPLICATE',
  'LOOKALIKE_NAME',
]);
export const RECORD_DUES = act('recordDues', ['MANDATE_REQUIRED', 'NOT_FOUND', 'DUES_NOT_SHORTENED']);
const AdmitMemberResult = resultOf(ADMIT_MEMBER, AdmitMemberSuccess);
const RecordDuesResult = resultOf(RECORD_DUES, RecordDuesSuccess);

@Resolver()
export class PeopleActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    ADMIT_MEMBER,
    AdmitMemberResult,
    'MEMBER',
    'Under a mandate, admits an applicant on their declaration once what the rule asks is there.',
  )
  admitMember(@Args('input') input: AdmitMemberInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(
      context,
      ADMIT_MEMBER,
      async (tx, actor) => {
        const { collectiveId } = actor;
        const named = (id: string, type: string, field: string) =>
          rowIdOf(id, type, collectiveId, ['input', field]);
        const applicationId = named(input.applicationId, 'Application', 'applicationId');
        const signatoryId =
          input.signatoryId == null ? null : named(input.signatoryId, 'Signatory', 'signatoryId');
        await admitMember(tx, actor, { applicationId, signatoryId });
        return { collectiveId, applicationId };
      },
      async ({ collectiveId, applicationId }) => ({
        application: await applicationAfter(this.reader, collectiveId, applicationId),
      }),
    );
  }

  @ActMutation(
    RECORD_DUES,
    RecordDuesResult,
    'MEMBER',
    "Under a mandate, notes until when a member's dues are paid: a date that only moves forward, and no amount.",
  )
  recordDues(@Args('input') input: RecordDuesInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(
      context,
      RECORD_DUES,
      async (tx, actor) => {
        const { collectiveId } = actor;
        const memberId = rowIdOf(input.memberId, 'Member', collectiveId, ['input', 'memberId']);
        await recordDues(tx, actor, { memberId, until: input.until });
        return { collectiveId, memberId };
      },
      async ({ collectiveId, memberId }) => {
        const [record] = await membersByIds(this.reader, collectiveId, [memberId]);
        if (!record) throw new Error('a member that was just acted on is gone');
        return { member: memberObject(record) };
      },
    );
  }
}
