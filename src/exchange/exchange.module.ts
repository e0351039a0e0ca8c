import { Module } from '@nestjs/common';
import { BundleController } from './bundle.controller.js';
import { ExportActs } from './export.graphql.js';

@Module({ providers: [ExportActs], controllers: [BundleController] })
export class ExchangeModule {}
