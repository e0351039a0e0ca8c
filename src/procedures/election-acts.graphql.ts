import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { MandateScope, MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { ScopeKindEnum, scopeFromInput } from '../decisions/effect-mandate.graphql.js';
import { electionAfter, ElectionType } from '../elections/election.graphql.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { repeatOf } from '../platform/database/idempotency.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, relayableAct, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import { moveElection } from './move-election.js';
import { requireNominationBrought } from './nominate-for-member.js';
import { declineNomination, nominate } from './nominate.js';
import { EFFECT_REFUSALS, onceEach, OPENING_REFUSALS, WORDING_REFUSALS } from './refusals-of-acts.js';
import { startElection, withdrawElection } from './start-election.js';

@InputType({ description: 'A role, described before anybody is named for it.' })
export class StartElectionWithoutCandidatesInput {
  @Field(() => String, {
    description: 'Short name of the task in lower case, digits and hyphens, the same for ever.',
  })
  task!: string;

  @Field(() => String, { description: 'The task in one line.' })
  title!: string;

  @Field(() => MarkdownScalar, { defaultValue: '', description: 'What is asked, and what is not.' })
  instructions!: string;

  @Field(() => DateTimeScalar, { description: 'When the mandate ends.' })
  mandateEndsAt!: Instant;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a report on it is due; null where none is asked.',
  })
  reportDueAt?: Instant | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Names of the acts it opens; none for a purely human task.',
  })
  scopeActs!: string[];

  @Field(() => ScopeKindEnum, {
    nullable: true,
    description: 'What those acts may touch; null: the group that elects, or the collective.',
  })
  scopeKind?: MandateScope['object']['kind'] | null;

  @Field(() => ID, { nullable: true, description: 'Which one; null for the collective.' })
  scopeId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The working group that elects one of its own; null: the collective elects.',
  })
  groupId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The running assembly in which it is held; null online.' })
  assemblyId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The item of its agenda that it belongs to; null for none.',
  })
  agendaItemId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gets the same election.',
  })
  idempotencyKey?: string | null;
}

@InputType({ isAbstract: true })
abstract class ElectionInput {
  @Field(() => ID, { description: 'The election.' })
  electionId!: string;
}

@InputType({ description: 'Whom you would give the role, and why.' })
export class NominateInput extends ElectionInput {
  @Field(() => ID, { nullable: true, description: 'A member; null: nobody.' })
  personId?: string | null;

  @Field(() => String, {
    defaultValue: '',
    description: 'Why: needed in the first round. All electors read it once the round is over.',
  })
  reason!: string;
}

@InputType({ description: 'Which role you do not want.' })
export class DeclineNominationInput extends ElectionInput {}

@InputType({ description: 'Which election is to move on.' })
export class MoveElectionWithoutCandidatesInput extends ElectionInput {}

@InputType({ description: 'Which election is taken back: one that you began, or that is held up.' })
export class WithdrawElectionWithoutCandidatesInput extends ElectionInput {}

@ObjectType({ isAbstract: true })
abstract class ElectionSuccess {
  @Field(() => ElectionType, { description: 'The election.' })
  election!: ElectionType;
}

@Seen('PARENT')
@ObjectType({ description: 'Nominations are open.' })
export class StartElectionWithoutCandidatesSuccess extends ElectionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'You were heard; until the round is over you may nominate somebody else.' })
export class NominateSuccess extends ElectionSuccess {}

@Seen('PARENT')
@ObjectType({
  description: 'You are not given the role; where you were being put, nobody is asked any more.',
})
export class DeclineNominationSuccess extends ElectionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'It moved on.' })
export class MoveElectionWithoutCandidatesSuccess extends ElectionSuccess {}

@Seen('PARENT')
@ObjectType({ description: 'It is taken back.' })
export class WithdrawElectionWithoutCandidatesSuccess extends ElectionSuccess {}

export const START_ELECTION = act(
  'startElectionWithoutCandidates',
  onceEach(EFFECT_REFUSALS, [
    ...(['NOT_FOUND', 'INVALID_INPUT', 'IDEMPOTENCY_KEY_REUSED', 'COLLECTIVE_CONSTITUTING'] as const),
    ...(['CLAUSE_MISSING', 'METHOD_NOT_ALLOWED', 'CONSENT_ASKED_ONCE', 'VENUE_NOT_ALLOWED'] as const),
    ...(['ASSEMBLY_NOT_RUNNING', 'MANDATE_REQUIRED', 'PROPOSER_NOT_ENTITLED'] as const),
    ...(['NATURAL_PERSON_NEEDED', 'ELECTION_RUNNING'] as const),
  ]),
);
const aboutElection = ({ actor: { collectiveId }, id }: Acted): string =>
  toGlobalId('ElectionWithoutCandidates', collectiveId, id);

