import { Inject } from '@nestjs/common';
import { Args, ArgsType, Context, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { signatoriesAfter, type SignatoryRecord } from '../appeals/appeals.queries.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { NAME_MAX } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import { holdsMandateFor } from '../mandates/holds-mandate.js';
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
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateScalar } from '../platform/graphql/scalars.js';

// Reached through the query below alone, which asks for the mandate: no node, and no field of an appeal, leads here.
@Seen('PARENT')
@ObjectType('Signatory', { description: 'Somebody who signed an appeal. Their address is shown to nobody.' })
export class SignatoryType {
  signatoryId!: Uuid;

  @Field(() => ID, { description: 'Names the signature to `admitMember`; nothing else reads it.' })
  id!: string;

  @Field(() => String, { description: 'The name they signed with.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What they do; null where they do not say.' })
  role!: string | null;

  @Field(() => String, { nullable: true, description: 'Where they do it; null where they do not say.' })
  organisation!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day they signed; null where the file said none.',
  })
  signedOn!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether a link, paper, a session or an admission has proven it. An imported line proves nothing by itself.',
  })
  verified!: boolean;
}

export const signatoryObject = (collectiveId: Uuid, { id, ...rest }: SignatoryRecord): SignatoryType => ({
  ...rest,
  signatoryId: id,
  id: toGlobalId('Signatory', collectiveId, id),
});

const { Connection: SignatoryConnection } = connectionOf(SignatoryType, 'SignatoryConnection');

@ArgsType()
class SignatoriesArgs extends ConnectionArgs {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only those whose name holds these words, whatever their case and accents; null for all.',
  })
  named?: string | null;
}

@Resolver()
export class SignatoriesResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => SignatoryConnection, {
    description:
      'The signatories of an appeal, for whoever holds a mandate to import them or to admit members; other members see their number.',
  })
  @MayBeCalledBy('MEMBER')
  async signatories(
    @Args() args: SignatoriesArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<SignatoryType>> {
    const page = readPage(args, ['uuid']);
    const actor = (await context.actor()) as MemberActor;
    const { collectiveId } = actor;
    if (
      !(await holdsMandateFor(this.reader, actor, [
        'importSignatories',
        'admitMember',
        'enterPaperSignature',
      ]))
    )
      throw refuse('MANDATE_REQUIRED', { act: 'admitMember' });
    const appealId = rowIdOf(args.appealId, 'Appeal', collectiveId, ['appealId']);
    const after = page.after?.[0] ?? null;
    const named = args.named?.trim().slice(0, NAME_MAX) || null;
    const rows = await signatoriesAfter(this.reader, collectiveId, appealId, named, after, page.first);
    const signatories = rows.map((row) => signatoryObject(collectiveId, row));
    return pageFrom(signatories, page, ({ signatoryId }) => [signatoryId]);
  }
}
