import { Inject } from '@nestjs/common';
import {
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { ViewerType } from '../../collectives/collective.graphql.js';
import type { MemberActor } from '../../core/kernel/actors.js';
import { FieldSeen, Seen } from '../../platform/access/access.js';
import type { RequestContext } from '../../platform/access/context.js';
import { Transactions } from '../../platform/database/transactions.js';
import { toGlobalId } from '../../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';
import { PollType } from '../poll.graphql.js';
import type { RelayRequestWay, RelayWay } from './relay.entity.js';
import { contestedOfPolls, ownRelay, relayedFor, relayedOfPolls } from './relays.queries.js';

export const RelayWays = { PHONE: 'PHONE', PAPER: 'PAPER' } as const;
registerEnumType(RelayWays, {
  name: 'RelayWay',
  description: 'How somebody said to a relay what they vote.',
  valuesMap: {
    PHONE: { description: 'By voice: on the telephone, or face to face.' },
    PAPER: { description: 'On a paper that the relay keeps.' },
  },
});

export const RelayRequestWays = { ONESELF: 'ONESELF', TWO_MEMBERS: 'TWO_MEMBERS', PAPER: 'PAPER' } as const;
registerEnumType(RelayRequestWays, {
  name: 'RelayRequestWay',
  description: 'How it is known that somebody asks for a relay.',
  valuesMap: {
    ONESELF: { description: 'They asked by themselves.' },
    TWO_MEMBERS: { description: 'They said so to two members, who both wrote it down.' },
    PAPER: { description: 'They signed a paper that a member keeps.' },
  },
});

@Seen('PARENT')
@ObjectType('OwnRelay', {
  description: 'You are on the list of those for whom a relay speaks, on their word.',
})
export class OwnRelayType {
  @Field(() => RelayRequestWays, { description: 'How that came about.' })
  way!: RelayRequestWay;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  since!: string;

  @Field(() => [String], { description: 'The public names of those who wrote it down.' })
  recordedBy!: string[];
}

@Seen('PARENT')
@ObjectType('RelayedBallot', {
  description: 'A ballot that a relay put in the box in your name. If it is not what you said, contest it.',
})
export class RelayedBallotType {
  @Field(() => ID, { description: 'The poll; your ballot is its `viewerBallot`.' })
  pollId!: string;

  @Field(() => Int, { description: 'The revision of your ballot that it is.' })
  revision!: number;

  @Field(() => RelayWays, { description: 'How you are said to have said it.' })
  way!: RelayWay;

  @Field(() => String, { description: 'The public name of the relay.' })
  relayedBy!: string;

  @Field(() => Boolean, { description: 'Whether it still is your ballot in the box.' })
  stands!: boolean;

  @Field(() => Boolean, { description: 'Whether you said that it is not what you said.' })
  contested!: boolean;
}

@Seen('PARENT')
@ObjectType('RelayCount', { description: 'How many ballots of a poll one relay brought.' })
export class RelayCountType {
  @Field(() => ID, { description: 'The relay, to be read by `node`.' })
  relayId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many ballots of theirs are in the box; null below five, so that nobody is guessed.',
  })
  ballotCount!: number | null;
}

/** Under this, a number is as good as a name. */
const FEW = 5;

@Resolver(() => ViewerType)
export class RelayOfViewerResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => OwnRelayType, {
    nullable: true,
    description: 'Whether relays may bring ballots in your name; null where nobody asked for it.',
  })
  async relay(@Context() context: RequestContext): Promise<OwnRelayType | null> {
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    return ownRelay(this.reader, collectiveId, memberId);
  }

  @ResolveField(() => [RelayedBallotType], {
    description:
      'The ballots that relays put in the box in your name, of the latest polls first; at most a hundred.',
  })
  async relayedBallots(@Context() context: RequestContext): Promise<RelayedBallotType[]> {
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const rows = await relayedFor(this.reader, collectiveId, memberId);
    return rows.map((row) => ({ ...row, pollId: toGlobalId('Poll', collectiveId, row.pollId) }));
  }
}

@Resolver(() => PollType)
export class RelaysOfPollResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [RelayCountType], {
    description: 'Who brought ballots for others, and how many; empty for all but the members.',
  })
  async relayedBy(
    @Parent() { collectiveId, pollId }: PollType,
    @Context() context: RequestContext,
  ): Promise<RelayCountType[]> {
    const counts = await context.listOf(relayedOfPolls, 'pollId', collectiveId, pollId);
    return counts.map(({ relayedBy, ballots }) => ({
      relayId: toGlobalId('Member', collectiveId, relayedBy),
      ballotCount: ballots < FEW ? null : ballots,
    }));
  }

  @FieldSeen('MEMBERS')
  @ResolveField(() => Int, {
    nullable: true,
    description:
      'How many ballots were counted of which their voters say that a relay did not bring what they said; null while the box is open.',
  })
  async contestedRelayedCount(
    @Parent() { collectiveId, pollId, record }: PollType,
    @Context() context: RequestContext,
  ): Promise<number | null> {
    if (record.state === 'OPEN') return null;
    const counted = await context.oneOf(contestedOfPolls, 'pollId', collectiveId, pollId);
    return counted?.ballots ?? 0;
  }
}
