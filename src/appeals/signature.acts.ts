import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { unfitEmail } from '../collectives/admission.rules.js';
import { MemberKindEnum } from '../collectives/collective.graphql.js';
import type { MemberKind } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { fromGlobalId, toGlobalId } from '../platform/graphql/global-ids.js';
import { openAct, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { Mail } from '../platform/mail/mail.js';
import { Outbox } from '../platform/outbox/outbox.js';
import { confirmSignature } from './confirm-signature.js';
import { joinBySignature } from './join-by-signature.js';
import { signAppeal } from './sign-appeal.js';
import {
  SIGNATURE_CONFIRMATION,
  SIGNATURE_WITHDRAWAL,
  writeConfirmation,
  writeWithdrawal,
} from './signature-letters.js';
import { requestSignatureWithdrawal, withdrawSignature } from './withdraw-signature.js';

@InputType({ description: 'What you sign, and as whom.' })
export class SignAppealInput {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => String, { description: 'The name to sign with; a pseudonym is fine.' })
  name!: string;

  @Field(() => MemberKindEnum, { defaultValue: 'NATURAL', description: 'A person, or an organisation.' })
  kind!: MemberKind;

  @Field(() => String, { nullable: true, description: 'What you do, in a line; null for nothing.' })
  role?: string | null;

  @Field(() => String, { nullable: true, description: 'Where you do it, in a line; null for nowhere.' })
  organisation?: string | null;

  @Field(() => String, { nullable: true, description: 'A page of yours, http or https; null for none.' })
  url?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Your mail address, which nobody else will see: a letter asks it to confirm. A member needs none.',
  })
  email?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'True: your name, and what you say of yourself here, may be shown in public. You are counted either way.',
  })
  named!: boolean;
}

@Seen('PARENT')
@ObjectType({
  description: 'What you said is written down. The answer is the same for an address that has signed.',
})
export class SignAppealSuccess {
  @Field(() => Boolean, {
    description:
      'True: open the link of the letter, until then it counts nowhere. False: you signed as a member.',
  })
  awaitsLetter!: boolean;
}

@InputType({ description: 'The link of a letter.' })
export class ConfirmSignatureInput {
  @Field(() => String, { description: 'The secret of the link.' })
  link!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'Your signature counts, once.' })
export class ConfirmSignatureSuccess {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'A secret by which you may join within thirty days (`joinBySignature`); null where it has served.',
  })
  joinLink!: string | null;
}

@InputType({ description: 'Which signature to take back.' })
export class RequestSignatureWithdrawalInput {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => String, { description: 'The mail address that signed.' })
  email!: string;
}

@Seen('PARENT')
@ObjectType({
  description: 'If the address signed, a link is on its way to it. The answer is the same if it did not.',
})
export class RequestSignatureWithdrawalSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  requested!: boolean;
}

@InputType({ description: 'The link of a letter.' })
export class WithdrawSignatureInput {
  @Field(() => String, { description: 'The secret of the link.' })
  link!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'Your signature is taken back, and what was kept of you with it is erased.' })
export class WithdrawSignatureSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  withdrawn!: boolean;
}

@InputType({ description: 'That you who signed want to join.' })
export class JoinBySignatureInput {
  @Field(() => String, { description: 'The secret that the confirmation gave.' })
  link!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name to be known by; null keeps the one you signed with.',
  })
  publicName?: string | null;

  @Field(() => String, {
    defaultValue: '',
    description: 'What members should know to answer for you; emptied once you are a member.',
  })
  statement!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'The members can read it, and that you signed. You are not a member yet.' })
export class JoinBySignatureSuccess {
  @Field(() => ID, { description: 'The application, to name to the members who know you.' })
  applicationId!: string;

  @Field(() => String, { description: 'Your sign-in link to come: keep it, nobody else has it.' })
  link!: string;

  @Field(() => DateTimeScalar, { description: 'Until when it waits for an answer.' })
  lapsesAt!: string;
}

export const SIGN_APPEAL = openAct('signAppeal', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'APPEAL_CLOSED',
  'NO_MAIL_HERE',
  'TOO_MANY_TRIES',
  'DUPLICATE',
]);
export const CONFIRM_SIGNATURE = openAct('confirmSignature', [
  'LINK_NOT_VALID',
  'NOT_FOUND',
  'APPEAL_CLOSED',
  'DUPLICATE',
]);
export const REQUEST_SIGNATURE_WITHDRAWAL = openAct('requestSignatureWithdrawal', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'NO_MAIL_HERE',
  'TOO_MANY_TRIES',
]);
export const WITHDRAW_SIGNATURE = openAct('withdrawSignature', ['LINK_NOT_VALID']);
export const JOIN_BY_SIGNATURE = openAct('joinBySignature', [
  'LINK_NOT_VALID',
  'NOT_FOUND',
  'INVALID_INPUT',
  'MEMBERSHIP_CONDITION_MISSING',
  'APPLICATIONS_FULL',
  'DUPLICATE',
]);
const SignAppealResult = resultOf(SIGN_APPEAL, SignAppealSuccess);
const ConfirmSignatureResult = resultOf(CONFIRM_SIGNATURE, ConfirmSignatureSuccess);
const RequestSignatureWithdrawalResult = resultOf(
  REQUEST_SIGNATURE_WITHDRAWAL,
  RequestSignatureWithdrawalSuccess,
);
const WithdrawSignatureResult = resultOf(WITHDRAW_SIGNATURE, WithdrawSignatureSuccess);
const JoinBySignatureResult = resultOf(JOIN_BY_SIGNATURE, JoinBySignatureSuccess);

