import { Module } from '@nestjs/common';
import { ExplorerModule } from '../platform/graphql/page.js';
import { AppealsController } from './appeals/appeals.controller.js';
import { BallotsController } from './ballots/ballots.controller.js';
import { CodeController } from './code.controller.js';
import { ConsentsController } from './consents/consents.controller.js';
import { FoundingController } from './founding.controller.js';
import { GroupsController } from './groups/groups.controller.js';
import { HealthController } from './health.controller.js';
import { HomeController } from './home/home.controller.js';
import { LettersController } from './letters.controller.js';
import { DecisionsController } from './mandates/decisions.controller.js';
import { MandatesController } from './mandates/mandates.controller.js';
import { ReportsController } from './mandates/reports.controller.js';
import { WhoDoesWhatController } from './mandates/who-does-what.controller.js';
import { MembersDoor } from './members-door.js';
import { NominationsController } from './nominations/nominations.controller.js';
import { READY_OPERATIONS } from './ready-operations.js';
import { SignInController } from './sign-in.controller.js';
import { TextsController } from './texts/texts.controller.js';
import { ThreadListController } from './threads/thread-list.controller.js';
import { ThreadsController } from './threads/threads.controller.js';

@Module({
  imports: [ExplorerModule.with({ endpoint: '/graphql', readyOperations: READY_OPERATIONS })],
  providers: [MembersDoor],
  controllers: [
    HealthController,
    HomeController,
    SignInController,
    CodeController,
    FoundingController,
    TextsController,
    AppealsController,
    LettersController,
    BallotsController,
    NominationsController,
    ConsentsController,
    ThreadListController,
    ThreadsController,
    WhoDoesWhatController,
    DecisionsController,
    MandatesController,
    ReportsController,
    GroupsController,
  ],
})
export class WebModule {}
