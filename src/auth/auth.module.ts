import { Module } from '@nestjs/common';
import { AuthActs } from './auth.graphql.js';

@Module({ providers: [AuthActs] })
export class AuthModule {}
