import { Module, type DynamicModule } from '@nestjs/common';
import { AppealModule } from './appeals/appeal.module.js';
import { AssemblyModule } from './assemblies/assembly.module.js';
import { AuthModule } from './auth/auth.module.js';
import { SessionActors } from './auth/actor-loader.js';
import { CollectiveModule } from './collectives/collective.module.js';
import { DecisionModule } from './decisions/decision.module.js';
import { DeliberationModule } from './deliberation/deliberation.module.js';
import { ENTITIES } from './entities.js';
import { GroupModule } from './groups/group.module.js';
import { MandateModule } from './mandates/mandate.module.js';
import { ElectionModule } from './elections/election.module.js';
import { ExchangeModule } from './exchange/exchange.module.js';
import { NotificationModule } from './notifications/notification.module.js';
import type { Config } from './platform/config/config.js';
import { ApiModule } from './platform/graphql/graphql.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { PollModule } from './polls/poll.module.js';
import { SpeakForMember } from './polls/relays/speak-for-member.js';
import { ProceduresModule } from './procedures/procedures.module.js';
import { AmendmentModule } from './amendments/amendment.module.js';
import { ProposalModule } from './proposals/proposal.module.js';
import { RegisterModule } from './register/register.module.js';
import { TextModule } from './texts/text.module.js';
import { WebModule } from './web/web.module.js';

/** The whole house, in the order in which its rooms stand on each other. */
@Module({})
export class AppModule {
  static with(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, databaseUrl, ENTITIES),
        ApiModule.with(SessionActors, SpeakForMember),
        RegisterModule,
        CollectiveModule,
        GroupModule,
        MandateModule,
        AppealModule,
        TextModule,
        DecisionModule,
        ProposalModule,
        AmendmentModule,
        DeliberationModule,
        PollModule,
        ElectionModule,
        AssemblyModule,
        ProceduresModule,
        AuthModule,
        NotificationModule,
        ExchangeModule,
        WebModule,
      ],
    };
  }
}
