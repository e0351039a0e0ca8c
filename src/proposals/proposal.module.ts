import { Module } from '@nestjs/common';
import { ProposalResolver } from './proposal.graphql.js';

@Module({ providers: [ProposalResolver] })
export class ProposalModule {}
