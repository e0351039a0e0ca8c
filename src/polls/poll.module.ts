import { Module } from '@nestjs/common';
import { AmendmentsOfPollResolver } from './amended.graphql.js';
import { BallotResolver } from './ballot.graphql.js';
import { CastBallot } from './cast-ballot.js';
import { Papers } from './papers.js';
import { ContestsOfPollResolver } from './contest.graphql.js';
import { WordsOfPaperResolver } from './paper.graphql.js';
import { WordsOfOutcomeResolver } from './outcome.graphql.js';
import { NamedBallotsResolver } from './named-ballots.graphql.js';
import { PollResolver, PollsOfProposalResolver } from './poll.graphql.js';
import { TurnoutResolver } from './turnout.graphql.js';
import { ViewerOfPollResolver } from './viewer.graphql.js';
import { CallsResolver } from './relays/calls.graphql.js';
import { CastForMemberAct } from './relays/cast-for-member.js';
import { ContestRelayedBallot } from './relays/contest-relayed-ballot.js';
import { RelayActs } from './relays/relay.acts.js';
import {
  RelayOfContributionResolver,
  RelayOfViewerResolver,
  RelaysOfPollResolver,
} from './relays/relay.graphql.js';
import { Turnouts } from './turnouts.js';

@Module({
  providers: [
    CastBallot,
    Papers,
    BallotResolver,
    PollResolver,
    PollsOfProposalResolver,
    WordsOfOutcomeResolver,
    WordsOfPaperResolver,
    ViewerOfPollResolver,
    NamedBallotsResolver,
    ContestsOfPollResolver,
    AmendmentsOfPollResolver,
    Turnouts,
    TurnoutResolver,
    CastForMemberAct,
    ContestRelayedBallot,
    CallsResolver,
    RelayActs,
    RelayOfViewerResolver,
    RelayOfContributionResolver,
    RelaysOfPollResolver,
  ],
  exports: [CastBallot],
})
export class PollModule {}
