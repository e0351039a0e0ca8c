import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration, Instant } from '../core/kernel/instants.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar, DurationScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import type { LineState } from './line.entity.js';
import type { LineWithHolders } from './line.rules.js';
import { linesAfter, linesByIds } from './lines.queries.js';
import { noteMandate, withdrawMandateLine, type Noting } from './note-mandate.js';

const LineStates = {
  PROPOSED: 'PROPOSED',
  CONFIRMED: 'CONFIRMED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
} as const satisfies { readonly [S in LineState]: S };
registerEnumType(LineStates, {
  name: 'MandateLineState',
  description: 'Where a line stands.',
  valuesMap: {
    PROPOSED: {
      description: 'Written down; it opens nothing and counts for nothing until a decision confirms it.',
    },
    CONFIRMED: { description: 'A decision confirmed it: it is a mandate.' },
    REFUSED: { description: 'A decision rejected it.' },
    WITHDRAWN: { description: 'Taken back by whoever wrote it, or by somebody whom it names.' },
  },
});

@Seen('PARENT')
@ObjectType('MandateLine', {
  description:
    'A mandate as it is written down in a meeting, "task: first name, until …", before a decision confirms it.',
})
export class MandateLineType {
  rowId!: Uuid;

  @Field(() => ID, { description: 'Its id, for `putMandateLines` and `submitProposal`.' })
  id!: string;

  @Field(() => String, { description: 'The name of the task, for good.' })
  task!: string;

  @Field(() => String, { description: 'The task in a few words.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What is to be done, and how; empty where one line says it.' })
  instructions!: string;

  @Field(() => [ID], { description: 'The members whom it names, to be read by `nodes`.' })
  holderIds!: string[];

  @Field(() => DateTimeScalar, { description: 'Until when.' })
  endsAt!: Instant;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a report is due; null where none is asked.',
  })
  reportDueAt!: Instant | null;

  @Field(() => DurationScalar, { nullable: true, description: 'How often another one is; null for once.' })
  reportEvery!: CalendarDuration | null;

  @Field(() => ID, { description: 'Who wrote it down, to be read by `node`.' })
  authorId!: string;

  @Field(() => ID, { nullable: true, description: 'The offer that it answers; null for none.' })
  offerId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The decision of which it is the task; null for none.' })
  decisionId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The sitting in which it was written down; null for none.',
  })
  assemblyId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The working group whose task it is; null for none.' })
  groupId!: string | null;

  @Field(() => LineStates, { description: 'Where it stands.' })
  state!: LineState;

  @Field(() => DateTimeScalar, { description: 'When it was written down.' })
  notedAt!: Instant;

  @Field(() => ID, {
    nullable: true,
    description: 'The decision that confirmed or rejected it; null until one did.',
  })
  settledById!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The mandate that it became; null until a decision confirms it.',
  })
  mandateId!: string | null;
}

const { Connection: LineConnection } = connectionOf(MandateLineType, 'MandateLineConnection');

export function lineObject(line: LineWithHolders): MandateLineType {
  const {
    collectiveId,
    id,
    authorId,
    holderIds,
    offerId,
    decisionId,
    assemblyId,
    groupId,
    settledBy,
    ...rest
  } = line;
  const global = (type: string, of: Uuid | null): string | null => of && toGlobalId(type, collectiveId, of);
  return {
    ...rest,
    rowId: id,
    id: global('MandateLine', id) as string,
    authorId: global('Member', authorId) as string,
    holderIds: holderIds.map((holder) => global('Member', holder) as string),
    offerId: global('MandateOffer', offerId),
    decisionId: global('Decision', decisionId),
    assemblyId: global('Assembly', assemblyId),
    groupId: global('WorkingGroup', groupId),
    settledById: global('Decision', settledBy),
    mandateId: line.state === 'CONFIRMED' ? global('Mandate', id) : null,
  };
}

export const lineAfter = async (reader: Reader, collectiveId: Uuid, id: Uuid): Promise<MandateLineType> =>
  lineObject((await linesByIds(reader, collectiveId, [id]))[0] as LineWithHolders);

@InputType({ description: 'A mandate in one line: a human task, which opens no act.' })
export class NoteMandateInput {
  @Field(() => String, { description: 'The task in a few words.' })
  title!: string;

  @Field(() => [ID], { description: 'Who does it.' })
  holderIds!: string[];

  @Field(() => DateTimeScalar, { description: 'Until when.' })
  until!: Instant;

  @Field(() => String, {
    nullable: true,
    description:
      'The name of the task in lower case, digits and hyphens, the same for ever; null: from the title.',
  })
  task?: string | null;

