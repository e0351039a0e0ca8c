import {
  Args,
  ArgsType,
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
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { htmlOfBlocks } from '../core/text/render/html-body.js';
import { readMarkdown } from '../core/text/render/markdown-tree.js';
import { notesIn } from '../core/text/render/phrases.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import type { Reader } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { Permission, permissionOf } from '../platform/graphql/permission.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import { AnchorType, anchorObject } from './anchor.graphql.js';
import { anchorsOfContributions } from './anchors.queries.js';
import { concernObject, ConcernType } from './concern.graphql.js';
import { mayAnswer } from './concern.rules.js';
import { CONTRIBUTION_KINDS, type ContributionKind, type ContributionState } from './contribution.entity.js';
import { mayHide, mustStand, stateOfWords } from './contribution.rules.js';
import {
  contributionsByIds,
  hidingsOfContributions,
  repliesToContributions,
  versionsOfContributions,
  viewersOf,
  type ContributionRecord,
  type ViewerRecord,
  type WordsRecord,
} from './contributions.queries.js';
import { ModerationType, moderationObject } from './moderation.graphql.js';

export const ContributionKindEnum = Object.fromEntries(
  CONTRIBUTION_KINDS.map((kind) => [kind, kind]),
) as Record<ContributionKind, ContributionKind>;
registerEnumType(ContributionKindEnum, {
  name: 'ContributionKind',
  description: 'What somebody does by saying something.',
  valuesMap: {
    QUESTION: { description: 'Asks something of whoever knows.' },
    ANSWER: { description: 'Answers a question.' },
    ARGUMENT_FOR: { description: 'Speaks for it.' },
    ARGUMENT_AGAINST: { description: 'Speaks against it.' },
    REACTION: { description: 'Says how it feels, without arguing.' },
    CONCERN: { description: 'Says what worries, and should be kept in sight.' },
    SUGGESTION: { description: 'Says what could be done otherwise.' },
  },
});

const ContributionStateEnum = {
  STANDING: 'STANDING',
  HIDDEN: 'HIDDEN',
  WITHDRAWN: 'WITHDRAWN',
  ERASED: 'ERASED',
} as const satisfies { readonly [S in ContributionState]: S };
registerEnumType(ContributionStateEnum, {
  name: 'ContributionState',
  description: 'What became of the words of a contribution. It keeps its place whatever did.',
  valuesMap: {
    STANDING: { description: 'Everybody who reads the thread reads them.' },
    HIDDEN: { description: 'Hidden under a mandate: `moderations` says by whom and why.' },
    WITHDRAWN: { description: 'Their author took them back.' },
    ERASED: { description: 'Their author left, and had themselves erased.' },
  },
});

@ArgsType()
export class ContributionsArgs extends ConnectionArgs {
  @Field(() => [ContributionKindEnum], {
    nullable: true,
    description: 'Only those of these kinds; null: all of them.',
  })
  kinds?: ContributionKind[] | null;
}

@Seen('PARENT')
@ObjectType('ContributionVersion', { description: 'The words of a contribution as they were at one time.' })
export class ContributionVersionType {
  contribution!: ContributionRecord;
  record!: WordsRecord;

  @Field(() => Int, { description: 'Counted from 1.' })
  version!: number;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description:
      'The words, as typed. Null where they are hidden, but for their author and holders of the mandate to moderate.',
  })
  body!: string | null;

  @Field(() => Boolean, {
    description: 'Whether they are hidden under a mandate: `Contribution.moderations` says by whom and why.',
  })
  isHidden!: boolean;

  @Field(() => DateTimeScalar, { description: 'Since when they said this.' })
  writtenAt!: string;
}

const { Connection: ContributionVersionConnection } = connectionOf(
  ContributionVersionType,
  'ContributionVersionConnection',
);

@Seen('BY_VISIBILITY')
@ObjectType('Contribution', {
  implements: () => [Node],
  description: 'What somebody said in a thread.',
})
export class ContributionType extends Node {
  readonly __typename!: 'Contribution';
  collectiveId!: Uuid;
  visibility!: Visibility;
  record!: ContributionRecord;

  @Field(() => ID, { description: 'The thread in which it was said.' })
  threadId!: string;

  @Field(() => Int, { description: 'Its place in the thread, given once: what people call it by.' })
  number!: number;

  @Field(() => ContributionKindEnum, { description: 'What it does.' })
  kind!: ContributionKind;

