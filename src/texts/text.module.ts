import { Module } from '@nestjs/common';
import { DeclarationResolver } from './declaration.graphql.js';
import { ConsolidatedTextResolver, ProvisionVersionResolver, LegalTextResolver } from './text.graphql.js';

@Module({
  providers: [LegalTextResolver, DeclarationResolver, ConsolidatedTextResolver, ProvisionVersionResolver],
})
export class TextModule {}
