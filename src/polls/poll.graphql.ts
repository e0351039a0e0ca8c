import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
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
  MethodEnum,
  VenueEnum,
  clauseObject,
} from '../collectives/charter.graphql.js';
import { hashClause } from '../core/charter/charter.js';
import { explainOutcome } from '../core/charter/sentences.js';
import type { Outcome } from '../core/charter/outcome.js';
import type { AssemblyForm, BallotMode, Matter, MethodId, Venue } from '../core/charter/clause.js';
import { CONSENT_VALUES, YES_NO_VALUES, type BallotKind } from '../core/counting/ballot.js';
import { canonicalJson } from '../core/kernel/canonical-json.js';
import type { Locale, MemberActor, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { onlyField } from '../platform/graphql/ids-of-input.js';
import { EffectUnion, effectObject, type EffectObject } from '../decisions/effect.graphql.js';
import { objectionsOfPoll } from '../deliberation/objections.queries.js';
import { FieldSeen, MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
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
import { openAct, Problem, problemOf, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { ProposalType } from '../proposals/proposal.graphql.js';
import { Signer } from '../register/signer.js';
import { CastBallot, type InTheBox } from './cast-ballot.js';
import type { OutcomeCode, PollState } from './poll.entity.js';
import {
  pollsBefore,
  pollsByIds,
  pollsOfProposal,
  standingOf,
  type PollRecord,
  type Standing,
} from './polls.queries.js';
import { receiptFor } from './receipt.js';

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
    CANCELLED: { description: 'Called off by a decision or an incident.' },
    SUPERSEDED: { description: 'An assembly decided the same thing meanwhile. The ballots are kept.' },
  },
});

const OutcomeCodeEnum = {
  ADOPTED: 'ADOPTED',
  REJECTED: 'REJECTED',
  NO_QUORUM: 'NO_QUORUM',
  NO_DECISION: 'NO_DECISION',
  TIED: 'TIED',
  PREFERENCE: 'PREFERENCE',
} as const;
registerEnumType(OutcomeCodeEnum, {
  name: 'OutcomeCode',
  description: 'What came out of a poll.',
  valuesMap: {
    ADOPTED: { description: 'Adopted: a numbered decision.' },
    REJECTED: { description: 'Rejected: a numbered decision too.' },
    NO_QUORUM: { description: 'Too few took part for anything to be decided.' },
    NO_DECISION: { description: 'Nobody expressed anything: nothing is decided.' },
    TIED: { description: 'A tie that the rule leaves to a further poll or a lot.' },
    PREFERENCE: { description: 'A preference, without effect.' },
  },
});

const YesNoEnum = Object.fromEntries(YES_NO_VALUES.map((value) => [value, value]));
registerEnumType(YesNoEnum, {
  name: 'YesNoChoice',
  description: 'What a ballot says to a question that is adopted by a share.',
  valuesMap: {
    FOR: { description: 'I am for it.' },
    AGAINST: { description: 'I am against it.' },
    ABSTAIN: { description: 'I abstain: counted in the turnout.' },
    BLANK: { description: 'A blank ballot: counted in the turnout.' },
    NOT_TAKING_PART: {
      description: 'I take no part: counted in no base but those of the roll and the present.',
    },
  },
});

const ConsentEnum = Object.fromEntries(CONSENT_VALUES.map((value) => [value, value]));
registerEnumType(ConsentEnum, {
  name: 'ConsentChoice',
  description: 'What a ballot says to a question decided by consent.',
  valuesMap: {
    CONSENT: { description: 'I have no objection.' },
    OBJECT: { description: 'I object, and say why.' },
    ABSTAIN: { description: 'I stand aside.' },
    NOT_TAKING_PART: { description: 'I take no part.' },
  },
});

@Seen('PARENT')
@ObjectType({ description: 'Whether you may do something, and why not.' })
export class Permission {
  @Field(() => Boolean, { description: 'Whether you may.' })
  allowed!: boolean;

  @Field(() => Problem, { nullable: true, description: 'Why not; null when you may.' })
  problem!: object | null;
}

@Seen('PARENT')
@ObjectType('Receipt', {
  description: 'Proof that a ballot is in the box, which anyone can check without the server.',
})
export class ReceiptType {
  @Field(() => String, {
    description: 'What was signed: canonical JSON with the poll, the choice and the revision, and no time.',
  })
  text!: string;

  @Field(() => String, { description: 'The Ed25519 signature of that text, in base64.' })
  signature!: string;
}

@Seen('PARENT')
@ObjectType('OwnBallot', { description: 'Your own ballot, as it stands in the box.' })
export class OwnBallotType {
  @Field(() => String, { description: 'What it says.' })
  choice!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The reason of your objection; null for any other ballot.',
  })
  reason!: string | null;

  @Field(() => Int, { description: 'Its revision: send it as `expectedRevision` to change it.' })
  revision!: number;

  @Field(() => ReceiptType, { description: 'The proof that it is in the box.' })
  receipt!: ReceiptType;
}

@Seen('PARENT')
@ObjectType('Objection', { description: 'An argued objection.' })
export class ObjectionType {
  collectiveId!: Uuid;

