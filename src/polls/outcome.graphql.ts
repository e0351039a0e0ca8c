import {
  Context,
  Field,
  ObjectType,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Outcome, OutcomeCode } from '../core/charter/ruling.js';
import { explainOutcome } from '../core/charter/sentences.js';
import { canonicalJson } from '../core/kernel/canonical-json.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { DateTimeScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { ElectionType, electionObject } from './election.graphql.js';
import type { PollRecord } from './polls.queries.js';

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
    PREFERENCE: {
      description:
        'A choice that decides nothing by itself: a preference, or what a confirming poll then adopts or not.',
    },
  },
});

@Seen('PARENT')
@ObjectType('CountedBallot', { description: 'A ballot that some cast, without a name.' })
export class CountedBallotType {
  @Field(() => String, {
    description:
      'What it says, by keys of options: `2>1=3` ranks, `1,3` approves, `1:5,2:0` scores or grades.',
  })
  choice!: string;

  @Field(() => String, { description: 'How many say so, in decimal.' })
  count!: string;
}

@Seen('PARENT')
@ObjectType('Outcome', { description: 'What came out of a poll, with its working.' })
export class OutcomeType {
  /** The count of a poll among options, as it is stored. */
  outcome!: Outcome;

  @Field(() => OutcomeCodeEnum, { description: 'What came out.' })
  code!: OutcomeCode;

  @Field(() => [String], {
    description: 'The keys of the options that it chose; none for a poll of yes and no, or of consent.',
  })
  chosen!: readonly string[];

  @Field(() => [CountedBallotType], {
    nullable: true,
    description: 'All ballots without a name, where the rule publishes them; null elsewhere.',
  })
  ballots!: readonly CountedBallotType[] | null;

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

/** What came out of a poll; null until it is proclaimed. */
export function outcomeObject(record: PollRecord): OutcomeType | null {
  if (record.outcomeCode === null) return null;
  const outcome = record.outcomeWorking as unknown as Outcome;
  return {
    outcome,
    code: record.outcomeCode,
    chosen: outcome.chosen ?? [],
    ballots: outcome.ballots ?? null,
    working: canonicalJson(record.outcomeWorking),
    hash: record.outcomeHash as string,
    proclaimedAt: record.proclaimedAt as string,
  };
}

/** Words and workings are drawn up where somebody asks for them: lists of polls are long, and so are workings. */
@Resolver(() => OutcomeType)
export class WordsOfOutcomeResolver {
  @ResolveField(() => [String], {
    description: 'How it was counted, under which rule, sentence by sentence.',
  })
  explanation(@Parent() { outcome }: OutcomeType, @Context() { locale }: RequestContext): readonly string[] {
    return explainOutcome(outcome, locale);
  }

  @ResolveField(() => ElectionType, {
    nullable: true,
    description: 'Who was elected and how it was counted; null for a poll of yes and no, or of consent.',
  })
  election(@Parent() { outcome }: OutcomeType, @Context() { locale }: RequestContext): ElectionType | null {
    return outcome.election ? electionObject(outcome.election, locale) : null;
  }
}
