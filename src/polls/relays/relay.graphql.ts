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
import { ContributionType } from '../../deliberation/contribution.graphql.js';
import { RelayMarkType } from '../../collectives/relay-mark.graphql.js';
import { relayMarksOf } from '../../collectives/relay-mark.js';
import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { FieldSeen, Seen } from '../../platform/access/access.js';
import type { RequestContext } from '../../platform/access/context.js';
import type { RelayWay } from '../../platform/access/voices.js';
import { Transactions } from '../../platform/database/transactions.js';
import { toGlobalId } from '../../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';
import { RelayWays } from '../../platform/graphql/speaks-for.js';
import { PollType } from '../poll.graphql.js';
import type { RelayRequestWay } from './relay.entity.js';
import {
  leftOpenInPolls,
  ownRelay,
  relayedActsFor,
  relayedFor,
  relayedOfPolls,
  type LeftOpen,
} from './relays.queries.js';
import { whyLater } from './sheet-words.js';

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

  @Field(() => Boolean, {
    description: 'Whether a relay does other acts for you than bringing your ballots.',
  })
  otherActs!: boolean;

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
@ObjectType('RelayedAct', {
  description: 'An act that a relay did in your name. If it is not what you said, contest it.',
})
export class RelayedActType extends RelayMarkType {
  @Field(() => ID, { description: 'Its id, for `contestRelayedAct`.' })
  id!: string;

  @Field(() => String, { description: 'The name of the mutation.' })
  act!: string;

  @Field(() => ID, { description: 'What it was done to, to be read by `node`.' })
  aboutId!: string;

  @Field(() => DateTimeScalar, { description: 'When they did it.' })
  relayedAt!: Instant;
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

@Seen('PARENT')
@ObjectType('PollWait', {
  description:
    'A poll that closes later than was asked for, since some on its roll had no e-mail address: until each of them was told.',
})
export class PollWaitType {
  @Field(() => DateTimeScalar, {
    description:
      'The hour that was asked for. Once each was told it closes then, though never within a day of that moment.',
  })
  askedFor!: Instant;

  @Field(() => Int, { description: 'How many of them nobody has told yet; 0 once it was brought forward.' })
  unreachedCount!: number;

  @Field(() => Boolean, {
    description: 'Whether you are one of them: say that you know of it, by `recordReached` with your own id.',
  })
  awaitsYou!: boolean;

  @Field(() => String, { description: 'Why it closes when it does, in the caller’s language.' })
  message!: string;
}

/** Under this, a number is as good as a name. */
const FEW = 5;

@Resolver(() => ViewerType)
export class RelayOfViewerResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => OwnRelayType, {
    nullable: true,
    description:
      'Whether relays may bring ballots, and what else you say to them, in your name; null where nobody asked for it.',
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

  @ResolveField(() => [RelayedActType], {
    description: 'What else relays did in your name, the latest first; at most a hundred.',
  })
  async relayedActs(@Context() context: RequestContext): Promise<RelayedActType[]> {
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const rows = await relayedActsFor(this.reader, collectiveId, memberId);
    return rows.map((row) => ({
      ...row,
      id: toGlobalId('RelayedAct', collectiveId, row.id),
      aboutId: toGlobalId(row.aboutKind, collectiveId, row.aboutId),
    }));
  }
}

@Resolver(() => ContributionType)
export class RelayOfContributionResolver {
  @ResolveField(() => RelayMarkType, {
    nullable: true,
    description:
      'The relay who brought it, or changed it last, where its author said it to one; null where none did.',
  })
  async relayed(
    @Parent() { collectiveId, record }: ContributionType,
    @Context() context: RequestContext,
  ): Promise<RelayMarkType | null> {
    return (await context.oneOf(relayMarksOf, 'contributionId', collectiveId, record.id))?.mark ?? null;
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
    return (await leftOpen(context, collectiveId, pollId))?.contested ?? 0;
  }

  @FieldSeen('MEMBERS')
  @ResolveField(() => PollWaitType, {
    nullable: true,
    description: 'For whom it closes later than was asked for; null where it closes as was asked.',
  })
  async waitsForUnreached(
    @Parent() { collectiveId, pollId, record }: PollType,
    @Context() context: RequestContext,
  ): Promise<PollWaitType | null> {
    const { closesAt, closesIfReached: askedFor } = record;
    if (askedFor === null || closesAt === null) return null;
    const { unreached, awaitsViewer, zone } = (await leftOpen(context, collectiveId, pollId)) as LeftOpen;
    return {
      askedFor,
      unreachedCount: unreached,
      awaitsYou: awaitsViewer,
      message: whyLater({ closesAt, askedFor, unreached }, record.state === 'OPEN', context.locale, zone),
    };
  }
}

/** Two fields, one statement for a list. */
async function leftOpen(context: RequestContext, collectiveId: Uuid, pollId: Uuid): Promise<LeftOpen | null> {
  const actor = await context.actor();
  const memberId = actor.kind === 'MEMBER' ? actor.memberId : null;
  return context.oneOf(leftOpenInPolls, 'pollId', collectiveId, pollId, memberId);
}