  @FieldSeen('MEMBERS')
  @Field(() => ID, {
    nullable: true,
    description: 'Who raised it, to be read by `node`; null where you may not see who.',
  })
  memberId!: string | null;

  @Field(() => String, { description: 'Why they object.' })
  reason!: string;

  @Field(() => Boolean, { description: 'Whether it stands; its author may withdraw it by another ballot.' })
  stands!: boolean;
}

@Seen('PARENT')
@ObjectType('Outcome', { description: 'What came out of a poll, with its working.' })
export class OutcomeType {
  @Field(() => OutcomeCodeEnum, { description: 'What came out.' })
  code!: OutcomeCode;

  @Field(() => [String], { description: 'How it was counted, under which rule, sentence by sentence.' })
  explanation!: string[];

  @Field(() => String, {
    description:
      'The whole working as canonical JSON: tallies, bases, steps, the clause and its interpretations.',
  })
  working!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the working, as the register has it.' })
  hash!: string;

  @Field(() => DateTimeScalar, { description: 'When it was proclaimed.' })
  proclaimedAt!: string;
}

@Seen('BY_VISIBILITY')
@ObjectType('Poll', {
  implements: () => [Node],
  description: 'One question put to an electorate, with the rules it was opened under.',
})
export class PollType extends Node {
  collectiveId!: Uuid;
  visibility!: Visibility;
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

  @Field(() => [EffectUnion], { description: 'What its adoption does, frozen at opening.' })
  effects!: EffectObject[];

  @Field(() => VenueEnum, { description: 'Where it is held.' })
  venue!: Venue;

  @Field(() => ID, { nullable: true, description: 'The assembly it is held in; null online.' })
  assemblyId!: string | null;

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
    description: 'When it closes, whatever happens; null in a sitting before the last call.',
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

export function pollObject(record: PollRecord, locale: Locale): PollType & { __typename: 'Poll' } {
  const { collectiveId, id, effects, clauses, ...rest } = record;
  const global = (type: string, row: Uuid | null): string | null =>
    row && toGlobalId(type, collectiveId, row);
  return {
    __typename: 'Poll',
    ...rest,
    record,
    collectiveId,
    pollId: id,
    id: global('Poll', id) as string,
    proposalId: global('Proposal', rest.proposalId) as string,
    assemblyId: global('Assembly', rest.assemblyId),
    presentCount: rest.venue === 'ASSEMBLY' ? rest.presentCount : null,
    effects: effects.map((effect) => effectObject(effect, collectiveId)),
    clauses: clauses.map((clause) => clauseObject(clause, hashClause(clause), collectiveId)),
    outcome: outcomeObject(record, locale),
  };
}

function outcomeObject(record: PollRecord, locale: Locale): OutcomeType | null {
  if (record.outcomeCode === null) return null;
  return {
    code: record.outcomeCode,
    explanation: [...explainOutcome(record.outcomeWorking as unknown as Outcome, locale)],
    working: canonicalJson(record.outcomeWorking),
    hash: record.outcomeHash as string,
    proclaimedAt: record.proclaimedAt as string,
  };
}

export const pollNodes: NodeSource = {
  type: 'Poll',
  load: async (reader, collectiveId, ids, locale) =>
    (await pollsByIds(reader, collectiveId, ids)).map((record) => pollObject(record, locale)),
};

// ---- Casting -------------------------------------------------------------------------------------------------------

@InputType({ description: 'An answer to a question decided by consent.' })
export class ConsentBallotInput {
  @Field(() => ConsentEnum, { description: 'What you say.' })
  choice!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why you object; needed with OBJECT, and with nothing else.',
  })
  reason?: string | null;
}

@InputType({
  isOneOf: true,
  description: 'What your ballot says: exactly one of these, as the method of the poll asks.',
})
export class BallotInput {
  @Field(() => YesNoEnum, { nullable: true, description: 'For a poll that is adopted by a share.' })
  choice?: string;

  @Field(() => ConsentBallotInput, { nullable: true, description: 'For a poll decided by consent.' })
  consent?: ConsentBallotInput;
}

@InputType({ description: 'Your ballot.' })
export class CastBallotInput {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;

  @Field(() => Int, {
    description:
      'The revision of your ballot that you know: 0 when you have none. A repeat gets the same receipt.',
  })
  expectedRevision!: number;

  @Field(() => BallotInput, { description: 'What it says.' })
  ballot!: BallotInput;
}

@Seen('PARENT')
@ObjectType({ description: 'Your ballot is in the box, for good.' })
export class CastBallotSuccess {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;

  @Field(() => OwnBallotType, { description: 'Your ballot as it stands.' })
  ballot!: OwnBallotType;
}

export const CAST_BALLOT = openAct('castBallot', [
  'NOT_SIGNED_IN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'POLL_NOT_OPEN',
  'NOT_ON_ROLL',
  'BALLOT_INVALID',
  'BALLOT_NOT_CHANGEABLE',
  'OBJECTION_NEEDS_REASON',
  'STALE_REVISION',
]);
const CastBallotResult = resultOf(CAST_BALLOT, CastBallotSuccess);