  @Field(() => ContributionStateEnum, { description: 'What became of its words.' })
  state!: ContributionState;

  @Field(() => MemberType, { nullable: true, description: 'Who said it; null where you may not see who.' })
  author!: MemberType | null;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description:
      'Its words, as typed. Null where they were taken back or erased; hidden ones are read by their author and by ' +
      'holders of the mandate to moderate.',
  })
  body!: string | null;

  @Field(() => Int, { description: 'The version of its words; an edit names it.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When it was said.' })
  writtenAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last edited; null where it never was.',
  })
  editedAt!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'What it replies to, for an answer the question; null for nothing.',
  })
  repliesToId!: string | null;

  @Field(() => Int, { nullable: true, description: 'The number of what it replies to; null for nothing.' })
  repliesToNumber!: number | null;

  @Field(() => Int, { description: 'How many reply to it.' })
  replyCount!: number;

  @Field(() => ConcernType, {
    nullable: true,
    description:
      'When the collective looks at it again, and what became of it; null where it is no concern, or has no date and no decision carries it.',
  })
  concern!: ConcernType | null;
}

const { Connection: ContributionConnection } = connectionOf(ContributionType, 'ContributionConnection');
export { ContributionConnection };

const versionObject = (contribution: ContributionRecord, record: WordsRecord): ContributionVersionType => {
  const { version, body, writtenAt } = record;
  const isHidden = stateOfWords(contribution.state, record.hiding) === 'HIDDEN';
  return { contribution, record, version, body, isHidden, writtenAt };
};

export function contributionObject(record: ContributionRecord): ContributionType {
  const { collectiveId, id, repliesTo } = record;
  return {
    __typename: 'Contribution',
    id: toGlobalId('Contribution', collectiveId, id),
    collectiveId,
    visibility: record.visibility,
    record,
    threadId: toGlobalId('Thread', collectiveId, record.threadId),
    number: record.number,
    kind: record.kind,
    state: record.state,
    author: memberObject(record.author),
    body: record.body,
    version: record.version,
    writtenAt: record.writtenAt,
    editedAt: record.editedAt,
    repliesToId: repliesTo && toGlobalId('Contribution', collectiveId, repliesTo),
    repliesToNumber: record.repliesToNumber,
    replyCount: record.replies,
    concern: record.concern && concernObject(collectiveId, record.concern),
  };
}

export const contributionNodes: NodeSource = {
  type: 'Contribution',
  load: async (reader, collectiveId, ids, _locale, viewerId = null) =>
    (await contributionsByIds(reader, collectiveId, viewerId, ids)).map(contributionObject),
};

/** A contribution as the member who just acted on it sees it. */
export async function contributionAfter(
  reader: Reader,
  { collectiveId, memberId }: MemberActor,
  id: Uuid,
): Promise<ContributionType> {
  const [record] = await contributionsByIds(reader, collectiveId, memberId, [id]);
  return contributionObject(record as ContributionRecord);
}

/** The number after which a page begins; null where it begins at the start. */
export const placeIn = ({ after }: { readonly after: readonly [number] | null }): number | null =>
  after && after[0];

/** Who reads, for queries that show each what is theirs. */
export const viewerOf = ({ viewer }: RequestContext): Uuid | null =>
  viewer.kind === 'MEMBER' ? viewer.memberId : null;

@Resolver(() => ContributionType)
export class ContributionResolver {
  @ResolveField(() => String, {
    nullable: true,
    description:
      'Its words as HTML that is safe to show: no element or attribute of it was typed. Null as `body` is.',
  })
  html(@Parent() { body }: ContributionType, @Context() { locale }: RequestContext): string | null {
    return body === null ? null : htmlOfBlocks(readMarkdown(body), notesIn(locale, locale));
  }

