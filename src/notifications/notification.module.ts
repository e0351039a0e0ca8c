import { Module } from '@nestjs/common';
import { AwaitingResolver } from './awaiting.graphql.js';

@Module({ providers: [AwaitingResolver] })
export class NotificationModule {}
