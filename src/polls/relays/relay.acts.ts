import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import type { Actor, MemberActor } from '../../core/kernel/actors.js';
import { refuse } from '../../core/kernel/refusals.js';
import { Seen } from '../../platform/access/access.js';
import type { RequestContext } from '../../platform/access/context.js';
import type { RelayWay } from '../../platform/access/voices.js';
import { CONFIG } from '../../platform/config/config.token.js';
import type { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/transactions.js';
import { ActMutation, Acts } from '../../platform/graphql/acts.js';
import { toGlobalId } from '../../platform/graphql/global-ids.js';
import { rowIdOf } from '../../platform/graphql/ids-of-input.js';
import { act, openAct, resultOf } from '../../platform/graphql/problems.js';
import { RelayWays } from '../../platform/graphql/speaks-for.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { BallotInput, ReceiptType, saidBy } from '../ballot.graphql.js';
import type { InTheBox } from '../cast-ballot.js';
import { askForRelay, endRelay } from './ask-for-relay.js';
import { CastForMemberAct } from './cast-for-member.js';
import { contestRelayedAct } from './contest-relayed-act.js';
import { ContestRelayedBallot } from './contest-relayed-ballot.js';
import {
  ACT_RELAYED,
  BALLOT_RELAYED,
  RELAY_ASKED,
  writeActRelayedLetter,
  writeBallotRelayedLetter,
  writeRelayAskedLetter,
} from './relay-letters.js';
import { recordReached } from './reach.js';
import type { RelayRequestWay } from './relay.entity.js';
import { RelayRequestWays } from './relay.graphql.js';

@InputType({ description: 'Who asks for a relay.' })
export class AskForRelayInput {
  @Field(() => ID, { description: 'You, or whoever asked you to write it down.' })
  memberId!: string;

  @Field(() => RelayRequestWays, { description: 'How it is known that they ask.' })
  way!: RelayRequestWay;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether a relay does other acts for them too, such as speaking in a thread; false: it brings their ballots, and no more.',
  })
  otherActs!: boolean;
}

@InputType({ description: 'Who wants no relay any more.' })
export class EndRelayInput {
  @Field(() => ID, { description: 'You, or whoever told you so.' })
  memberId!: string;
}

@InputType({ description: 'A ballot, for whoever said it.' })
export class CastForMemberInput {
  @Field(() => ID, { description: 'Whose ballot it is: somebody who asked for a relay.' })
  memberId!: string;

  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;

  @Field(() => Int, {
    description:
      'The revision of what you brought for them before: 0 for the first. What they cast themselves is theirs.',
  })
  expectedRevision!: number;

  @Field(() => BallotInput, { description: 'What they said.' })
  ballot!: BallotInput;

  @Field(() => RelayWays, { description: 'How they said it.' })
  way!: RelayWay;

  @Field(() => Boolean, { description: 'You read it back to them, and they agreed: it has to be true.' })
  readBack!: boolean;
}

@InputType({ description: 'Whom you told of a poll.' })
export class RecordReachedInput {
  @Field(() => ID, { description: 'Somebody who asked for a relay.' })
  memberId!: string;

  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'It is written that they know of the poll.' })
export class RecordReachedSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  reached!: boolean;
}

@InputType({ description: 'The ballot that is not what you said.' })
export class ContestRelayedBallotInput {
  @Field(() => ID, { description: 'The poll that it is in.' })
  pollId!: string;
}

@Seen('PARENT')
@ObjectType({
  description: 'Relays may bring ballots for them, or a second member has to write it down too.',
})
export class AskForRelaySuccess {
  @Field(() => Boolean, {
    description:
      'Whether what you asked stands; false while a second member has to join you, within seven days. It tells nothing of ' +
      'what others asked.',
  })
  stands!: boolean;
}

@Seen('PARENT')
@ObjectType({
  description:
    'No relay brings ballots for them any more, unless they or others asked too, of whom you are told nothing. ' +
    'What was cast stays cast.',
})
export class EndRelaySuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  ended!: boolean;
}

@Seen('PARENT')
@ObjectType({ description: 'Their ballot is in the box, is marked as brought by you, and they are told.' })
export class CastForMemberSuccess {
  @Field(() => ID, { description: 'The poll.' })
  pollId!: string;

