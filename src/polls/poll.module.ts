import { Module } from '@nestjs/common';
import { CastBallot } from './cast-ballot.js';
import { PollResolver, PollsOfProposalResolver } from './poll.graphql.js';

@Module({ providers: [CastBallot, PollResolver, PollsOfProposalResolver], exports: [CastBallot] })
export class PollModule {}
