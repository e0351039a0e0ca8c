import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  ASSEMBLY_FORMS,
  BALLOT_MODES,
  BASES,
  MATTERS,
  VENUES,
  type AssemblyForm,
  type BallotMode,
  type Base,
  type Clause,
  type Matter,
  type MethodId,
  type Venue,
} from '../core/charter/clause.js';
import { DANGERS, dangersOf, explainDanger, type Danger } from '../core/charter/dangers.js';
import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateTimeScalar, DurationScalar, FractionScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import type { ClauseInForce } from './charter.queries.js';
import { ConsentRuleType, consentRuleFrom } from './consent-rule.graphql.js';
import { GroupRuleType } from './group-rule.graphql.js';
import { ElectionRuleType, MethodEnum, electionRuleFrom, electionRuleObject } from './methods.graphql.js';
import { ThresholdType } from './threshold.graphql.js';

const enumOf = <T extends string>(values: readonly T[]): Record<T, T> =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;

export const MatterEnum = enumOf(MATTERS);
registerEnumType(MatterEnum, {
  name: 'Matter',
  description: 'What kind of question it is: it follows from what the decision would do.',
  valuesMap: {
    ROUTINE: { description: 'A current question, or a position without effect.' },
    DEEP: { description: 'A question that needs thought, such as a text of the collective.' },
    GOVERNANCE: { description: 'How the collective governs itself: statutes and decision rules.' },
    MANDATE: { description: 'A task handed to named persons, or taken back.' },
    EXCLUSION: { description: 'The exclusion of a member.' },
  },
});

export const VenueEnum = enumOf(VENUES);
registerEnumType(VenueEnum, {
  name: 'Venue',
  description: 'Where a decision is taken.',
  valuesMap: {
    ONLINE: { description: 'Online, over days.' },
    ASSEMBLY: { description: 'In an assembly, during its sitting.' },
  },
});

export const AssemblyFormEnum = enumOf(ASSEMBLY_FORMS);
registerEnumType(AssemblyFormEnum, {
  name: 'AssemblyForm',
  description: 'How an assembly meets.',
  valuesMap: {
    PHYSICAL: { description: 'In one or several rooms.' },
    HYBRID: { description: 'In rooms and at a distance.' },
    REMOTE: { description: 'Only at a distance.' },
  },
});

export const BaseEnum = enumOf(BASES);
registerEnumType(BaseEnum, {
  name: 'Base',
  description: 'Of whom a threshold or a quorum is a share.',
  valuesMap: {
    ROLL: { description: 'Everyone on the electoral roll.' },
    PRESENT: { description: 'Those entitled and checked in when the poll opened.' },
    TURNOUT: { description: 'For, against, abstaining and blank.' },
    EXPRESSED: { description: 'For and against.' },
  },
});

export const BallotModeEnum = enumOf(BALLOT_MODES);
registerEnumType(BallotModeEnum, {
  name: 'BallotMode',
  description: 'Whether ballots bear names.',
  valuesMap: {
    OPEN: { description: 'Each ballot is kept with its voter.' },
    SEALED: { description: 'Secret, opened together by trustees. Not offered yet.' },
    TOKEN: { description: 'Secret, by blind signatures. Not offered yet.' },
  },
});

const BallotsVisibleToEnum = enumOf(['NOBODY', 'MEMBERS'] as const);
registerEnumType(BallotsVisibleToEnum, {
  name: 'BallotsVisibleTo',
  description: 'Who may later see named ballots.',
  valuesMap: {
    NOBODY: { description: 'Nobody but the voter.' },
    MEMBERS: { description: 'The members of the collective.' },
  },
});

const MayProposeEnum = enumOf(['ANY_MEMBER', 'NATURAL_MEMBERS'] as const);
registerEnumType(MayProposeEnum, {
  name: 'MayPropose',
  description: 'Who may put a proposal to the collective.',
  valuesMap: {
    ANY_MEMBER: { description: 'Any member, legal persons too.' },
    NATURAL_MEMBERS: { description: 'Natural persons only.' },
  },
});

export const TieRuleEnum = enumOf(['STATUS_QUO', 'FURTHER_POLL', 'LOT'] as const);
registerEnumType(TieRuleEnum, {
  name: 'TieRule',
  description: 'What settles a tie.',
  valuesMap: {
    STATUS_QUO: { description: 'Nothing changes.' },
    FURTHER_POLL: { description: 'The question is put again.' },
    LOT: { description: 'A lot is drawn.' },
  },
});

const LateRuleEnum = enumOf(['KEEP', 'STRIKE_UNCAST'] as const);
registerEnumType(LateRuleEnum, {
  name: 'LateRule',
  description: "What becomes of somebody's place on an electoral roll when they lose their rights meanwhile.",
  valuesMap: {
    KEEP: { description: 'Who was on the roll finishes.' },
    STRIKE_UNCAST: { description: 'Struck off with the cause, unless their ballot is in the box.' },
  },
});