  @Field(() => Int, {
    description: 'Its revision: send it as `expectedRevision` to change what you brought.',
  })
  revision!: number;

  @Field(() => ReceiptType, { description: 'The proof that it is in the box: theirs, to be given to them.' })
  receipt!: ReceiptType;
}

@InputType({ description: 'The act that is not what you said.' })
export class ContestRelayedActInput {
  @Field(() => ID, { description: 'It, as `viewer.relayedActs` has it.' })
  relayedActId!: string;
}

@Seen('PARENT')
@ObjectType({
  description: 'It is written for ever that this is not what you said; the act itself stands.',
})
export class ContestRelayedActSuccess {
  @Field(() => ID, { description: 'The act.' })
  relayedActId!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'It is written that this is not what you said.' })
export class ContestRelayedBallotSuccess {
  @Field(() => Boolean, {
    description:
      'Whether it is out of the box. If not, the box is shut: it is counted, and all see that such ballots are in it.',
  })
  takenOut!: boolean;
}

export const ASK_FOR_RELAY = act('askForRelay', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'NATURAL_PERSON_NEEDED',
  'RELAY_NEEDS_OWN_LINK',
  'DUPLICATE',
]);
export const END_RELAY = act('endRelay', ['NOT_FOUND', 'MANDATE_REQUIRED']);
export const CAST_FOR_MEMBER = act('castForMember', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MANDATE_REQUIRED',
  'NATURAL_PERSON_NEEDED',
  'RELAY_NEEDS_OWN_LINK',
  'RELAY_ASKED_FOR_TOO_LATE',
  'RELAY_NOT_ASKED_FOR',
  'RELAY_ASKED_FOR_BY_ITSELF',
  'BALLOT_THEIR_OWN',
  'POLL_NOT_OPEN',
  'NOT_ON_ROLL',
  'BALLOT_INVALID',
  'BALLOT_NOT_CHANGEABLE',
  'OBJECTION_NEEDS_REASON',
  'STALE_REVISION',
]);
export const CONTEST_RELAYED_BALLOT = openAct('contestRelayedBallot', [
  'CONSTRAINT',
  'NOT_SIGNED_IN',
  'NOT_FOUND',
  'CONTEST_PERIOD_OVER',
  'POLL_NOT_OPEN',
  'NOT_ON_ROLL',
  'STALE_REVISION',
]);
export const CONTEST_RELAYED_ACT = act('contestRelayedAct', ['NOT_FOUND']);
export const RECORD_REACHED = act('recordReached', [
  'NOT_FOUND',
  'INVALID_INPUT',
  'MANDATE_REQUIRED',
  'NATURAL_PERSON_NEEDED',
  'RELAY_NEEDS_OWN_LINK',
  'RELAY_ASKED_FOR_TOO_LATE',
  'RELAY_NOT_ASKED_FOR',
  'RELAY_ASKED_FOR_BY_ITSELF',
  'POLL_NOT_OPEN',
  'NOT_ON_ROLL',
]);
const RecordReachedResult = resultOf(RECORD_REACHED, RecordReachedSuccess);
const AskForRelayResult = resultOf(ASK_FOR_RELAY, AskForRelaySuccess);
const EndRelayResult = resultOf(END_RELAY, EndRelaySuccess);
const CastForMemberResult = resultOf(CAST_FOR_MEMBER, CastForMemberSuccess);
const ContestRelayedBallotResult = resultOf(CONTEST_RELAYED_BALLOT, ContestRelayedBallotSuccess);

const ContestRelayedActResult = resultOf(CONTEST_RELAYED_ACT, ContestRelayedActSuccess);

const sayBrought = ({ collectiveId, pollId, revision, receipt }: InTheBox): CastForMemberSuccess => ({
  pollId: toGlobalId('Poll', collectiveId, pollId),
  revision,
  receipt,
});

