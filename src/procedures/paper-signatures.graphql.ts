import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { signatoryById } from '../appeals/appeals.queries.js';
import { MemberKindEnum } from '../collectives/collective.graphql.js';
import type { MemberKind } from '../core/kernel/actors.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { enterPaperSignature, withdrawPaperSignature } from './paper-signatures.js';
import { SignatoryType, signatoryObject } from './signatories.graphql.js';

@InputType({ description: 'A signature that you saw on paper.' })
export class EnterPaperSignatureInput {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => String, { description: 'The name as it stands there.' })
  name!: string;

  @Field(() => MemberKindEnum, { defaultValue: 'NATURAL', description: 'A person, or an organisation.' })
  kind!: MemberKind;

  @Field(() => String, { nullable: true, description: 'What they do; it tells homonyms apart.' })
  role?: string | null;

  @Field(() => String, { nullable: true, description: 'Where they do it; it tells homonyms apart.' })
  organisation?: string | null;

  @Field(() => String, { nullable: true, description: 'A page of theirs, http or https.' })
  url?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An address by which they can take it back; no letter goes to it.',
  })
  email?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: the paper says that they consent to be named in public.',
  })
  named!: boolean;
}

@Seen('PARENT')
@ObjectType({ description: 'It counts, marked as paper; the same again is the one that was there.' })
export class EnterPaperSignatureSuccess {
  @Field(() => SignatoryType, { description: 'The signature.' })
  signatory!: SignatoryType;
}

@InputType({ description: 'A signature whose bearer asks you to take it back.' })
export class WithdrawPaperSignatureInput {
  @Field(() => ID, { description: 'The signature, on paper or of a list.' })
  signatoryId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'It is taken back, and what led to its bearer is erased.' })
export class WithdrawPaperSignatureSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  withdrawn!: boolean;
}

export const ENTER_PAPER_SIGNATURE = act('enterPaperSignature', [
  'MANDATE_REQUIRED',
  'NOT_FOUND',
  'INVALID_INPUT',
  'APPEAL_CLOSED',
  'DUPLICATE',
]);
export const WITHDRAW_PAPER_SIGNATURE = act('withdrawPaperSignature', ['MANDATE_REQUIRED', 'NOT_FOUND']);
const EnterPaperSignatureResult = resultOf(ENTER_PAPER_SIGNATURE, EnterPaperSignatureSuccess);
const WithdrawPaperSignatureResult = resultOf(WITHDRAW_PAPER_SIGNATURE, WithdrawPaperSignatureSuccess);

/** What a mandate holder does for people who sign on paper. */
@Resolver()
export class PaperSignatureActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    ENTER_PAPER_SIGNATURE,
    EnterPaperSignatureResult,
    'MEMBER',
    'Under a mandate, writes down a signature given on paper.',
  )
  enterPaperSignature(
    @Args('input') input: EnterPaperSignatureInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const { role = null, organisation = null, url = null, email = null, name, kind, named } = input;
    return this.acts.perform(
      context,
      ENTER_PAPER_SIGNATURE,
      async (tx, actor) => {
        const { collectiveId } = actor;
        const appealId = rowIdOf(input.appealId, 'Appeal', collectiveId, ['input', 'appealId']);
        const said = { name, kind, role, organisation, url, email, named };
        return { collectiveId, id: await enterPaperSignature(tx, actor, { appealId, said }) };
      },
      async ({ collectiveId, id }) => {
        const record = await signatoryById(this.reader, collectiveId, id);
        if (!record) throw new Error('a signature that was just written is gone');
        return { signatory: signatoryObject(collectiveId, record) };
      },
    );
  }

  @ActMutation(
    WITHDRAW_PAPER_SIGNATURE,
    WithdrawPaperSignatureResult,
    'MEMBER',
    'Under the mandate for paper, takes back a signature on paper or of a list, when its bearer asks for it.',
  )
  withdrawPaperSignature(
    @Args('input') input: WithdrawPaperSignatureInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      WITHDRAW_PAPER_SIGNATURE,
      (tx, actor) => {
        const path = ['input', 'signatoryId'];
        const signatoryId = rowIdOf(input.signatoryId, 'Signatory', actor.collectiveId, path);
        return withdrawPaperSignature(tx, actor, signatoryId);
      },
      () => ({ withdrawn: true }),
    );
  }
}
