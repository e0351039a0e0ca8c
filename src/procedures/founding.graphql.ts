import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import { refuse } from '../core/kernel/refusals.js';
import { AgreeMajorityType } from '../decisions/effect-agree-majority.graphql.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import { ProposalType, proposalAfter } from '../proposals/proposal.graphql.js';
import { EFFECT_REFUSALS } from './refusals-of-acts.js';
import {
  reviseFoundingDraft,
  submitFoundingDraft,
  type DraftSubmission,
  type DraftText,
  type FoundingDraft,
} from './submit-founding-draft.js';

@InputType({ description: 'A text that the collective is to be founded on.' })
export class FoundingTextInput {
  @Field(() => String, { description: 'What it is called. The charter cites its articles under this name.' })
  title!: string;

  @Field(() => MatterEnum, {
    description: 'What kind of question changing it will be: DEEP, or GOVERNANCE for statutes.',
  })
  matter!: Matter;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description:
      'Its words: `## Title I : The collective`, then `### Article 1 : Object`, and so on; null where it has a history.',
  })
  markdown?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For a text that lived elsewhere, the text as JSON, as it was exported under this title, or its history alone; null where it has words.',
  })
  history?: string | null;
}

@InputType({ isOneOf: true, description: 'What the founders are to settle: exactly one of these.' })
export class FoundingDraftInput {
  @Field(() => AgreeMajorityType, { nullable: true, description: 'The majority for the rest.' })
  majority?: AgreeMajorityType;

  @Field(() => String, {
    nullable: true,
    description: 'The decision rules to come, as the YAML or JSON of a charter file.',
  })
  charter?: string;

  @Field(() => [FoundingTextInput], { nullable: true, description: 'All the texts to come.' })
  texts?: FoundingTextInput[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: the adopted texts and charter, gathered, for each founder to confirm.',
  })
  confirmation?: boolean;
}

@InputType({ isAbstract: true })
abstract class DraftWordingInput {
  @Field(() => FoundingDraftInput, { description: 'What it would settle.' })
  draft!: FoundingDraftInput;

  @Field(() => String, { nullable: true, description: 'What it is about; null for the name of its subject.' })
  title?: string | null;

  @Field(() => MarkdownScalar, { defaultValue: '', description: 'Why it is put.' })
  rationale!: string;
}

@InputType({ description: 'A draft of the founding.' })
export class SubmitFoundingDraftInput extends DraftWordingInput {
  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same proposal.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A new version of your draft.' })
export class ReviseFoundingDraftInput extends DraftWordingInput {
  @Field(() => ID, { description: 'The proposal.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version that this one replaces.' })
  expectedVersion!: number;
}

@Seen('PARENT')
@ObjectType({ description: 'The draft is put to the founders.' })
export class SubmitFoundingDraftSuccess {
  @Field(() => ProposalType, { description: 'The proposal; `openPoll` opens a poll on it.' })
  proposal!: ProposalType;
}

@Seen('PARENT')
@ObjectType({ description: 'The draft has a new version.' })
export class ReviseFoundingDraftSuccess {
  @Field(() => ProposalType, { description: 'The proposal.' })
  proposal!: ProposalType;
}

const DRAFT_REFUSALS = [
  'INVALID_INPUT',
  'FOUNDING_OVER',
  'FOUNDING_STEP_MISSING',
  ...EFFECT_REFUSALS,
] as const;

export const SUBMIT_FOUNDING_DRAFT = act('submitFoundingDraft', [
  'IDEMPOTENCY_KEY_REUSED',
  ...DRAFT_REFUSALS,
]);
export const REVISE_FOUNDING_DRAFT = act('reviseFoundingDraft', [
  'NOT_FOUND',
  'PROPOSAL_NOT_OPEN',
  'PROPOSAL_CHANGED',
  ...DRAFT_REFUSALS,
]);
const SubmitFoundingDraftResult = resultOf(SUBMIT_FOUNDING_DRAFT, SubmitFoundingDraftSuccess);
const ReviseFoundingDraftResult = resultOf(REVISE_FOUNDING_DRAFT, ReviseFoundingDraftSuccess);

const sayProposal = (proposal: ProposalType): { proposal: ProposalType } => ({ proposal });

@Resolver()
export class FoundingDraftActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    SUBMIT_FOUNDING_DRAFT,
    SubmitFoundingDraftResult,
    'MEMBER',
    'While the collective is being founded, puts a draft to its founders.',
  )
  submitFoundingDraft(
    @Args('input') input: SubmitFoundingDraftInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      SUBMIT_FOUNDING_DRAFT,
      async (tx, actor) => {
        const submission = { ...submissionFrom(input), repeat: repeatOf(input) };
        return proposalAfter(tx, actor, await submitFoundingDraft(tx, actor, submission));
      },
      sayProposal,
    );
  }

  @ActMutation(
    REVISE_FOUNDING_DRAFT,
    ReviseFoundingDraftResult,
    'MEMBER',
    'Amends your draft of the founding by a new version.',
  )
  reviseFoundingDraft(
    @Args('input') input: ReviseFoundingDraftInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      REVISE_FOUNDING_DRAFT,
      async (tx, actor) => {
        const { expectedVersion } = input;
        const proposalId = rowIdOf(input.proposalId, 'Proposal', actor.collectiveId, ['input', 'proposalId']);
        const revision = { ...submissionFrom(input), proposalId, expectedVersion };
        return proposalAfter(tx, actor, await reviseFoundingDraft(tx, actor, revision));
      },
      sayProposal,
    );
  }
}

const submissionFrom = ({ draft, title, rationale }: DraftWordingInput): DraftSubmission => ({
  draft: draftFromInput(draft),
  title: title ?? null,
  rationale,
});

/** More than one or none of the fields of a `@oneOf` is refused here too: a compiled execution does not look. */
function draftFromInput(input: FoundingDraftInput): FoundingDraft {
  const path = ['input', 'draft'];
  const [kind] = onlyField(input, path);
  const { majority, charter, texts } = input as Required<FoundingDraftInput>;
  switch (kind) {
    case 'majority':
      return { subject: 'MAJORITY', majority: { base: majority.base, threshold: { ...majority.threshold } } };
    case 'charter':
      return { subject: 'CHARTER', file: charter };
    case 'texts':
      return {
        subject: 'TEXTS',
        texts: texts.map((text, place) => textFromInput(text, [...path, kind, place])),
      };
    case 'confirmation':
      return { subject: 'CONFIRMATION' };
  }
}

function textFromInput(
  { title, matter, markdown, history }: FoundingTextInput,
  path: readonly (string | number)[],
): DraftText {
  if (matter !== 'DEEP' && matter !== 'GOVERNANCE')
    throw refuse('INVALID_INPUT', { field: 'matter', reason: 'DEEP_OR_GOVERNANCE' }, [...path, 'matter']);
  // Either, and not both.
  if (typeof markdown === typeof history || (markdown ?? history ?? null) === null)
    throw refuse('INVALID_INPUT', { field: 'markdown', reason: 'WORDS_OR_HISTORY' }, [...path, 'markdown']);
  return { title, matter, markdown: markdown ?? null, history: history ?? null };
}
