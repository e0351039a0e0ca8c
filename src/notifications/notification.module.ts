import { Module } from '@nestjs/common';
import { ProceduresModule } from '../procedures/procedures.module.js';
import { AwaitingResolver } from './awaiting.graphql.js';
import { NoticeActs, ViewerNoticeSettingsResolver } from './notice.acts.js';
import { Notices } from './notices.js';
import { PublicController } from './public.controller.js';

@Module({
  imports: [ProceduresModule],
  controllers: [PublicController],
  providers: [AwaitingResolver, NoticeActs, ViewerNoticeSettingsResolver, Notices],
})
export class NotificationModule {}
