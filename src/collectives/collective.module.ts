import { Module } from '@nestjs/common';
import { CollectiveResolver } from './collective.graphql.js';

@Module({ providers: [CollectiveResolver] })
export class CollectiveModule {}
