import { Field, Int, ObjectType, createUnionType, registerEnumType } from '@nestjs/graphql';
import { MethodEnum } from '../collectives/methods.graphql.js';
import type { MethodId } from '../core/charter/clause.js';
import type { Election, ElectionStatus } from '../core/counting/elections/count-election.js';
import type { Family } from '../core/counting/elections/method.js';
import { sentenceOfElectionStep } from '../core/counting/elections/sentences.js';
import type { ElectionStep, TieOf } from '../core/counting/elections/steps.js';
import { tiesOfElection, type TieShown } from '../core/counting/elections/working/ties.js';
import { readQuotasKept, type QuotasWorking } from '../core/counting/elections/working/quotas.js';
import { waysOfElection, type Choice } from '../core/counting/elections/working/ways.js';
import { workingOfElection, type ElectionWorking } from '../core/counting/elections/working/working.js';
import type { Locale } from '../core/kernel/actors.js';
import { canonicalJson } from '../core/kernel/canonical-json.js';
import { Seen } from '../platform/access/access.js';
import { ElectionBudgetType } from './working/budget.graphql.js';
import { ElectionGradesType } from './working/grades.graphql.js';
import { ElectionLotType } from './working/lot.graphql.js';
import { ElectionMatrixType } from './working/matrix.graphql.js';
import { ElectionQuotasType } from './working/quotas.graphql.js';
import { ElectionRoundsType } from './working/rounds.graphql.js';
import { ElectionSeatsType } from './working/seats.graphql.js';
import { ElectionTotalsType } from './working/totals.graphql.js';

const ElectionStatusEnum: { readonly [S in ElectionStatus]: S } = {
  ELECTED: 'ELECTED',
  TIED: 'TIED',
  SEATS_LEFT: 'SEATS_LEFT',
  NO_WINNER: 'NO_WINNER',
  NO_BALLOTS: 'NO_BALLOTS',
};
registerEnumType(ElectionStatusEnum, {
  name: 'ElectionStatus',
  description: 'What an election comes to.',
  valuesMap: {
    ELECTED: { description: 'Each seat has its option.' },
    TIED: { description: 'Several options are tied for a seat, and nothing has broken that.' },
    SEATS_LEFT: { description: 'The rule fills fewer seats than there are.' },
    NO_WINNER: { description: 'The rule elects nobody.' },
    NO_BALLOTS: { description: 'Nobody marked anything.' },
  },
});

const TieOfEnum: { readonly [O in TieOf]: O } = {
  SEAT: 'SEAT',
  ELIMINATION: 'ELIMINATION',
  TRANSFER: 'TRANSFER',
  RUNOFF: 'RUNOFF',
};
registerEnumType(TieOfEnum, {
  name: 'ElectionTieOf',
  description: 'What becomes of the one chosen among those tied.',
  valuesMap: {
    SEAT: { description: 'It gets a seat.' },
    ELIMINATION: { description: 'It is eliminated.' },
    TRANSFER: { description: 'Its surplus is passed on first.' },
    RUNOFF: { description: 'It goes to the runoff.' },
  },
});

type WorkingObject = ElectionWorking & { readonly __typename: string };

