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
import { AssemblyFormEnum, VenueEnum } from '../collectives/charter.graphql.js';
import type { AssemblyForm, Venue } from '../core/charter/clause.js';
import type { Locale, MemberActor, Visibility } from '../core/kernel/actors.js';
import { personsConcerned } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type RefusalFacts } from '../core/kernel/refusals.js';
import { FieldSeen, MayBeCalledBy, Seen } from '../platform/access/access.js';
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
import { Problem, problemOf } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { DecisionRow, NotApplied } from './decision.entity.js';
import { decisionsBefore, decisionsByIds, type DecisionRecord } from './decisions.queries.js';
import { EffectUnion, effectObject, type EffectObject } from './effect.graphql.js';
import { followUpObject, FollowUpType } from './follow-up.graphql.js';
import { labelOf } from './last-decisions.js';

export const VerdictEnum = { ADOPTED: 'ADOPTED', REJECTED: 'REJECTED' } as const;
registerEnumType(VerdictEnum, {
  name: 'Verdict',
  description: 'What was decided.',
  valuesMap: {
    ADOPTED: { description: 'The proposal is adopted.' },
    REJECTED: { description: 'The proposal is rejected.' },
  },
});

const EffectsStateEnum = { NONE: 'NONE', APPLIED: 'APPLIED', NOT_APPLIED: 'NOT_APPLIED' } as const;
registerEnumType(EffectsStateEnum, {
  name: 'EffectsState',
  description: 'What became of the effects of a decision.',
  valuesMap: {
    NONE: { description: 'It has none: a position, or a rejection.' },
    APPLIED: { description: 'All of them took effect at the proclamation.' },
    NOT_APPLIED: {
      description: 'None of them took effect, because something had changed meanwhile; the decision stands.',
    },
  },
});

@Seen('BY_VISIBILITY')
@ObjectType('Decision', {
  implements: () => [Node],
  description: 'A numbered decision: never edited, replaced only by another.',
})
export class DecisionType extends Node {
  collectiveId!: Uuid;
  visibility!: Visibility;
  concerns!: readonly Uuid[];
  decisionId!: Uuid;
  year!: number;
  effectRows!: DecisionRow['effects'];
  pollRowId!: Uuid | null;

  @Field(() => String, { description: 'Its number by year, such as 2026-012.' })
  label!: string;

  @Field(() => Int, { description: 'Its number within the year.' })
  number!: number;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => VerdictEnum, { description: 'What was decided.' })
  outcome!: DecisionRow['outcome'];

  @Field(() => EffectsStateEnum, { description: 'What became of its effects.' })
  effectsState!: DecisionRow['effectsState'];

  // It may name a member.
  @FieldSeen('MEMBERS')
  @Field(() => Problem, {
    nullable: true,
    description: 'Why its effects were not applied; null unless they were not, and for all but the members.',
  })
  notApplied!: object | null;

  @Field(() => [EffectUnion], { description: 'What it does by itself.' })
  effects!: EffectObject[];

  @Field(() => ID, {
    nullable: true,
    description: 'The proposal it settles; null for a decision of the founding.',
  })
  proposalId!: string | null;

  @FieldSeen('MEMBERS')
  @Field(() => ID, {
    nullable: true,
    description: 'The working group that took it; null for the collective.',
  })
  groupId!: string | null;

  @Field(() => VenueEnum, {
    nullable: true,
    description: 'Where it was taken; null for a decision of the founding.',
  })
  venue!: Venue | null;

  @Field(() => AssemblyFormEnum, {
    nullable: true,
    description: 'The form of the assembly that took it; null online.',
  })
  form!: AssemblyForm | null;

  @Field(() => Boolean, { description: 'Whether online decisions cannot put it in question.' })
  prevails!: boolean;

  @Field(() => ID, { nullable: true, description: 'The decision that replaces it; null while it stands.' })
  repealedById!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The decision by which an assembly opened it to online change; null while none did.',
  })
  reopenedById!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was proclaimed.' })
  proclaimedAt!: string;

  @FieldSeen('MEMBERS')
  @Field(() => FollowUpType, {
    nullable: true,
    description:
      'What became of it; null where it asks nothing of anybody, for it did all that it says, and for all but the members.',
  })
  followUp!: FollowUpType | null;
}

export const { Connection: DecisionConnection } = connectionOf(DecisionType, 'DecisionConnection');

export function decisionObject(
  row: DecisionRecord,
  locale: Locale,
): DecisionType & { __typename: 'Decision' } {
  const {
    collectiveId,
    id,
    effects,
    pollId,
    proposalId,
    notApplied,
    repealedBy,
    reopenedBy,
    followUp,
    groupId,
    ...rest
  } = row;
  const another = (decision: Uuid | null): string | null =>
    decision && toGlobalId('Decision', collectiveId, decision);
  return {
    __typename: 'Decision',
    ...rest,
    collectiveId,
    decisionId: id,
    groupId: groupId && toGlobalId('WorkingGroup', collectiveId, groupId),
    id: toGlobalId('Decision', collectiveId, id),
    label: labelOf(row.year, row.number),
    notApplied: notApplied && reasonObject(notApplied, locale),
    effectRows: effects,
    concerns: personsConcerned(effects),
    repealedById: another(repealedBy),
    reopenedById: another(reopenedBy),
    effects: effects.map((effect) => effectObject(effect, collectiveId)),
    proposalId: proposalId && toGlobalId('Proposal', collectiveId, proposalId),
    pollRowId: pollId,
    followUp: followUp && followUpObject(followUp, collectiveId),
  };
}

const reasonObject = ({ code, facts }: NotApplied, locale: Locale): object =>
  problemOf(refuse(code, facts as unknown as RefusalFacts[typeof code]), locale);

export const decisionNodes: NodeSource = {
  type: 'Decision',
  load: async (reader, collectiveId, ids, locale) =>
    (await decisionsByIds(reader, collectiveId, ids)).map((row) => decisionObject(row, locale)),
};

@Resolver(() => DecisionType)
export class DecisionResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => DecisionConnection, { description: 'The decisions of your collective, the latest first.' })
  @MayBeCalledBy('MEMBER')
  async decisions(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<DecisionType>> {
    const page = readPage(args, ['integer', 'integer']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await decisionsBefore(this.reader, collectiveId, page.after, page.first);
    return pageFrom(
      rows.map((row) => decisionObject(row, context.locale)),
      page,
      (decision) => [decision.year, decision.number],
    );
  }
}
