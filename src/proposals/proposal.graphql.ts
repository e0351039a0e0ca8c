import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import { MemberType, memberObject } from '../collectives/collective.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import { FOUNDING_SUBJECTS, type FoundingSubject } from '../core/charter/founding.js';
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
import { personsConcerned } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { VerdictEnum } from '../decisions/decision.graphql.js';
import { EffectUnion, effectObject, type EffectObject } from '../decisions/effect.graphql.js';
import { FieldSeen, MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { RelayMarkType } from '../collectives/relay-mark.graphql.js';
import { DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { QuestionType, questionObject } from './question.graphql.js';
import {
  proposalsBefore,
  proposalsByIds,
  type AdviceRecord,
  type ProposalRecord,
} from './proposals.queries.js';
import { supportProposal, withdrawSupport, type SupportRequest } from './support-proposal.js';

const ProposalStateEnum = { OPEN: 'OPEN', DECIDED: 'DECIDED', WITHDRAWN: 'WITHDRAWN' } as const;
registerEnumType(ProposalStateEnum, {
  name: 'ProposalState',
  description: 'Where a proposal stands.',
  valuesMap: {
    OPEN: { description: 'Under discussion, or being voted on.' },
    DECIDED: { description: 'A decision settled it.' },
    WITHDRAWN: { description: 'Its author took it back.' },
  },
});

export const FoundingSubjectEnum = Object.fromEntries(
  FOUNDING_SUBJECTS.map((subject) => [subject, subject]),
) as Record<FoundingSubject, FoundingSubject>;
registerEnumType(FoundingSubjectEnum, {
  name: 'FoundingSubject',
  description: 'What founders settle before their collective has rules of its own.',
  valuesMap: {
    MAJORITY: { description: 'By what majority they settle the rest; agreed by all of them.' },
    CHARTER: { description: 'The decision rules to come; adopted by the agreed majority.' },
    TEXTS: { description: 'The texts to come; adopted by the agreed majority.' },
    CONFIRMATION: { description: 'The whole, confirmed by each of them: decision 0.' },
  },
});

@Seen('PARENT')
@ObjectType('Advice', { description: 'What a working group says of a proposal of the collective.' })
export class AdviceType {
  @Field(() => ID, { description: 'The group that says it.' })
  groupId!: string;

  @Field(() => String, { description: 'What the group is called.' })
  groupName!: string;

  @Field(() => ID, { description: 'The proposal in the group that says it.' })
  proposalId!: string;

  @Field(() => String, { description: 'What it says, in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What it says, at length.' })
  text!: string;

  @Field(() => VerdictEnum, {
    nullable: true,
    description: 'Whether the group adopted it; null while it did not decide.',
  })
  outcome!: AdviceRecord['outcome'];

  @Field(() => ID, { nullable: true, description: 'Its decision in the register; null while there is none.' })
  decisionId!: string | null;
}

@Seen('BY_VISIBILITY')
@ObjectType('Proposal', {
  implements: () => [Node],
  description: 'A wording and effects put to the collective.',
})
export class ProposalType extends Node {
  collectiveId!: Uuid;
  visibility!: Visibility;
  concerns!: readonly Uuid[];
  proposalId!: Uuid;

  @Field(() => ProposalStateEnum, { description: 'Where it stands.' })
  state!: ProposalRecord['state'];

  @Field(() => Int, { description: 'Its current version; polls and support name it.' })
  version!: number;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'Why it is put.' })
  rationale!: string;

  @Field(() => [EffectUnion], {
    description:
      'What the decision would do by itself; none for a position, nor where each option has its own.',
  })
  effects!: EffectObject[];

  @Field(() => QuestionType, {
    nullable: true,
    description: 'What there is to choose from; null where the answer is yes or no.',
  })
  question!: QuestionType | null;

  @Field(() => MatterEnum, { description: 'The kind of question it is: it follows from its effects.' })
  matter!: Matter;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the wording.' })
  wordingHash!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the effects.' })
  effectsHash!: string;

  @Field(() => DateTimeScalar, { description: 'When it was first submitted.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When this version was submitted.' })
  submittedAt!: string;

  @Field(() => MemberType, { nullable: true, description: 'Who put it; null where you may not see who.' })
  author!: MemberType | null;

  @Field(() => FoundingSubjectEnum, {
    nullable: true,
    description: 'What it settles in the founding of the collective; null for everything ever after.',
  })
  foundingSubject!: FoundingSubject | null;

  @Field(() => Int, { description: 'How many members support this version.' })
  supportCount!: number;

  @Field(() => Int, { description: 'How many polls on it are open.' })
  openPollCount!: number;

  @Field(() => Boolean, { description: 'Whether you support this version.' })
  viewerSupports!: boolean;

  @FieldSeen('MEMBERS')
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when amendments come in, by the earliest assembly that takes it up and said so; null where none did.',
  })
  amendmentsUntil!: string | null;

  @FieldSeen('MEMBERS')
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when its amendments are shut but for those of a sitting; null while they come in.',
  })
  amendmentsFrozenAt!: string | null;

  @FieldSeen('MEMBERS')
  @Field(() => ID, {
    nullable: true,
    description: 'The working group in which it was put; null for one put to the collective.',
  })
  groupId!: string | null;

  @FieldSeen('MEMBERS')
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when that group’s question is before the collective; null where it is not.',
  })
  handedAt!: string | null;

  @FieldSeen('MEMBERS')
  @Field(() => ID, {
    nullable: true,
    description: 'The proposal that the group says its mind about; null for any other.',
  })
  advisesId!: string | null;

  @FieldSeen('MEMBERS')
  @Field(() => RelayMarkType, {
    nullable: true,
    description: 'The relay who put it, where its author said it to one; null where they put it themselves.',
  })
  relayed!: RelayMarkType | null;

  @FieldSeen('MEMBERS')
  @Field(() => [AdviceType], {
    description: 'What working groups say of it: it stands beside the vote, and weighs nothing in it.',
  })
  advice!: AdviceType[];
}

