import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import { mandateObject, MandateType } from './mandate.graphql.js';
import { reportOnMandate, writeHandover } from './report-on-mandate.js';
import type { MandateReportRow } from './report.entity.js';
import {
  handoversOfMandates,
  instructionsOfMandates,
  openOfMandates,
  reportsOfMandates,
  type HandoverItem,
  type HandoverKind,
  type InstructionAsked,
} from './reports.queries.js';

@Seen('PARENT')
@ObjectType('MandateReportVersion', { description: 'One version of a report: it is never edited.' })
export class MandateReportVersionType {
  @Field(() => Int, { description: 'From 1.' })
  version!: number;

  @Field(() => MarkdownScalar, { description: 'What was reported.' })
  body!: string;

  @Field(() => ID, { description: 'Who wrote it, to be read by `node`.' })
  authorId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  writtenAt!: Instant;
}

@Seen('PARENT')
@ObjectType('MandateReport', { description: 'What holders of a mandate say that they did.' })
export class MandateReportType {
  @Field(() => Int, { description: 'Its number among the reports on this mandate, from 1.' })
  number!: number;

  @Field(() => [MandateReportVersionType], { description: 'Its versions; the last one holds.' })
  versions!: MandateReportVersionType[];
}

const VerdictOnInstructions = { ADOPTED: 'ADOPTED', REJECTED: 'REJECTED' } as const;
registerEnumType(VerdictOnInstructions, {
  name: 'InstructionAnswer',
  description: 'What the collective answered to a holder.',
  valuesMap: {
    ADOPTED: { description: 'It gave the instruction that was put.' },
    REJECTED: { description: 'It did not give it.' },
  },
});

@Seen('PARENT')
@ObjectType('MandateInstruction', { description: 'What a holder asked home while the mandate ran.' })
export class MandateInstructionType {
  @Field(() => ID, { description: 'The question, as a proposal.' })
  proposalId!: string;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The working group that is asked, since it gave the mandate. Null where the collective is: it gave it, or the group ' +
      'was asleep or had ended, or handed the question over.',
  })
  groupId!: string | null;

  @Field(() => ID, { description: 'Who asked, to be read by `node`.' })
  askedById!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  askedAt!: Instant;

  @Field(() => ID, { nullable: true, description: 'The decision that answers it; null until one does.' })
  decisionId!: string | null;

  @Field(() => VerdictOnInstructions, { nullable: true, description: 'The answer; null until there is one.' })
  outcome!: 'ADOPTED' | 'REJECTED' | null;
}

const HandoverKinds = {
  REPORT_DUE: 'REPORT_DUE',
  INSTRUCTIONS_WAITING: 'INSTRUCTIONS_WAITING',
  POLL_OPEN: 'POLL_OPEN',
  SITTING_CONVENED: 'SITTING_CONVENED',
  DECISION_UNDER_WAY: 'DECISION_UNDER_WAY',
} as const satisfies { readonly [K in HandoverKind]: K };
registerEnumType(HandoverKinds, {
  name: 'HandoverKind',
  description: 'What is still open of a mandate.',
  valuesMap: {
    REPORT_DUE: { description: 'A report is to be written.' },
    INSTRUCTIONS_WAITING: { description: 'A holder asked home, and the question is open.' },
    POLL_OPEN: { description: 'A poll that was opened under it is not decided.' },
    SITTING_CONVENED: { description: 'A sitting that a holder convened has not ended.' },
    DECISION_UNDER_WAY: { description: 'The decision of which it was the task is not done.' },
  },
});

@Seen('PARENT')
@ObjectType('HandoverItem', { description: 'One thing of a mandate that is still open.' })
export class HandoverItemType {
  @Field(() => HandoverKinds, { description: 'What it is.' })
  kind!: HandoverKind;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The proposal, the poll, the assembly or the decision, to be read by `node`; null for a report.',
  })
  subjectId!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is due, closes or begins; null for no day.',
  })
  dueAt!: Instant | null;
}

