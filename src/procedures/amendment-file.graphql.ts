import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import { instructionsOf } from '../amendments/amendment.graphql.js';

import { amendmentsWaiting, shutProposals, type AmendmentRecord } from '../amendments/amendments.queries.js';
import { printFile, referenceOf } from '../amendments/printed-file.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Refusal } from '../core/kernel/refusals.js';
import { markdownOf } from '../core/text/amend/blocks.js';
import { sectionsOf } from '../core/text/amend/edited-section.js';
import type { ConflictKind, SharedHunk } from '../core/text/amend/hunk.js';
import type { Merge } from '../core/text/amend/merge.js';
import type { Warning } from '../core/text/amend/warnings.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { sentenceOf } from '../platform/i18n/refusals.js';
import { readAmending } from './amended-wording.js';
import { mergeOf } from './put-amendments.js';

const ConflictKindEnum: { readonly [K in ConflictKind]: K } = {
  OVERLAP: 'OVERLAP',
  DELETED: 'DELETED',
  SAME_PLACE: 'SAME_PLACE',
  MOVED: 'MOVED',
  HEADING: 'HEADING',
  NUMBER: 'NUMBER',
  STRUCTURE: 'STRUCTURE',
};
registerEnumType(ConflictKindEnum, {
  name: 'AmendmentConflictKind',
  description: 'Why two amendments cannot both be adopted as they stand.',
  valuesMap: {
    OVERLAP: { description: 'Both change the same words, or one writes right where the other changes.' },
    DELETED: { description: 'One changes, moves or writes into what the other takes out.' },
    SAME_PLACE: { description: 'Both write at one place, and nothing says which comes first.' },
    MOVED: { description: 'Both move the same passage, or one writes after what the other moves.' },
    HEADING: { description: 'With one, what the other writes would stand under another title.' },
    NUMBER: { description: 'Both would give one number to two provisions.' },
    STRUCTURE: { description: 'What both write would together be read as something else.' },
  },
});

const WarningKindEnum: { readonly [K in Warning['kind']]: K } = {
  CLOSE: 'CLOSE',
  SAME_SENTENCE: 'SAME_SENTENCE',
  AFTER_DELETED: 'AFTER_DELETED',
  MOVED_WORDS: 'MOVED_WORDS',
  WRITTEN_TWICE: 'WRITTEN_TWICE',
  REPEALED_REFERENCE: 'REPEALED_REFERENCE',
};
registerEnumType(WarningKindEnum, {
  name: 'AmendmentWarningKind',
  description: 'Why amendments that fit together still deserve to be read together.',
  valuesMap: {
    CLOSE: { description: 'Three words or fewer part what they change.' },
    SAME_SENTENCE: { description: 'Both change one sentence.' },
    AFTER_DELETED: { description: 'One writes right after what the other takes out.' },
    MOVED_WORDS: { description: 'One changes words that the other moves.' },
    WRITTEN_TWICE: { description: 'Both write much the same at two places.' },
    REPEALED_REFERENCE: { description: 'What one repeals is still referred to.' },
  },
});

@Seen('PARENT')
@ObjectType('WordingSection', { description: 'One provision of a wording, to be edited by itself.' })
export class WordingSectionType {
  @Field(() => String, { description: 'Its number: what names it when only its copy is sent.' })
  number!: string;

  @Field(() => MarkdownScalar, { description: 'Its title and its words.' })
  markdown!: string;
}

@Seen('PARENT')
@ObjectType('AmendmentGroup', {
  description: 'Amendments that hang together by conflicts: put one after the other, or to choose from.',
})
export class AmendmentGroupType {
  @Field(() => [[ID]], {
    description:
      'Those put first come first: what only takes out, then what writes anew, then what changes more. Several in one place are as far as each other: the room says which comes first.',
  })
  order!: string[][];
}

@Seen('PARENT')
@ObjectType('AmendmentConflict', { description: 'Two things that cannot both be done.' })
export class AmendmentConflictType {
  @Field(() => ConflictKindEnum, { description: 'Why both cannot be done.' })
  kind!: ConflictKind;

  @Field(() => [ID], { description: 'The amendments that ask for the one.' })
  one!: string[];

  @Field(() => [ID], { description: 'The amendments that ask for the other.' })
  other!: string[];

  @Field(() => [String], { description: 'Both, as plain instructions in your language.' })
  instructions!: string[];
}

@Seen('PARENT')
@ObjectType('AmendmentWarning', { description: 'What fits together and deserves to be read together.' })
export class AmendmentWarningType {
  @Field(() => WarningKindEnum, { description: 'Why they should be read together.' })
  kind!: Warning['kind'];

  @Field(() => [ID], { description: 'The amendments that it is about.' })
  amendments!: string[];
}

