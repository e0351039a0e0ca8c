import {
  Context,
  Field,
  Int,
  ObjectType,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import {
  EQUAL_RANKS,
  LEFT_OUT,
  PAPER_KINDS,
  ballotPaper,
  type BallotPaper,
  type EqualRanks,
  type LeftOut,
  type PaperKind,
} from '../core/charter/ballot-paper.js';
import { paperInWords } from '../core/charter/ballot-paper-sentences.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { PollRecord } from './polls.queries.js';

const enumOf = <V extends string>(values: readonly V[]): { readonly [K in V]: K } =>
  Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in V]: K };

const PaperKindEnum = enumOf(PAPER_KINDS);
registerEnumType(PaperKindEnum, {
  name: 'PollPaperKind',
  description: 'What a voter does with a ballot, whatever the method that counts it.',
  valuesMap: {
    YES_NO: { description: 'Says for or against: `choice`.' },
    CONSENT: { description: 'Consents, or objects and says why: `consent`.' },
    ONE_CHOICE: { description: 'Picks one option: `ranking`, with that one first.' },
    RANKING: { description: 'Puts options in order: `ranking`.' },
    APPROVAL: { description: 'Ticks options: `approved`.' },
    SCORES: { description: 'Gives options numbers: `scores`.' },
    GRADES: { description: 'Gives options grades: `grades`.' },
    DOTS: { description: 'Spreads a number of dots: `scores`.' },
  },
});

const EqualRanksEnum = enumOf(EQUAL_RANKS);
registerEnumType(EqualRanksEnum, {
  name: 'EqualRanks',
  description: 'What becomes of options put together at one rank.',
  valuesMap: {
    COUNTED: { description: 'Each of them is counted at that rank.' },
    UNREAD: { description: 'A ballot may say so, and that rank may then give no voice to any of them.' },
    REFUSED: { description: 'Such a ballot is refused when it is cast.' },
  },
});

const LeftOutEnum = enumOf(LEFT_OUT);
registerEnumType(LeftOutEnum, {
  name: 'LeftOut',
  description: 'What an option counts as that a ballot leaves out.',
  valuesMap: {
    BELOW: { description: 'It stands below all that are marked.' },
    LEAST: { description: 'As the least score.' },
    AVERAGE: { description: 'As the average score, or the middle grade, that other ballots give it.' },
    DEFAULT_GRADE: { description: 'As the grade that the rule says.' },
    NOT_JUDGED: { description: 'This ballot does not judge it.' },
    NOT_ALLOWED: { description: 'None may be left out: such a ballot is refused.' },
  },
});

@Seen('PARENT')
@ObjectType('PaperGrade', { description: 'A grade that a ballot gives.' })
export class PaperGradeType {
  @Field(() => Int, { description: 'What to send as its score: 0 for the worst.' })
  score!: number;

  @Field(() => String, { description: 'What it is called.' })
  label!: string;
}

@Seen('PARENT')
@ObjectType('PollPaper', {
  description: 'All there is to know to fill in a ballot of a poll without knowing its method.',
})
export class PollPaperType {
  paper!: BallotPaper;

  @Field(() => PaperKindEnum, { description: 'What to do with it.' })
  kind!: PaperKind;

  @Field(() => EqualRanksEnum, {
    nullable: true,
    description: 'Whether several options may stand at one rank; null where nothing is ranked.',
  })
  equalRanks!: EqualRanks | null;

  @Field(() => Boolean, { description: 'Whether a rank may be left empty between others.' })
  gapsAllowed!: boolean;

  @Field(() => LeftOutEnum, {
    nullable: true,
    description: 'What an option counts as that the ballot leaves out; null where there are no options.',
  })
  leftOut!: LeftOut | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many options may be marked at most; null where all may be.',
  })
  mostMarked!: number | null;

  @Field(() => Int, { nullable: true, description: 'The least score; null where none is given.' })
  leastScore!: number | null;

  @Field(() => Int, { nullable: true, description: 'The greatest score; null where none is given.' })
  greatestScore!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many dots there are to spread; null elsewhere.' })
  dots!: number | null;

  @Field(() => [PaperGradeType], { description: 'The grades, from the worst to the best; none elsewhere.' })
  grades!: readonly PaperGradeType[];
}

/** The paper of a poll, from what it pinned at its opening. */
export function paperObject(record: PollRecord): PollPaperType {
  const paper = ballotPaper(record);
  const { grades, kind, equalRanks, leftOut, mostMarked, leastScore, greatestScore, dots } = paper;
  return {
    paper,
    kind,
    equalRanks,
    gapsAllowed: false,
    leftOut,
    mostMarked,
    leastScore,
    greatestScore,
    dots,
    grades: grades.map((label, score) => ({ score, label })),
  };
}

/** The sentences are in the language of whoever asks. */
@Resolver(() => PollPaperType)
export class WordsOfPaperResolver {
  @ResolveField(() => String, { description: 'How to fill it in, in words.' })
  howTo(@Parent() { paper }: PollPaperType, @Context() { locale }: RequestContext): string {
    return paperInWords(paper, locale).howTo;
  }

  @ResolveField(() => String, { description: 'What a blank ballot, or an abstention, means.' })
  blankMeans(@Parent() { paper }: PollPaperType, @Context() { locale }: RequestContext): string {
    return paperInWords(paper, locale).blankMeans;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'What becomes of a tie; null where there can be none.',
  })
  tieMeans(@Parent() { paper }: PollPaperType, @Context() { locale }: RequestContext): string | null {
    return paperInWords(paper, locale).tieMeans;
  }
}
