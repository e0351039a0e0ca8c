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
import { CONSENT_VALUES, YES_NO_VALUES, type BallotKind } from '../core/counting/ballot.js';
import { UNMARKED, approvedText, rankedText, scoredText, type Unmarked } from '../core/counting/marks.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { openAct, resultOf } from '../platform/graphql/problems.js';
import { CastBallot, type InTheBox } from './cast-ballot.js';

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

  @Field(() => Boolean, {
    description: 'Whether it was cast in a session that others opened for you, with a link that they gave.',
  })
  assisted!: boolean;

  @Field(() => Boolean, {
    description: 'Whether a relay brought it, on your word. If it is not what you said, contest it.',
  })
  relayed!: boolean;

  @Field(() => ReceiptType, { description: 'The proof that it is in the box.' })
  receipt!: ReceiptType;
}

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

@InputType({ description: 'A score or a grade of one option.' })
export class ScoreInput {
  @Field(() => String, { description: 'The key of the option.' })
  option!: string;

  @Field(() => Int, { description: 'Its score; or the place of its grade, from 0 for the worst.' })
  score!: number;
}

const UnmarkedEnum = Object.fromEntries(UNMARKED.map((value) => [value, value]));
registerEnumType(UnmarkedEnum, {
  name: 'UnmarkedBallot',
  description: 'What a ballot says that marks no option.',
  valuesMap: {
    ABSTAIN: { description: 'I abstain: counted in the turnout.' },
    BLANK: { description: 'A blank ballot: counted in the turnout.' },
    NOT_TAKING_PART: {
      description: 'I take no part: counted in no base but those of the roll and the present.',
    },
  },
});

@InputType({
  isOneOf: true,
  description: 'What your ballot says: exactly one of these, as the method of the poll asks.',
})
export class BallotInput {
  @Field(() => YesNoEnum, { nullable: true, description: 'For a poll that is adopted by a share.' })
  choice?: string;

  @Field(() => ConsentBallotInput, { nullable: true, description: 'For a poll decided by consent.' })
  consent?: ConsentBallotInput;

  @Field(() => [[String]], {
    nullable: true,
    description: 'For a poll that counts rankings: keys of options, the best first, equal ones together.',
  })
  ranking?: string[][];

  @Field(() => [String], {
    nullable: true,
    description: 'For a poll that counts approvals: keys of options.',
  })
  approved?: string[];

  @Field(() => [ScoreInput], { nullable: true, description: 'For a poll that counts scores.' })
  scores?: ScoreInput[];

  @Field(() => [ScoreInput], { nullable: true, description: 'For a poll that counts grades.' })
  grades?: ScoreInput[];

  @Field(() => UnmarkedEnum, { nullable: true, description: 'For a poll among options, when you mark none.' })
  unmarked?: Unmarked;
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
@ObjectType({ description: 'Your ballot is in the box, and counts as it stands.' })
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

interface SaidOnPaper {
  /** Null: it marks nothing, on whatever paper that marks options. */
  readonly kind: BallotKind | null;
  readonly choice: string;
  readonly reason: string | null;
}

/** What the paper says, whoever brings it. */
export function saidBy(input: BallotInput): SaidOnPaper {
  const field = onlyField(input, ['input', 'ballot']);
  if (field[0] === 'choice') return { kind: 'CHOICE', choice: input.choice as string, reason: null };
  if (field[0] === 'consent') {
    const { choice, reason } = input.consent as ConsentBallotInput;
    return { kind: 'CONSENT', choice, reason: reason ?? null };
  }
  return { ...markedBy(field[0], input), reason: null };
}

function markedBy(field: string, input: BallotInput): Omit<SaidOnPaper, 'reason'> {
  switch (field) {
    case 'ranking':
      return { kind: 'RANKED', choice: rankedText(input.ranking as string[][]) };
    case 'approved':
      return { kind: 'APPROVED', choice: approvedText(input.approved as string[]) };
    case 'scores':
      return { kind: 'SCORED', choice: scoresOf(input.scores as ScoreInput[]) };
    case 'grades':
      return { kind: 'GRADED', choice: scoresOf(input.grades as ScoreInput[]) };
    default:
      return { kind: null, choice: input.unmarked as Unmarked };
  }
}

const scoresOf = (scores: readonly ScoreInput[]): string =>
  scoredText(scores.map(({ option, score }) => [option, score]));

const sayInTheBox = ({
  collectiveId,
  pollId,
  choice,
  reason,
  revision,
  assisted,
  receipt,
}: InTheBox): CastBallotSuccess => ({
  pollId: toGlobalId('Poll', collectiveId, pollId),
  ballot: { choice, reason, revision, assisted, relayed: false, receipt },
});

@Resolver()
export class BallotResolver {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(CastBallot) private readonly box: CastBallot,
  ) {}

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
}