  @Field(() => MarkdownScalar, {
    defaultValue: '',
    description: 'What is to be done, where one line does not say it.',
  })
  instructions!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a report is due; null where none is asked.',
  })
  reportDueAt?: Instant | null;

  @Field(() => DurationScalar, {
    nullable: true,
    description:
      'How often another report is due from then on, in whole days, weeks, months or years; null for once.',
  })
  reportEvery?: CalendarDuration | null;

  @Field(() => ID, { nullable: true, description: 'The offer that it answers; null for none.' })
  offerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The decision of which it is the task; null for none.' })
  decisionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The sitting in which it is written down; null for none.' })
  assemblyId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The working group whose task it is; null for none.' })
  groupId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same line.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which line to take back.' })
export class WithdrawMandateLineInput {
  @Field(() => ID, { description: 'A line that you wrote, or that names you.' })
  lineId!: string;
}

@ObjectType({ isAbstract: true })
abstract class LineSuccess {
  @Field(() => MandateLineType, { description: 'The line.' })
  line!: MandateLineType;
}
@Seen('PARENT')
@ObjectType({ description: 'It is written down, and waits for a decision.' })
export class NoteMandateSuccess extends LineSuccess {}
@Seen('PARENT')
@ObjectType({ description: 'It waits no more.' })
export class WithdrawMandateLineSuccess extends LineSuccess {}

export const NOTE_MANDATE = act('noteMandate', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MANDATE_END_PAST',
  'MANDATE_TASK_HELD',
  'MANDATE_LINE_WAITS',
  'MANDATE_HOLDER_NOT_ELIGIBLE',
  'MANDATE_OFFER_CLOSED',
  'IDEMPOTENCY_KEY_REUSED',
]);
export const WITHDRAW_MANDATE_LINE = act('withdrawMandateLine', [
  'NOT_FOUND',
  'MANDATE_LINE_NOT_YOURS',
  'MANDATE_LINE_SETTLED',
]);
const NoteMandateResult = resultOf(NOTE_MANDATE, NoteMandateSuccess);
const WithdrawMandateLineResult = resultOf(WITHDRAW_MANDATE_LINE, WithdrawMandateLineSuccess);

function notingFrom(input: NoteMandateInput, collectiveId: Uuid): Noting {
  const row = (id: string | null | undefined, type: string, field: string): Uuid | null =>
    id == null ? null : rowIdOf(id, type, collectiveId, ['input', field]);
  return {
    task: input.task ?? null,
    title: input.title,
    instructions: input.instructions,
    holders: input.holderIds.map((id) => rowIdOf(id, 'Member', collectiveId, ['input', 'holderIds'])),
    endsAt: input.until,
    reportDueAt: input.reportDueAt ?? null,
    reportEvery: input.reportEvery ?? null,
    offerId: row(input.offerId, 'MandateOffer', 'offerId'),
    decisionId: row(input.decisionId, 'Decision', 'decisionId'),
    assemblyId: row(input.assemblyId, 'Assembly', 'assemblyId'),
    groupId: row(input.groupId, 'WorkingGroup', 'groupId'),
  };
}

const sayLine = (line: MandateLineType): { line: MandateLineType } => ({ line });

@Resolver()
export class MandateLineResolver {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @Query(() => LineConnection, { description: 'The mandates written down in one line, as they were noted.' })
  @MayBeCalledBy('MEMBER')
  async mandateLines(
    @Args() args: ConnectionArgs,
    @Args('state', {
      type: () => LineStates,
      nullable: true,
      description: 'Only those in this state; null: all of them.',
    })
    state: LineState | null | undefined,
    @Context() context: RequestContext,
  ): Promise<Connection<MandateLineType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await linesAfter(
      this.reader,
      collectiveId,
      state ?? null,
      page.after?.[0] ?? null,
      page.first,
    );
    return pageFrom(rows.map(lineObject), page, ({ rowId }) => [rowId]);
  }

  @ActMutation(
    NOTE_MANDATE,
    NoteMandateResult,
    'MEMBER',
    'Writes a mandate down in one line. It opens nothing until a decision confirms it.',
  )
  noteMandate(@Args('input') input: NoteMandateInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.perform(
      context,
      NOTE_MANDATE,
      async (tx, actor) => {
        const noting = { ...notingFrom(input, actor.collectiveId), repeat: repeatOf(input) };
        return lineAfter(tx, actor.collectiveId, await noteMandate(tx, actor, noting));
      },
      sayLine,
    );
  }

  @ActMutation(
    WITHDRAW_MANDATE_LINE,
    WithdrawMandateLineResult,
    'MEMBER',
    'Takes back a line that you wrote, or that names you: nobody is given a mandate against their will.',
  )
  withdrawMandateLine(
    @Args('input') input: WithdrawMandateLineInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      WITHDRAW_MANDATE_LINE,
      async (tx, actor) => {
        const lineId = rowIdOf(input.lineId, 'MandateLine', actor.collectiveId, ['input', 'lineId']);
        await withdrawMandateLine(tx, actor, { lineId });
        return lineAfter(tx, actor.collectiveId, lineId);
      },
      sayLine,
    );
  }
}
