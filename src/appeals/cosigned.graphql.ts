import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
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
import { DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import type { CosignedTextRow } from './appeal.entity.js';

@Seen('SAME_COLLECTIVE')
@ObjectType('CosignedText', {
  implements: () => [Node],
  description:
    'A text of others that the collective signed by a decision, which says it to whoever reads the decision.',
})
export class CosignedTextType extends Node {
  collectiveId!: Uuid;
  rowId!: Uuid;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Where it was read; null where its words are here.' })
  url!: string | null;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'Its words as they were read; null for their hash alone.',
  })
  words!: string | null;

  @Field(() => Sha256Scalar, { description: 'SHA-256 of its words, by which they are known again.' })
  hash!: string;

  @Field(() => DateTimeScalar, { description: 'When the collective signed it.' })
  cosignedAt!: string;

  @Field(() => ID, { description: 'The decision that signed it.' })
  cosignedById!: string;
}

const { Connection: CosignedTextConnection } = connectionOf(CosignedTextType, 'CosignedTextConnection');

const COSIGNED = `
  SELECT it.collective_id AS "collectiveId", it.id, it.title, it.url, it.body, it.hash,
    it.cosigned_at AS "cosignedAt", it.cosigned_by AS "cosignedBy"
  FROM ormee.cosigned_text it WHERE it.collective_id = $1`;

const cosignedByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<CosignedTextRow[]> => reader.rows(`${COSIGNED} AND it.id = ANY($2::uuid[])`, [collectiveId, ids]);

function cosignedObject({
  id,
  collectiveId,
  cosignedBy,
  body,
  ...rest
}: CosignedTextRow): CosignedTextType & { __typename: 'CosignedText' } {
  return {
    __typename: 'CosignedText',
    ...rest,
    collectiveId,
    words: body,
    rowId: id,
    id: toGlobalId('CosignedText', collectiveId, id),
    cosignedById: toGlobalId('Decision', collectiveId, cosignedBy),
  };
}

export const cosignedNodes: NodeSource = {
  type: 'CosignedText',
  load: async (reader, collectiveId, ids) =>
    (await cosignedByIds(reader, collectiveId, ids)).map(cosignedObject),
};

@Resolver(() => CosignedTextType)
export class CosignedTextsResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => CosignedTextConnection, {
    description: 'The texts of others that your collective signed, from the first.',
  })
  @MayBeCalledBy('MEMBER')
  async cosignedTexts(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<CosignedTextType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await this.reader.rows<CosignedTextRow>(
      `${COSIGNED} AND ($2::uuid IS NULL OR it.id > $2) ORDER BY it.id LIMIT $3`,
      [collectiveId, page.after?.[0] ?? null, page.first + 1],
    );
    return pageFrom(rows.map(cosignedObject), page, ({ rowId }) => [rowId]);
  }
}
