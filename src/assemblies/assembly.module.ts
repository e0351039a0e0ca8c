import { Module } from '@nestjs/common';
import { AssemblyActs } from './assembly.acts.js';
import { AssemblyResolver } from './assembly.graphql.js';

@Module({ providers: [AssemblyResolver, AssemblyActs] })
export class AssemblyModule {}