const ResultVisibilityEnum = enumOf(['PUBLIC', 'MEMBERS'] as const);
registerEnumType(ResultVisibilityEnum, {
  name: 'ResultVisibility',
  description: 'Who sees an outcome.',
  valuesMap: {
    PUBLIC: { description: 'Everyone, members or not.' },
    MEMBERS: { description: 'The members of the collective.' },
  },
});

@Seen('PARENT')
@ObjectType('Quorum', { description: 'How many must take part.' })
@InputType('QuorumInput', { description: 'How many must take part.' })
export class QuorumType {
  @Field(() => BaseEnum, { description: 'Who counts towards it.' })
  counts!: Base;

  @Field(() => BaseEnum, { description: 'Of whom it is a share.' })
  of!: Base;

  @Field(() => FractionScalar, { description: 'The share, such as 1/3.' })
  fraction!: string;
}

@Seen('PARENT')
@ObjectType('Interpretation', {
  description: 'A choice that the text of the rules leaves open, as the collective settled it.',
})
@InputType('InterpretationInput', {
  description: 'A choice that the text of the rules leaves open, as the collective settles it.',
})
export class InterpretationType {
  @Field(() => String, { description: 'What the text leaves open.' })
  question!: string;

  @Field(() => String, { description: 'What was chosen.' })
  choice!: string;
}

/** The fields that a clause has in the charter, in a proposal and in the copy that a poll pins. */
@InputType({ isAbstract: true })
@ObjectType({ isAbstract: true })
abstract class ClauseFields {
  @Field(() => MatterEnum, { description: 'The kind of question that this rule decides.' })
  matter!: Matter;

  @Field(() => [VenueEnum], { description: 'Where it may be decided.' })
  venues!: Venue[];

  @Field(() => [AssemblyFormEnum], { description: 'Forms of assembly that may decide it.' })
  forms!: AssemblyForm[];

  @Field(() => [AssemblyFormEnum], { description: 'Forms whose decisions cannot be undone online.' })
  prevailingForms!: AssemblyForm[];

  @Field(() => MethodEnum, { description: 'How ballots are counted unless the poll says otherwise.' })
  method!: MethodId;

  @Field(() => [MethodEnum], { description: 'Methods that a poll may choose.' })
  allowedMethods!: MethodId[];

  @Field(() => BallotModeEnum, { description: 'Whether ballots bear names.' })
  ballotMode!: BallotMode;

  @Field(() => BallotsVisibleToEnum, { description: 'Who may later see named ballots.' })
  ballotsVisibleTo!: Clause['ballotsVisibleTo'];

  @Field(() => BaseEnum, {
    description: 'Of whom the threshold is a share: it says whether abstaining counts.',
  })
  base!: Base;

  @Field(() => ThresholdType, { description: 'What FOR must reach.' })
  threshold!: ThresholdType;

  @Field(() => QuorumType, {
    nullable: true,
    description: 'How many must take part; null when no number is asked.',
  })
  quorum!: QuorumType | null;

  @Field(() => DurationScalar, { description: 'Shortest time between submission and opening.' })
  minimumDeliberation!: string;

  @Field(() => DurationScalar, { description: 'Online: shortest time between opening and closing.' })
  minimumVoting!: string;

  @Field(() => DurationScalar, {
    nullable: true,
    description:
      'Online: the same where somebody on the roll has no mail, until each of them was told; null where it is no longer.',
  })
  minimumVotingUnreached?: string | null;

  @Field(() => DurationScalar, { description: 'Shortest time between convening an assembly and its hour.' })
  notice!: string;

  @Field(() => Int, { description: 'Members who must support a version before it is put to a poll.' })
  supportNeeded!: number;

  @Field(() => MayProposeEnum, { description: 'Who may propose.' })
  mayPropose!: Clause['mayPropose'];

  @Field(() => TieRuleEnum, { description: 'What settles a tie.' })
  tieRule!: Clause['tieRule'];

  @Field(() => LateRuleEnum, {
    description: 'What becomes of a place on the roll when rights are lost meanwhile.',
  })
  lateRule!: Clause['lateRule'];

  @Field(() => Boolean, { description: 'Whether a cast ballot may be changed until closing.' })
  ballotMayChange!: boolean;

  @Field(() => ResultVisibilityEnum, { description: 'Who sees the outcome.' })
  resultVisibility!: Clause['resultVisibility'];

  @Field(() => DurationScalar, { description: 'How long an outcome may be contested.' })
  contestPeriod!: string;

  @Field(() => Boolean, { description: 'Whether an author may take an amendment over without a vote.' })
  friendlyAmendments!: boolean;

  @Field(() => Boolean, { description: 'Whether silence counts as consent when nobody answers.' })
  silenceConsents!: boolean;

  @Field(() => Boolean, {
    description: "Whether an assembly's decision under this rule may be undone online.",
  })
  revocableOnline!: boolean;

  @Field(() => ID, { description: 'The article of the statutes that this rule comes from.' })
  provisionId!: string;

  @Field(() => [InterpretationType], {
    description: 'Choices that the text leaves open, as they were settled.',
  })
  interpretations!: InterpretationType[];

  @Field(() => ElectionRuleType, {
    nullable: true,
    description: 'How polls elect among options; null where none does.',
  })
  election?: ElectionRuleType | null;

