import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, itsId, relayableAct, resultOf } from '../platform/graphql/problems.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import { markThreadRead } from './mark-thread-read.js';
import { openThread } from './open-thread.js';
import { shareThread } from './share-thread.js';
import { summarizeThread } from './summarize-thread.js';
import { subjectOf, threadAfter, ThreadSubjectInput, ThreadType } from './thread.graphql.js';

@InputType({ description: 'A thread to open.' })
export class OpenThreadInput {
  @Field(() => String, {
    nullable: true,
    description: 'What it is called; needed for one that is about nothing else.',
  })
  title?: string | null;

  @Field(() => [ThreadSubjectInput], {
    defaultValue: [],
    description: 'What it is about, five things at most; none for one that stands alone.',
  })
  subjects!: ThreadSubjectInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same thread.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Something else that a thread is about.' })
export class ShareThreadInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId!: string;

  @Field(() => ThreadSubjectInput, { description: 'What it is about too: another group, for one.' })
  subject!: ThreadSubjectInput;
}

@InputType({ description: 'How far you have read.' })
export class MarkThreadReadInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId!: string;

  @Field(() => Int, {
    description:
      'The number of the last contribution that you have read; a smaller one than before changes nothing.',
  })
  upTo!: number;
}

@InputType({ description: 'What was said so far, in short.' })
export class SummarizeThreadInput {
  @Field(() => ID, { description: 'The thread.' })
  threadId!: string;

  @Field(() => Int, { description: 'The version of the summary that you read; 0 where there was none.' })
  expectedVersion!: number;

  @Field(() => Int, { description: 'The number of the last contribution that it takes in.' })
  upTo!: number;

  @Field(() => MarkdownScalar, { description: 'The summary, whole; 20,000 characters at most.' })
  body!: string;
}

@Seen('PARENT')
@ObjectType({ isAbstract: true })
abstract class ThreadSuccess {
  @Field(() => ThreadType, { description: 'The thread.' })
  thread!: ThreadType;
}

@Seen('PARENT')
@ObjectType({ description: 'The thread is open.' })
export class OpenThreadSuccess extends ThreadSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'The thread is about that too.' })
export class ShareThreadSuccess extends ThreadSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'How far you have read is kept, for you alone.' })
export class MarkThreadReadSuccess extends ThreadSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'Your summary is the current one.' })
export class SummarizeThreadSuccess extends ThreadSuccess {}

export const OPEN_THREAD = relayableAct(
  'openThread',
  ['NOT_FOUND', 'INVALID_INPUT', 'IDEMPOTENCY_KEY_REUSED', 'GROUP_NOT_OPEN'],
  itsId,
);
export const MARK_THREAD_READ = act('markThreadRead', ['NOT_FOUND', 'INVALID_INPUT']);
export const SUMMARIZE_THREAD = act('summarizeThread', ['NOT_FOUND', 'INVALID_INPUT', 'WORDS_CHANGED']);
export const SHARE_THREAD = act('shareThread', ['NOT_FOUND', 'INVALID_INPUT', 'GROUP_NOT_OPEN']);
const ShareThreadResult = resultOf(SHARE_THREAD, ShareThreadSuccess);
const OpenThreadResult = resultOf(OPEN_THREAD, OpenThreadSuccess);
const MarkThreadReadResult = resultOf(MARK_THREAD_READ, MarkThreadReadSuccess);
const SummarizeThreadResult = resultOf(SUMMARIZE_THREAD, SummarizeThreadSuccess);

const THREAD = ['input', 'threadId'];
const sayThread = (thread: ThreadType): { thread: ThreadType } => ({ thread });

@Resolver()
export class ThreadActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    OPEN_THREAD,
    OpenThreadResult,
    'MEMBER',
    'Opens a thread, about something or alone. Several may be about one thing.',
  )
  openThread(@Args('input') input: OpenThreadInput, @Context() context: RequestContext): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<Uuid> => {
      const subjects = input.subjects.map((subject, place) =>
        subjectOf(subject, actor.collectiveId, ['input', 'subjects', place]),
      );
      return openThread(tx, actor, { title: input.title ?? null, subjects }, repeatOf(input));
    };
    return this.acts.perform(context, OPEN_THREAD, showing(work), sayThread);
  }

  @ActMutation(
    SHARE_THREAD,
    ShareThreadResult,
    'MEMBER',
    'Says of a thread that it is about something else too, so that two groups share it. Doing it twice is doing it once.',
  )
  shareThread(@Args('input') input: ShareThreadInput, @Context() context: RequestContext): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<Uuid> => {
      const threadId = rowIdOf(input.threadId, 'Thread', actor.collectiveId, THREAD);
      const subject = subjectOf(input.subject, actor.collectiveId, ['input', 'subject']);
      return shareThread(tx, actor, { threadId, subject });
    };
    return this.acts.perform(context, SHARE_THREAD, showing(work), sayThread);
  }

  @ActMutation(
    MARK_THREAD_READ,
    MarkThreadReadResult,
    'MEMBER',
    'Keeps how far you have read in a thread: only ever further, and for you alone.',
  )
  markThreadRead(
    @Args('input') input: MarkThreadReadInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<Uuid> => {
      const threadId = rowIdOf(input.threadId, 'Thread', actor.collectiveId, THREAD);
      return markThreadRead(tx, actor, { threadId, upTo: input.upTo });
    };
    return this.acts.perform(context, MARK_THREAD_READ, showing(work), sayThread);
  }

  @ActMutation(
    SUMMARIZE_THREAD,
    SummarizeThreadResult,
    'MEMBER',
    'Says in short what was said in a thread so far: any member may, and any other may say it better.',
  )
  summarizeThread(
    @Args('input') input: SummarizeThreadInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<Uuid> => {
      const threadId = rowIdOf(input.threadId, 'Thread', actor.collectiveId, THREAD);
      const { expectedVersion, upTo, body } = input;
      return summarizeThread(tx, actor, { threadId, expectedVersion, upTo, body });
    };
    return this.acts.perform(context, SUMMARIZE_THREAD, showing(work), sayThread);
  }
}

const showing =
  (work: (tx: Tx, actor: MemberActor) => Promise<Uuid>) =>
  async (tx: Tx, actor: MemberActor): Promise<ThreadType> =>
    threadAfter(tx, actor, await work(tx, actor));
