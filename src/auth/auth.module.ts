import { Module } from '@nestjs/common';
import { AuthActs } from './auth.graphql.js';
import { LinkActs } from './link.graphql.js';
import { ViewerNoticesResolver } from './notice.graphql.js';

@Module({ providers: [AuthActs, LinkActs, ViewerNoticesResolver] })
export class AuthModule {}
