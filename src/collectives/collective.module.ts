import { Module } from '@nestjs/common';
import { AdmissionActs } from './admission.acts.js';
import { ApplicationResolver } from './application.graphql.js';
import { CollectiveResolver } from './collective.graphql.js';
import { FoundingActs } from './founding.graphql.js';
import { NameActs } from './name.graphql.js';
import { MembershipRuleResolver } from './membership.graphql.js';

import { ExclusionOfViewerResolver, ExclusionResolver } from './exclusion.graphql.js';

@Module({
  providers: [
    CollectiveResolver,
    MembershipRuleResolver,
    ApplicationResolver,
    AdmissionActs,
    ExclusionResolver,
    ExclusionOfViewerResolver,
    FoundingActs,
    NameActs,
  ],
})
export class CollectiveModule {}