@Seen('PARENT')
@ObjectType('HandoverNote', {
  description: 'What somebody who holds or held it leaves to whoever comes next.',
})
export class HandoverNoteType {
  @Field(() => MarkdownScalar, { description: 'What they wrote.' })
  body!: string;

  @Field(() => ID, { description: 'Who wrote it, to be read by `node`.' })
  authorId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  writtenAt!: Instant;
}

@Seen('PARENT')
@ObjectType('MandateHandover', { description: 'What whoever takes the task next finds.' })
export class MandateHandoverType {
  @Field(() => [HandoverItemType], { description: 'What is still open of it, now.' })
  items!: HandoverItemType[];

  @Field(() => [HandoverNoteType], { description: 'What holders wrote, from the first.' })
  notes!: HandoverNoteType[];
}

@Resolver(() => MandateType)
export class ReportsOfMandateResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [MandateReportType], {
    description: 'The reports on it, from the first; empty for all but the members.',
  })
  async reports(
    @Parent() { collectiveId, rowId }: MandateType,
    @Context() context: RequestContext,
  ): Promise<MandateReportType[]> {
    return reportObjects(await context.listOf(reportsOfMandates, 'mandateId', collectiveId, rowId));
  }

  @FieldSeen('MEMBERS')
  @ResolveField(() => [MandateInstructionType], {
    description: 'What its holders asked home, from the first; empty for all but the members.',
  })
  async instructionsAsked(
    @Parent() { collectiveId, rowId }: MandateType,
    @Context() context: RequestContext,
  ): Promise<MandateInstructionType[]> {
    const asked = await context.listOf(instructionsOfMandates, 'mandateId', collectiveId, rowId);
    return asked.map((one) => instructionObject(one, collectiveId));
  }

  @FieldSeen('MEMBERS')
  @ResolveField(() => MandateHandoverType, {
    nullable: true,
    description:
      'What whoever takes the task next finds. Null while it is held and nobody left anything, and for all but the members.',
  })
  async handover(
    @Parent() { collectiveId, rowId, over }: MandateType,
    @Context() context: RequestContext,
  ): Promise<MandateHandoverType | null> {
    const [items, notes] = await Promise.all([
      context.listOf(openOfMandates, 'mandateId', collectiveId, rowId),
      context.listOf(handoversOfMandates, 'mandateId', collectiveId, rowId),
    ]);
    if (!over && notes.length === 0) return null;
    return {
      items: items.map((item) => itemObject(item, collectiveId)),
      notes: notes.map(({ body, authorId, writtenAt }) => ({
        body,
        authorId: toGlobalId('Member', collectiveId, authorId),
        writtenAt,
      })),
    };
  }
}

function reportObjects(rows: readonly MandateReportRow[]): MandateReportType[] {
  const reports = new Map<number, MandateReportVersionType[]>();
  for (const { collectiveId, number, authorId, ...version } of rows)
    reports.set(number, [
      ...(reports.get(number) ?? []),
      { ...version, authorId: toGlobalId('Member', collectiveId, authorId) },
    ]);
  return [...reports].map(([number, versions]) => ({ number, versions }));
}

function instructionObject(asked: InstructionAsked, collectiveId: Uuid): MandateInstructionType {
  const { proposalId, groupId, askedBy, decisionId, title, askedAt, outcome } = asked;
  return {
    ...{ title, askedAt, outcome },
    proposalId: toGlobalId('Proposal', collectiveId, proposalId),
    groupId: groupId && toGlobalId('WorkingGroup', collectiveId, groupId),
    askedById: toGlobalId('Member', collectiveId, askedBy),
    decisionId: decisionId && toGlobalId('Decision', collectiveId, decisionId),
  };
}

const SUBJECTS: Readonly<Record<HandoverKind, string>> = {
  REPORT_DUE: 'Mandate',
  INSTRUCTIONS_WAITING: 'Proposal',
  POLL_OPEN: 'Poll',
  SITTING_CONVENED: 'Assembly',
  DECISION_UNDER_WAY: 'Decision',
};