@Seen('PARENT')
@ObjectType('AmendmentFile', {
  description: 'What a proposal would say, and what its amendments make of it together, as things stand.',
})
export class AmendmentFileType {
  @Field(() => Int, { description: 'The version of the proposal.' })
  version!: number;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description:
      'What members amend: the text as the proposal would make it, or its rationale where it changes none; null where it cannot be amended.',
  })
  wording!: string | null;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'Fingerprint of that wording, to be sent with an edited copy.',
  })
  baseHash!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it cannot be amended, in your language; null where it can.',
  })
  whyNot!: string | null;

  @Field(() => [WordingSectionType], { description: 'Its provisions, each to be edited by itself.' })
  sections!: WordingSectionType[];

  @Field(() => [ID], {
    description: 'The pending amendments that no other contradicts: they may be put at once.',
  })
  uncontested!: string[];

  @Field(() => [AmendmentGroupType], { description: 'Those that contradict each other, with their order.' })
  groups!: AmendmentGroupType[];

  @Field(() => [AmendmentConflictType], { description: 'What cannot be done together.' })
  conflicts!: AmendmentConflictType[];

  @Field(() => [AmendmentWarningType], { description: 'What deserves to be read together.' })
  warnings!: AmendmentWarningType[];

  @Field(() => MarkdownScalar, {
    nullable: true,
    description:
      'The wording with all of them adopted; null while a conflict stands or where there is none to adopt.',
  })
  merged!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Since when amendments are shut, by a deadline or by the first vote on one; null while they come in.',
  })
  frozenAt!: string | null;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'Fingerprint of the file as it was shut: printed on it, it says that nothing has changed.',
  })
  frozenHash!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same, short enough to be printed and read aloud: `3f2a 91bc 0d4e 77aa`.',
  })
  reference!: string | null;

  @Field(() => MarkdownScalar, {
    description:
      'All amendments that wait as one document to be printed, in the order in which they are put, with plain instructions for whoever holds the text on paper. It names nobody.',
  })
  printed!: string;
}

/** Stands for the amendment that somebody is writing, among those that have an id. */
export const DRAFT = 'DRAFT';

/** What the amendments to one wording make together. */
export function mergedFile(
  amendments: readonly Pick<AmendmentRecord, 'id' | 'base' | 'hunks'>[],
  collectiveId: Uuid,
  locale: Locale,
): Pick<AmendmentFileType, 'uncontested' | 'groups' | 'conflicts' | 'warnings' | 'merged'> {
  if (amendments.length === 0)
    return { uncontested: [], groups: [], conflicts: [], warnings: [], merged: null };
  const base = amendments[0]?.base ?? '';
  const merged: Merge = mergeOf(amendments);
  const global = (id: Uuid): string => (id === DRAFT ? DRAFT : toGlobalId('Amendment', collectiveId, id));
  const contested = new Set(merged.groups.flatMap(({ order }) => order.flat()));
  return {
    uncontested: amendments.filter(({ id }) => !contested.has(id)).map(({ id }) => global(id)),
    groups: merged.groups.map(({ order }) => ({ order: order.map((ids) => ids.map(global)) })),
    conflicts: merged.conflicts.map(({ kind, sides: [one, other] }) => ({
      kind,
      one: one.amendments.map(global),
      other: other.amendments.map(global),
      instructions: [one, other].flatMap(({ hunk }) => instructionsOf(base, [hunk], locale)),
    })),
    warnings: merged.warnings.map((warning) => ({
      kind: warning.kind,
      amendments: [...new Set(sidesOf(warning).flatMap((side) => side.amendments))].map(global),
    })),
    merged: merged.merged && markdownOf(merged.merged),
  };
}

function sidesOf(warning: Warning): readonly SharedHunk[] {
  if (warning.kind !== 'REPEALED_REFERENCE') return warning.sides;
  return typeof warning.in === 'string' ? [warning.repealedBy] : [warning.repealedBy, warning.in];
}

@Resolver()
export class AmendmentFileResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => AmendmentFileType, {
    nullable: true,
    description:
      'What a proposal would say, and what its pending amendments make of it; null where there is no such proposal.',
  })
  @MayBeCalledBy('MEMBER')
  async amendmentFile(
    @Args('proposalId', { type: () => ID, description: 'The proposal.' }) proposalId: string,
    @Context() context: RequestContext,
  ): Promise<AmendmentFileType | null> {
    const { collectiveId } = (await context.actor()) as MemberActor;
    const id = rowIdOf(proposalId, 'Proposal', collectiveId, ['proposalId']);
    const read = await readAmending(this.reader, collectiveId, id);
    if (read === null) return null;
    const waiting = await amendmentsWaiting(this.reader, collectiveId, id);
    const [shut] = await shutProposals(this.reader, collectiveId, [id]);
    const base = read.base instanceof Refusal ? null : read.base;
    const own = waiting.filter(({ parentId, baseHash }) => parentId === null && baseHash === base?.hash);
    const { locale } = context;
    const shown = new Set(own.map((one) => one.id));
    const amendments = waiting.filter(({ id: one, parentId }) => shown.has(parentId ?? one));
    return {
      version: read.version,
      wording: base?.markdown ?? null,
      baseHash: base?.hash ?? null,
      whyNot:
        read.base instanceof Refusal ? sentenceOf(read.base, context.locale, await context.zone()) : null,
      sections: base ? [...sectionsOf(base.markdown)] : [],
      ...mergedFile(own, collectiveId, context.locale),
      frozenAt: shut?.shutAt ?? null,
      frozenHash: shut?.hash ?? null,
      reference: shut?.hash ? referenceOf(shut.hash) : null,
      get printed() {
        const merge = mergeOf(own);
        return printFile({ ...read, amendments, merge, hash: shut?.hash ?? null }, locale);
      },
    };
  }
}
