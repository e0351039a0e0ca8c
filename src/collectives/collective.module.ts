import { Module } from '@nestjs/common';
import { AdmissionActs } from './admission.acts.js';
import { ApplicationResolver } from './application.graphql.js';
import { CollectiveResolver } from './collective.graphql.js';
import { MembershipRuleResolver } from './membership.graphql.js';

@Module({ providers: [CollectiveResolver, MembershipRuleResolver, ApplicationResolver, AdmissionActs] })
export class CollectiveModule {}
