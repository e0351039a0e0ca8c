import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  ObjectType,
  Parent,
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { MemberActor, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { Node, type NodeSource } from '../platform/graphql/node.js';
import { DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { LeafProofType } from '../register/leaf-proof.graphql.js';
import { proofsOfSubjects } from '../register/leaf-proof.js';
import { ViewerType } from './collective.graphql.js';
import type { ExclusionRow, ExclusionState, Recourse } from './exclusion.entity.js';
import { exclusionAgainst, exclusionsBefore, exclusionsByIds } from './exclusion.queries.js';

const ExclusionStateEnum = { OPEN: 'OPEN', WITHDRAWN: 'WITHDRAWN', DECIDED: 'DECIDED' } as const;
registerEnumType(ExclusionStateEnum, {
  name: 'ExclusionState',
  description: 'Where an exclusion stands.',
  valuesMap: {
    OPEN: { description: 'Grounds are sent, and the collective has not decided.' },
    WITHDRAWN: { description: 'Whoever sent the grounds took them back.' },
    DECIDED: { description: 'The collective decided, one way or the other.' },
  },
});

const RecourseEnum = { NONE: 'NONE', PENDING: 'PENDING', HEARD: 'HEARD' } as const;
registerEnumType(RecourseEnum, {
  name: 'Recourse',
  description: 'Where the recourse against an exclusion stands.',
  valuesMap: {
    NONE: { description: 'Nobody appealed.' },
    PENDING: { description: 'It waits for an assembly.' },
    HEARD: { description: 'An assembly decided on it.' },
  },
});

@Seen('BY_VISIBILITY')
@ObjectType('Exclusion', {
  implements: () => [Node],
  description:
    'The story of an exclusion: written grounds, time to answer, the answer, the last word, the recourse.',
})
export class ExclusionType extends Node {
  collectiveId!: Uuid;
  visibility!: Visibility;
  concerns!: readonly Uuid[];
  row!: ExclusionRow;

  @Field(() => ExclusionStateEnum, { description: 'Where it stands.' })
  state!: ExclusionState;

  @Field(() => ID, { description: 'The person; `node` reads their membership.' })
  memberId!: string;

  @Field(() => ID, { description: 'Who sent the grounds.' })
  openedById!: string;

  @Field(() => MarkdownScalar, { description: 'The grounds, as they were sent.' })
  grounds!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the grounds.' })
  groundsHash!: string;

  @Field(() => DateTimeScalar, { description: 'When they were sent.' })
  openedAt!: string;

  @Field(() => DateTimeScalar, { description: 'No poll opens before this instant.' })
  answerUntil!: string;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'What the person answered; null until they do.',
  })
  answer!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they answered; null until they do.' })
  answeredAt!: string | null;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'The last word, which is theirs; null until they say it.',
  })
  lastWord!: string | null;

  @Field(() => ID, { nullable: true, description: 'The decision; null until there is one.' })
  decisionId!: string | null;

  @Field(() => RecourseEnum, { description: 'Where the recourse stands.' })
  recourse!: Recourse;

  @Field(() => MarkdownScalar, { nullable: true, description: 'Why they appealed; null until they do.' })
  recourseReason!: string | null;

  @Field(() => ID, { nullable: true, description: 'The decision on the recourse; null until it is heard.' })
  recourseDecisionId!: string | null;
}

/** The person always reads what concerns them; whoever sent the grounds does while nobody else may. */
export function exclusionObject(row: ExclusionRow): ExclusionType & { __typename: 'Exclusion' } {
  const { collectiveId, id, memberId, openedBy, decisionId, recourseDecisionId, ...rest } = row;
  const decision = (of: Uuid | null): string | null => of && toGlobalId('Decision', collectiveId, of);
  return {
    __typename: 'Exclusion',
    ...rest,
    row,
    collectiveId,
    concerns: row.visibility === 'NAMED' ? [memberId, openedBy] : [memberId],
    id: toGlobalId('Exclusion', collectiveId, id),
    memberId: toGlobalId('Member', collectiveId, memberId),
    openedById: toGlobalId('Member', collectiveId, openedBy),
    decisionId: decision(decisionId),
    recourseDecisionId: decision(recourseDecisionId),
  };
}

export const exclusionNodes: NodeSource = {
  type: 'Exclusion',
  load: async (reader, collectiveId, ids) =>
    (await exclusionsByIds(reader, collectiveId, ids)).map(exclusionObject),
};

const { Connection: ExclusionConnection } = connectionOf(ExclusionType, 'ExclusionConnection');

@Resolver(() => ExclusionType)
export class ExclusionResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => ExclusionConnection, {
    description:
      'The exclusions put to your collective, the latest first; before that, yours and those you opened.',
  })
  @MayBeCalledBy('MEMBER')
  async exclusions(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<ExclusionType>> {
    const page = readPage(args, ['uuid']);
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const before = page.after?.[0] ?? null;
    const rows = await exclusionsBefore(this.reader, collectiveId, memberId, before, page.first);
    return pageFrom(rows.map(exclusionObject), page, ({ row }) => [row.id]);
  }

  @ResolveField(() => LeafProofType, {
    nullable: true,
    description: 'The proof that the grounds were sent when they were; null until the register is signed.',
  })
  sendingProof(
    @Parent() { row }: ExclusionType,
    @Context() context: RequestContext,
  ): Promise<LeafProofType | null> {
    return proofTo(context, row, row.id);
  }

  @ResolveField(() => LeafProofType, {
    nullable: true,
    description: 'The proof that the decision is in the register; null until there is one.',
  })
  async decisionProof(
    @Parent() { row }: ExclusionType,
    @Context() context: RequestContext,
  ): Promise<LeafProofType | null> {
    return row.decisionId === null ? null : proofTo(context, row, row.decisionId);
  }
}

/** The proof that a leaf about something is in the register; the person whom the exclusion concerns opens it. */
async function proofTo(
  context: RequestContext,
  { collectiveId, memberId }: ExclusionRow,
  subjectId: Uuid,
): Promise<LeafProofType | null> {
  const proof = await context.oneOf(proofsOfSubjects, 'subjectId', collectiveId, subjectId);
  return proof && { ...proof, memberId };
}

/** The notice: the person sees it as soon as they ask who they are, and still reads it once excluded. */
@Resolver(() => ViewerType)
export class ExclusionOfViewerResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @ResolveField(() => ExclusionType, {
    nullable: true,
    description: 'The exclusion asked against you, or decided; null when there is none.',
  })
  async exclusionAgainstMe(@Context() context: RequestContext): Promise<ExclusionType | null> {
    const { collectiveId, memberId } = (await context.actor()) as MemberActor;
    const row = await exclusionAgainst(this.reader, collectiveId, memberId);
    return row && exclusionObject(row);
  }
}