export const { Connection: ProposalConnection } = connectionOf(ProposalType, 'ProposalConnection');

export function proposalObject(record: ProposalRecord): ProposalType & { __typename: 'Proposal' } {
  const { collectiveId, id, effects, question, author, groupId, advises, advice, ...rest } = record;
  const global = (type: string, row: Uuid | null): string | null =>
    row && toGlobalId(type, collectiveId, row);
  return {
    __typename: 'Proposal',
    ...rest,
    collectiveId,
    concerns: personsConcerned(effects),
    proposalId: id,
    id: toGlobalId('Proposal', collectiveId, id),
    effects: question ? [] : effects.map((effect) => effectObject(effect, collectiveId)),
    question: questionObject(question, effects, collectiveId),
    author: memberObject(author),
    groupId: global('WorkingGroup', groupId),
    advisesId: global('Proposal', advises),
    advice: advice.map((one) => ({
      ...one,
      groupId: global('WorkingGroup', one.groupId) as string,
      proposalId: global('Proposal', one.proposalId) as string,
      decisionId: global('Decision', one.decisionId),
    })),
  };
}

export const proposalNodes: NodeSource = {
  type: 'Proposal',
  load: async (reader, collectiveId, ids, _locale, viewerId = null) =>
    (await proposalsByIds(reader, collectiveId, viewerId, ids)).map(proposalObject),
};

/** A proposal as the member who just acted on it sees it. */
export async function proposalAfter(reader: Reader, actor: MemberActor, id: Uuid): Promise<ProposalType> {
  const [record] = await proposalsByIds(reader, actor.collectiveId, actor.memberId, [id]);
  return proposalObject(record as ProposalRecord);
}

@Seen('PARENT')
@ObjectType({ description: 'You support this version.' })
export class SupportProposalSuccess {
  @Field(() => ProposalType, { description: 'The proposal.' })
  proposal!: ProposalType;
}

@Seen('PARENT')
@ObjectType({ description: 'You no longer support this version.' })
export class WithdrawSupportSuccess {
  @Field(() => ProposalType, { description: 'The proposal.' })
  proposal!: ProposalType;
}

@InputType({ description: 'Which version to support.' })
export class SupportProposalInput {
  @Field(() => ID, { description: 'The proposal.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version you read.' })
  version!: number;
}

@InputType({ description: 'Which version to support no longer.' })
export class WithdrawSupportInput extends SupportProposalInput {}

const SUPPORT_PROPOSAL = act('supportProposal', ['NOT_FOUND', 'PROPOSAL_NOT_OPEN', 'PROPOSAL_CHANGED']);
const WITHDRAW_SUPPORT = act('withdrawSupport', ['NOT_FOUND', 'PROPOSAL_NOT_OPEN', 'PROPOSAL_CHANGED']);
const SupportProposalResult = resultOf(SUPPORT_PROPOSAL, SupportProposalSuccess);
const WithdrawSupportResult = resultOf(WITHDRAW_SUPPORT, WithdrawSupportSuccess);

@Resolver(() => ProposalType)
export class ProposalResolver {
  constructor(
    @Inject(Transactions) private readonly reader: Transactions,
    @Inject(Acts) private readonly acts: Acts,
  ) {}

  @Query(() => ProposalConnection, { description: 'The proposals of your collective, the latest first.' })
  @MayBeCalledBy('MEMBER')
  async proposals(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ProposalType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const rows = await proposalsBefore(
      this.reader,
      collectiveId,
      memberId,
      page.after?.[0] ?? null,
      page.first,
    );
    return pageFrom(rows.map(proposalObject), page, (proposal) => [proposal.proposalId]);
  }

  @ActMutation(
    SUPPORT_PROPOSAL,
    SupportProposalResult,
    'MEMBER',
    'Supports the version of a proposal that you read.',
  )
  supportProposal(
    @Args('input') input: SupportProposalInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, SUPPORT_PROPOSAL, changing(supportProposal, input), sayProposal);
  }

  @ActMutation(WITHDRAW_SUPPORT, WithdrawSupportResult, 'MEMBER', 'Takes your support of a version back.')
  withdrawSupport(
    @Args('input') input: WithdrawSupportInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, WITHDRAW_SUPPORT, changing(withdrawSupport, input), sayProposal);
  }
}

type SupportAct = (tx: Tx, actor: MemberActor, request: SupportRequest) => Promise<Uuid>;

const changing =
  (perform: SupportAct, input: SupportProposalInput) =>
  async (tx: Tx, actor: MemberActor): Promise<ProposalType> => {
    const proposalId = rowIdOf(input.proposalId, 'Proposal', actor.collectiveId, ['input', 'proposalId']);
    return proposalAfter(tx, actor, await perform(tx, actor, { proposalId, version: input.version }));
  };

const sayProposal = (proposal: ProposalType): { proposal: ProposalType } => ({ proposal });
