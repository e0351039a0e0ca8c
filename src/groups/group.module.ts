import { Module } from '@nestjs/common';
import { GroupActs } from './group.acts.js';
import { WorkingGroupResolver } from './group.graphql.js';

@Module({ providers: [WorkingGroupResolver, GroupActs] })
export class GroupModule {}
