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
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { MemberType, memberObject } from '../collectives/collective.graphql.js';
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
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
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import {
  ContributionConnection,
  contributionObject,
  ContributionsArgs,
  placeIn,
  viewerOf,
  type ContributionType,
} from './contribution.graphql.js';
import { contributionsOfThreads } from './contributions.queries.js';
import { moderationObject, ModerationType } from './moderation.graphql.js';
import { SpeechType, speechObject } from './speech.graphql.js';
import type { SubjectKind } from './thread.entity.js';
import { SUBJECTS, type Subject } from './thread-subjects.js';
import {
  hidingsOfThreads,
  speechOfThreads,
  summariesOfThreads,
  threadsBefore,
  threadsByIds,
  type SummaryRecord,
  type ThreadRecord,
} from './threads.queries.js';

const SubjectKindEnum = {
  PROPOSAL: 'PROPOSAL',
  AMENDMENT: 'AMENDMENT',
  AGENDA_ITEM: 'AGENDA_ITEM',
  GROUP: 'GROUP',
} as const satisfies { readonly [K in SubjectKind]: K };
registerEnumType(SubjectKindEnum, {
  name: 'ThreadSubjectKind',
  description: 'The kind of thing that a thread is about.',
  valuesMap: {
    PROPOSAL: { description: 'A proposal.' },
    AMENDMENT: { description: 'An amendment to a proposal.' },
    AGENDA_ITEM: { description: 'An item of the agenda of an assembly.' },
    GROUP: { description: 'What a working group does.' },
  },
});

@InputType({ isOneOf: true, description: 'What a thread is about: exactly one of these.' })
export class ThreadSubjectInput {
  @Field(() => ID, { nullable: true, description: 'A proposal.' })
  proposalId?: string | null;

  @Field(() => ID, { nullable: true, description: 'An amendment.' })
  amendmentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'An item of an agenda.' })
  agendaItemId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A working group. Several may share one thread.' })
  groupId?: string | null;
}

const KIND_OF_FIELD = {
  proposalId: 'PROPOSAL',
  amendmentId: 'AMENDMENT',
  agendaItemId: 'AGENDA_ITEM',
  groupId: 'GROUP',
} as const satisfies Readonly<Record<keyof ThreadSubjectInput, SubjectKind>>;

export function subjectOf(
  input: ThreadSubjectInput,
  collectiveId: Uuid,
  path: readonly (string | number)[],
): Subject {
  const [field] = onlyField(input, path);
  const kind = KIND_OF_FIELD[field];
  return {
    kind,
    objectId: rowIdOf(input[field] as string, SUBJECTS[kind].type, collectiveId, [...path, field]),
  };
}

@Seen('PARENT')
@ObjectType('ThreadSubject', { description: 'Something that a thread is about.' })
export class ThreadSubjectType {
  @Field(() => SubjectKindEnum, { description: 'The kind of thing.' })
  kind!: SubjectKind;

  @Field(() => ID, { description: 'Its id.' })
  objectId!: string;
}

@Seen('PARENT')
@ObjectType('ThreadSummary', {
  description: 'What a volunteer made of a thread so far; anybody may say it better.',
})
export class ThreadSummaryType {
  @Field(() => Int, { description: 'Counted from 1; whoever writes the next one names it.' })
  version!: number;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description:
      'What was said, in short. Null where it is hidden, but for its author and holders of the mandate to moderate.',
  })
  body!: string | null;

  @Field(() => Boolean, {
    description: 'Whether it is hidden under a mandate: `Thread.moderations` says by whom and why.',
  })
  isHidden!: boolean;

  @Field(() => Int, { description: 'The number of the last contribution that it takes in.' })
  upTo!: number;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  writtenAt!: string;

  @Field(() => MemberType, { nullable: true, description: 'Who wrote this version.' })
  author!: MemberType | null;
}

const { Connection: ModerationConnection } = connectionOf(ModerationType, 'ModerationConnection');
const { Connection: ThreadSummaryConnection } = connectionOf(ThreadSummaryType, 'ThreadSummaryConnection');

@Seen('BY_VISIBILITY')
@ObjectType('Thread', {
  implements: () => [Node],
  description: 'Where people talk, about something or alone.',
})
export class ThreadType extends Node {
  readonly __typename!: 'Thread';
  collectiveId!: Uuid;
  visibility!: Visibility;
  rowId!: Uuid;

  @Field(() => String, {
    nullable: true,
    description:
      'What it is called; null where that is what it is about, or where its title is hidden, but for whoever gave it and ' +
      'holders of the mandate to moderate.',
  })
  title!: string | null;

  @Field(() => Boolean, {
    description: 'Whether its title is hidden under a mandate: `moderations` says by whom and why.',
  })
  titleIsHidden!: boolean;

  @Field(() => [ThreadSubjectType], { description: 'What it is about; none for one that stands alone.' })
  subjects!: ThreadSubjectType[];

  @Field(() => MemberType, {
    nullable: true,
    description: 'Who opened it; they have no more say in it than others.',
  })
  openedBy!: MemberType | null;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  openedAt!: string;

  @Field(() => Int, {
    description: 'How many contributions there are, whatever became of them: the number of the last.',
  })
  contributionCount!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When somebody last said something; null where nobody did.',
  })
  lastContributionAt!: string | null;

  @Field(() => Int, {
    description: 'The number up to which you have read; 0 for nothing. Nobody else sees it.',
  })
  viewerReadUpTo!: number;

  @Field(() => Int, { description: 'How many contributions of others came after what you have read.' })
  unreadCount!: number;
}

