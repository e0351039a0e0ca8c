import { Module } from '@nestjs/common';
import { BundleController } from './bundle.controller.js';
import { RelayPapersController } from './relay-papers.controller.js';
import { ExportLogResolver } from './export-log.graphql.js';
import { ExportActs } from './export.graphql.js';

@Module({
  providers: [ExportActs, ExportLogResolver],
  controllers: [BundleController, RelayPapersController],
})
export class ExchangeModule {}
