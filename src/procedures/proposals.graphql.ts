import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import type { Effect } from '../core/kernel/effects.js';
import { refuse } from '../core/kernel/refusals.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { EffectInput, effectsFromInput } from '../decisions/effect-input.graphql.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, itsId, relayableAct, resultOf } from '../platform/graphql/problems.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import { ProposalType, proposalAfter } from '../proposals/proposal.graphql.js';
import { WORDING_REFUSALS } from './refusals-of-acts.js';
import { grantsOfLines } from './put-mandate-lines.js';
import { reviseProposal, submitProposal, type Wording } from './submit-proposal.js';

const ProposalVisibilityEnum = { PUBLIC: 'PUBLIC', MEMBERS: 'MEMBERS' } as const;
registerEnumType(ProposalVisibilityEnum, {
  name: 'ProposalVisibility',
  description: 'Who may see a proposal, its polls and its decision.',
  valuesMap: {
    PUBLIC: { description: 'Everyone, members or not.' },
    MEMBERS: { description: 'The members of the collective.' },
  },
});

@InputType({ description: 'One of the possibilities that a proposal offers.' })
export class ProposalOptionInput {
  @Field(() => String, { description: 'What it is called on a ballot, in one line.' })
  label!: string;

  @Field(() => [EffectInput], { defaultValue: [], description: 'What it does if it is chosen.' })
  effects!: EffectInput[];

  @Field(() => Int, { nullable: true, description: 'What it costs; null where nothing is spent.' })
  cost?: number | null;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'The groups that it is in, as `women` or `town:Lyon`: what quotas on the winners look at, where the rule has some.',
  })
  groups!: string[];
}

@InputType({ isAbstract: true })
abstract class WordingInput {
  @Field(() => String, { description: 'What it is about, in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, { defaultValue: '', description: 'Why it is put.' })
  rationale!: string;

  @Field(() => [EffectInput], {
    defaultValue: [],
    description: 'What the decision will do by itself; none for a position.',
  })
  effects!: EffectInput[];

  @Field(() => [ProposalOptionInput], {
    defaultValue: [],
    description: 'What there is to choose from, where the answer is not yes or no. `effects` is empty then.',
  })
  options!: ProposalOptionInput[];

  @Field(() => Int, { defaultValue: 1, description: 'How many options are to be chosen.' })
  seats!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'What may be spent in all, where options cost something; null elsewhere.',
  })
  budget?: number | null;

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Lines of mandates that the decision confirms, each as it was written down: they are among its effects. None beside `options`.',
  })
  mandateLineIds!: string[];

  @Field(() => MatterEnum, {
    nullable: true,
    description:
      'A stricter path than the effects ask for. The matter follows from the effects: a lower one changes nothing.',
  })
  raiseTo?: Matter | null;
}

@InputType({ description: 'A proposal.' })
export class SubmitProposalInput extends WordingInput {
  @Field(() => ProposalVisibilityEnum, { defaultValue: 'MEMBERS', description: 'Who may see it.' })
  visibility!: 'PUBLIC' | 'MEMBERS';

  @Field(() => ID, {
    nullable: true,
    description:
      'The contest of an outcome that it answers: its decision closes it. Null for any other proposal.',
  })
  answersContestId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The working group in which it is put, and whose members decide it within its scope; null: to the collective.',
  })
  groupId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The proposal of the collective that the group says its mind about: its answer stands beside the vote, and ' +
      'weighs nothing in it. Null for any other proposal.',
  })
  advisesId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same proposal.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A new version of your proposal.' })
export class ReviseProposalInput extends WordingInput {
  @Field(() => ID, { description: 'The proposal.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version that this one replaces.' })
  expectedVersion!: number;

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Where consent is sought and a round is over: the objections of it that this version integrates, at least one.',
  })
  integrates!: string[];
}

@Seen('PARENT')
@ObjectType({ description: 'The proposal is put.' })
export class SubmitProposalSuccess {
  @Field(() => ProposalType, { description: 'The proposal.' })
  proposal!: ProposalType;
}

@Seen('PARENT')
@ObjectType({ description: 'The proposal has a new version.' })
export class ReviseProposalSuccess {
  @Field(() => ProposalType, { description: 'The proposal.' })
  proposal!: ProposalType;
}

export const SUBMIT_PROPOSAL = relayableAct(
  'submitProposal',
  ['IDEMPOTENCY_KEY_REUSED', 'PROPOSAL_NOT_OPEN', ...WORDING_REFUSALS],
  itsId,
);
export const REVISE_PROPOSAL = act('reviseProposal', [
  'PROPOSAL_NOT_OPEN',
  'PROPOSAL_CHANGED',
  'POLL_ALREADY_OPEN',
  'AMENDMENTS_FROZEN',
  'CONSENT_ROUND_OPEN',
  'CONSENT_ROUNDS_OVER',
  'REVISION_INTEGRATES_NOTHING',
  'NOMINEE_IS_ANOTHER',
  ...WORDING_REFUSALS,
]);
const SubmitProposalResult = resultOf(SUBMIT_PROPOSAL, SubmitProposalSuccess);
const ReviseProposalResult = resultOf(REVISE_PROPOSAL, ReviseProposalSuccess);

