import {
  Context,
  Field,
  ID,
  ObjectType,
  Parent,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Uuid } from '../core/kernel/ids.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ContestRow } from './contest.entity.js';
import { contestsOfPolls } from './contests.queries.js';
import { PollType } from './poll.graphql.js';

const ContestStateEnum = { STANDING: 'STANDING', WITHDRAWN: 'WITHDRAWN', HEARD: 'HEARD' } as const;
registerEnumType(ContestStateEnum, {
  name: 'ContestState',
  description: 'Where a contest stands.',
  valuesMap: {
    STANDING: { description: 'The collective has not heard it.' },
    WITHDRAWN: { description: 'Its author took it back.' },
    HEARD: { description: 'A decision answered it.' },
  },
});

@Seen('PARENT')
@ObjectType('Contest', {
  description: 'Somebody of the electoral roll says that an outcome is wrong. It suspends no effect.',
})
export class ContestType {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'Its id, for the proposal that answers it.' })
  id!: string;

  @Field(() => ContestStateEnum, { description: 'Where it stands.' })
  state!: ContestRow['state'];

  @Field(() => String, { description: 'Why the outcome would be wrong.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was raised.' })
  raisedAt!: string;

  @Field(() => ID, { description: 'Who raised it, to be read by `node`.' })
  memberId!: string;

  @Field(() => ID, { nullable: true, description: 'The decision that answered it; null until one does.' })
  heardById!: string | null;
}

export function contestObject(row: ContestRow): ContestType {
  const { collectiveId, id, memberId, heardBy, state, reason, raisedAt } = row;
  return {
    collectiveId,
    id: toGlobalId('Contest', collectiveId, id),
    state,
    reason,
    raisedAt,
    memberId: toGlobalId('Member', collectiveId, memberId),
    heardById: heardBy && toGlobalId('Decision', collectiveId, heardBy),
  };
}

export const CONTESTS = 'The contests of its outcome, from the first; empty for all but the members.';

@Resolver(() => PollType)
export class ContestsOfPollResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [ContestType], { description: CONTESTS })
  async contests(
    @Parent() { collectiveId, pollId }: PollType,
    @Context() context: RequestContext,
  ): Promise<ContestType[]> {
    return (await context.listOf(contestsOfPolls, 'pollId', collectiveId, pollId)).map(contestObject);
  }
}
