import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { openAct, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { TriesNowhere } from '../platform/links/tries.js';
import { collectiveMeant } from './link.graphql.js';
import { LinkNoticeType, noticeObjects } from './notice.graphql.js';
import { signIn, signInWithCode, signOut, type SignedIn } from './sign-in.js';

@InputType({ description: 'A one-time link.' })
export class SignInInput {
  @Field(() => String, {
    description: 'The secret at the end of the link. Opening the link uses nothing; this does.',
  })
  link!: string;
}

@InputType({ description: 'A one-time code, as it was handed to you.' })
export class SignInWithCodeInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The collective; null where the service holds one alone.',
  })
  collectiveId?: string | null;

  @Field(() => String, { description: 'The eight signs, in any case, with or without hyphen and spaces.' })
  code!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'You are signed in.' })
export class SignInSuccess {
  @Field(() => ID, { description: 'Your membership; `node` reads it.' })
  memberId!: string;

  @Field(() => String, {
    description: 'Send it as `Authorization: Bearer …`. It says who you are, and nothing about rights.',
  })
  token!: string;

  @Field(() => DateTimeScalar, { description: 'When it stops being good.' })
  expiresAt!: string;

  @Field(() => [LinkNoticeType], {
    description: 'Sign-in links that others gave in your name: read them before anything else.',
  })
  notices!: LinkNoticeType[];
}

@Seen('PARENT')
@ObjectType({ description: 'You are signed in, by a code.' })
export class SignInWithCodeSuccess extends SignInSuccess {}

@InputType({ description: 'Nothing to say: the session you show is the one that ends.' })
export class SignOutInput {
  @Field(() => Boolean, { defaultValue: true, description: 'Ends this session.' })
  thisSession!: boolean;
}

@Seen('PARENT')
@ObjectType({ description: 'The session is ended.' })
export class SignOutSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  signedOut!: boolean;
}

export const SIGN_IN = openAct('signIn', ['LINK_NOT_VALID']);
export const SIGN_IN_WITH_CODE = openAct('signInWithCode', [
  'LINK_NOT_VALID',
  'INVALID_INPUT',
  'TOO_MANY_TRIES',
]);
export const SIGN_OUT = openAct('signOut', ['NOT_SIGNED_IN']);
const SignInResult = resultOf(SIGN_IN, SignInSuccess);
const SignInWithCodeResult = resultOf(SIGN_IN_WITH_CODE, SignInWithCodeSuccess);
const SignOutResult = resultOf(SIGN_OUT, SignOutSuccess);

@Resolver()
export class AuthActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(TriesNowhere) private readonly nowhere: TriesNowhere,
  ) {}

  @ActMutation(SIGN_IN, SignInResult, 'ANYONE', 'Exchanges a one-time link for a session.')
  signIn(@Args('input') input: SignInInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.performForAnyone(
      context,
      SIGN_IN,
      (tx) => signIn(tx, input.link),
      (done) => this.saySignedIn(done),
    );
  }

  @ActMutation(
    SIGN_IN_WITH_CODE,
    SignInWithCodeResult,
    'ANYONE',
    'Exchanges a code for a session. Five wrong tries end a code; sixty within an hour, and two more for each code ' +
      'that is out, halt codes for a while.',
  )
  signInWithCode(
    @Args('input') input: SignInWithCodeInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (): Promise<SignedIn> => {
      const collectiveId = await collectiveMeant(this.transactions, input.collectiveId ?? null);
      if (collectiveId === null) throw refuse('LINK_NOT_VALID');
      return signInWithCode(this.transactions, this.nowhere, collectiveId, input.code);
    };
    return this.acts.answer(context, SIGN_IN_WITH_CODE, (done) => this.saySignedIn(done), work);
  }

  @ActMutation(SIGN_OUT, SignOutResult, 'SESSION', 'Ends the session you show.')
  signOut(@Args('input') _input: SignOutInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.performForAnyone(
      context,
      SIGN_OUT,
      async (tx) => {
        const { session } = context;
        if (!session) throw refuse('NOT_SIGNED_IN');
        await signOut(tx, session.collectiveId, session.tokenHash);
      },
      () => ({ signedOut: true }),
    );
  }

  private async saySignedIn({ collectiveId, memberId, token, expiresAt }: SignedIn): Promise<SignInSuccess> {
    return {
      memberId: toGlobalId('Member', collectiveId, memberId),
      token,
      expiresAt,
      notices: await noticeObjects(this.transactions, collectiveId, memberId),
    };
  }
}
