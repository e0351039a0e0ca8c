import { Module } from '@nestjs/common';
import { DecisionResolver } from './decision.graphql.js';

@Module({ providers: [DecisionResolver] })
export class DecisionModule {}
