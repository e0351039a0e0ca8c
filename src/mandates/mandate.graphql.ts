import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { MemberType, memberObject } from '../collectives/collective.graphql.js';
import { membersByIds } from '../collectives/members.queries.js';
import type { MandateScope, MemberActor, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration, Instant } from '../core/kernel/instants.js';
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
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateTimeScalar, DurationScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import type { MandateState, SittingRole } from './mandate.entity.js';
import { mandatesAfter, mandatesByIds, type MandateRecord } from './mandate.queries.js';

export const SittingRoles = {
  FACILITATOR: 'FACILITATOR',
  MINUTE_TAKER: 'MINUTE_TAKER',
  TIMEKEEPER: 'TIMEKEEPER',
  QUEUE_KEEPER: 'QUEUE_KEEPER',
  TELLER: 'TELLER',
} as const satisfies { readonly [R in SittingRole]: R };
registerEnumType(SittingRoles, {
  name: 'SittingRole',
  description: 'A role in one sitting of an assembly: a mandate for that sitting, not a rank.',
  valuesMap: {
    FACILITATOR: { description: 'Leads through the agenda, opens and closes the polls of the sitting.' },
    MINUTE_TAKER: { description: 'Writes the minutes.' },
    TIMEKEEPER: { description: 'Keeps the time.' },
    QUEUE_KEEPER: { description: 'Keeps the list of who wants to speak.' },
    TELLER: { description: 'Enters or confirms counts; several may hold this role.' },
  },
});

const MandateStates = {
  LIVE: 'LIVE',
  REVOKED: 'REVOKED',
  HANDED_BACK: 'HANDED_BACK',
  ENDED: 'ENDED',
} as const satisfies { readonly [S in MandateState]: S };
registerEnumType(MandateStates, {
  name: 'MandateState',
  description: 'What became of a mandate.',
  valuesMap: {
    LIVE: { description: 'Given, and not ended by anybody; it opens nothing from its `endsAt` on.' },
    REVOKED: {
      description: 'Ended at once, by a decision or, for a role, by somebody present who objected.',
    },
    HANDED_BACK: { description: 'Given back by whoever held it last.' },
    ENDED: { description: 'Over: its end came before the task was given again, or its sitting ended.' },
  },
});

/** The GraphQL types of what a mandate can be about. */
const TYPE_OF_KIND = {
  COLLECTIVE: 'Collective',
  GROUP: 'WorkingGroup',
  ASSEMBLY: 'Assembly',
  TEXT: 'LegalText',
} as const satisfies { readonly [K in MandateScope['object']['kind']]: string };

@Seen('PARENT')
@ObjectType('MandateScope', {
  description: 'What a mandate opens, and on what. It gives no vote and no right to decide.',
})
export class MandateScopeType {
  @Field(() => [String], {
    description:
      'Names of the acts that its holders may do under it; empty for a task outside of this service.',
  })
  acts!: string[];

  @Field(() => ID, {
    description:
      'The one thing that the acts may touch, to be read by `node(id:)`: the collective for all of it.',
  })
  objectId!: string;
}

@Seen('BY_VISIBILITY')
@ObjectType('Mandate', {
  implements: () => [Node],
  description:
    'A stated task given to named persons until a date, bound by instructions and revocable at once.',
})
export class MandateType extends Node {
  readonly __typename!: 'Mandate';
  collectiveId!: Uuid;
  rowId!: Uuid;
  visibility!: Visibility;
  over!: boolean;

  @Field({ description: 'The name of the task, for good: one live mandate a task.' })
  task!: string;

  @Field({ description: 'The task in a few words.' })
  title!: string;

  @Field(() => MarkdownScalar, {
    description: 'What the holders are to do, and how; empty for a role of a sitting.',
  })
  instructions!: string;

  @Field(() => [ID], {
    description:
      'The decisions that bind the holders: those named when it was given, and those by which the collective answered ' +
      'what they asked since.',
  })
  boundByIds!: string[];

  @Field(() => SittingRoles, {
    nullable: true,
    description: 'The role taken in a sitting; null for a mandate given by a decision.',
  })
  role!: SittingRole | null;

  @Field(() => [MemberType], {
    description:
      'Who holds it, or held it to its end; whoever handed it back before others is among the `formerHolders`. ' +
      'Empty where you may not see who.',
  })
  holders!: MemberType[];

  @Field(() => MandateStates, { description: 'What became of it.' })
  state!: MandateState;

  @Field(() => MandateScopeType, { description: 'What it opens, and on what.' })
  scope!: MandateScopeType;

