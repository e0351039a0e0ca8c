import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import { instructionsOf } from '../amendments/amendment.graphql.js';
import {
  supportAmendment,
  withdrawAmendment,
  withdrawAmendmentSupport,
} from '../amendments/support-amendment.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { ProposalType, proposalAfter } from '../proposals/proposal.graphql.js';
import { acceptAmendment, objectToAcceptance } from './accept-amendment.js';
import { previewAmendment, submitAmendment, type DraftAmendment } from './amend-proposal.js';
import { AmendmentConflictType, AmendmentWarningType, DRAFT, mergedFile } from './amendment-file.graphql.js';
import { setAmendmentDeadline } from './set-amendment-deadline.js';
import { WORDING_REFUSALS } from './refusals-of-acts.js';

@InputType({ isAbstract: true })
abstract class DraftAmendmentInput {
  @Field(() => ID, { description: 'The proposal.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version you read.' })
  version!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The amendment that you would amend; null for the proposal’s own wording.',
  })
  parentId?: string | null;

  @Field(() => Sha256Scalar, {
    description:
      'Fingerprint of the wording that you read: `AmendmentFile.baseHash`, or that of the amendment’s `wording`.',
  })
  baseHash!: string;

  @Field(() => MarkdownScalar, {
    description: 'The wording as you would have it, whole, or that of one provision.',
  })
  copy!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the provision of which `copy` is; null where it is of the whole wording.',
  })
  provision?: string | null;
}

@InputType({ description: 'A wording as you would have it.' })
export class PreviewAmendmentInput extends DraftAmendmentInput {}

@InputType({ description: 'An amendment, as its preview showed it.' })
export class SubmitAmendmentInput extends DraftAmendmentInput {
  @Field(() => String, { defaultValue: '', description: 'Why you ask for it.' })
  reason!: string;

  @Field(() => Sha256Scalar, {
    description: 'What you confirm: `hash` of the preview. Anything else than what it showed is refused.',
  })
  confirms!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The running sitting in which you put it; null outside. There, amendments come in after they were shut.',
  })
  assemblyId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same amendment.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'An amendment.' })
export class SupportAmendmentInput {
  @Field(() => ID, { description: 'The amendment.' })
  amendmentId!: string;
}

@InputType({ description: 'An amendment.' })
export class WithdrawAmendmentSupportInput extends SupportAmendmentInput {}

@InputType({ description: 'An amendment of yours.' })
export class WithdrawAmendmentInput extends SupportAmendmentInput {}

@InputType({ description: 'An amendment to your proposal.' })
export class AcceptAmendmentInput extends SupportAmendmentInput {}

@InputType({ description: 'An amendment that was accepted.' })
export class ObjectToAcceptanceInput extends SupportAmendmentInput {}

@Seen('PARENT')
@ObjectType({ description: 'What your copy would change. Nothing is written.' })
export class PreviewAmendmentSuccess {
  @Field(() => Sha256Scalar, { description: 'Fingerprint of what it asks for, to be confirmed.' })
  hash!: string;

  @Field(() => [String], { description: 'What it asks for, as plain instructions in your language.' })
  instructions!: string[];

  @Field(() => MarkdownScalar, { description: 'The whole wording as it would be with it alone.' })
  wording!: string;

  @Field(() => [AmendmentConflictType], {
    description:
      'What of it cannot be done beside amendments that wait; the one that you write has the id `DRAFT`.',
  })
  conflicts!: AmendmentConflictType[];

  @Field(() => [AmendmentWarningType], { description: 'What deserves to be read together with it.' })
  warnings!: AmendmentWarningType[];
}

@Seen('PARENT')
@ObjectType({ isAbstract: true })
abstract class AmendedSuccess {
  @Field(() => ProposalType, { description: 'The proposal, with its amendments.' })
  proposal!: ProposalType;
}

@Seen('PARENT')
@ObjectType({ description: 'The amendment is put.' })
export class SubmitAmendmentSuccess extends AmendedSuccess {
  @Field(() => ID, { description: 'The amendment.' })
  amendmentId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'You support the amendment.' })
export class SupportAmendmentSuccess extends AmendedSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'You no longer support the amendment.' })
export class WithdrawAmendmentSupportSuccess extends AmendedSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'The amendment is taken back.' })
export class WithdrawAmendmentSuccess extends AmendedSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'It is written in, unless somebody objects in time.' })
export class AcceptAmendmentSuccess extends AmendedSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'The amendment goes to the vote.' })
export class ObjectToAcceptanceSuccess extends AmendedSuccess {}

@InputType({ description: 'Until when amendments come in to a proposal that an assembly takes up.' })
export class SetAmendmentDeadlineInput {
  @Field(() => ID, { description: 'An assembly that you convened and that has not begun.' })
  assemblyId!: string;

  @Field(() => ID, { description: 'A proposal that it will take up.' })
  proposalId!: string;

  @Field(() => DateTimeScalar, {
    description: 'The last instant: a day from now at least, and by the hour of the assembly.',
  })
  until!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'Amendments come in until then, and in the sitting.' })
