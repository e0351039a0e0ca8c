import { Module } from '@nestjs/common';
import { AmendmentsOfProposalResolver } from './amendment.graphql.js';

@Module({ providers: [AmendmentsOfProposalResolver] })
export class AmendmentModule {}
