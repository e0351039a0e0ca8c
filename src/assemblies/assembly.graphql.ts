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
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { AssemblyFormEnum } from '../collectives/charter.graphql.js';
import { memberObject, MemberType } from '../collectives/collective.graphql.js';
import { membersByIds } from '../collectives/members.queries.js';
import type { AssemblyForm } from '../core/charter/clause.js';
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { MandateType, mandateObjects } from '../mandates/mandate.graphql.js';
import { liveRolesOf } from '../mandates/mandate.queries.js';
import { FieldSeen, MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
  type PageRequest,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { AgendaItemRow } from './agenda.entity.js';
import { agendasOf } from './agenda.queries.js';
import { AgendaItemType, itemObject } from './agenda.graphql.js';
import type { AssemblyRow } from './assembly.entity.js';
import { assembliesAfter, assembliesByIds, type AssemblyRecord } from './assembly.queries.js';
import { attendanceAfter } from './attendance.queries.js';

const AssemblyStates = {
  CONVENED: 'CONVENED',
  RUNNING: 'RUNNING',
  ENDED: 'ENDED',
} as const satisfies { readonly [S in AssemblyRow['state']]: S };
registerEnumType(AssemblyStates, {
  name: 'AssemblyState',
  description: 'How far an assembly is.',
  valuesMap: {
    CONVENED: { description: 'Called together; from its hour on, anybody who comes may start it.' },
    RUNNING: { description: 'Sitting: roles are taken, polls opened.' },
    ENDED: { description: 'Over, with its roles and everybody’s presence.' },
  },
});

@Seen('SAME_COLLECTIVE')
@ObjectType('Attendance', {
  description: 'One stay of somebody in an assembly; who leaves and comes back has two.',
})
export class AttendanceType {
  collectiveId!: Uuid;
  assemblyId!: Uuid;
  memberId!: Uuid;

  @Field(() => MemberType, { description: 'Who was there.' })
  member!: MemberType;

  @Field(() => DateTimeScalar, { description: 'When they were checked in.' })
  arrivedAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they left; null while they are there.' })
  leftAt!: Instant | null;

  @Field(() => ID, {
    description: 'Who checked them in, to be read by `node`: themselves, or somebody present.',
  })
  checkedInById!: string;
}

@Seen('BY_VISIBILITY')
@ObjectType('Assembly', {
  implements: () => [Node],
  description: 'A convened sitting of the collective, in one room, in several, online or both.',
})
export class AssemblyType extends Node {
  readonly __typename!: 'Assembly';
  collectiveId!: Uuid;
  rowId!: Uuid;
  visibility!: Visibility;
  presentIds!: readonly Uuid[];

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => AssemblyFormEnum, {
    description: 'In which form it sits: each rule says which forms may decide.',
  })
  form!: AssemblyForm;

  @Field(() => AssemblyStates, { description: 'How far it is.' })
  state!: AssemblyRow['state'];

  @Field(() => DateTimeScalar, { description: 'When it was convened: notice runs from here.' })
  convenedAt!: Instant;

  @Field(() => DateTimeScalar, { description: 'The hour for which it is convened.' })
  startsAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was started; null before that.' })
  startedAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null before that.' })
  endedAt!: Instant | null;

  @Field(() => Int, {
    description: 'How many are checked in now, with and without a ballot; 0 once it has ended.',
  })
  presentCount!: number;

  @Field(() => [MandateType], {
    description: 'The roles held now that you may see, in the order in which they were taken.',
  })
  roles!: MandateType[];

  @Field(() => [AgendaItemType], {
    description:
      'What it takes up, in order. Past decisions open it, where one of them was not done or dropped when it was convened.',
  })
  agenda!: AgendaItemType[];
}

const { Connection: AssemblyConnection } = connectionOf(AssemblyType, 'AssemblyConnection');
const { Connection: AttendanceConnection } = connectionOf(AttendanceType, 'AttendanceConnection');

const BY_ARRIVAL = ['instant', 'uuid'] as const;