  @Field(() => DateTimeScalar, { description: 'From when on it is held.' })
  startsAt!: Instant;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Its end: from this instant on it opens nothing, also while its state still says LIVE. ' +
      'Null for a role, which ends with its sitting.',
  })
  endsAt!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it left the state LIVE; null while it is in it.',
  })
  endedAt!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the holders report on what they did; null when no report is due.',
  })
  reportDueAt!: Instant | null;

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'How often another report is due from then on, to its end; null where one is due once.',
  })
  reportEvery!: CalendarDuration | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When the next report is due: each report that was written answers for one day. Null when none is due any more.',
  })
  nextReportDueAt!: Instant | null;

  @Field({ description: 'Whether a report was due and nobody wrote it, though somebody still may.' })
  reportOverdue!: boolean;

  @Field({
    description:
      'Whether a report was due, nobody wrote it, and nobody is left who may: all who held it are gone, and nobody has its ' +
      'task. Whoever takes the task next may write it.',
  })
  reportMissing!: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The decision that gave it; null for a role, which is taken.',
  })
  grantedById!: string | null;

  @Field(() => ID, { nullable: true, description: 'The decision that revoked it; null when none did.' })
  endedById!: string | null;
}

export const { Connection: MandateConnection } = connectionOf(MandateType, 'MandateConnection');

@Resolver(() => MandateType)
export class MandateResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => MandateConnection, {
    description: 'The mandates of the collective, live and past, in the order in which they were given.',
  })
  @MayBeCalledBy('MEMBER')
  mandates(
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Args('heldBy', {
      type: () => ID,
      nullable: true,
      description: 'Only those that this member holds, or held to their end; null: those of everybody.',
    })
    heldBy: string | null | undefined,
    @Args('task', {
      type: () => String,
      nullable: true,
      description: 'Only those of this task: who had it, one after the other; null: those of every task.',
    })
    task: string | null | undefined,
    @Args('overdue', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Only those of which a report was due and nobody wrote it, though somebody still may.',
    })
    overdue: boolean,
    @Args('live', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Only those that are held: neither ended by anybody nor past their end.',
    })
    live: boolean,
    @Context() context: RequestContext,
  ): Promise<Connection<MandateType>> {
    return pageOfMandates(this.reader, context, args, {
      heldBy: heldBy ?? null,
      task: task ?? null,
      overdue,
      live,
    });
  }
}

export const mandateNodes: NodeSource = {
  type: 'Mandate',
  load: async (reader, collectiveId, ids) =>
    mandateObjects(reader, await mandatesByIds(reader, collectiveId, ids)),
};

/** One mandate whole, as an act's answer shows it. */
export async function mandateObject(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<MandateType> {
  return (await mandateObjects(reader, await mandatesByIds(reader, collectiveId, [id])))[0] as MandateType;
}

/** Mandates of one collective with their holders, read together. */
export async function mandateObjects(
  reader: Reader,
  records: readonly MandateRecord[],
): Promise<MandateType[]> {
  const [first] = records;
  if (!first) return [];
  const ids = [...new Set(records.flatMap(({ holderIds }) => holderIds))];
  const members = await membersByIds(reader, first.collectiveId, ids);
  const holders = new Map(members.map((member) => [member.id, memberObject(member)]));
  return records.map((record) => ({
    ...plainMandate(record),
    holders: record.holderIds.flatMap((id) => holders.get(id) ?? []),
  }));
}

async function pageOfMandates(
  reader: Reader,
  context: RequestContext,
  args: ConnectionArgs,
  { heldBy, ...asked }: { heldBy: string | null; task: string | null; overdue: boolean; live: boolean },
): Promise<Connection<MandateType>> {
  const page = readPage(args, ['uuid']);
  const { collectiveId } = (await context.actor()) as MemberActor;
  const holder = heldBy === null ? null : rowIdOf(heldBy, 'Member', collectiveId, ['heldBy']);
  const records = await mandatesAfter(
    reader,
    collectiveId,
    { heldBy: holder, ...asked },
    page.after?.[0] ?? null,
    page.first,
  );
  return pageFrom(await mandateObjects(reader, records), page, ({ rowId }) => [rowId]);
}

function plainMandate(record: MandateRecord): Omit<MandateType, 'holders'> {
  const { collectiveId, id, grantedBy, endedBy } = record;
  const decision = (decisionId: Uuid): string => toGlobalId('Decision', collectiveId, decisionId);
  return {
    __typename: 'Mandate',
    id: toGlobalId('Mandate', collectiveId, id),
    collectiveId,
    rowId: id,
    visibility: record.visibility,
    task: record.task,
    title: record.title,
    instructions: record.instructions,
    boundByIds: record.boundBy.map(decision),
    role: record.role,
    state: record.state,
    scope: {
      acts: record.scopeActs,
      objectId: toGlobalId(TYPE_OF_KIND[record.scopeKind], collectiveId, record.scopeId),
    },
    startsAt: record.startsAt,
    endsAt: record.endsAt,
    endedAt: record.endedAt,
    reportDueAt: record.reportDueAt,
    reportEvery: record.reportEvery,
    nextReportDueAt: record.nextReportDueAt,
    reportOverdue: record.reportOverdue,
    reportMissing: record.reportMissing,
    over: record.over,
    grantedById: grantedBy && decision(grantedBy),
    endedById: endedBy && decision(endedBy),
  };
}
