import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import {
  AssemblyFormEnum,
  BallotModeEnum,
  ClauseType,
  MatterEnum,
  TieRuleEnum,
  VenueEnum,
  clauseObject,
} from '../collectives/charter.graphql.js';
import { AdoptionEnum, MethodEnum } from '../collectives/methods.graphql.js';
import { hashClause } from '../core/charter/charter.js';
import type {
  Adoption,
  AssemblyForm,
  BallotMode,
  Matter,
  MethodId,
  TieRule,
  Venue,
} from '../core/charter/clause.js';
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
import { personsConcerned } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { EffectUnion, effectObject, type EffectObject } from '../decisions/effect.graphql.js';
import { objectionsOfPolls } from '../deliberation/objections.queries.js';
import { ObjectionType, objectionObject } from './objection.graphql.js';
import { FieldSeen, MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateTimeScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { ProposalType } from '../proposals/proposal.graphql.js';
import { LotType, PollOptionType, lotObject, optionObjects } from './options.graphql.js';
import { OutcomeType, outcomeObject } from './outcome.graphql.js';
import { PollPaperType, paperObject } from './paper.graphql.js';
import type { PollState } from './poll.entity.js';
import { effectsPut, pollsBefore, pollsByIds, pollsOfProposals, type PollRecord } from './polls.queries.js';

const PollStateEnum = {
  OPEN: 'OPEN',
  CLOSED: 'CLOSED',
  DECIDED: 'DECIDED',
  CANCELLED: 'CANCELLED',
  SUPERSEDED: 'SUPERSEDED',
} as const;
registerEnumType(PollStateEnum, {
  name: 'PollState',
  description: 'Where a poll stands.',
  valuesMap: {
    OPEN: { description: 'Ballots are taken until `closesAt`.' },
    CLOSED: { description: 'The box is shut, and the outcome is not proclaimed yet.' },
    DECIDED: { description: 'The outcome is proclaimed.' },
    CANCELLED: {
      description:
        'Called off: taken back before anybody voted, or what it asked is asked no more. Nothing in its box is ever counted.',
    },
    SUPERSEDED: {
      description:
        'An assembly decided the same thing meanwhile, or a decision ended its working group. The ballots are kept.',
    },
  },
});

@Seen('BY_VISIBILITY')
@ObjectType('Poll', {
  implements: () => [Node],
  description: 'One question put to an electorate, with the rules it was opened under.',
})
export class PollType extends Node {
  collectiveId!: Uuid;
  visibility!: Visibility;
  concerns!: readonly Uuid[];
  pollId!: Uuid;
  record!: PollRecord;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => PollStateEnum, { description: 'Where it stands.' })
  state!: PollState;

  @Field(() => ID, { description: 'The proposal it puts; `node` reads it.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version of the proposal that it puts.' })
  proposalVersion!: number;

  @Field(() => [EffectUnion], {
    description: 'What its adoption does, frozen at opening; none where it elects: each option has its own.',
  })
  effects!: EffectObject[];

  @Field(() => [PollOptionType], {
    description: 'What it elects among, in the order of their keys; none where the answer is yes or no.',
  })
  options!: PollOptionType[];

  @Field(() => Int, {
    nullable: true,
    description: 'How many options it elects; null where the answer is yes or no.',
  })
  seats!: number | null;

  @Field(() => [String], {
    description: 'The grades that a ballot gives, from the worst to the best; none for other methods.',
  })
  grades!: readonly string[];

  @Field(() => PollPaperType, {
    description: 'How its ballot is filled in: enough to draw it without knowing the method.',
  })
  paper!: PollPaperType;

  @Field(() => AdoptionEnum, {
    nullable: true,
    description: 'What adopts the option that it elects; null where the answer is yes or no.',
  })
  adopts!: Adoption | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What may be spent in all; null where nothing is paid for.',
  })
  budget!: number | null;

  @Field(() => TieRuleEnum, {
    nullable: true,
    description: 'What settles a tie; null where there can be none.',
  })
  onTie!: TieRule | null;

  @Field(() => ID, { nullable: true, description: 'The poll whose choice it confirms; null for any other.' })
  confirmsId!: string | null;

  @Field(() => [String], {
    description: 'What it adopts or not, as the poll that it confirms chose it; none for any other.',
  })
  confirmsLabels!: readonly string[];

  @Field(() => LotType, { nullable: true, description: 'The lot that a tie goes by; null where none does.' })
  lot!: LotType | null;

  @FieldSeen('MEMBERS')
  @Field(() => ID, {
    nullable: true,
    description: 'The working group whose members vote in it; null where the collective does.',
  })
  groupId!: string | null;

  @Field(() => VenueEnum, { description: 'Where it is held.' })
  venue!: Venue;

  @Field(() => ID, { nullable: true, description: 'The assembly it is held in; null online.' })
  assemblyId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The item of its agenda that it belongs to; null for none.',
  })
  agendaItemId!: string | null;

  @Field(() => AssemblyFormEnum, { nullable: true, description: 'The form of that assembly; null online.' })
  form!: AssemblyForm | null;

  @Field(() => MatterEnum, { description: 'The kind of question it is.' })
  matter!: Matter;

  @Field(() => MethodEnum, { description: 'How ballots are counted.' })
  method!: MethodId;

  @Field(() => BallotModeEnum, { description: 'Whether ballots bear names.' })
  ballotMode!: BallotMode;

  @Field(() => Boolean, { description: 'Whether a cast ballot may be changed until closing.' })
  ballotMayChange!: boolean;

  @Field(() => [ClauseType], {
    description: 'The rules it was opened under, copied: a change of the charter does not move them.',
  })
  clauses!: ClauseType[];

  @Field(() => Sha256Scalar, { description: 'Fingerprint of those rules.' })
  clausesHash!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the wording put.' })
  wordingHash!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the effects put.' })
  effectsHash!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the electoral roll.' })
  rollHash!: string;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  openedAt!: Instant;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it closes; null in a sitting before the last call. Never later than was first said, and earlier only as `waitsForUnreached` says.',
  })
  closesAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it closed; null while it is open.' })
  closedAt!: Instant | null;

  @Field(() => Int, { description: 'How many are on the electoral roll.' })
  rollCount!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many of them were checked in at opening; null online.',
  })
  presentCount!: number | null;

  @Field(() => Int, {
    description: 'How many ballots are in the box. What they say is told by nobody before closing.',
  })
  castCount!: number;

  @Field(() => OutcomeType, {
    nullable: true,
    description: 'What came out of it; null until it is proclaimed.',
  })
  outcome!: OutcomeType | null;
}

