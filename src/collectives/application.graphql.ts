import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import type { MemberActor, MemberKind } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { applicationsAfter, applicationsByIds, type ApplicationRecord } from './applications.queries.js';
import { MemberKindEnum } from './collective.graphql.js';
import type { ApplicationState, SignatureProof } from './membership.entity.js';

const ApplicationStateEnum = { OPEN: 'OPEN', ADMITTED: 'ADMITTED' } as const satisfies {
  readonly [S in ApplicationState]: S;
};
registerEnumType(ApplicationStateEnum, {
  name: 'ApplicationState',
  description: 'What became of an application.',
  valuesMap: {
    OPEN: { description: 'It waits, until it lapses.' },
    ADMITTED: { description: 'The applicant is a member.' },
  },
});

const SignatureProofEnum = {
  VOUCHED: 'VOUCHED',
  MANDATE: 'MANDATE',
  MAIL_LINK: 'MAIL_LINK',
} as const satisfies { readonly [P in SignatureProof]: P };
registerEnumType(SignatureProofEnum, {
  name: 'SignatureProof',
  description: 'What proves that an applicant signed the appeal that the rule asks for.',
  valuesMap: {
    VOUCHED: { description: 'Two members together say so.' },
    MANDATE: { description: 'A mandate holder found the signature, and answers for it.' },
    MAIL_LINK: { description: "A link sent to the signatory's own address came back." },
  },
});

@Seen('SAME_COLLECTIVE')
@ObjectType('Application', {
  implements: () => [Node],
  description:
    "Somebody's declaration that they want to join. It makes nobody a member, and strangers do not see it.",
})
export class ApplicationType extends Node {
  collectiveId!: Uuid;
  applicationId!: Uuid;

  @Field(() => String, { description: 'The name they want to be known by.' })
  publicName!: string;

  @Field(() => MemberKindEnum, { description: 'A natural or a legal person.' })
  kind!: MemberKind;

  @Field(() => String, { description: 'What they say of themselves; emptied once they are a member.' })
  statement!: string;

  @Field(() => ApplicationStateEnum, { description: 'What became of it.' })
  state!: ApplicationState;

  @Field(() => SignatureProofEnum, {
    nullable: true,
    description: 'What proves that they signed; null where nothing does yet, or nothing is asked.',
  })
  signatureProof!: SignatureProof | null;

  @Field(() => [ID], { description: 'The members who vouch for them.' })
  voucherIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description:
      'The member they were, where they come back with a session of theirs; null for somebody new.',
  })
  returningMemberId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The member they became; null until then.' })
  memberId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When they declared it.' })
  declaredAt!: string;

  @Field(() => DateTimeScalar, { description: 'Until when it waits for an answer.' })
  lapsesAt!: string;
}

const { Connection: ApplicationConnection } = connectionOf(ApplicationType, 'ApplicationConnection');

function applicationObject(record: ApplicationRecord): ApplicationType & { __typename: 'Application' } {
  const { collectiveId, id, returningMemberId, memberId, voucherIds, ...rest } = record;
  const member = (row: Uuid): string => toGlobalId('Member', collectiveId, row);
  return {
    __typename: 'Application',
    ...rest,
    collectiveId,
    applicationId: id,
    id: toGlobalId('Application', collectiveId, id),
    returningMemberId: returningMemberId && member(returningMemberId),
    memberId: memberId && member(memberId),
    voucherIds: voucherIds.map(member),
  };
}

export const applicationNodes: NodeSource = {
  type: 'Application',
  load: async (reader, collectiveId, ids) =>
    (await applicationsByIds(reader, collectiveId, ids)).map(applicationObject),
};

/** An application that was just acted on, as it now stands. */
export async function applicationAfter(
  reader: Reader,
  collectiveId: Uuid,
  applicationId: Uuid,
): Promise<ApplicationType> {
  const [record] = await applicationsByIds(reader, collectiveId, [applicationId]);
  if (!record) throw new Error('an application that was just acted on is gone');
  return applicationObject(record);
}

@Resolver(() => ApplicationType)
export class ApplicationResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => ApplicationConnection, {
    description: 'The applications that wait for an answer, the oldest first.',
  })
  @MayBeCalledBy('MEMBER')
  async applications(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ApplicationType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await applicationsAfter(this.reader, collectiveId, page.after?.[0] ?? null, page.first);
    return pageFrom(rows.map(applicationObject), page, (application) => [application.applicationId]);
  }
}
