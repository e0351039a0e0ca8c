import { Inject } from '@nestjs/common';
import { Context, Field, Int, ObjectType, ResolveField, Resolver, registerEnumType } from '@nestjs/graphql';
import { ViewerType } from '../collectives/collective.graphql.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { assistedBallots, noticesOf } from './notices.js';

const LinkWays = { TWO_MEMBERS: 'TWO_MEMBERS', MANDATE: 'MANDATE' } as const;
registerEnumType(LinkWays, {
  name: 'LinkWay',
  description: 'How a link came to be given to somebody who did not ask for it by mail.',
  valuesMap: {
    TWO_MEMBERS: { description: 'By two members together.' },
    MANDATE: { description: 'By the holder of a mandate for it.' },
  },
});

@Seen('PARENT')
@ObjectType('LinkNotice', {
  description:
    'Somebody gave a sign-in link in your name. If you do not know of it, tell the others at once.',
})
export class LinkNoticeType {
  @Field(() => DateTimeScalar, { description: 'When the link was given.' })
  issuedAt!: string;

  @Field(() => LinkWays, { description: 'How it was given.' })
  way!: 'TWO_MEMBERS' | 'MANDATE';

  @Field(() => [String], { description: 'The public names of those who gave it.' })
  issuedBy!: string[];

  @Field(() => Boolean, { description: 'Whether a session was opened with it.' })
  used!: boolean;
}

/** What somebody is told when they come in. */
export const noticeObjects = (
  reader: Reader,
  collectiveId: Uuid,
  memberId: Uuid,
): Promise<LinkNoticeType[]> => noticesOf(reader, collectiveId, memberId) as Promise<LinkNoticeType[]>;

@Resolver(() => ViewerType)
export class ViewerNoticesResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => [LinkNoticeType], {
    description: 'Every sign-in link that others gave in your name, the latest first.',
  })
  async notices(@Context() context: RequestContext): Promise<LinkNoticeType[]> {
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    return noticeObjects(this.reader, collectiveId, memberId);
  }

  @ResolveField(() => Int, {
    description: 'How many of your ballots were cast in a session that such a link opened.',
  })
  async assistedBallotCount(@Context() context: RequestContext): Promise<number> {
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    return assistedBallots(this.reader, collectiveId, memberId);
  }
}
