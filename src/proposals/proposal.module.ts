import { Module } from '@nestjs/common';
import { ChallengesOfProposalResolver } from './challenge.graphql.js';
import { ProposalResolver } from './proposal.graphql.js';

@Module({ providers: [ProposalResolver, ChallengesOfProposalResolver] })
export class ProposalModule {}
