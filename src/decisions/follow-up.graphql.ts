import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar, MarkdownScalar } from '../platform/graphql/scalars.js';
import type { FollowUpState } from './follow-up.entity.js';
import { takerOf } from './follow-up.rules.js';
import {
  followUpOf,
  followUpsBefore,
  type FollowedUp,
  type FollowUp,
  type FollowUpStep,
} from './follow-ups.queries.js';
import { labelOf } from './last-decisions.js';

export const FollowUpStates = {
  NOBODY: 'NOBODY',
  UNDER_WAY: 'UNDER_WAY',
  DONE: 'DONE',
  DROPPED: 'DROPPED',
} as const satisfies { readonly [S in FollowUpState]: S };
registerEnumType(FollowUpStates, {
  name: 'FollowUpState',
  description: 'What became of a decision.',
  valuesMap: {
    NOBODY: { description: 'Nobody sees to it.' },
    UNDER_WAY: { description: 'Somebody sees to it.' },
    DONE: { description: 'It is done, as the note says.' },
    DROPPED: { description: 'It was given up, for the reason that the note gives.' },
  },
});

@Seen('PARENT')
@ObjectType('FollowUpStep', {
  description: 'One thing that was said of what became of a decision: it stays.',
})
export class FollowUpStepType {
  @Field(() => FollowUpStates, { description: 'What became of it, from then on.' })
  state!: FollowUpState;

  @Field(() => MarkdownScalar, { description: 'A word on it; empty where there is none.' })
  note!: string;

  @Field(() => ID, { description: 'Who said it, to be read by `node`.' })
  authorId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The line by which they asked for a mandate when they took it up; null for none.',
  })
  lineId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was said.' })
  saidAt!: Instant;
}

@Seen('PARENT')
@ObjectType('FollowUp', { description: 'What became of a decision.' })
export class FollowUpType {
  @Field(() => FollowUpStates, {
    description:
      'What became of it. Nobody sees to it any more once whoever did has left, or lost the mandate to it.',
  })
  state!: FollowUpState;

  @Field(() => ID, {
    nullable: true,
    description: 'Who sees to it, to be read by `node`; null when nobody does.',
  })
  takenUpById!: string | null;

  @Field(() => [FollowUpStepType], { description: 'All that was said of it, from the first.' })
  steps!: FollowUpStepType[];
}

@Seen('PARENT')
@ObjectType('FollowedUpDecision', { description: 'A past decision, with what became of it.' })
export class FollowedUpDecisionType {
  year!: number;
  number!: number;

  @Field(() => ID, { description: 'The decision, to be read by `node`.' })
  decisionId!: string;

  @Field(() => String, { description: 'Its number by year, such as 2026-012.' })
  label!: string;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => FollowUpType, { description: 'What became of it.' })
  followUp!: FollowUpType;
}

const { Connection: FollowUpConnection } = connectionOf(
  FollowedUpDecisionType,
  'FollowedUpDecisionConnection',
);

export function followUpObject(followUp: FollowUp, collectiveId: Uuid): FollowUpType {
  const global = (type: string, id: Uuid | null): string | null => id && toGlobalId(type, collectiveId, id);
  const step = ({ authorId, lineId, ...said }: FollowUpStep): FollowUpStepType => ({
    ...said,
    authorId: global('Member', authorId) as string,
    lineId: global('MandateLine', lineId),
  });
  return {
    state: followUp.state,
    takenUpById: global('Member', takerOf(followUp)),
    steps: followUp.steps.map(step),
  };
}

const followedUpObject = (row: FollowedUp): FollowedUpDecisionType => ({
  year: row.year,
  number: row.number,
  decisionId: toGlobalId('Decision', row.collectiveId, row.decisionId),
  label: labelOf(row.year, row.number),
  title: row.title,
  followUp: followUpObject(row, row.collectiveId),
});

/** A decision with what became of it, as an act's answer shows it. */
export const followedUpAfter = async (
  reader: Reader,
  collectiveId: Uuid,
  decisionId: Uuid,
): Promise<FollowedUpDecisionType> =>
  followedUpObject((await followUpOf(reader, collectiveId, decisionId)) as FollowedUp);

@Resolver()
export class FollowUpResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => FollowUpConnection, {
    description: 'Past decisions that ask something of somebody, with what became of them, the latest first.',
  })
  @MayBeCalledBy('MEMBER')
  async followUps(
    @Args() args: ConnectionArgs,
    @Args('states', {
      type: () => [FollowUpStates],
      nullable: true,
      description: 'Only those in one of these states; null: all of them.',
    })
    states: FollowUpState[] | null | undefined,
    @Context() context: RequestContext,
  ): Promise<Connection<FollowedUpDecisionType>> {
    const page = readPage(args, ['integer', 'integer']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const asked = states ?? Object.values(FollowUpStates);
    const rows = await followUpsBefore(this.reader, collectiveId, asked, page.after, page.first);
    return pageFrom(rows.map(followedUpObject), page, ({ year, number }) => [year, number]);
  }
}
