import { Module } from '@nestjs/common';
import { MandateActs } from './mandate.acts.js';
import { MandateResolver } from './mandate.graphql.js';

@Module({ providers: [MandateResolver, MandateActs] })
export class MandateModule {}
