import { Module } from '@nestjs/common';
import { AppealResolver } from './appeal.graphql.js';

@Module({ providers: [AppealResolver] })
export class AppealModule {}