export class SetAmendmentDeadlineSuccess extends AmendedSuccess {}

/** What a draft may be refused for. */
const DRAFT_REFUSALS = [
  'PROPOSAL_NOT_OPEN',
  'PROPOSAL_CHANGED',
  'NOT_AMENDABLE',
  'WORDING_CHANGED',
  'AMENDS_NOTHING',
  'AMENDMENT_TOO_DEEP',
  'AMENDMENT_NOT_PENDING',
  'POLL_ALREADY_OPEN',
  'AMENDMENTS_FROZEN',
  'TOO_MANY_AMENDMENTS',
  'TOO_MANY_OF_YOURS',
  'ASSEMBLY_NOT_RUNNING',
  'NOT_PRESENT',
  ...WORDING_REFUSALS,
] as const;

export const PREVIEW_AMENDMENT = act('previewAmendment', DRAFT_REFUSALS);
export const SUBMIT_AMENDMENT = act('submitAmendment', [
  'IDEMPOTENCY_KEY_REUSED',
  'AMENDMENT_DIFFERS',
  ...DRAFT_REFUSALS,
]);
export const SUPPORT_AMENDMENT = act('supportAmendment', ['NOT_FOUND', 'AMENDMENT_NOT_PENDING']);
export const WITHDRAW_AMENDMENT_SUPPORT = act('withdrawAmendmentSupport', [
  'NOT_FOUND',
  'AMENDMENT_NOT_PENDING',
]);
export const WITHDRAW_AMENDMENT = act('withdrawAmendment', [
  'NOT_FOUND',
  'AMENDMENT_NOT_PENDING',
  'POLL_ALREADY_OPEN',
]);
export const ACCEPT_AMENDMENT = act('acceptAmendment', [
  'NOT_FOUND',
  'PROPOSAL_NOT_OPEN',
  'AMENDMENT_NOT_PENDING',
  'FRIENDLY_NOT_ALLOWED',
  'SUB_AMENDMENTS_FIRST',
  'AMENDMENTS_CONFLICT',
  'POLL_ALREADY_OPEN',
  'CLAUSE_MISSING',
]);
export const OBJECT_TO_ACCEPTANCE = act('objectToAcceptance', ['NOT_FOUND', 'AMENDMENT_NOT_PENDING']);

export const SET_AMENDMENT_DEADLINE = act('setAmendmentDeadline', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'PROPOSAL_NOT_OPEN',
  'AMENDMENTS_FROZEN',
  'ASSEMBLY_NOT_CONVENED',
  'DUPLICATE',
]);
const SetAmendmentDeadlineResult = resultOf(SET_AMENDMENT_DEADLINE, SetAmendmentDeadlineSuccess);
const PreviewAmendmentResult = resultOf(PREVIEW_AMENDMENT, PreviewAmendmentSuccess);
const SubmitAmendmentResult = resultOf(SUBMIT_AMENDMENT, SubmitAmendmentSuccess);
const SupportAmendmentResult = resultOf(SUPPORT_AMENDMENT, SupportAmendmentSuccess);
const WithdrawAmendmentSupportResult = resultOf(WITHDRAW_AMENDMENT_SUPPORT, WithdrawAmendmentSupportSuccess);
const WithdrawAmendmentResult = resultOf(WITHDRAW_AMENDMENT, WithdrawAmendmentSuccess);
const AcceptAmendmentResult = resultOf(ACCEPT_AMENDMENT, AcceptAmendmentSuccess);
const ObjectToAcceptanceResult = resultOf(OBJECT_TO_ACCEPTANCE, ObjectToAcceptanceSuccess);

function draftOf(input: DraftAmendmentInput, { collectiveId }: MemberActor): DraftAmendment {
  const { version, parentId, baseHash, copy, provision = null } = input;
  return {
    proposalId: rowIdOf(input.proposalId, 'Proposal', collectiveId, ['input', 'proposalId']),
    version,
    parentId: parentId == null ? null : rowIdOf(parentId, 'Amendment', collectiveId, ['input', 'parentId']),
    baseHash,
    copy,
    provision,
  };
}

type ActOnAmendment = (tx: Tx, actor: MemberActor, amendmentId: Uuid) => Promise<Uuid>;

const sayProposal = (proposal: ProposalType): { proposal: ProposalType } => ({ proposal });

