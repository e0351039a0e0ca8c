import { Module } from '@nestjs/common';
import { DecisionResolver } from './decision.graphql.js';
import { WarningsOfChangeResolver } from './effect-change-charter.graphql.js';
import { FollowUpResolver } from './follow-up.graphql.js';
import { TakenOverDecisionResolver } from './taken-over-decisions.graphql.js';

@Module({
  providers: [DecisionResolver, FollowUpResolver, TakenOverDecisionResolver, WarningsOfChangeResolver],
})
export class DecisionModule {}
