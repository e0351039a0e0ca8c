import { Module } from '@nestjs/common';
import { TriesNowhere } from '../platform/links/tries.js';
import { AuthActs } from './auth.graphql.js';
import { LinkActs } from './link.graphql.js';
import { ViewerNoticesResolver } from './notice.graphql.js';

@Module({ providers: [TriesNowhere, AuthActs, LinkActs, ViewerNoticesResolver] })
export class AuthModule {}