/** What people who have no session do with an appeal, and the letters that go to them. */
@Resolver()
export class SignatureActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Mail) private readonly mail: Mail,
    @Inject(CONFIG) config: Config,
    @Inject(Outbox) outbox: Outbox,
  ) {
    outbox.writes(SIGNATURE_CONFIRMATION, writeConfirmation(config.publicUrl));
    outbox.writes(SIGNATURE_WITHDRAWAL, writeWithdrawal(config.publicUrl));
  }

  @ActMutation(
    SIGN_APPEAL,
    SignAppealResult,
    'ANYONE',
    'Signs an appeal, without a session by a letter to your address. The answer never says whether an address signed.',
  )
  signAppeal(@Args('input') input: SignAppealInput, @Context() context: RequestContext): Promise<object> {
    const { role = null, organisation = null, url = null, email = null, name, kind, named } = input;
    const said = { name, kind, role, organisation, url, email, named };
    return this.acts.performForAnyone(
      context,
      SIGN_APPEAL,
      (tx, actor) => {
        const place = appealMeant(input.appealId);
        return signAppeal(tx, actor, { ...place, said, locale: context.locale, mailed: this.mail.isSent });
      },
      (awaitsLetter) => ({ awaitsLetter }),
    );
  }

  @ActMutation(
    CONFIRM_SIGNATURE,
    ConfirmSignatureResult,
    'ANYONE',
    'Confirms a signature by the link of its letter, which works once.',
  )
  confirmSignature(
    @Args('input') { link }: ConfirmSignatureInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.performForAnyone(
      context,
      CONFIRM_SIGNATURE,
      (tx) => confirmSignature(tx, link),
      ({ collectiveId, appealId, joinKey }) => ({
        appealId: toGlobalId('Appeal', collectiveId, appealId),
        joinLink: joinKey,
      }),
    );
  }

  @ActMutation(
    REQUEST_SIGNATURE_WITHDRAWAL,
    RequestSignatureWithdrawalResult,
    'ANYONE',
    'Asks for a link that takes your signature back. The answer never says whether the address signed.',
  )
  requestSignatureWithdrawal(
    @Args('input') { appealId, email }: RequestSignatureWithdrawalInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.performForAnyone(
      context,
      REQUEST_SIGNATURE_WITHDRAWAL,
      async (tx) => {
        if (!this.mail.isSent) throw refuse('NO_MAIL_HERE');
        const reason = unfitEmail(email.trim());
        if (reason) throw refuse('INVALID_INPUT', { field: 'email', reason }, ['input', 'email']);
        const place = appealMeant(appealId);
        await requestSignatureWithdrawal(tx, place.collectiveId, place.appealId, email);
      },
      () => ({ requested: true }),
    );
  }

  @ActMutation(
    WITHDRAW_SIGNATURE,
    WithdrawSignatureResult,
    'ANYONE',
    'Takes a signature back by the link of a letter: what leads to you is erased, and the count says one less.',
  )
  withdrawSignature(
    @Args('input') { link }: WithdrawSignatureInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = withdrawSignature;
    return this.acts.performForAnyone(
      context,
      WITHDRAW_SIGNATURE,
      (tx) => work(tx, link),
      () => ({ withdrawn: true }),
    );
  }

  @ActMutation(
    JOIN_BY_SIGNATURE,
    JoinBySignatureResult,
    'ANYONE',
    'Declares that you who signed want to join: where the rule asks for this appeal, that you signed is proven by it.',
  )
  joinBySignature(
    @Args('input') { link, publicName, statement }: JoinBySignatureInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.performForAnyone(
      context,
      JOIN_BY_SIGNATURE,
      (tx) => joinBySignature(tx, { link, publicName: publicName ?? null, statement }),
      ({ collectiveId, applicationId, key, lapsesAt }) => ({
        applicationId: toGlobalId('Application', collectiveId, applicationId),
        link: key,
        lapsesAt,
      }),
    );
  }
}

/** The appeal that somebody without a session names. */
function appealMeant(globalId: string): { readonly collectiveId: Uuid; readonly appealId: Uuid } {
  const id = fromGlobalId(globalId);
  if (id?.type !== 'Appeal') throw refuse('NOT_FOUND', {}, ['input', 'appealId']);
  return { collectiveId: id.collectiveId, appealId: id.id };
}
