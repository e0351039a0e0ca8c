import { Module } from '@nestjs/common';
import { ConcernActs } from './concern.acts.js';
import { ConcernsOfDecisionResolver, ConcernToReviewResolver } from './concerns.graphql.js';
import { ContributionActs } from './contribution.acts.js';
import { ContributionResolver, ContributionVersionResolver } from './contribution.graphql.js';
import { ModerationResolver } from './moderation.graphql.js';
import { ThreadActs } from './thread.acts.js';
import { ThreadModerationActs } from './thread-moderation.acts.js';
import { ThreadResolver } from './thread.graphql.js';

@Module({
  providers: [
    ThreadResolver,
    ThreadActs,
    ThreadModerationActs,
    ContributionResolver,
    ContributionVersionResolver,
    ContributionActs,
    ModerationResolver,
    ConcernToReviewResolver,
    ConcernsOfDecisionResolver,
    ConcernActs,
  ],
})
export class DeliberationModule {}