const ElectionWorkingUnion = createUnionType({
  name: 'ElectionWorking',
  description: 'How an election was counted, as its family of methods is read.',
  types: () =>
    [
      ElectionRoundsType,
      ElectionMatrixType,
      ElectionGradesType,
      ElectionTotalsType,
      ElectionSeatsType,
      ElectionBudgetType,
      ElectionLotType,
    ] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

const TYPES: { readonly [F in Family]: string } = {
  ROUNDS: 'ElectionRounds',
  MATRIX: 'ElectionMatrix',
  GRADES: 'ElectionGrades',
  TOTALS: 'ElectionTotals',
  SEATS: 'ElectionSeats',
  BUDGET: 'ElectionBudget',
  LOT: 'ElectionLot',
};

@Seen('PARENT')
@ObjectType('ElectionTie', { description: 'Options between which the rule does not choose.' })
export class ElectionTieType implements TieShown {
  @Field(() => TieOfEnum, { description: 'What they are tied for.' })
  of!: TieOf;

  @Field(() => [String], { description: 'The options that are tied.' })
  among!: readonly string[];

  @Field(() => [String], { nullable: true, description: 'Whom the lot chose; null where the tie is open.' })
  chosen!: readonly string[] | null;

  @Field(() => [String], { description: 'Those tied in the order of the lot; empty where the tie is open.' })
  order!: readonly string[];
}

@Seen('PARENT')
@ObjectType('ElectionChoice', { description: 'A choice that nobody made: whom one of the ways takes.' })
export class ElectionChoiceType implements Choice {
  @Field(() => TieOfEnum, { description: 'What they are tied for.' })
  of!: TieOf;

  @Field(() => [String], { description: 'The options that are tied.' })
  among!: readonly string[];

  @Field(() => String, { description: 'The one that this way takes.' })
  chosen!: string;
}

@Seen('PARENT')
@ObjectType('ElectionWay', {
  description:
    'A way through ties that nothing has settled: the whole count, as if these choices had been made.',
})
export class ElectionWayType {
  @Field(() => [ElectionChoiceType], { description: 'The choices, in the order in which they come up.' })
  choices!: readonly Choice[];

  @Field(() => [[String]], { description: 'Whom they lead to: a list a seat, as in the election.' })
  winners!: readonly (readonly string[])[];

  @Field(() => ElectionWorkingUnion, {
    nullable: true,
    description: 'The whole count; null where there are too many ways to keep each of them.',
  })
  working!: WorkingObject | null;

  @Field(() => [String], { description: 'What follows the first choice, sentence by sentence.' })
  sentences!: readonly string[];
}

@Seen('PARENT')
@ObjectType('Election', { description: 'What came out of a poll among options, and how it was counted.' })
export class ElectionType {
  @Field(() => MethodEnum, { description: 'The method by which it was counted, with its version.' })
  method!: MethodId;

  @Field(() => String, { description: 'The settings of the method as canonical JSON, each of them said.' })
  settings!: string;

  @Field(() => ElectionStatusEnum, { description: 'What it comes to.' })
  status!: ElectionStatus;

  @Field(() => [String], { description: 'The options, by name.' })
  options!: readonly string[];

  @Field(() => Int, { description: 'How many seats there are to fill.' })
  seats!: number;

  @Field(() => Int, { description: 'How many ballots mark something.' })
  voters!: number;

  @Field(() => Int, { description: 'How many ballots mark nothing.' })
  blank!: number;

  @Field(() => [[String]], {
    description:
      'The winners, a list a seat: several in one list are tied for it, and nothing has broken that.',
  })
  winners!: readonly (readonly string[])[];

  @Field(() => [[String]], { description: 'The winners before any lot.' })
  winnersBeforeLot!: readonly (readonly string[])[];

  @Field(() => [[String]], {
    description: 'All options as far as the method orders them, best first; equal ones stand together.',
  })
  ranking!: readonly (readonly string[])[];

  @Field(() => [ElectionTieType], { description: 'What the rule does not settle, and whom the lot chose.' })
  ties!: readonly TieShown[];

  @Field(() => String, {
    nullable: true,
    description: 'The value that was drawn for ties; null where none was needed.',
  })
  drawn!: string | null;

  @Field(() => ElectionQuotasType, {
    nullable: true,
    description:
      'What the winners had to be together, and who was passed over for it, as far as the first open tie; null where nothing was asked.',
  })
  quotas!: QuotasWorking | null;

  @Field(() => ElectionWorkingUnion, { description: 'How it was counted, as far as the first open tie.' })
  working!: WorkingObject;

  @Field(() => [ElectionWayType], {
    description: 'Where ties are open: what the count would be either way. Empty where none is.',
  })
  ways!: readonly ElectionWayType[];

  @Field(() => [String], {
    description:
      'How it was counted, sentence by sentence, so that it can be done again with piles of paper.',
  })
  sentences!: readonly string[];
}

/** An election as the API shows it. */
export function electionObject(election: Election, locale: Locale): ElectionType {
  const { method, options, status, inputs, seats, winners, winnersBeforeLot, ranking, drawn, steps } =
    election;
  return {
    method: method as MethodId,
    settings: canonicalJson(options),
    status,
    options: inputs.options,
    seats,
    voters: Number(inputs.voters),
    blank: Number(inputs.blank),
    winners,
    winnersBeforeLot,
    ranking,
    ties: tiesOfElection(election),
    drawn,
    quotas: readQuotasKept({ election, steps }),
    working: workingObject(workingOfElection(election)),
    ways: waysOfElection(election).map((way) => ({
      choices: way.choices,
      winners: way.winners,
      working: way.working && workingObject(way.working),
      sentences: inSentences(way.steps, locale),
    })),
    sentences: inSentences(steps, locale),
  };
}

const workingObject = (working: ElectionWorking): WorkingObject => ({
  __typename: TYPES[working.family],
  ...working,
});

const inSentences = (steps: readonly ElectionStep[], locale: Locale): readonly string[] =>
  steps.map((step) => sentenceOfElectionStep(step, locale));
