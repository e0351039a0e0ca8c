import { Module } from '@nestjs/common';
import { ConsolidatedTextResolver, LegalTextResolver } from './text.graphql.js';

@Module({ providers: [LegalTextResolver, ConsolidatedTextResolver] })
export class TextModule {}
