import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { ProposalType, proposalAfter } from '../proposals/proposal.graphql.js';
import { challengeProposal, withdrawChallenge, type Ground } from './challenge-proposal.js';

@InputType({ isOneOf: true, description: 'What is challenged: exactly one of these.' })
export class ChallengeGroundInput {
  @Field(() => MatterEnum, { nullable: true, description: 'The stricter matter that it should be.' })
  stricterMatter?: Matter;

  @Field(() => ID, { nullable: true, description: 'The decision of an assembly that it contradicts.' })
  contradictsId?: string;
}

@InputType({ description: 'Why a proposal should take a stricter path.' })
export class ChallengeProposalInput {
  @Field(() => ID, { description: 'The proposal.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version you read.' })
  version!: number;

  @Field(() => ChallengeGroundInput, { description: 'What is challenged.' })
  ground!: ChallengeGroundInput;

  @Field(() => String, { description: 'Why it should take a stricter path.' })
  reason!: string;
}

@InputType({ description: 'The challenge to take back.' })
export class WithdrawChallengeInput {
  @Field(() => ID, { description: 'A challenge of yours.' })
  challengeId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'The stricter path holds until the challenge is settled.' })
export class ChallengeProposalSuccess {
  @Field(() => ProposalType, { description: 'The proposal, with its challenges.' })
  proposal!: ProposalType;
}

@Seen('PARENT')
@ObjectType({ description: 'The challenge is taken back.' })
export class WithdrawChallengeSuccess {
  @Field(() => ProposalType, { description: 'The proposal, with its challenges.' })
  proposal!: ProposalType;
}

export const CHALLENGE_PROPOSAL = act('challengeProposal', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'PROPOSAL_NOT_OPEN',
  'PROPOSAL_CHANGED',
  'POLL_ALREADY_OPEN',
  'CLAUSE_MISSING',
  'CHALLENGE_NOT_STRICTER',
  'NOT_OF_AN_ASSEMBLY',
  'FOUNDING_HAS_ONE_PATH',
  'DUPLICATE',
]);
export const WITHDRAW_CHALLENGE = act('withdrawChallenge', ['NOT_FOUND', 'CHALLENGE_SETTLED']);
const ChallengeProposalResult = resultOf(CHALLENGE_PROPOSAL, ChallengeProposalSuccess);
const WithdrawChallengeResult = resultOf(WITHDRAW_CHALLENGE, WithdrawChallengeSuccess);

function groundOf(input: ChallengeGroundInput, { collectiveId }: MemberActor): Ground {
  const path = ['input', 'ground'];
  const [kind] = onlyField(input, path);
  if (kind === 'stricterMatter') return { matter: input.stricterMatter as Matter, decisionId: null };
  const decision = input.contradictsId as string;
  return { matter: null, decisionId: rowIdOf(decision, 'Decision', collectiveId, [...path, kind]) };
}

const sayProposal = (proposal: ProposalType): { proposal: ProposalType } => ({ proposal });

@Resolver()
export class ChallengeActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    CHALLENGE_PROPOSAL,
    ChallengeProposalResult,
    'MEMBER',
    'Before a poll is open on a proposal, asks a stricter path for it, or says that it contradicts an assembly.',
  )
  challengeProposal(
    @Args('input') input: ChallengeProposalInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<ProposalType> => {
      const proposalId = rowIdOf(input.proposalId, 'Proposal', actor.collectiveId, ['input', 'proposalId']);
      const { version, reason } = input;
      await challengeProposal(tx, actor, {
        proposalId,
        version,
        reason,
        ground: groundOf(input.ground, actor),
      });
      return proposalAfter(tx, actor, proposalId);
    };
    return this.acts.perform(context, CHALLENGE_PROPOSAL, work, sayProposal);
  }

  @ActMutation(WITHDRAW_CHALLENGE, WithdrawChallengeResult, 'MEMBER', 'Takes back a challenge of yours.')
  withdrawChallenge(
    @Args('input') input: WithdrawChallengeInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<ProposalType> => {
      const challengeId = rowIdOf(input.challengeId, 'Challenge', actor.collectiveId, [
        'input',
        'challengeId',
      ]);
      return proposalAfter(tx, actor, await withdrawChallenge(tx, actor, { challengeId }));
    };
    return this.acts.perform(context, WITHDRAW_CHALLENGE, work, sayProposal);
  }
}
