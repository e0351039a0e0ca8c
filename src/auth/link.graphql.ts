import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { fromGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, openAct, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { HandedLink } from '../platform/links/links.js';
import { Mail } from '../platform/mail/mail.js';
import { Outbox } from '../platform/outbox/outbox.js';
import { issueLink } from './issue-link.js';
import { requestSignInLink, SIGN_IN_LINK, writeSignInLetter } from './request-link.js';

@InputType({ description: 'Whom to send a link.' })
export class RequestSignInLinkInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The collective; null where the service holds one alone.',
  })
  collectiveId?: string | null;

  @Field(() => String, { description: 'Your mail address, as the collective knows it.' })
  email!: string;
}

@Seen('PARENT')
@ObjectType({
  description:
    'If the address is known here, a link is on its way to it. The answer is the same if it is not.',
})
export class RequestSignInLinkSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  requested!: boolean;
}

@InputType({ description: 'For whom to give a link.' })
export class IssueLinkInput {
  @Field(() => ID, { description: 'Somebody who cannot ask for a link by mail, and not you.' })
  memberId!: string;
}

@Seen('PARENT')
@ObjectType('HandedLink', {
  description:
    'A link and a code beside it, of one use between them. Nobody can read them again: hand them over.',
})
export class HandedLinkType {
  @Field({ description: 'The address to open.' })
  url!: string;

  @Field({ description: 'The eight signs to type instead, for paper or the telephone.' })
  code!: string;

  @Field(() => DateTimeScalar, { description: 'Until when they are good.' })
  expiresAt!: string;
}

@Seen('PARENT')
@ObjectType({
  description:
    'The link is given, or waits for a second member. It is an act of the register, its holder is told of it, and ' +
    'their ballots cast with it are marked.',
})
export class IssueLinkSuccess {
  @Field(() => HandedLinkType, {
    nullable: true,
    description: 'The link to hand over; null while a second member has to join you, within a day.',
  })
  handed!: HandedLinkType | null;
}

export const REQUEST_SIGN_IN_LINK = openAct('requestSignInLink', [
  'INVALID_INPUT',
  'NO_MAIL_HERE',
  'TOO_MANY_TRIES',
]);
export const ISSUE_LINK = act('issueLink', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'LINK_NOT_YOURS_TO_ISSUE',
  'SESSION_ASSISTED',
]);
const RequestSignInLinkResult = resultOf(REQUEST_SIGN_IN_LINK, RequestSignInLinkSuccess);
const IssueLinkResult = resultOf(ISSUE_LINK, IssueLinkSuccess);

/**
 * The collective that somebody without a session means: by its id, or the only one there is. An id that is none
 * answers null, for whoever asks to answer as if it were a stranger's.
 */
export async function collectiveMeant(reader: Reader, globalId: string | null): Promise<Uuid | null> {
  if (globalId !== null) {
    const id = fromGlobalId(globalId);
    return id?.type === 'Collective' && id.id === id.collectiveId ? id.id : null;
  }
  const found = await reader.rows<{ id: Uuid }>('SELECT id FROM ormee.collective LIMIT 2');
  if (found.length !== 1)
    throw refuse('INVALID_INPUT', { field: 'collectiveId', reason: 'NEEDED_HERE' }, [
      'input',
      'collectiveId',
    ]);
  return (found[0] as { id: Uuid }).id;
}

/** Longest address (RFC 5321, 4.5.3.1.3). */
const ADDRESS_MAX = 254;

function readAddress(email: string): string {
  if (email.length <= ADDRESS_MAX && /^\s*[^\s@]+@[^\s@]+\s*$/.test(email)) return email;
  throw refuse('INVALID_INPUT', { field: 'email', reason: 'NOT_AN_ADDRESS' }, ['input', 'email']);
}

@Resolver()
export class LinkActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Mail) private readonly mail: Mail,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Outbox) outbox: Outbox,
  ) {
    outbox.writes(SIGN_IN_LINK, writeSignInLetter(config.publicUrl));
  }

  @ActMutation(
    REQUEST_SIGN_IN_LINK,
    RequestSignInLinkResult,
    'ANYONE',
    'Asks for your own sign-in link by mail. The answer never says whether the address is known.',
  )
  requestSignInLink(
    @Args('input') input: RequestSignInLinkInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx): Promise<void> => {
      if (!this.mail.isSent) throw refuse('NO_MAIL_HERE');
      const email = readAddress(input.email);
      const collectiveId = await collectiveMeant(tx, input.collectiveId ?? null);
      if (collectiveId !== null) await requestSignInLink(tx, collectiveId, email);
    };
    return this.acts.performForAnyone(context, REQUEST_SIGN_IN_LINK, work, () => ({ requested: true }));
  }

  @ActMutation(
    ISSUE_LINK,
    IssueLinkResult,
    'MEMBER',
    'Gives a sign-in link to a member who has no mail: two members together, or one under a mandate for it.',
  )
  issueLink(@Args('input') input: IssueLinkInput, @Context() context: RequestContext): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<HandedLink | null> =>
      issueLink(tx, actor, rowIdOf(input.memberId, 'Member', actor.collectiveId, ['input', 'memberId']));
    return this.acts.perform(context, ISSUE_LINK, work, (handed) => ({
      handed: handed && {
        url: `${this.config.publicUrl}/entrer/${handed.token}`,
        code: handed.code,
        expiresAt: handed.expiresAt,
      },
    }));
  }
}