const { Connection: ThreadConnection } = connectionOf(ThreadType, 'ThreadConnection');

export function threadObject(record: ThreadRecord): ThreadType {
  const { collectiveId, id, title, visibility, openedAt, openedBy, subjects, lastNumber } = record;
  return {
    ...{ __typename: 'Thread', collectiveId, visibility, rowId: id, title, openedAt },
    id: toGlobalId('Thread', collectiveId, id),
    subjects: subjects.map(({ kind, objectId }) => ({
      kind,
      objectId: toGlobalId(SUBJECTS[kind].type, collectiveId, objectId),
    })),
    openedBy: memberObject(openedBy),
    contributionCount: lastNumber,
    titleIsHidden: record.titleIsHidden,
    lastContributionAt: record.lastWrittenAt,
    viewerReadUpTo: record.readUpTo,
    unreadCount: record.unread,
  };
}

export const threadNodes: NodeSource = {
  type: 'Thread',
  load: async (reader, collectiveId, ids, _locale, viewerId = null) =>
    (await threadsByIds(reader, collectiveId, viewerId, ids)).map(threadObject),
};

/** A thread as the member who just acted on it sees it. */
export async function threadAfter(
  reader: Reader,
  { collectiveId, memberId }: MemberActor,
  id: Uuid,
): Promise<ThreadType> {
  const [record] = await threadsByIds(reader, collectiveId, memberId, [id]);
  return threadObject(record as ThreadRecord);
}

const summaryObject = ({
  author,
  version,
  body,
  isHidden,
  upTo,
  writtenAt,
}: SummaryRecord): ThreadSummaryType => ({
  ...{ version, body, isHidden, upTo, writtenAt },
  author: memberObject(author),
});

@Resolver(() => ThreadType)
export class ThreadResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => ThreadConnection, { description: 'The threads of your collective, the latest opened first.' })
  @MayBeCalledBy('MEMBER')
  async threads(
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Args('subject', {
      type: () => ThreadSubjectInput,
      nullable: true,
      description: 'Only those about this; null: all of them.',
    })
    subject: ThreadSubjectInput | null | undefined,
    @Context() context: RequestContext,
  ): Promise<Connection<ThreadType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const about = subject ? subjectOf(subject, collectiveId, ['subject']) : null;
    const before = page.after?.[0] ?? null;
    const rows = await threadsBefore(this.reader, collectiveId, memberId, about, before, page.first);
    return pageFrom(rows.map(threadObject), page, ({ rowId }) => [rowId]);
  }

  @ResolveField(() => ContributionConnection, {
    description: 'What was said in it, in the order in which it was said.',
  })
  async contributions(
    @Parent() { collectiveId, rowId }: ThreadType,
    @Args() args: ContributionsArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ContributionType>> {
    const page = readPage(args, ['integer']);
    const [after, kinds] = [placeIn(page) ?? 0, args.kinds ?? null];
    const rows = await context.listOf(
      contributionsOfThreads,
      'threadId',
      collectiveId,
      rowId,
      viewerOf(context),
      after,
      kinds,
      page.first + 1,
    );
    return pageFrom(rows.map(contributionObject), page, ({ number }) => [number]);
  }

  @ResolveField(() => ThreadSummaryType, {
    nullable: true,
    description: 'What volunteers made of it so far, as it was said last; null where nobody did.',
  })
  async summary(
    @Parent() { collectiveId, rowId }: ThreadType,
    @Context() context: RequestContext,
  ): Promise<ThreadSummaryType | null> {
    const viewer = viewerOf(context);
    const last = await context.oneOf(summariesOfThreads, 'threadId', collectiveId, rowId, viewer, null, 1);
    return last && summaryObject(last);
  }

  @ResolveField(() => ThreadSummaryConnection, {
    description: 'All versions of its summary, the latest first.',
  })
  async summaries(
    @Parent() { collectiveId, rowId }: ThreadType,
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ThreadSummaryType>> {
    const page = readPage(args, ['integer']);
    const before = placeIn(page);
    const rows = await context.listOf(
      summariesOfThreads,
      'threadId',
      collectiveId,
      rowId,
      viewerOf(context),
      before,
      page.first + 1,
    );
    return pageFrom(rows.map(summaryObject), page, ({ version }) => [version]);
  }

  @ResolveField(() => ModerationConnection, {
    description: 'What moderation did to its title and its summaries: by whom, under which mandate, and why.',
  })
  async moderations(
    @Parent() { collectiveId, rowId }: ThreadType,
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ModerationType>> {
    const page = readPage(args, ['integer']);
    const after = placeIn(page) ?? -1;
    const rows = await context.listOf(
      hidingsOfThreads,
      'threadId',
      collectiveId,
      rowId,
      after,
      page.first + 1,
    );
    return pageFrom(rows.map(moderationObject), page, ({ version }) => [version]);
  }

  @ResolveField(() => SpeechType, { description: 'How speech is shared in it, without names.' })
  async speech(
    @Parent() { collectiveId, rowId }: ThreadType,
    @Context() context: RequestContext,
  ): Promise<SpeechType> {
    const spoken = await context.oneOf(speechOfThreads, 'threadId', collectiveId, rowId, viewerOf(context));
    return speechObject(spoken?.shares ?? []);
  }
}
