import { Inject } from '@nestjs/common';
import { Args, Context, Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
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
import { DateScalar, MarkdownScalar } from '../platform/graphql/scalars.js';

@Seen('SAME_COLLECTIVE')
@ObjectType('TakenOverDecision', {
  implements: () => [Node],
  description:
    'A decision from before the collective came here (« repris, non vérifié »): it can be read, and nothing follows from it.',
})
export class TakenOverDecisionType extends Node {
  collectiveId!: Uuid;
  decisionId!: Uuid;

  @Field(() => String, { description: 'What it was called then; it is no number of this register.' })
  label!: string;

  @Field(() => DateScalar, { description: 'The day it was taken.' })
  decidedOn!: string;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What it says; empty where the file said nothing.' })
  body!: string;

  @Field(() => Boolean, { description: 'Always false: no poll of this collective stands behind it.' })
  verified!: boolean;
}

const { Connection: TakenOverDecisionConnection } = connectionOf(
  TakenOverDecisionType,
  'TakenOverDecisionConnection',
);

interface TakenOver {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly label: string;
  readonly decidedOn: CivilDate;
  readonly title: string;
  readonly body: string;
}

const TAKEN_OVER = `SELECT collective_id AS "collectiveId", id, label, decided_on AS "decidedOn", title, body
  FROM ormee.taken_over_decision`;

const takenOverObject = ({
  collectiveId,
  id,
  ...rest
}: TakenOver): TakenOverDecisionType & { __typename: 'TakenOverDecision' } => ({
  __typename: 'TakenOverDecision',
  ...rest,
  collectiveId,
  decisionId: id,
  id: toGlobalId('TakenOverDecision', collectiveId, id),
  verified: false,
});

export const takenOverDecisionNodes: NodeSource = {
  type: 'TakenOverDecision',
  load: async (reader: Reader, collectiveId, ids) =>
    (
      await reader.rows<TakenOver>(`${TAKEN_OVER} WHERE collective_id = $1 AND id = ANY($2::uuid[])`, [
        collectiveId,
        ids,
      ])
    ).map(takenOverObject),
};

@Resolver(() => TakenOverDecisionType)
export class TakenOverDecisionResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => TakenOverDecisionConnection, {
    description: 'Decisions from before the collective came here, the latest first.',
  })
  @MayBeCalledBy('MEMBER')
  async takenOverDecisions(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<TakenOverDecisionType>> {
    const page = readPage(args, ['date', 'uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await this.reader.rows<TakenOver>(
      `${TAKEN_OVER} WHERE collective_id = $1 AND ($2::date IS NULL OR (decided_on, id) < ($2, $3::uuid))
       ORDER BY decided_on DESC, id DESC LIMIT $4`,
      [collectiveId, page.after?.[0] ?? null, page.after?.[1] ?? null, page.first + 1],
    );
    return pageFrom(rows.map(takenOverObject), page, ({ decidedOn, decisionId }) => [decidedOn, decisionId]);
  }
}