@Resolver()
export class RelayActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(CastForMemberAct) private readonly castFor: CastForMemberAct,
    @Inject(ContestRelayedBallot) private readonly contests: ContestRelayedBallot,
    @Inject(CONFIG) config: Config,
    @Inject(Outbox) outbox: Outbox,
  ) {
    outbox.writes(RELAY_ASKED, writeRelayAskedLetter(config.publicUrl));
    outbox.writes(BALLOT_RELAYED, writeBallotRelayedLetter(config.publicUrl));
    outbox.writes(ACT_RELAYED, writeActRelayedLetter(config.publicUrl));
  }

  @ActMutation(
    ASK_FOR_RELAY,
    AskForRelayResult,
    'MEMBER',
    'Writes down that somebody asks for a relay: oneself, two members on their word, or one with their paper.',
  )
  askForRelay(
    @Args('input') { memberId: id, way, otherActs }: AskForRelayInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<boolean> => {
      const memberId = rowIdOf(id, 'Member', actor.collectiveId, ['input', 'memberId']);
      return askForRelay(tx, actor, { memberId, way, otherActs });
    };
    return this.acts.perform(context, ASK_FOR_RELAY, work, (stands) => ({ stands }));
  }

  @ActMutation(
    END_RELAY,
    EndRelayResult,
    'MEMBER',
    'Takes somebody off the relays’ list: oneself, or a relay; whoever wrote them down takes back what they wrote.',
  )
  endRelay(@Args('input') input: EndRelayInput, @Context() context: RequestContext): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<void> =>
      endRelay(tx, actor, rowIdOf(input.memberId, 'Member', actor.collectiveId, ['input', 'memberId']));
    return this.acts.perform(context, END_RELAY, work, () => ({ ended: true }));
  }

  @ActMutation(
    CAST_FOR_MEMBER,
    CastForMemberResult,
    'MEMBER',
    'Puts a ballot in the box for somebody who asked for a relay and said how they vote, under a mandate for it.',
  )
  castForMember(
    @Args('input') input: CastForMemberInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<InTheBox> => {
      const { collectiveId } = actor;
      const { expectedRevision, way, readBack } = input;
      return this.castFor.cast(tx, actor, {
        pollId: rowIdOf(input.pollId, 'Poll', collectiveId, ['input', 'pollId']),
        memberId: rowIdOf(input.memberId, 'Member', collectiveId, ['input', 'memberId']),
        ...saidBy(input.ballot),
        ...{ expectedRevision, way, readBack },
      });
    };
    return this.acts.perform(context, CAST_FOR_MEMBER, work, sayBrought);
  }

  @ActMutation(
    RECORD_REACHED,
    RecordReachedResult,
    'MEMBER',
    'Writes down that a relay told somebody of an open poll: from then on, silence is what they chose.',
  )
  recordReached(
    @Args('input') input: RecordReachedInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = (tx: Tx, actor: MemberActor): Promise<void> =>
      recordReached(tx, actor, {
        pollId: rowIdOf(input.pollId, 'Poll', actor.collectiveId, ['input', 'pollId']),
        memberId: rowIdOf(input.memberId, 'Member', actor.collectiveId, ['input', 'memberId']),
      });
    return this.acts.perform(context, RECORD_REACHED, work, () => ({ reached: true }));
  }

  @ActMutation(
    CONTEST_RELAYED_BALLOT,
    ContestRelayedBallotResult,
    'SESSION',
    'Says that a ballot which a relay brought is not what you said, also once you left. While the box is open it is taken out.',
  )
  contestRelayedBallot(
    @Args('input') input: ContestRelayedBallotInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, asking: Actor): Promise<boolean> => {
      if (asking.kind !== 'MEMBER') throw refuse('NOT_SIGNED_IN');
      const pollId = rowIdOf(input.pollId, 'Poll', asking.collectiveId, ['input', 'pollId']);
      return this.contests.contest(tx, asking, pollId);
    };
    return this.acts.performForAnyone(context, CONTEST_RELAYED_BALLOT, work, (takenOut) => ({ takenOut }));
  }

  @ActMutation(
    CONTEST_RELAYED_ACT,
    ContestRelayedActResult,
    'MEMBER',
    'Says that an act which a relay did for you is not what you said: all who see the act see that too.',
  )
  contestRelayedAct(
    @Args('input') { relayedActId }: ContestRelayedActInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    const work = async (tx: Tx, actor: MemberActor): Promise<ContestRelayedActSuccess> => {
      const path = ['input', 'relayedActId'];
      await contestRelayedAct(tx, actor, rowIdOf(relayedActId, 'RelayedAct', actor.collectiveId, path));
      return { relayedActId };
    };
    return this.acts.perform(context, CONTEST_RELAYED_ACT, work, (done) => done);
  }
}
