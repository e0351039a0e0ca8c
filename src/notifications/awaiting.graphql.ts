import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
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
import {
  awaiting,
  type Awaited,
  type AwaitedPlace,
  type AwaitingKind,
  type AwaitingReason,
} from './awaiting.queries.js';

const AwaitingKinds = {
  VOTE: 'VOTE',
  ANSWER: 'ANSWER',
  READ: 'READ',
  MANDATE: 'MANDATE',
  GROUP: 'GROUP',
} as const satisfies { readonly [K in AwaitingKind]: K };
registerEnumType(AwaitingKinds, {
  name: 'AwaitingKind',
  description: 'What somebody is to do about something.',
  valuesMap: {
    VOTE: { description: 'Cast a ballot.' },
    ANSWER: { description: 'Answer: it is asked of you by name.' },
    READ: { description: 'Read what others said.' },
    MANDATE: { description: 'Do what a mandate of yours is for, or report on it.' },
    GROUP: { description: 'Look after a working group that you are in.' },
  },
});

const AwaitingReasons = {
  ON_ROLL: 'ON_ROLL',
  CONSENT_ASKED: 'CONSENT_ASKED',
  OBJECTION_INTEGRATED: 'OBJECTION_INTEGRATED',
  EXCLUSION_ASKED: 'EXCLUSION_ASKED',
  LAST_WORD: 'LAST_WORD',
  CONSENT_PHASE: 'CONSENT_PHASE',
  OBJECTION_STANDS: 'OBJECTION_STANDS',
  WORDS_HIDDEN: 'WORDS_HIDDEN',
  HIDING_UPHELD: 'HIDING_UPHELD',
  CONCERN_DUE: 'CONCERN_DUE',
  NOMINATION_ASKED: 'NOMINATION_ASKED',
  REASONS_TO_READ: 'REASONS_TO_READ',
  UNREAD: 'UNREAD',
  REPORT_OVERDUE: 'REPORT_OVERDUE',
  REPORT_DUE: 'REPORT_DUE',
  HOLDS: 'HOLDS',
  IN_GROUP: 'IN_GROUP',
  GROUP_ASLEEP: 'GROUP_ASLEEP',
} as const satisfies { readonly [R in AwaitingReason]: R };
registerEnumType(AwaitingReasons, {
  name: 'AwaitingReason',
  description: 'Why something awaits you.',
  valuesMap: {
    ON_ROLL: { description: 'You are on the electoral roll, and have no ballot in the box.' },
    CONSENT_ASKED: { description: 'You are asked whether you consent, and have not answered.' },
    OBJECTION_INTEGRATED: {
      description: 'A new version integrates your objection: you are asked again whether you consent.',
    },
    EXCLUSION_ASKED: { description: 'Somebody asks for your exclusion, and you have not answered yet.' },
    LAST_WORD: { description: 'Your exclusion is asked for, you have answered, and the last word is yours.' },
    CONSENT_PHASE: {
      description: 'A search for consent asks for questions or reactions, and you have said nothing yet.',
    },
    OBJECTION_STANDS: {
      description: 'Your objection stands, and the others look for what would integrate it.',
    },
    WORDS_HIDDEN: {
      description: 'Something that you said was hidden under a mandate: you may read why, and appeal.',
    },
    HIDING_UPHELD: { description: 'You appealed, and somebody else upheld that your words stay hidden.' },
    CONCERN_DUE: {
      description:
        'The date has come at which a concern is looked at again: it is yours, or you see to the decision that carries it.',
    },
    NOMINATION_ASKED: {
      description: 'A role is to be given, and you have not said yet whom you would give it.',
    },
    REASONS_TO_READ: {
      description: 'Nominations and their reasons may be read: you may change yours until that day.',
    },
    UNREAD: { description: 'Others said something that you have not read.' },
    REPORT_OVERDUE: { description: 'You owe a report, and its day is past.' },
    REPORT_DUE: { description: 'You owe a report on that day.' },
    HOLDS: { description: 'You hold the mandate, until that day.' },
    IN_GROUP: { description: 'You are in the group.' },
    GROUP_ASLEEP: { description: 'You are in the group, which sleeps: any of you may wake it.' },
  },
});

@Seen('PARENT')
@ObjectType('Awaiting', { description: 'One thing that awaits you, and why.' })
export class AwaitingType {
  sortAt!: string;
  rank!: number;
  rowId!: Uuid;

  @Field(() => AwaitingKinds, { description: 'What you are to do.' })
  kind!: AwaitingKind;

  @Field(() => AwaitingReasons, { description: 'Why it awaits you.' })
  reason!: AwaitingReason;

  @Field({ description: 'The type of what it is about: `Poll`, `Thread`, `Mandate` …' })
  objectType!: string;

  @Field(() => ID, { description: 'What it is about, to be read by `node`.' })
  objectId!: string;

  @Field(() => String, { nullable: true, description: 'What that is called; null where it has no name.' })
  title!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it closes, or was or is due; null where nothing presses.',
  })
  dueAt!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many contributions you have not read, or how many polls are open and tasks look for somebody in the group; null elsewhere.',
  })
  count!: number | null;
}

const { Connection: AwaitingConnection } = connectionOf(AwaitingType, 'AwaitingConnection');

@Resolver()
export class AwaitingResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => AwaitingConnection, {
    description:
      'What awaits you: to vote, to answer, to read, your mandates and your groups. What closes first comes first.',
  })
  @MayBeCalledBy('MEMBER')
  async awaitingMe(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<AwaitingType>> {
    const page = readPage(args, ['instant', 'integer', 'uuid']);
    const after = page.after && { sortAt: page.after[0], rank: page.after[1], objectId: page.after[2] };
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const rows = await awaiting(this.reader, collectiveId, memberId, after, page.first);
    const items = rows.map((row) => awaitingObject(collectiveId, row));
    return pageFrom(items, page, ({ sortAt, rank, rowId }) => [sortAt, rank, rowId]);
  }
}

const awaitingObject = (collectiveId: Uuid, { objectId, ...rest }: Awaited & AwaitedPlace): AwaitingType => ({
  ...rest,
  rowId: objectId,
  objectId: toGlobalId(rest.objectType, collectiveId, objectId),
});