  @ResolveField(() => ContributionConnection, {
    description: 'What replies to it, in the order in which it was said: of a question, its answers.',
  })
  async answers(
    @Parent() { collectiveId, record }: ContributionType,
    @Args() args: ContributionsArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ContributionType>> {
    const page = readPage(args, ['integer']);
    const [after, kinds] = [placeIn(page) ?? 0, args.kinds ?? null];
    const rows = await context.listOf(
      repliesToContributions,
      'repliesTo',
      collectiveId,
      record.id,
      viewerOf(context),
      after,
      kinds,
      page.first + 1,
    );
    return pageFrom(rows.map(contributionObject), page, ({ number }) => [number]);
  }

  @ResolveField(() => ContributionVersionConnection, {
    description:
      'Its words from the first version on; empty where they are not yours to read. A former version may be hidden alone.',
  })
  async versions(
    @Parent() { collectiveId, record }: ContributionType,
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ContributionVersionType>> {
    const page = readPage(args, ['integer']);
    const [after, viewer] = [placeIn(page) ?? 0, viewerOf(context)];
    const rows = await context.listOf(
      versionsOfContributions,
      'contributionId',
      collectiveId,
      record.id,
      viewer,
      after,
      page.first + 1,
    );
    const versions = rows.map((row) => versionObject(record, row));
    return pageFrom(versions, page, ({ version }) => [version]);
  }

  @ResolveField(() => AnchorType, {
    nullable: true,
    description: 'The passage that it is about, and where its words stand now; null where it is about none.',
  })
  async anchor(
    @Parent() { collectiveId, record }: ContributionType,
    @Context() context: RequestContext,
  ): Promise<AnchorType | null> {
    const anchor = await context.oneOf(anchorsOfContributions, 'contributionId', collectiveId, record.id);
    return anchor && anchorObject(anchor);
  }

  @ResolveField(() => [ModerationType], {
    description: 'What moderation did to it, from the first: by whom, under which mandate, and why.',
  })
  async moderations(
    @Parent() { collectiveId, record }: ContributionType,
    @Context() context: RequestContext,
  ): Promise<ModerationType[]> {
    const rows = await context.listOf(hidingsOfContributions, 'contributionId', collectiveId, record.id);
    return rows.map(moderationObject);
  }

  @ResolveField(() => Permission, { description: 'Whether you may edit it, and why not.' })
  viewerMayEdit(
    @Parent() { record }: ContributionType,
    @Context() context: RequestContext,
  ): Promise<Permission> {
    const isOwn = record.authorId === viewerOf(context);
    return permissionOf(isOwn ? mustStand(record.state) : refuse('NOT_FOUND'), context);
  }

  @ResolveField(() => Permission, {
    description: 'Whether you may hide its current words, under a mandate, and why not.',
  })
  async viewerMayHide(
    @Parent() { collectiveId, record }: ContributionType,
    @Context() context: RequestContext,
  ): Promise<Permission> {
    const viewer = viewerOf(context);
    const moderating = await context.oneOf(viewersOf, 'id', collectiveId, record.id, viewer);
    const words = { state: record.state, hiding: moderating?.hiding ?? null };
    return permissionOf(whyNotHide(moderating, words), context);
  }

  @ResolveField(() => Permission, {
    description:
      'Whether you may say of it, as a concern, when to look at it again, which is the least of answers, and why not.',
  })
  async viewerMayReview(
    @Parent() { collectiveId, record }: ContributionType,
    @Context() context: RequestContext,
  ): Promise<Permission> {
    const viewer = viewerOf(context);
    const known = await context.oneOf(viewersOf, 'id', collectiveId, record.id, viewer);
    const undated = record.kind === 'CONCERN' && record.authorId === viewer ? null : refuse('NOT_FOUND');
    const refusal = known?.answering ? mayAnswer(known.answering, 'LATER') : undated;
    return permissionOf((record.state === 'WITHDRAWN' ? mustStand(record.state) : null) ?? refusal, context);
  }
}

@Resolver(() => ContributionVersionType)
export class ContributionVersionResolver {
  @ResolveField(() => Permission, {
    description: 'Whether you may hide this version, current or former, under a mandate, and why not.',
  })
  async viewerMayHide(
    @Parent() { contribution, record }: ContributionVersionType,
    @Context() context: RequestContext,
  ): Promise<Permission> {
    const { collectiveId, id } = contribution;
    const moderating = await context.oneOf(viewersOf, 'id', collectiveId, id, viewerOf(context));
    const words = { state: stateOfWords(contribution.state, record.hiding), hiding: record.hiding };
    return permissionOf(whyNotHide(moderating, words), context);
  }
}

const whyNotHide = (moderating: ViewerRecord | null, words: Parameters<typeof mayHide>[0]): Refusal | null =>
  moderating?.moderates
    ? mayHide(words, moderating)
    : refuse('MANDATE_REQUIRED', { act: 'hideContribution' });
