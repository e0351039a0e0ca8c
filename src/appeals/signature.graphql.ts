import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { MemberKindEnum } from '../collectives/collective.graphql.js';
import type { MemberKind } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { fromGlobalId, toGlobalId } from '../platform/graphql/global-ids.js';
import { peekSignatureLink } from '../platform/links/signature-links.js';
import { AppealType, appealObject } from './appeal.graphql.js';
import { appealsByIds } from './appeals.queries.js';
import {
  firstSignatoriesOf,
  namedSignatoriesAfter,
  signatureCountsOf,
  signatureToConfirm,
  type PublicSignatureRecord,
} from './signatures.queries.js';

@Seen('PARENT')
@ObjectType({
  description:
    'How many signed. A signature that no link, paper or session has proven is in none of these numbers.',
})
export class SignatureCounts {
  @Field(() => Int, { description: 'How many signatures stand and are verified.' })
  verified!: number;

  @Field(() => Int, { description: 'How many of those consented to be named.' })
  named!: number;

  @Field(() => Int, { description: 'How many lines were brought over from a list, and are not verified.' })
  takenOver!: number;

  @Field(() => Int, { description: 'How many took their signature back.' })
  withdrawn!: number;
}

// Only those who consented are ever made into one.
@Seen('PARENT')
@ObjectType('PublicSignature', { description: 'A signature of somebody who consented to be named.' })
export class PublicSignatureType {
  rowId!: Uuid;

  @Field(() => String, { description: 'The name they signed with.' })
  name!: string;

  @Field(() => MemberKindEnum, { description: 'A person, or an organisation.' })
  kind!: MemberKind;

  @Field(() => String, { nullable: true, description: 'What they do; null where they do not say.' })
  role!: string | null;

  @Field(() => String, { nullable: true, description: 'Where they do it; null where they do not say.' })
  organisation!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A page of theirs, http or https; null where they give none.',
  })
  url!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Their place among the first signatories; null for the others.',
  })
  place!: number | null;

  @Field(() => Boolean, { description: 'False for a line of a list that nobody has verified.' })
  verified!: boolean;
}

const { Connection: PublicSignatureConnection } = connectionOf(
  PublicSignatureType,
  'PublicSignatureConnection',
);

const publicSignature = ({ id, ...rest }: PublicSignatureRecord): PublicSignatureType => ({
  ...rest,
  rowId: id,
});

@Seen('ANYONE')
@ObjectType({
  description: 'What a link of a letter would sign. Whoever has the link has the address it was sent to.',
})
export class SignatureToConfirm {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => String, { description: 'What the appeal is called.' })
  title!: string;

  @Field(() => String, { description: 'The name.' })
  name!: string;

  @Field(() => MemberKindEnum, { description: 'A person, or an organisation.' })
  kind!: MemberKind;

  @Field(() => String, { nullable: true, description: 'What they do.' })
  role!: string | null;

  @Field(() => String, { nullable: true, description: 'Where they do it.' })
  organisation!: string | null;

  @Field(() => String, { nullable: true, description: 'Their page.' })
  url!: string | null;

  @Field(() => Boolean, { description: 'Whether the name would be public.' })
  named!: boolean;
}

const NOBODY = { verified: 0, named: 0, takenOver: 0, withdrawn: 0 };

@Resolver(() => AppealType)
export class SignaturesResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => AppealType, {
    nullable: true,
    description:
      'An appeal by its id, for anybody where it is public; null when it is not there, or not yours to read.',
  })
  @MayBeCalledBy('ANYONE')
  async publicAppeal(
    @Args('id', { type: () => ID, description: 'The appeal.' }) id: string,
    @Context() context: RequestContext,
  ): Promise<AppealType | null> {
    const named = fromGlobalId(id);
    if (named?.type !== 'Appeal') return null;
    const record = await context.oneOf(appealsByIds, 'id', named.collectiveId, named.id);
    return record && appealObject(record);
  }

  @Query(() => SignatureToConfirm, {
    nullable: true,
    description:
      'What the link of a letter would sign; reading it uses nothing up. Null for a link that is not good.',
  })
  @MayBeCalledBy('ANYONE')
  async signatureToConfirm(
    @Args('link', { description: 'The secret of the link.' }) link: string,
  ): Promise<SignatureToConfirm | null> {
    const key = await peekSignatureLink(this.reader, link, 'CONFIRM');
    const found = key && (await signatureToConfirm(this.reader, key.collectiveId, key.signatoryId));
    return found && { ...found, appealId: toGlobalId('Appeal', key.collectiveId, found.appealId) };
  }

  @ResolveField(() => SignatureCounts, { description: 'How many signed it.' })
  async signatures(
    @Parent() appeal: AppealType,
    @Context() context: RequestContext,
  ): Promise<SignatureCounts> {
    const { collectiveId, appealId } = appeal;
    return (await context.oneOf(signatureCountsOf, 'appealId', collectiveId, appealId)) ?? NOBODY;
  }

  @ResolveField(() => [PublicSignatureType], {
    description:
      'The first signatories who consented to be named, by the place that the decision or a list gave them; a hundred at most.',
  })
  async firstSignatories(
    @Parent() { collectiveId, appealId }: AppealType,
    @Context() context: RequestContext,
  ): Promise<PublicSignatureType[]> {
    const rows = await context.listOf(firstSignatoriesOf, 'appealId', collectiveId, appealId);
    return rows.map(publicSignature);
  }

  @ResolveField(() => PublicSignatureConnection, {
    description: 'All who consented to be named, in the order in which they came.',
  })
  async namedSignatories(
    @Parent() { collectiveId, appealId }: AppealType,
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<PublicSignatureType>> {
    const page = readPage(args, ['uuid']);
    const after = page.after?.[0] ?? null;
    const rows = await context.listOf(
      namedSignatoriesAfter,
      'appealId',
      collectiveId,
      appealId,
      after,
      page.first,
    );
    return pageFrom(rows.map(publicSignature), page, ({ rowId }) => [rowId]);
  }
}
