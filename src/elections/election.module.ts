import { Module } from '@nestjs/common';
import { ElectionResolver } from './election.graphql.js';

@Module({ providers: [ElectionResolver] })
export class ElectionModule {}
