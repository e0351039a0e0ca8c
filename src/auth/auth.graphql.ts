import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { openAct, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { signIn, signOut, type SignedIn } from './sign-in.js';

@InputType({ description: 'A one-time link.' })
export class SignInInput {
  @Field(() => String, {
    description: 'The secret at the end of the link. Opening the link uses nothing; this does.',
  })
  link!: string;
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
}

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
export const SIGN_OUT = openAct('signOut', ['NOT_SIGNED_IN']);
const SignInResult = resultOf(SIGN_IN, SignInSuccess);
const SignOutResult = resultOf(SIGN_OUT, SignOutSuccess);

const saySignedIn = ({ collectiveId, memberId, token, expiresAt }: SignedIn): SignInSuccess => ({
  memberId: toGlobalId('Member', collectiveId, memberId),
  token,
  expiresAt,
});

@Resolver()
export class AuthActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(SIGN_IN, SignInResult, 'ANYONE', 'Exchanges a one-time link for a session.')
  signIn(@Args('input') input: SignInInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.performForAnyone(context, SIGN_IN, (tx) => signIn(tx, input.link), saySignedIn);
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
}
