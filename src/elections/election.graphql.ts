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
import { ConsentRuleType } from '../collectives/consent-rule.graphql.js';
import {
  ELECTION_PHASES,
  NOMINEE_ENDS,
  type ElectionPhase,
  type ElectionState,
  type NomineeEnd,
} from '../core/charter/circle-election.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import {
  circlesOf,
  electionsBefore,
  electionsByIds,
  nominationsAfter,
  type ElectionRecord,
  type NominationShown,
} from './elections.queries.js';
import { explainElection, sayElection } from './say-election.js';

const ElectionPhaseEnum = Object.fromEntries(ELECTION_PHASES.map((phase) => [phase, phase]));
registerEnumType(ElectionPhaseEnum, {
  name: 'ElectionPhase',
  description: 'What is asked of people in an election without candidates.',
  valuesMap: {
    NOMINATION: { description: 'Everybody nominates somebody, and says why.' },
    CHANGE: { description: 'Reasons are read; whoever changed their mind nominates somebody else.' },
    FURTHER: { description: 'Several are equal: everybody nominates one of them.' },
    CONSENT: { description: 'Whoever has most nominations is put to consent.' },
  },
});

const ElectionStateEnum = {
  RUNNING: 'RUNNING',
  ELECTED: 'ELECTED',
  NOT_APPLIED: 'NOT_APPLIED',
  NO_DECISION: 'NO_DECISION',
  SUPERSEDED: 'SUPERSEDED',
  WITHDRAWN: 'WITHDRAWN',
} as const satisfies { readonly [S in ElectionState]: S };
registerEnumType(ElectionStateEnum, {
  name: 'ElectionState',
  description: 'What became of an election without candidates.',
  valuesMap: {
    RUNNING: { description: 'It goes on.' },
    ELECTED: { description: 'Nobody objected to whom it chose: the mandate is given.' },
    NOT_APPLIED: {
      description: 'Nobody objected, and the mandate could not be given: the decision says why.',
    },
    NO_DECISION: { description: 'Nobody is left to be put, or nobody answered: nothing is decided.' },
    SUPERSEDED: { description: 'The role was given, or refused, elsewhere meanwhile.' },
    WITHDRAWN: { description: 'It was taken back.' },
  },
});

const NomineeEndEnum = Object.fromEntries(NOMINEE_ENDS.map((how) => [how, how]));
registerEnumType(NomineeEndEnum, {
  name: 'NomineeEnd',
  description: 'What became of somebody whose turn it was.',
  valuesMap: {
    CONSENTED: { description: 'Nobody objects any more: elected.' },
    NOT_APPLIED: { description: 'Nobody objects any more, and the decision could not give them the role.' },
    OBJECTED: { description: 'Objections stood to the end: it was the turn of the next.' },
    DECLINED: { description: 'They do not want the role.' },
    GONE: { description: 'They are no longer a member, or of the group.' },
    UNANSWERED: { description: 'Too few answered: nothing was decided.' },
    SUPERSEDED: { description: 'The question was decided elsewhere.' },
    WITHDRAWN: { description: 'It was taken back before anybody answered.' },
  },
});

@Seen('PARENT')
@ObjectType('Nomination', { description: 'Somebody named for a role, and why.' })
export class NominationType {
  rowId!: Uuid;

  @Field(() => Int, { description: 'The round: 1, 2 to change one’s mind, then those among equals.' })
  round!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Who nominates; null where the rule shows nobody whose ballot is whose.',
  })
  byId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Whom they name; null: nobody.' })
  personId!: string | null;

  @Field(() => String, { description: 'Why; empty where its author had their words erased.' })
  reason!: string;
}

@Seen('PARENT')
@ObjectType('OwnNomination', { description: 'What you said in the round that is open.' })
export class OwnNominationType {
  @Field(() => ID, { nullable: true, description: 'Whom you name; null: nobody.' })
  personId!: string | null;

  @Field(() => String, { description: 'Why you do.' })
  reason!: string;
}

@Seen('PARENT')
@ObjectType('Nominee', { description: 'Somebody whose turn it was to be put to consent.' })
export class NomineeType {
  @Field(() => ID, { description: 'Who it is.' })
  personId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The proposal that puts them, with its search for consent; null where they were passed over.',
  })
  proposalId!: string | null;

  @Field(() => NomineeEndEnum, { nullable: true, description: 'What became of it; null while they are put.' })
  how!: NomineeEnd | null;
}

@Seen('SAME_COLLECTIVE')
@ObjectType('ElectionWithoutCandidates', {
  implements: () => [Node],
  description:
    'A role that is described first, then nominations with reasons, a round to change one’s mind, and consent to who has most, one after the other.',
})
export class ElectionType extends Node {
  readonly __typename!: 'ElectionWithoutCandidates';
  collectiveId!: Uuid;
  electionId!: Uuid;

  @Field(() => String, { description: 'Short name of the task.' })
  task!: string;

  @Field(() => String, { description: 'The task in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, { description: 'What is asked, and what is not.' })
  instructions!: string;

  @Field(() => [String], { description: 'Names of the acts that the mandate opens; none for a human task.' })
  scopeActs!: string[];

  @Field(() => DateTimeScalar, { description: 'When the mandate ends.' })
  mandateEndsAt!: Instant;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a report on it is due; null where none is asked.',
  })
  reportDueAt!: Instant | null;

  @Field(() => ID, { nullable: true, description: 'The working group that elects; null: the collective.' })
  groupId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The sitting in which it is held; null online.' })
  assemblyId!: string | null;

  @Field(() => ElectionStateEnum, { description: 'What became of it.' })
  state!: ElectionState;