const { Connection: PollConnection } = connectionOf(PollType, 'PollConnection');

export function pollObject(record: PollRecord): PollType & { __typename: 'Poll' } {
  const { collectiveId, id, options, clauses, election, ...rest } = record;
  const effects = effectsPut(record);
  const paper = paperObject(record);
  const global = (type: string, row: Uuid | null): string | null =>
    row && toGlobalId(type, collectiveId, row);
  return {
    __typename: 'Poll',
    ...rest,
    record,
    collectiveId,
    concerns: personsConcerned(effects),
    pollId: id,
    id: global('Poll', id) as string,
    proposalId: global('Proposal', rest.proposalId) as string,
    groupId: global('WorkingGroup', rest.groupId),
    assemblyId: global('Assembly', rest.assemblyId),
    agendaItemId: global('AgendaItem', rest.agendaItemId),
    presentCount: rest.venue === 'ASSEMBLY' ? rest.presentCount : null,
    effects: election ? [] : effects.map((effect) => effectObject(effect, collectiveId)),
    options: election ? optionObjects(options, election, collectiveId) : [],
    seats: election?.seats ?? null,
    grades: election?.grades ?? [],
    confirmsId: global('Poll', rest.confirms),
    paper,
    adopts: paper.paper.adopts,
    budget: paper.paper.budget,
    onTie: paper.paper.onTie,
    lot: lotObject(record),
    clauses: clauses.map((clause) => clauseObject(clause, hashClause(clause), collectiveId)),
    outcome: outcomeObject(record),
  };
}

export const pollNodes: NodeSource = {
  type: 'Poll',
  load: async (reader, collectiveId, ids) => (await pollsByIds(reader, collectiveId, ids)).map(pollObject),
};

@Resolver(() => PollType)
export class PollResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => PollConnection, { description: 'The polls of your collective, the latest first.' })
  @MayBeCalledBy('MEMBER')
  async polls(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<PollType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await pollsBefore(this.reader, collectiveId, page.after?.[0] ?? null, page.first);
    return pageFrom(rows.map(pollObject), page, (poll) => [poll.pollId]);
  }

  @ResolveField(() => [ObjectionType], {
    description: 'The argued objections of a poll decided by consent, once its box is shut.',
  })
  async objections(@Parent() poll: PollType, @Context() context: RequestContext): Promise<ObjectionType[]> {
    if (poll.state === 'OPEN') return [];
    const objections = await context.listOf(objectionsOfPolls, 'pollId', poll.collectiveId, poll.pollId);
    // An objection is a ballot that says why: who put it is told as the rule tells ballots.
    const isNamed = poll.record.clauses.every(({ ballotsVisibleTo }) => ballotsVisibleTo === 'MEMBERS');
    const actor = await context.actor();
    const own = actor.kind === 'MEMBER' ? actor.memberId : null;
    const isAsked = poll.state !== 'CANCELLED';
    return objections.map((objection) =>
      objectionObject(objection, { isAsked, author: isNamed || objection.memberId === own }),
    );
  }
}

/** The polls of a proposal: a field of the lower type, resolved here. */
@Resolver(() => ProposalType)
export class PollsOfProposalResolver {
  @ResolveField(() => [PollType], { description: 'Every poll held on it, from the first.' })
  async polls(@Parent() proposal: ProposalType, @Context() context: RequestContext): Promise<PollType[]> {
    const { collectiveId, proposalId } = proposal;
    const rows = await context.listOf(pollsOfProposals, 'proposalId', collectiveId, proposalId);
    return rows.map(pollObject);
  }
}