  @Field(() => ConsentRuleType, {
    nullable: true,
    description: 'How consent is sought round by round; null where it is asked once.',
  })
  consent?: ConsentRuleType | null;

  @Field(() => GroupRuleType, {
    nullable: true,
    description:
      'What it says of working groups, where it is for routine questions; null where it says nothing.',
  })
  groups?: GroupRuleType | null;
}

@Seen('PARENT')
@ObjectType('Clause', { description: 'One decision rule.' })
export class ClauseType extends ClauseFields {
  @Field(() => Sha256Scalar, {
    description: 'Its fingerprint: what a poll pins, and what a change must have read.',
  })
  hash!: string;
}

@InputType('ClauseInput', { description: 'One decision rule, whole.' })
export class ClauseInput extends ClauseFields {}

@Seen('SAME_COLLECTIVE')
@ObjectType('ClauseInForce', { description: 'A rule of the charter in force.' })
export class ClauseInForceType {
  collectiveId!: Uuid;

  @Field(() => ClauseType, { description: 'The rule.' })
  clause!: ClauseType;

  @Field(() => DateTimeScalar, { description: 'Since when it is in force.' })
  inForceFrom!: string;

  @Field(() => ID, { description: 'The decision that wrote it.' })
  openedById!: string;
}

export const DangerEnum = enumOf(DANGERS);
registerEnumType(DangerEnum, {
  name: 'CharterDanger',
  description: 'What a rule may lead to that its authors may not have meant.',
  valuesMap: {
    FEW_DECIDE: { description: 'No quorum: a few decide for all.' },
    FEW_EXCLUDE: { description: 'No quorum: a few may exclude somebody.' },
    EXCLUSION_AS_DEEP: { description: 'Exclusions follow the rule for questions that need thought.' },
    ONE_ABSENT_BLOCKS: { description: 'One person who is absent keeps it from being decided.' },
    ONE_AGAINST_BLOCKS: { description: 'One vote keeps it from being decided.' },
    MINORITY_ADOPTS: { description: 'Half of the votes are enough, or fewer.' },
    RULES_AS_EASY_AS_REST: { description: 'The rules are changed as easily as anything else.' },
    ONLY_IN_ONE_FORM: { description: 'One form of assembly alone may decide it.' },
    NO_VOTING_TIME: { description: 'A poll online may last no time at all.' },
    NO_NOTICE: { description: 'An assembly may be convened for the same minute.' },
    NO_CONTEST: { description: 'No outcome can be contested.' },
    SILENCE_ADOPTS: { description: 'Silence is counted as consent.' },
    QUORUM_OF_ALL: { description: 'The quorum is everyone on the roll.' },
  },
});

@Seen('PARENT')
@ObjectType('CharterWarning', { description: 'A warning on a rule: it is allowed, and may be dangerous.' })
export class CharterWarningType {
  @Field(() => DangerEnum, { description: 'The danger, by its name.' })
  code!: Danger;

  @Field(() => MatterEnum, { description: 'The rule that bears it.' })
  matter!: Matter;

  @Field(() => String, { description: "The warning in words, in the caller's language." })
  message!: string;
}

/** The warnings of some clauses, in the caller's language. */
export const warningObjects = (clauses: readonly Clause[], locale: Locale): CharterWarningType[] =>
  dangersOf({ clauses }).map((warning) => ({ ...warning, message: explainDanger(warning, locale) }));

export const clauseObject = (clause: Clause, hash: string, collectiveId: Uuid): ClauseType => ({
  ...(clause as unknown as ClauseType),
  minimumVotingUnreached: clause.minimumVotingUnreached ?? null,
  election: electionRuleObject(clause.election),
  consent: clause.consent ?? null,
  groups: clause.groups ?? null,
  hash,
  provisionId: toGlobalId('Provision', collectiveId, clause.provisionId),
});

export const clauseInForceObject = (row: ClauseInForce): ClauseInForceType => ({
  collectiveId: row.collectiveId,
  clause: clauseObject(row.clause, row.hash, row.collectiveId),
  inForceFrom: row.inForceFrom,
  openedById: toGlobalId('Decision', row.collectiveId, row.openedBy),
});

/** A clause as the core reads it, from what somebody sent; the core checks every value of it again. */
export function clauseFromInput(
  input: ClauseInput,
  collectiveId: Uuid,
  path: readonly (string | number)[],
): Clause {
  const { threshold, quorum, interpretations, provisionId, election, consent, groups, ...said } = input;
  const { minimumVotingUnreached, ...rest } = said;
  return {
    ...rest,
    threshold: { ...threshold },
    quorum: quorum ? { ...quorum } : null,
    interpretations: interpretations.map((one) => ({ ...one })),
    provisionId: rowIdOf(provisionId, 'Provision', collectiveId, [...path, 'provisionId']),
    ...(minimumVotingUnreached != null && { minimumVotingUnreached }),
    ...(election && { election: electionRuleFrom(election) }),
    ...(consent && { consent: consentRuleFrom(consent) }),
    ...(groups && { groups: { ...groups } }),
  };
}