@Resolver()
export class AmendmentActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    PREVIEW_AMENDMENT,
    PreviewAmendmentResult,
    'MEMBER',
    'Says what an edited copy would change in a proposal, before anybody puts it. Nothing is written.',
  )
  previewAmendment(
    @Args('input') input: PreviewAmendmentInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      PREVIEW_AMENDMENT,
      async (tx, actor) => previewOf(tx, actor, draftOf(input, actor), context.locale),
      (preview) => preview,
    );
  }

  @ActMutation(
    SUBMIT_AMENDMENT,
    SubmitAmendmentResult,
    'MEMBER',
    'Puts an amendment to a proposal, as its preview showed it.',
  )
  submitAmendment(
    @Args('input') input: SubmitAmendmentInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      SUBMIT_AMENDMENT,
      async (tx, actor) => {
        const { collectiveId } = actor;
        const { reason, confirms, assemblyId } = input;
        const path = ['input', 'assemblyId'];
        const id = await submitAmendment(tx, actor, {
          ...draftOf(input, actor),
          reason,
          confirms,
          assemblyId: assemblyId == null ? null : rowIdOf(assemblyId, 'Assembly', collectiveId, path),
          repeat: repeatOf(input),
        });
        const proposalId = rowIdOf(input.proposalId, 'Proposal', collectiveId, ['input', 'proposalId']);
        const amendmentId = toGlobalId('Amendment', collectiveId, id);
        return { proposal: await proposalAfter(tx, actor, proposalId), amendmentId };
      },
      (done) => done,
    );
  }

  @ActMutation(
    SET_AMENDMENT_DEADLINE,
    SetAmendmentDeadlineResult,
    'MEMBER',
    'Says until when amendments come in to a proposal that your assembly will take up.',
  )
  setAmendmentDeadline(
    @Args('input') input: SetAmendmentDeadlineInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<ProposalType> => {
      const { collectiveId } = actor;
      const asked = {
        assemblyId: rowIdOf(input.assemblyId, 'Assembly', collectiveId, ['input', 'assemblyId']),
        proposalId: rowIdOf(input.proposalId, 'Proposal', collectiveId, ['input', 'proposalId']),
        until: input.until,
      };
      return proposalAfter(tx, actor, await setAmendmentDeadline(tx, actor, asked));
    };
    return this.acts.perform(context, SET_AMENDMENT_DEADLINE, work, sayProposal);
  }

  @ActMutation(SUPPORT_AMENDMENT, SupportAmendmentResult, 'MEMBER', 'Supports an amendment that you read.')
  supportAmendment(
    @Args('input') input: SupportAmendmentInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, SUPPORT_AMENDMENT, acting(input, supportAmendment), sayProposal);
  }

  @ActMutation(
    WITHDRAW_AMENDMENT_SUPPORT,
    WithdrawAmendmentSupportResult,
    'MEMBER',
    'Takes your support of an amendment back.',
  )
  withdrawAmendmentSupport(
    @Args('input') input: WithdrawAmendmentSupportInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = acting(input, withdrawAmendmentSupport);
    return this.acts.perform(context, WITHDRAW_AMENDMENT_SUPPORT, work, sayProposal);
  }

  @ActMutation(WITHDRAW_AMENDMENT, WithdrawAmendmentResult, 'MEMBER', 'Takes back an amendment of yours.')
  withdrawAmendment(
    @Args('input') input: WithdrawAmendmentInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, WITHDRAW_AMENDMENT, acting(input, withdrawAmendment), sayProposal);
  }

  @ActMutation(
    ACCEPT_AMENDMENT,
    AcceptAmendmentResult,
    'MEMBER',
    'Takes an amendment to your proposal over without a vote, where the rules allow it and nobody objects in time.',
  )
  acceptAmendment(
    @Args('input') input: AcceptAmendmentInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, ACCEPT_AMENDMENT, acting(input, acceptAmendment), sayProposal);
  }

  @ActMutation(
    OBJECT_TO_ACCEPTANCE,
    ObjectToAcceptanceResult,
    'MEMBER',
    'Asks that an amendment that the author accepted goes to the vote.',
  )
  objectToAcceptance(
    @Args('input') input: ObjectToAcceptanceInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, OBJECT_TO_ACCEPTANCE, acting(input, objectToAcceptance), sayProposal);
  }
}

const acting =
  ({ amendmentId }: SupportAmendmentInput, perform: ActOnAmendment) =>
  async (tx: Tx, actor: MemberActor): Promise<ProposalType> => {
    const { collectiveId } = actor;
    const id = rowIdOf(amendmentId, 'Amendment', collectiveId, ['input', 'amendmentId']);
    return proposalAfter(tx, actor, await perform(tx, actor, id));
  };

async function previewOf(
  tx: Tx,
  actor: MemberActor,
  draft: DraftAmendment,
  locale: Locale,
): Promise<PreviewAmendmentSuccess> {
  const { collectiveId } = actor;
  const { hash, hunks, base, wording, beside } = await previewAmendment(tx, actor, draft);
  const { conflicts, warnings } = mergedFile(
    [...beside, { id: DRAFT, base: base.markdown, hunks }],
    collectiveId,
    locale,
  );
  const concernsDraft = (ids: readonly string[]): boolean => ids.includes(DRAFT);
  return {
    hash,
    instructions: instructionsOf(base.markdown, hunks, locale),
    wording,
    conflicts: conflicts.filter(({ one, other }) => concernsDraft(one) || concernsDraft(other)),
    warnings: warnings.filter(({ amendments }) => concernsDraft(amendments)),
  };
}