interface Said {
  readonly kind: BallotKind;
  readonly choice: string;
  readonly reason: string | null;
}

function saidBy(input: BallotInput): Said {
  const field = onlyField(input, ['input', 'ballot']);
  if (field[0] === 'choice') return { kind: 'CHOICE', choice: input.choice as string, reason: null };
  const { choice, reason } = input.consent as ConsentBallotInput;
  return { kind: 'CONSENT', choice, reason: reason ?? null };
}

const sayInTheBox = ({
  collectiveId,
  pollId,
  choice,
  reason,
  revision,
  receipt,
}: InTheBox): CastBallotSuccess => ({
  pollId: toGlobalId('Poll', collectiveId, pollId),
  ballot: { choice, reason, revision, receipt },
});

@Resolver(() => PollType)
export class PollResolver {
  constructor(
    @Inject(Transactions) private readonly reader: Transactions,
    @Inject(Acts) private readonly acts: Acts,
    @Inject(CastBallot) private readonly box: CastBallot,
    @Inject(Signer) private readonly signer: Signer,
  ) {}

  @Query(() => PollConnection, { description: 'The polls of your collective, the latest first.' })
  @MayBeCalledBy('MEMBER')
  async polls(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<PollType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await pollsBefore(this.reader, collectiveId, page.after?.[0] ?? null, page.first);
    return pageFrom(
      rows.map((row) => pollObject(row, context.locale)),
      page,
      (poll) => [poll.pollId],
    );
  }

  @ActMutation(
    CAST_BALLOT,
    CastBallotResult,
    'IN_ACT',
    'Puts your ballot in the box, or changes it where the rule allows. Once answered, it counts.',
  )
  castBallot(@Args('input') input: CastBallotInput, @Context() context: RequestContext): Promise<object> {
    return this.acts.answer(context, CAST_BALLOT, sayInTheBox, () => {
      const { session } = context;
      if (!session) throw refuse('NOT_SIGNED_IN');
      const pollId = rowIdOf(input.pollId, 'Poll', session.collectiveId, ['input', 'pollId']);
      return this.box.cast({
        session,
        pollId,
        ...saidBy(input.ballot),
        expectedRevision: input.expectedRevision,
      });
    });
  }

  @ResolveField(() => Permission, { description: 'Whether you may vote now, and why not.' })
  async viewerMayCast(@Parent() poll: PollType, @Context() context: RequestContext): Promise<Permission> {
    const standing = await this.standing(poll, context);
    const refusal = standing ? refusalOf(standing) : refuse('NOT_SIGNED_IN');
    return { allowed: refusal === null, problem: refusal && problemOf(refusal, context.locale) };
  }

  @ResolveField(() => OwnBallotType, {
    nullable: true,
    description: 'Your own ballot in this poll; null when you have none in the box.',
  })
  async viewerBallot(
    @Parent() poll: PollType,
    @Context() context: RequestContext,
  ): Promise<OwnBallotType | null> {
    const standing = await this.standing(poll, context);
    if (!standing || standing.choice === null) return null;
    const { choice, reason, revision } = standing;
    const { memberId } = context.viewer as MemberActor;
    const { collectiveId, pollId } = poll;
    return {
      choice,
      reason,
      revision,
      receipt: receiptFor(this.signer, { collectiveId, pollId, memberId, choice, reason, revision }),
    };
  }

  @ResolveField(() => [ObjectionType], {
    description: 'The argued objections of a poll decided by consent, once its box is shut.',
  })
  async objections(@Parent() poll: PollType): Promise<ObjectionType[]> {
    if (poll.state === 'OPEN') return [];
    const objections = await objectionsOfPoll(this.reader, poll.collectiveId, poll.pollId);
    return objections.map(({ collectiveId, memberId, reason, state }) => ({
      collectiveId,
      memberId: toGlobalId('Member', collectiveId, memberId),
      reason,
      stands: state === 'RAISED',
    }));
  }

  private async standing(poll: PollType, context: RequestContext): Promise<Standing | null> {
    const actor = await context.actor();
    if (actor.kind === 'ANONYMOUS') return null;
    return standingOf(this.reader, poll.collectiveId, poll.pollId, actor.memberId);
  }
}

function refusalOf({ refusal, state, closesAt, rollReason }: Standing): Refusal | null {
  switch (refusal) {
    case 'POLL_NOT_OPEN':
      return refuse(refusal, { state, closesAt });
    case 'NOT_ON_ROLL':
      return refuse(refusal, { reason: rollReason });
    case 'NOT_FOUND':
    case 'BALLOT_NOT_CHANGEABLE':
      return refuse(refusal);
    case null:
      return null;
  }
}

/** The polls of a proposal: a field of the lower type, resolved here. */
@Resolver(() => ProposalType)
export class PollsOfProposalResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => [PollType], { description: 'Every poll held on it, from the first.' })
  async polls(@Parent() proposal: ProposalType, @Context() context: RequestContext): Promise<PollType[]> {
    const rows = await pollsOfProposal(this.reader, proposal.collectiveId, proposal.proposalId);
    return rows.map((row) => pollObject(row, context.locale));
  }
}