  @Field(() => ElectionPhaseEnum, { description: 'The phase it is in, or ended in.' })
  phase!: ElectionPhase;

  @Field(() => Int, { description: 'The round of nominations that is open, or was the last.' })
  round!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the phase is over; null in a sitting, while somebody is put, or where it is held up.',
  })
  phaseEndsAt!: Instant | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why the next person could not be put, as the code of a refusal; null where nothing holds it up.',
  })
  heldBy!: string | null;

  @Field(() => String, { description: 'Where it stands and what can be done now, in your language.' })
  whatNow!: string;

  @Field(() => ConsentRuleType, { description: 'The rule of consent that it began with.' })
  rule!: ConsentRuleType;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  startedAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it runs.' })
  endedAt!: Instant | null;

  @Field(() => Int, {
    description: 'How many have nominated in the round that is open; whom, nobody reads before it is over.',
  })
  heard!: number;

  @Field(() => OwnNominationType, {
    nullable: true,
    description: 'What you said in the round that is open; null where you said nothing yet.',
  })
  viewerNomination!: OwnNominationType | null;

  @Field(() => [ID], { description: 'Who does not want the role.' })
  declinedIds!: string[];

  @Field(() => [NomineeType], { description: 'Those whose turn it was, from the first.' })
  nominees!: NomineeType[];
}

const { Connection: ElectionConnection } = connectionOf(ElectionType, 'ElectionWithoutCandidatesConnection');
const { Connection: NominationConnection } = connectionOf(NominationType, 'NominationConnection');

export function electionObject(record: ElectionRecord, locale: Locale): ElectionType {
  const { collectiveId, id, role, own, declined, nominees, groupId, assemblyId } = record;
  const { task, state, phase, round, phaseEndsAt, heldBy, startedAt, endedAt, heard } = record;
  const global = (type: string, of: Uuid | null): string | null => of && toGlobalId(type, collectiveId, of);
  const member = (of: Uuid): string => toGlobalId('Member', collectiveId, of);
  return {
    __typename: 'ElectionWithoutCandidates',
    collectiveId,
    electionId: id,
    id: toGlobalId('ElectionWithoutCandidates', collectiveId, id),
    ...{ task, state, phase, round, phaseEndsAt, heldBy, startedAt, endedAt, heard },
    title: role.title,
    instructions: role.instructions,
    scopeActs: [...role.scope.acts],
    mandateEndsAt: role.endsAt,
    reportDueAt: role.reportDueAt,
    groupId: global('WorkingGroup', groupId),
    assemblyId: global('Assembly', assemblyId),
    whatNow: sayElection(record, locale),
    rule: record.rule as ConsentRuleType,
    viewerNomination: own && { personId: global('Member', own.personId), reason: own.reason },
    declinedIds: declined.map(member),
    nominees: nominees.map(({ personId, proposalId, how }) => ({
      personId: member(personId),
      proposalId: global('Proposal', proposalId),
      how,
    })),
  };
}

const nominationObject = (
  collectiveId: Uuid,
  { id, round, memberId, personId, reason }: NominationShown,
): NominationType => {
  const member = (of: Uuid | null): string | null => of && toGlobalId('Member', collectiveId, of);
  return { rowId: id, round, byId: member(memberId), personId: member(personId), reason };
};

export const electionNodes: NodeSource = {
  type: 'ElectionWithoutCandidates',
  load: async (reader, collectiveId, ids, locale, viewerId = null) =>
    (await electionsByIds(reader, collectiveId, viewerId, ids)).map((row) => electionObject(row, locale)),
};

/** An election as the member who just acted in it sees it. */
export async function electionAfter(
  reader: Reader,
  { collectiveId, memberId }: MemberActor,
  id: Uuid,
  locale: Locale,
): Promise<ElectionType> {
  const [record] = await electionsByIds(reader, collectiveId, memberId, [id]);
  return electionObject(record as ElectionRecord, locale);
}

@Resolver(() => ElectionType)
export class ElectionResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => ElectionConnection, {
    description: 'The elections without candidates of your collective, the latest first.',
  })
  @MayBeCalledBy('MEMBER')
  async electionsWithoutCandidates(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ElectionType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const before = page.after?.[0] ?? null;
    const rows = await electionsBefore(this.reader, collectiveId, memberId, before, page.first);
    const shown = rows.map((row) => electionObject(row, context.locale));
    return pageFrom(shown, page, ({ electionId }) => [electionId]);
  }

  @ResolveField(() => NominationConnection, {
    description: 'The nominations of the rounds that are over, with their reasons, from the first round.',
  })
  async nominations(
    @Parent() { collectiveId, electionId }: ElectionType,
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<NominationType>> {
    const page = readPage(args, ['integer', 'uuid']);
    const after = page.after && { round: page.after[0], id: page.after[1] };
    const rows = await context.listOf(
      nominationsAfter,
      'electionId',
      collectiveId,
      electionId,
      after,
      page.first,
    );
    const shown = rows.map((row) => nominationObject(collectiveId, row));
    return pageFrom(shown, page, ({ round, rowId }) => [round, rowId]);
  }

  @ResolveField(() => [String], {
    description:
      'How whoever was put came to be put, line by line, as far as rounds are over: whom nominations name, never who nominates.',
  })
  async explanation(@Parent() election: ElectionType, @Context() context: RequestContext): Promise<string[]> {
    const { collectiveId, electionId } = election;
    const circle = await context.oneOf(circlesOf, 'electionId', collectiveId, electionId);
    return circle ? explainElection(election, circle, context.locale) : [];
  }
}