const itemObject = (
  { kind, title, subjectId, dueAt }: HandoverItem,
  collectiveId: Uuid,
): HandoverItemType => ({
  ...{ kind, title, dueAt },
  subjectId: subjectId && toGlobalId(SUBJECTS[kind], collectiveId, subjectId),
});

@InputType({ description: 'What you did under a mandate.' })
export class ReportOnMandateInput {
  @Field(() => ID, { description: 'A mandate that you hold or held.' })
  mandateId!: string;

  @Field(() => MarkdownScalar, { description: 'What you report.' })
  body!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The report of which this is a new version; null for a new one.',
  })
  number?: number | null;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'The version that this one follows; 0 for a new report.',
  })
  expectedVersion!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key reports once.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What you leave to whoever takes the task next.' })
export class WriteHandoverInput {
  @Field(() => ID, { description: 'A mandate that you hold or held.' })
  mandateId!: string;

  @Field(() => MarkdownScalar, { description: 'What they should know.' })
  body!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key writes once.',
  })
  idempotencyKey?: string | null;
}

@ObjectType({ isAbstract: true })
abstract class MandateSuccess {
  @Field(() => MandateType, { description: 'The mandate.' })
  mandate!: MandateType;
}
@Seen('PARENT')
@ObjectType({ description: 'The report is there, and stays as it is.' })
export class ReportOnMandateSuccess extends MandateSuccess {}
@Seen('PARENT')
@ObjectType({ description: 'It is there for whoever comes next.' })
export class WriteHandoverSuccess extends MandateSuccess {}

export const REPORT_ON_MANDATE = act('reportOnMandate', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MANDATE_REQUIRED',
  'REPORT_CHANGED',
  'IDEMPOTENCY_KEY_REUSED',
]);
export const WRITE_HANDOVER = act('writeHandover', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MANDATE_REQUIRED',
  'IDEMPOTENCY_KEY_REUSED',
]);
const ReportOnMandateResult = resultOf(REPORT_ON_MANDATE, ReportOnMandateSuccess);
const WriteHandoverResult = resultOf(WRITE_HANDOVER, WriteHandoverSuccess);

@Resolver()
export class ReportActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    REPORT_ON_MANDATE,
    ReportOnMandateResult,
    'MEMBER',
    'Reports on a mandate that one holds or held, also after its end, or of which one has the task now.',
  )
  reportOnMandate(
    @Args('input') input: ReportOnMandateInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<Done> => {
      const { body, expectedVersion, number = null } = input;
      const reporting = {
        ...mandateOf(input, actor),
        body,
        number,
        expectedVersion,
        repeat: repeatOf(input),
      };
      return { collectiveId: actor.collectiveId, mandateId: await reportOnMandate(tx, actor, reporting) };
    };
    return this.acts.perform(context, REPORT_ON_MANDATE, work, (done) => this.say(done));
  }

  @ActMutation(
    WRITE_HANDOVER,
    WriteHandoverResult,
    'MEMBER',
    'Leaves a word to whoever takes the task of a mandate next, also after its end.',
  )
  writeHandover(
    @Args('input') input: WriteHandoverInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<Done> => {
      const handover = { ...mandateOf(input, actor), body: input.body, repeat: repeatOf(input) };
      return { collectiveId: actor.collectiveId, mandateId: await writeHandover(tx, actor, handover) };
    };
    return this.acts.perform(context, WRITE_HANDOVER, work, (done) => this.say(done));
  }

  private async say({ collectiveId, mandateId }: Done): Promise<MandateSuccess> {
    return { mandate: await mandateObject(this.reader, collectiveId, mandateId) };
  }
}

interface Done {
  readonly collectiveId: Uuid;
  readonly mandateId: Uuid;
}

const mandateOf = (
  { mandateId }: { readonly mandateId: string },
  { collectiveId }: MemberActor,
): { readonly mandateId: Uuid } => ({
  mandateId: rowIdOf(mandateId, 'Mandate', collectiveId, ['input', 'mandateId']),
});
