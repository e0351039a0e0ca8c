import {
  Context,
  Field,
  ObjectType,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Outcome } from '../core/charter/outcome.js';
import { explainOutcome } from '../core/charter/sentences.js';
import type { Election } from '../core/counting/elections/count-election.js';
import { canonicalJson } from '../core/kernel/canonical-json.js';
import type { Locale } from '../core/kernel/actors.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { DateTimeScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { ElectionType, electionObject } from './election.graphql.js';
import type { OutcomeCode } from './poll.entity.js';
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
    PREFERENCE: { description: 'A preference, without effect.' },
  },
});

@Seen('PARENT')
@ObjectType('Outcome', { description: 'What came out of a poll, with its working.' })
export class OutcomeType {
  /** The count of a poll among options, as it is stored. */
  counted!: Election | null;

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

/** What came out of a poll; null until it is proclaimed. */
export function outcomeObject(record: PollRecord, locale: Locale): OutcomeType | null {
  if (record.outcomeCode === null) return null;
  const { election: counted = null } = record.outcomeWorking as { readonly election?: unknown };
  return {
    counted: counted as Election | null,
    code: record.outcomeCode,
    explanation: [...explainOutcome(record.outcomeWorking as unknown as Outcome, locale)],
    working: canonicalJson(record.outcomeWorking),
    hash: record.outcomeHash as string,
    proclaimedAt: record.proclaimedAt as string,
  };
}

/** A working is drawn up where somebody asks for it: lists of polls are long, and so are workings. */
@Resolver(() => OutcomeType)
export class ElectionOfOutcomeResolver {
  @ResolveField(() => ElectionType, {
    nullable: true,
    description: 'Who was elected and how it was counted; null for a poll of yes and no, or of consent.',
  })
  election(@Parent() { counted }: OutcomeType, @Context() { locale }: RequestContext): ElectionType | null {
    return counted && electionObject(counted, locale);
  }
}
