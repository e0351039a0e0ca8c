import { Module } from '@nestjs/common';
import { ExplorerModule } from '../platform/graphql/page.js';
import { HealthController } from './health.controller.js';
import { READY_OPERATIONS } from './ready-operations.js';
import { SignInController } from './sign-in.controller.js';

@Module({
  imports: [ExplorerModule.with({ endpoint: '/graphql', readyOperations: READY_OPERATIONS })],
  controllers: [HealthController, SignInController],
})
export class WebModule {}