export const NOMINATE = relayableAct(
  'nominate',
  [
    ...(['NOT_FOUND', 'INVALID_INPUT', 'ELECTION_ENDED', 'NOMINATIONS_CLOSED', 'NOT_ON_ROLL'] as const),
    ...(['NOT_PRESENT', 'NOTHING_TO_CHANGE', 'NOMINEE_NOT_ELIGIBLE', 'NOMINEE_DECLINED'] as const),
    'NOT_AMONG_EQUALS',
  ],
  aboutElection,
);
export const DECLINE_NOMINATION = act('declineNomination', [
  'NOT_FOUND',
  'NATURAL_PERSON_NEEDED',
  'ELECTION_ENDED',
]);
export const MOVE_ELECTION = act(
  'moveElectionWithoutCandidates',
  // Whoever has the turn is put by a proposal and, in a sitting, asked about at once.
  onceEach(WORDING_REFUSALS, OPENING_REFUSALS, [
    ...(['MANDATE_REQUIRED', 'ELECTION_ENDED', 'ELECTION_NOT_YET', 'NOMINEE_BEING_PUT'] as const),
    'CONSENT_ASKED_ONCE',
  ]),
);
export const WITHDRAW_ELECTION = act('withdrawElectionWithoutCandidates', [
  'NOT_FOUND',
  'ELECTION_ENDED',
  'NOMINEE_BEING_PUT',
]);
const StartResult = resultOf(START_ELECTION, StartElectionWithoutCandidatesSuccess);
const NominateResult = resultOf(NOMINATE, NominateSuccess);
const DeclineResult = resultOf(DECLINE_NOMINATION, DeclineNominationSuccess);
const MoveResult = resultOf(MOVE_ELECTION, MoveElectionWithoutCandidatesSuccess);
const WithdrawResult = resultOf(WITHDRAW_ELECTION, WithdrawElectionWithoutCandidatesSuccess);

interface Acted {
  readonly actor: MemberActor;
  readonly id: Uuid;
}

@Resolver()
export class ElectionActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    START_ELECTION,
    StartResult,
    'MEMBER',
    'Begins an election without candidates: a role, then nominations with reasons, then consent to who has most.',
  )
  startElectionWithoutCandidates(
    @Args('input') input: StartElectionWithoutCandidatesInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<Acted> => {
      const id = await startElection(tx, actor, requestFrom(input, actor.collectiveId));
      return { actor, id };
    };
    return this.acts.perform(context, START_ELECTION, work, (done) => this.say(done, context));
  }

  @ActMutation(
    NOMINATE,
    NominateResult,
    'MEMBER',
    'Names somebody for a role, and says why; or somebody else.',
  )
  nominate(@Args('input') input: NominateInput, @Context() context: RequestContext): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<Acted> => {
      const { collectiveId } = actor;
      const { reason } = input;
      const path = ['input', 'personId'];
      const personId = input.personId == null ? null : rowIdOf(input.personId, 'Member', collectiveId, path);
      const id = await nominate(tx, actor, {
        electionId: electionIdOf(input, collectiveId),
        ...{ personId, reason },
      });
      if (context.speaksFor) {
        const { memberId: relayId } = (await context.actor()) as MemberActor;
        await requireNominationBrought(tx, actor, { electionId: id, personId, relayId });
      }
      return { actor, id };
    };
    return this.acts.perform(context, NOMINATE, work, (done) => this.say(done, context));
  }

  @ActMutation(
    DECLINE_NOMINATION,
    DeclineResult,
    'MEMBER',
    'Says that you do not want the role, at any moment.',
  )
  declineNomination(
    @Args('input') input: DeclineNominationInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = electionAct(input, declineNomination);
    return this.acts.perform(context, DECLINE_NOMINATION, work, (done) => this.say(done, context));
  }

  @ActMutation(
    MOVE_ELECTION,
    MoveResult,
    'MEMBER',
    'Moves an election on to what follows: once its phase is over or, in a sitting, under the mandate that opens its polls.',
  )
  moveElectionWithoutCandidates(
    @Args('input') input: MoveElectionWithoutCandidatesInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = electionAct(input, moveElection);
    return this.acts.perform(context, MOVE_ELECTION, work, (done) => this.say(done, context));
  }

  @ActMutation(
    WITHDRAW_ELECTION,
    WithdrawResult,
    'MEMBER',
    'Takes an election back while nobody is being put to consent: whoever began it, or anybody where it is held up.',
  )
  withdrawElectionWithoutCandidates(
    @Args('input') input: WithdrawElectionWithoutCandidatesInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = electionAct(input, withdrawElection);
    return this.acts.perform(context, WITHDRAW_ELECTION, work, (done) => this.say(done, context));
  }

  private async say({ actor, id }: Acted, { locale }: RequestContext): Promise<{ election: ElectionType }> {
    return { election: await electionAfter(this.reader, actor, id, locale) };
  }
}

const electionIdOf = ({ electionId }: ElectionInput, collectiveId: Uuid): Uuid =>
  rowIdOf(electionId, 'ElectionWithoutCandidates', collectiveId, ['input', 'electionId']);

/** An act on an election that somebody names. */
const electionAct =
  (input: ElectionInput, perform: (tx: Tx, actor: MemberActor, id: Uuid) => Promise<Uuid>) =>
  async (tx: Tx, actor: MemberActor): Promise<Acted> => ({
    actor,
    id: await perform(tx, actor, electionIdOf(input, actor.collectiveId)),
  });

function requestFrom(
  input: StartElectionWithoutCandidatesInput,
  collectiveId: Uuid,
): Parameters<typeof startElection>[2] {
  const row = (id: string | null | undefined, type: string, field: string): Uuid | null =>
    id == null ? null : rowIdOf(id, type, collectiveId, ['input', field]);
  const { task, title, instructions, mandateEndsAt, reportDueAt = null, scopeActs, groupId } = input;
  const kind = input.scopeKind ?? (groupId == null ? 'COLLECTIVE' : 'GROUP');
  const scopeId = input.scopeId ?? groupId ?? null;
  const object = scopeFromInput({ scopeKind: kind, scopeId }, collectiveId, ['input']);
  return {
    role: {
      ...{ task, title, instructions, endsAt: mandateEndsAt, reportDueAt },
      scope: { acts: [...scopeActs], object },
    },
    groupId: row(groupId, 'WorkingGroup', 'groupId'),
    assemblyId: row(input.assemblyId, 'Assembly', 'assemblyId'),
    agendaItemId: row(input.agendaItemId, 'AgendaItem', 'agendaItemId'),
    repeat: repeatOf(input),
  };
}
