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
import { MemberType, memberObject } from '../collectives/collective.graphql.js';
import type { Locale } from '../core/kernel/actors.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { assemble } from '../core/text/amend/assemble.js';
import { markdownOf, readBlocks } from '../core/text/amend/blocks.js';
import type { Hunk } from '../core/text/amend/hunk.js';
import { instructionOf } from '../core/text/amend/instructions.js';
import { uniteHunks } from '../core/text/amend/merge.js';
import { operationsOf } from '../core/text/amend/operations-of.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { ProposalType } from '../proposals/proposal.graphql.js';
import type { AmendmentState, LapseCause } from './amendment.entity.js';
import { labelOfAmendment } from './amendment.rules.js';
import { amendmentsOfProposals, type AmendmentShown } from './amendments.queries.js';

const AmendmentStateEnum = {
  PENDING: 'PENDING',
  ACCEPTED: 'ACCEPTED',
  ADOPTED: 'ADOPTED',
  REJECTED: 'REJECTED',
  WITHDRAWN: 'WITHDRAWN',
  LAPSED: 'LAPSED',
} as const;
registerEnumType(AmendmentStateEnum, {
  name: 'AmendmentState',
  description: 'Where an amendment stands.',
  valuesMap: {
    PENDING: { description: 'It is to be decided.' },
    ACCEPTED: {
      description: 'The author of the proposal accepts it: it is written in unless somebody objects.',
    },
    ADOPTED: { description: 'It is in the wording.' },
    REJECTED: { description: 'It was put, and not adopted.' },
    WITHDRAWN: { description: 'Its author took it back.' },
    LAPSED: { description: 'It can be decided no more: `cause` says why.' },
  },
});

const LapseCauseEnum = {
  RIVAL_ADOPTED: 'RIVAL_ADOPTED',
  ORPHANED: 'ORPHANED',
  ALREADY_SAID: 'ALREADY_SAID',
  PARENT_SETTLED: 'PARENT_SETTLED',
  PROPOSAL_DECIDED: 'PROPOSAL_DECIDED',
} as const;
registerEnumType(LapseCauseEnum, {
  name: 'AmendmentLapseCause',
  description: 'Why an amendment can be decided no more.',
  valuesMap: {
    RIVAL_ADOPTED: { description: 'Another was adopted that cannot stand beside it.' },
    ORPHANED: { description: 'What it changes is no longer in the wording, or no longer so.' },
    ALREADY_SAID: { description: 'The wording says it already.' },
    PARENT_SETTLED: { description: 'The amendment that it amends was settled or taken back.' },
    PROPOSAL_DECIDED: { description: 'The proposal was decided without it.' },
  },
});

@Seen('PARENT')
@ObjectType('Amendment', {
  description: 'What a member would change in a proposal’s wording, before it is put.',
})
export class AmendmentType {
  collectiveId!: Uuid;
  amendmentId!: Uuid;

  @Field(() => ID, { description: 'Its id, for the acts on it.' })
  id!: string;

  @Field(() => Int, { description: 'Its number in its proposal, given once and for ever.' })
  number!: number;

  @Field(() => String, { description: 'How it is called and printed: `A3`.' })
  label!: string;

  @Field(() => AmendmentStateEnum, { description: 'Where it stands.' })
  state!: AmendmentState;

  @Field(() => LapseCauseEnum, { nullable: true, description: 'Why it lapsed; null unless it did.' })
  cause!: LapseCause | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The amendment that it amends; null where it amends the proposal.',
  })
  parentId!: string | null;

  @Field(() => String, { description: 'Why its author asks for it; may be empty.' })
  reason!: string;

  @Field(() => MemberType, { nullable: true, description: 'Who put it.' })
  author!: MemberType | null;

  @Field(() => [String], {
    description:
      'What it asks for, as plain instructions in your language, that whoever holds the text on paper can follow.',
  })
  instructions!: string[];

  @Field(() => MarkdownScalar, { description: 'The words that it is on.' })
  base!: string;

  @Field(() => MarkdownScalar, { description: 'The same words as it would have them.' })
  wording!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of `wording`: what a sub-amendment is on.' })
  wordingHash!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of what it asks for: a poll pins it.' })
  hash!: string;

  @Field(() => Int, { description: 'How often it was written: once by its author, then carried along.' })
  revision!: number;

  @Field(() => Int, { description: 'How many members support it.' })
  supportCount!: number;

  @Field(() => Boolean, { description: 'Whether you support it.' })
  viewerSupports!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was put.' })
  submittedAt!: string;

  @Field(() => ID, { nullable: true, description: 'The sitting in which it was put; null outside.' })
  assemblyId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The poll that settled it, or that adopted what made it lapse; null where none did.',
  })
  pollId!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when anybody may object to its acceptance; null unless it is accepted.',
  })
  objectionUntil!: string | null;

  @Field(() => Boolean, { description: 'Somebody objected to its acceptance: it goes to the vote.' })
  acceptanceObjected!: boolean;
}

/** Hunks on a wording as plain instructions. */
export function instructionsOf(base: string, hunks: readonly Hunk[], locale: Locale): string[] {
  const draft = readBlocks(base);
  return operationsOf(draft, uniteHunks(draft, [{ id: '', hunks }])).map(({ operation }) =>
    instructionOf(operation, locale),
  );
}

export function amendmentObject(row: AmendmentShown, locale: Locale): AmendmentType {
  const { collectiveId, id, parentId, assemblyId, pollId, author, support, hunks, base, ...rest } = row;
  const global = (type: string, of: Uuid | null): string | null => of && toGlobalId(type, collectiveId, of);
  const madeOf = (): string => markdownOf(assemble(readBlocks(base), hunks));
  return {
    ...rest,
    collectiveId,
    amendmentId: id,
    id: toGlobalId('Amendment', collectiveId, id),
    label: labelOfAmendment(row),
    parentId: global('Amendment', parentId),
    assemblyId: global('Assembly', assemblyId),
    pollId: global('Poll', pollId),
    author: memberObject(author),
    base,
    supportCount: support,
    // Worked out for whoever asks alone: a proposal has many amendments, and its text may be long.
    get instructions() {
      return instructionsOf(base, hunks, locale);
    },
    get wording() {
      return madeOf();
    },
    get wordingHash() {
      return hashText(madeOf());
    },
  };
}

@Resolver(() => ProposalType)
export class AmendmentsOfProposalResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [AmendmentType], {
    description:
      'The amendments to it, from the first, settled ones included; empty for all but the members.',
  })
  async amendments(
    @Parent() { collectiveId, proposalId }: ProposalType,
    @Context() context: RequestContext,
  ): Promise<AmendmentType[]> {
    const viewer = context.viewer.kind === 'MEMBER' ? context.viewer.memberId : null;
    const rows = await context.listOf(amendmentsOfProposals, 'proposalId', collectiveId, proposalId, viewer);
    return rows.map((row) => amendmentObject(row, context.locale));
  }
}
