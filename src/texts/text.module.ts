import { Module } from '@nestjs/common';
import { ConsolidatedTextResolver, ProvisionVersionResolver, LegalTextResolver } from './text.graphql.js';

@Module({ providers: [LegalTextResolver, ConsolidatedTextResolver, ProvisionVersionResolver] })
export class TextModule {}
