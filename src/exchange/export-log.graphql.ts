import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, ObjectType, Query, Resolver, registerEnumType } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
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
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ExportLogRow } from './export.entity.js';

const ExportSteps = { ASKED: 'ASKED', TAKEN: 'TAKEN' } as const;
registerEnumType(ExportSteps, {
  name: 'ExportStep',
  description: 'How far a full export went.',
  valuesMap: {
    ASKED: { description: 'A ticket was given for it.' },
    TAKEN: { description: 'The ticket was used: the collective left, locked, in one file.' },
  },
});

@Seen('PARENT')
@ObjectType('ExportLogEntry', {
  description: 'Somebody who holds a mandate for it asked for everything of the collective, or took it.',
})
export class ExportLogEntryType {
  entryId!: Uuid;

  @Field(() => ID, { description: 'The member who did it.' })
  memberId!: string;

  @Field(() => ExportSteps, { description: 'How far they went.' })
  step!: ExportLogRow['step'];

  @Field(() => DateTimeScalar, { description: 'When they did it.' })
  at!: string;
}

const { Connection: ExportLogConnection } = connectionOf(ExportLogEntryType, 'ExportLogEntryConnection');

@Resolver()
export class ExportLogResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => ExportLogConnection, {
    description:
      'Who asked for everything of the collective, names included, and who took it, the latest first: each member may know.',
  })
  @MayBeCalledBy('MEMBER')
  async exportLog(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ExportLogEntryType>> {
    const page = readPage(args, ['instant', 'uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await this.reader.rows<Entry>(ENTRIES, [
      collectiveId,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.first + 1,
    ]);
    const entries = rows.map(({ id, memberId, ...rest }) => ({
      ...rest,
      entryId: id,
      memberId: toGlobalId('Member', collectiveId, memberId),
    }));
    return pageFrom(entries, page, ({ at, entryId }) => [at, entryId]);
  }
}

interface Entry {
  readonly id: Uuid;
  readonly memberId: Uuid;
  readonly step: ExportLogRow['step'];
  readonly at: Instant;
}

const ENTRIES = `SELECT id, member_id AS "memberId", step, at FROM ormee.export_log
  WHERE collective_id = $1 AND ($2::timestamptz IS NULL OR (at, id) < ($2, $3::uuid))
  ORDER BY at DESC, id DESC LIMIT $4`;
