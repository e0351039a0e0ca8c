import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { MayBeCalledBy, Seen } from '../../platform/access/access.js';
import type { RequestContext } from '../../platform/access/context.js';
import { Transactions } from '../../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../../platform/graphql/connections.js';
import { toGlobalId } from '../../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';
import { callsAfter, type CallToMake } from './call-list.js';

// Reached through the query below alone, which asks for the mandate: no node, and no field of a poll, leads here.
@Seen('PARENT')
@ObjectType('QuestionToAsk', {
  description: 'An open question on which somebody whom a relay calls has a voice.',
})
export class QuestionToAskType {
  @Field(() => ID, { description: 'The poll, to be read by `node`.' })
  pollId!: string;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => DateTimeScalar, { description: 'When it closes.' })
  closesAt!: string;

  @Field(() => Boolean, {
    description:
      'Whether it is written that they know of it. Whether they cast a ballot is told to no relay.',
  })
  reached!: boolean;
}

@Seen('PARENT')
@ObjectType('CallToMake', { description: 'Somebody who asked for a relay, and what there is to ask them.' })
export class CallToMakeType {
  key!: readonly [nameSkeleton: string, memberId: Uuid];

  @Field(() => ID, { description: 'Who, to be read by `node`.' })
  memberId!: string;

  @Field(() => String, { description: 'The name that they go by. No number is kept.' })
  publicName!: string;

  @Field(() => Boolean, {
    description: 'You wrote them down, and nobody else did: it is for another relay to bring their voice.',
  })
  wroteThemDown!: boolean;

  @Field(() => [QuestionToAskType], {
    description:
      'The open questions whose answers you may bring, those that close first before. What was open before others ' +
      'wrote them down is not among them.',
  })
  questions!: QuestionToAskType[];
}

const { Connection: CallToMakeConnection } = connectionOf(CallToMakeType, 'CallToMakeConnection');

const callObject = (
  collectiveId: Uuid,
  { memberId, publicName, nameSkeleton, wroteThemDown, questions }: CallToMake,
): CallToMakeType => ({
  key: [nameSkeleton, memberId],
  memberId: toGlobalId('Member', collectiveId, memberId),
  publicName,
  wroteThemDown,
  questions: questions.map((question) => ({
    ...question,
    pollId: toGlobalId('Poll', collectiveId, question.pollId),
  })),
});

@Resolver()
export class CallsResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => CallToMakeConnection, {
    description:
      'Whom a relay has to call, with the open questions of each: for whoever holds a mandate to bring ballots for others.',
  })
  @MayBeCalledBy('MEMBER')
  async callsToMake(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<CallToMakeType>> {
    const page = readPage(args, ['text', 'uuid']);
    const actor = (await context.actor()) as MemberActor;
    const rows = await callsAfter(this.reader, actor, page.after, page.first);
    const calls = rows.map((row) => callObject(actor.collectiveId, row));
    return pageFrom(calls, page, ({ key }) => key);
  }
}
