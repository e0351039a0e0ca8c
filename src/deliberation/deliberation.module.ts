import { Module } from '@nestjs/common';
import { ContributionActs } from './contribution.acts.js';
import { ContributionResolver } from './contribution.graphql.js';
import { ModerationResolver } from './moderation.graphql.js';
import { ThreadActs } from './thread.acts.js';
import { ThreadResolver } from './thread.graphql.js';

@Module({
  providers: [ThreadResolver, ThreadActs, ContributionResolver, ContributionActs, ModerationResolver],
})
export class DeliberationModule {}
