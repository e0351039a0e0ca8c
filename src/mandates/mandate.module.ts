import { Module } from '@nestjs/common';
import { FormerHoldersResolver } from './former-holders.graphql.js';
import { MandateLineResolver } from './line.graphql.js';
import { MandateActs } from './mandate.acts.js';
import { MandateResolver } from './mandate.graphql.js';
import { MandateOfferResolver } from './offer.graphql.js';
import { ReportActs, ReportsOfMandateResolver } from './reports.graphql.js';

@Module({
  providers: [
    MandateResolver,
    FormerHoldersResolver,
    MandateActs,
    MandateOfferResolver,
    MandateLineResolver,
    ReportsOfMandateResolver,
    ReportActs,
  ],
})
export class MandateModule {}