async function wordingOf(tx: Tx, actor: MemberActor, input: WordingInput): Promise<Wording> {
  const { effects, question } = putFromInput(tx, actor, input);
  const path = ['input', 'mandateLineIds'];
  if (question && input.mandateLineIds.length > 0)
    throw refuse('INVALID_INPUT', { field: 'mandateLineIds', reason: 'OPTIONS_HAVE_THEIR_OWN' }, path);
  const lines = input.mandateLineIds.map((id) => rowIdOf(id, 'MandateLine', actor.collectiveId, path));
  return {
    title: input.title,
    rationale: input.rationale,
    effects: [...effects, ...(await grantsOfLines(tx, actor.collectiveId, lines))],
    question,
    raiseTo: input.raiseTo ?? null,
  };
}

/** The effects of all options stand together, and each option names its own by their places. */
function putFromInput(
  tx: Tx,
  { collectiveId }: MemberActor,
  input: WordingInput,
): Pick<Wording, 'effects' | 'question'> {
  const { options, seats, budget = null } = input;
  const read = (effects: readonly EffectInput[], path: readonly (string | number)[]): Effect[] =>
    effectsFromInput(effects, collectiveId, () => tx.id(), path);
  if (options.length === 0) {
    if (budget !== null)
      throw refuse('INVALID_INPUT', { field: 'budget', reason: 'WITHOUT_OPTIONS' }, ['input', 'budget']);
    if (seats !== 1)
      throw refuse('INVALID_INPUT', { field: 'seats', reason: 'WITHOUT_OPTIONS' }, ['input', 'seats']);
    return { effects: read(input.effects, ['input', 'effects']), question: null };
  }
  if (input.effects.length > 0)
    throw refuse('INVALID_INPUT', { field: 'effects', reason: 'OPTIONS_HAVE_THEIR_OWN' }, [
      'input',
      'effects',
    ]);
  const effects: Effect[] = [];
  const listed = options.map(({ label, effects: own, cost = null, groups }, place) => {
    const first = effects.length;
    effects.push(...read(own, ['input', 'options', place, 'effects']));
    const places = effects.slice(first).map((_, at) => first + at);
    return { label, effects: places, cost, ...(groups.length > 0 && { groups }) };
  });
  return { effects, question: { seats, budget, options: listed } };
}

const mayBeRow = (
  id: string | null | undefined,
  type: string,
  { collectiveId }: MemberActor,
  field: string,
) => (id == null ? null : rowIdOf(id, type, collectiveId, ['input', field]));

const sayProposal = (proposal: ProposalType): { proposal: ProposalType } => ({ proposal });

@Resolver()
export class ProposalActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(SUBMIT_PROPOSAL, SubmitProposalResult, 'MEMBER', 'Puts a proposal to the collective.')
  submitProposal(
    @Args('input') input: SubmitProposalInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      SUBMIT_PROPOSAL,
      async (tx, actor) => {
        const { visibility, answersContestId: contest } = input;
        const answersContestId = mayBeRow(contest, 'Contest', actor, 'answersContestId');
        const wording = await wordingOf(tx, actor, input);
        const submission = {
          ...{ ...wording, visibility, answersContestId, repeat: repeatOf(input) },
          groupId: mayBeRow(input.groupId, 'WorkingGroup', actor, 'groupId'),
          advises: mayBeRow(input.advisesId, 'Proposal', actor, 'advisesId'),
        };
        return proposalAfter(tx, actor, await submitProposal(tx, actor, submission));
      },
      sayProposal,
    );
  }

  @ActMutation(
    REVISE_PROPOSAL,
    ReviseProposalResult,
    'MEMBER',
    'Replaces the current version of your proposal.',
  )
  reviseProposal(
    @Args('input') input: ReviseProposalInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      REVISE_PROPOSAL,
      async (tx, actor) => {
        const { expectedVersion } = input;
        const proposalId = rowIdOf(input.proposalId, 'Proposal', actor.collectiveId, ['input', 'proposalId']);
        const integrates = input.integrates.map((id, at) =>
          rowIdOf(id, 'Objection', actor.collectiveId, ['input', 'integrates', at]),
        );
        const wording = await wordingOf(tx, actor, input);
        const revision = { ...wording, proposalId, expectedVersion, integrates };
        return proposalAfter(tx, actor, await reviseProposal(tx, actor, revision));
      },
      sayProposal,
    );
  }
}
