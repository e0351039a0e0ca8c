import {
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { ConsentRuleType } from '../collectives/consent-rule.graphql.js';
import { CONSENT_PHASES, type ConsentPhase } from '../core/charter/consent.js';
import type { Locale } from '../core/kernel/actors.js';
import type { Instant } from '../core/kernel/instants.js';
import type { ConsentState } from '../deliberation/consent.entity.js';
import { consentsOfProposals, type ConsentRecord } from '../deliberation/consent.queries.js';
import { sayConsent } from '../deliberation/say-consent.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { ProposalType } from '../proposals/proposal.graphql.js';

const ConsentPhaseEnum = Object.fromEntries(CONSENT_PHASES.map((phase) => [phase, phase]));
registerEnumType(ConsentPhaseEnum, {
  name: 'ConsentPhase',
  description: 'What is asked of people while consent is sought, in this order.',
  valuesMap: {
    PRESENTATION: { description: 'The proposal is read.' },
    CLARIFICATION: { description: 'What is not clear is asked and answered; nobody argues yet.' },
    REACTION: { description: 'Everybody says what the proposal does to them.' },
    INTEGRATION: { description: 'The proposal is amended, or the objections of a round are met.' },
    OBJECTION: { description: 'Everybody is asked whether they object: a poll is open.' },
  },
});

const ConsentStateEnum = {
  RUNNING: 'RUNNING',
  ADOPTED: 'ADOPTED',
  REJECTED: 'REJECTED',
  FALLEN_BACK: 'FALLEN_BACK',
  UNDECIDED: 'UNDECIDED',
  SUPERSEDED: 'SUPERSEDED',
  WITHDRAWN: 'WITHDRAWN',
} as const satisfies { readonly [S in ConsentState]: S };
registerEnumType(ConsentStateEnum, {
  name: 'ConsentState',
  description: 'What became of a search for consent.',
  valuesMap: {
    RUNNING: { description: 'Consent is being sought.' },
    ADOPTED: { description: 'Nobody objects: it is adopted.' },
    REJECTED: { description: 'Objections stood to the end: it is rejected.' },
    FALLEN_BACK: { description: 'Objections stood to the end: it is put to a vote.' },
    UNDECIDED: { description: 'Nobody answered, or too few: nothing is decided.' },
    SUPERSEDED: { description: 'An assembly took it over, or the question was decided elsewhere meanwhile.' },
    WITHDRAWN: { description: 'It was taken back before anybody answered.' },
  },
});

@Seen('PARENT')
@ObjectType('ConsentStep', { description: 'A phase that the search for consent went through.' })
export class ConsentStepType {
  @Field(() => ConsentPhaseEnum, { description: 'The phase.' })
  phase!: ConsentPhase;

  @Field(() => Int, { description: 'How many rounds had been asked, this one included.' })
  round!: number;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  beganAt!: Instant;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it was to last; null where somebody moves on, or its poll says when.',
  })
  until!: Instant | null;
}

@Seen('PARENT')
@ObjectType('ConsentRound', { description: 'A round in which consent was asked.' })
export class ConsentRoundType {
  @Field(() => Int, { description: 'Which round, from 1.' })
  round!: number;

  @Field(() => ID, { description: 'Its poll, one of those of the proposal: answers, objections, outcome.' })
  pollId!: string;
}

@Seen('PARENT')
@ObjectType('ConsentProcess', {
  description:
    'Consent sought on a proposal, round by round. It is never declared while an objection stands.',
})
export class ConsentProcessType {
  @Field(() => ID, { description: 'Names it to the acts that move it; nothing else reads it.' })
  id!: string;

  @Field(() => ConsentStateEnum, { description: 'What became of it.' })
  state!: ConsentState;

  @Field(() => ConsentPhaseEnum, { description: 'The phase it is in, or ended in.' })
  phase!: ConsentPhase;

  @Field(() => Int, { description: 'How many rounds were asked so far.' })
  round!: number;

  @Field(() => ConsentRuleType, {
    description: 'The rule that it began with: no change of the charter moves it.',
  })
  rule!: ConsentRuleType;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of that rule.' })
  ruleHash!: string;

  @Field(() => ID, { nullable: true, description: 'The sitting in which it is sought; null online.' })
  assemblyId!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the phase is over; null in a sitting, in a round, or where it is held up.',
  })
  phaseEndsAt!: Instant | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it does not go on by its clock, as the code of a refusal: the next round could not be asked, or an assembly votes first. Null where nothing holds it up.',
  })
  heldBy!: string | null;

  @Field(() => String, { description: 'Where it stands and what can be done now, in your language.' })
  whatNow!: string;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  startedAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it runs.' })
  endedAt!: Instant | null;

  @Field(() => [ConsentStepType], { description: 'The phases it went through, from the first.' })
  steps!: ConsentStepType[];

  @Field(() => [ConsentRoundType], { description: 'The rounds that were asked, from the first.' })
  rounds!: ConsentRoundType[];
}

export const consentObject = (row: ConsentRecord, locale: Locale): ConsentProcessType => ({
  id: toGlobalId('ConsentProcess', row.collectiveId, row.id),
  state: row.state,
  phase: row.phase,
  round: row.round,
  rule: row.rule as ConsentRuleType,
  ruleHash: row.ruleHash,
  assemblyId: row.assemblyId && toGlobalId('Assembly', row.collectiveId, row.assemblyId),
  phaseEndsAt: row.phaseEndsAt,
  heldBy: row.heldBy,
  whatNow: sayConsent(row, locale),
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  steps: [...row.steps],
  rounds: row.rounds.map(({ round, pollId }) => ({
    round,
    pollId: toGlobalId('Poll', row.collectiveId, pollId),
  })),
});

@Resolver(() => ProposalType)
export class ConsentOfProposalResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [ConsentProcessType], {
    description: 'Every search for consent on it, from the first; one at most is running.',
  })
  async consents(
    @Parent() { collectiveId, proposalId }: ProposalType,
    @Context() context: RequestContext,
  ): Promise<ConsentProcessType[]> {
    const rows = await context.listOf(consentsOfProposals, 'proposalId', collectiveId, proposalId);
    return rows.map((row) => consentObject(row, context.locale));
  }
}
