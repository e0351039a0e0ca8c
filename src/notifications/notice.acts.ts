import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  InputType,
  ObjectType,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { ViewerType } from '../collectives/collective.graphql.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { mayCall } from '../platform/access/rules.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { act, openAct, resultOf } from '../platform/graphql/problems.js';
import type { NoticeRhythm } from './notice.entity.js';
import { renewCalendar } from './renew-calendar.js';
import { noticeSettings, setNoticeRhythm, stopNotices } from './set-notice-rhythm.js';

const NoticeRhythms = { NONE: 'NONE', DAILY: 'DAILY', WEEKLY: 'WEEKLY' } as const satisfies {
  readonly [R in NoticeRhythm]: R;
};
registerEnumType(NoticeRhythms, {
  name: 'NoticeRhythm',
  description: 'How often you are written to of what awaits you.',
  valuesMap: {
    NONE: { description: 'Never: the links that you ask for still come.' },
    DAILY: { description: 'Once a day, if something awaits you.' },
    WEEKLY: { description: 'On Mondays, if something awaits you: what whoever gave an address begins with.' },
  },
});

@InputType({ description: 'How often to write to you.' })
export class SetNoticeRhythmInput {
  @Field(() => NoticeRhythms, { description: 'From the next period on; never, from now on.' })
  rhythm!: NoticeRhythm;
}

@Seen('PARENT')
@ObjectType({ description: 'It is so from now on.' })
export class SetNoticeRhythmSuccess {
  @Field(() => NoticeRhythms, { description: 'How often you are written to.' })
  rhythm!: NoticeRhythm;
}

@InputType({ description: 'The link at the end of a letter.' })
export class StopNoticesInput {
  @Field(() => String, { description: 'What follows `/lettres/` in its address.' })
  link!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'No more letters are written to whom that letter was for.' })
export class StopNoticesSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  stopped!: boolean;
}

@InputType({ description: 'Whether to have a calendar.' })
export class RenewCalendarInput {
  @Field(() => Boolean, {
    defaultValue: true,
    description: 'False only ends the one there is.',
  })
  keep: boolean = true;
}

@Seen('PARENT')
@ObjectType({ description: 'The address that was given before is dead.' })
export class RenewCalendarSuccess {
  @Field(() => String, {
    nullable: true,
    description:
      'The address for your calendar programme: whoever has it reads your dates, and nobody can read it here again. ' +
      'Null when you ended it.',
  })
  url!: string | null;
}

const SET_NOTICE_RHYTHM = act('setNoticeRhythm', []);
const STOP_NOTICES = openAct('stopNotices', ['LINK_NOT_VALID']);
const RENEW_CALENDAR = act('renewCalendar', []);
const SetNoticeRhythmResult = resultOf(SET_NOTICE_RHYTHM, SetNoticeRhythmSuccess);
const StopNoticesResult = resultOf(STOP_NOTICES, StopNoticesSuccess);
const RenewCalendarResult = resultOf(RENEW_CALENDAR, RenewCalendarSuccess);

@Resolver()
export class NoticeActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ActMutation(
    SET_NOTICE_RHYTHM,
    SetNoticeRhythmResult,
    'MEMBER',
    'Says how often you are written to of what awaits you.',
  )
  setNoticeRhythm(
    @Args('input') { rhythm }: SetNoticeRhythmInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<NoticeRhythm> => setNoticeRhythm(tx, actor, rhythm);
    return this.acts.perform(context, SET_NOTICE_RHYTHM, work, (said) => ({ rhythm: said }));
  }

  @ActMutation(
    STOP_NOTICES,
    StopNoticesResult,
    'ANYONE',
    'Stops letters by the link at the end of one: as often as it is shown, and it opens nothing else.',
  )
  stopNotices(
    @Args('input') { link }: StopNoticesInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = (tx: Tx): Promise<void> => stopNotices(tx, link);
    return this.acts.performForAnyone(context, STOP_NOTICES, work, () => ({ stopped: true }));
  }

  @ActMutation(
    RENEW_CALENDAR,
    RenewCalendarResult,
    'MEMBER',
    'Gives a new address for your own calendar; the one before is dead.',
  )
  renewCalendar(
    @Args('input') { keep }: RenewCalendarInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<string | null> => renewCalendar(tx, actor, keep);
    return this.acts.perform(context, RENEW_CALENDAR, work, (token) => ({
      url: token && `${this.config.publicUrl}/calendar/${token}.ics`,
    }));
  }
}

@Resolver(() => ViewerType)
export class ViewerNoticeSettingsResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => NoticeRhythms, {
    nullable: true,
    description: 'How often you are written to; null for somebody who is no longer a member.',
  })
  async noticeRhythm(@Context() context: RequestContext): Promise<NoticeRhythm | null> {
    return (await this.settings(context))?.rhythm ?? null;
  }

  @ResolveField(() => Boolean, {
    nullable: true,
    description:
      'Whether you gave a calendar programme an address of yours; null for somebody who is no longer a member.',
  })
  async hasCalendar(@Context() context: RequestContext): Promise<boolean | null> {
    return (await this.settings(context))?.hasCalendar ?? null;
  }

  @ResolveField(() => Boolean, {
    nullable: true,
    description:
      'False once a mail server refused letters to your address for good, until one leaves again; null for somebody who is ' +
      'no longer a member.',
  })
  async lettersReachYou(@Context() context: RequestContext): Promise<boolean | null> {
    return (await this.settings(context))?.lettersReachYou ?? null;
  }

  private async settings(context: RequestContext) {
    const actor = await context.actor();
    if (mayCall('MEMBER', actor)) return null;
    const { collectiveId, memberId } = actor as MemberActor;
    return noticeSettings(this.reader, collectiveId, memberId);
  }
}