@Resolver(() => AssemblyType)
export class AssemblyResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => AssemblyConnection, {
    description:
      'The assemblies of the collective, past and to come, in the order in which they were convened.',
  })
  @MayBeCalledBy('MEMBER')
  assemblies(
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<AssemblyType>> {
    return pageOfAssemblies(this.reader, context, args);
  }

  @ResolveField(() => AttendanceConnection, {
    description: 'Who was there and when, in the order of arrival; empty for all but the members.',
  })
  @FieldSeen('MEMBERS')
  attendance(
    @Parent() assembly: AssemblyType,
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<AttendanceType>> {
    return pageOfAttendance(context, assembly, args);
  }

  @ResolveField(() => Boolean, { description: 'Whether you are checked in.' })
  async viewerIsPresent(
    @Parent() assembly: AssemblyType,
    @Context() context: RequestContext,
  ): Promise<boolean> {
    const viewer = await context.actor();
    return viewer.kind === 'MEMBER' && assembly.presentIds.includes(viewer.memberId);
  }
}

export const assemblyNodes: NodeSource = {
  type: 'Assembly',
  load: async (reader, collectiveId, ids) =>
    assemblyObjects(reader, await assembliesByIds(reader, collectiveId, ids)),
};

/** One assembly whole, as an act's answer shows it. */
export async function assemblyObject(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<AssemblyType> {
  return (
    await assemblyObjects(reader, await assembliesByIds(reader, collectiveId, [id]))
  )[0] as AssemblyType;
}

/** Assemblies of one collective with their roles and agendas, read together. */
export async function assemblyObjects(
  reader: Reader,
  records: readonly AssemblyRecord[],
): Promise<AssemblyType[]> {
  const [first] = records;
  if (!first) return [];
  const { collectiveId } = first;
  const idsOf = (some: readonly AssemblyRecord[]): Uuid[] => some.map(({ id }) => id);
  const agenda = await agendasOf(reader, collectiveId, idsOf(records));
  const running = idsOf(records.filter(({ state }) => state === 'RUNNING'));
  const roles =
    running.length === 0
      ? []
      : await mandateObjects(reader, await liveRolesOf(reader, collectiveId, running));
  return records.map((record) => assemblyFrom(record, roles, agenda));
}

async function pageOfAssemblies(
  reader: Reader,
  context: RequestContext,
  args: ConnectionArgs,
): Promise<Connection<AssemblyType>> {
  const page = readPage(args, ['uuid']);
  const { collectiveId } = (await context.actor()) as MemberActor;
  const records = await assembliesAfter(reader, collectiveId, page.after?.[0] ?? null, page.first);
  return pageFrom(await assemblyObjects(reader, records), page, ({ rowId }) => [rowId]);
}

async function pageOfAttendance(
  context: RequestContext,
  { collectiveId, rowId }: AssemblyType,
  args: ConnectionArgs,
): Promise<Connection<AttendanceType>> {
  const page = readPage(args, BY_ARRIVAL);
  const rows = await context.listOf(attendanceOf, 'assemblyId', collectiveId, rowId, page);
  return pageFrom(rows, page, ({ arrivedAt, memberId }) => [arrivedAt, memberId]);
}

/** The same page of attendance of some assemblies, with who they are. */
async function attendanceOf(
  reader: Reader,
  collectiveId: Uuid,
  assemblyIds: readonly Uuid[],
  { after, first }: PageRequest<typeof BY_ARRIVAL>,
): Promise<AttendanceType[]> {
  const from = after && { arrivedAt: after[0], memberId: after[1] };
  const rows = await attendanceAfter(reader, collectiveId, assemblyIds, from, first);
  const memberIds = [...new Set(rows.map(({ memberId }) => memberId))];
  const members = new Map(
    (await membersByIds(reader, collectiveId, memberIds)).map((one) => [one.id, memberObject(one)]),
  );
  return rows.map((row) => ({
    ...row,
    member: members.get(row.memberId) as MemberType,
    checkedInById: toGlobalId('Member', collectiveId, row.checkedInBy),
  }));
}

function assemblyFrom(
  record: AssemblyRecord,
  rolesOfAll: readonly MandateType[],
  agendaOfAll: readonly AgendaItemRow[],
): AssemblyType {
  const { collectiveId, presentIds } = record;
  const id = toGlobalId('Assembly', collectiveId, record.id);
  return {
    __typename: 'Assembly',
    id,
    collectiveId,
    rowId: record.id,
    visibility: record.visibility,
    presentIds,
    title: record.title,
    form: record.form,
    state: record.state,
    convenedAt: record.convenedAt,
    startsAt: record.startsAt,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    presentCount: presentIds.length,
    roles: rolesOfAll.filter(({ scope }) => scope.objectId === id),
    agenda: agendaOfAll.filter(({ assemblyId }) => assemblyId === record.id).map(itemObject),
  };
}
