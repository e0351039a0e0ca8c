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
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import type { Uuid } from '../core/kernel/ids.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ChallengeRow } from './challenge.entity.js';
import { challengesOfProposals } from './challenges.queries.js';
import { ProposalType } from './proposal.graphql.js';

const ChallengeStateEnum = {
  STANDING: 'STANDING',
  WITHDRAWN: 'WITHDRAWN',
  UPHELD: 'UPHELD',
  DISMISSED: 'DISMISSED',
} as const;
registerEnumType(ChallengeStateEnum, {
  name: 'ChallengeState',
  description: 'Where a challenge stands.',
  valuesMap: {
    STANDING: { description: 'Nobody settled it: the stricter path holds.' },
    WITHDRAWN: { description: 'Its author took it back.' },
    UPHELD: { description: 'A decision found it right: the stricter path holds for good.' },
    DISMISSED: { description: 'A decision lifted it.' },
  },
});

@Seen('PARENT')
@ObjectType('Challenge', {
  description: 'Somebody asks a stricter path for a proposal, or says that it contradicts an assembly.',
})
export class ChallengeType {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'Its id, for the effect that settles it.' })
  id!: string;

  @Field(() => ChallengeStateEnum, { description: 'Where it stands.' })
  state!: ChallengeRow['state'];

  @Field(() => Int, { description: 'The version that was read; later ones are held too.' })
  version!: number;

  @Field(() => MatterEnum, {
    nullable: true,
    description: 'The stricter matter that it asks; null where a contradiction is said.',
  })
  matter!: Matter | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The decision of an assembly said to be contradicted; null where a matter is asked.',
  })
  decisionId!: string | null;

  @Field(() => String, { description: 'Why it should take a stricter path.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was raised.' })
  raisedAt!: string;

  @Field(() => ID, { description: 'Who raised it, to be read by `node`.' })
  memberId!: string;

  @Field(() => ID, { nullable: true, description: 'The decision that settled it; null until one does.' })
  settledById!: string | null;
}

export function challengeObject(row: ChallengeRow): ChallengeType {
  const { collectiveId, id, memberId, decisionId, settledBy, ...rest } = row;
  const global = (type: string, of: Uuid | null): string | null => of && toGlobalId(type, collectiveId, of);
  return {
    ...rest,
    collectiveId,
    id: global('Challenge', id) as string,
    memberId: global('Member', memberId) as string,
    decisionId: global('Decision', decisionId),
    settledById: global('Decision', settledBy),
  };
}

@Resolver(() => ProposalType)
export class ChallengesOfProposalResolver {
  @FieldSeen('MEMBERS')
  @ResolveField(() => [ChallengeType], {
    description: 'The challenges raised against it, from the first; empty for all but the members.',
  })
  async challenges(
    @Parent() { collectiveId, proposalId }: ProposalType,
    @Context() context: RequestContext,
  ): Promise<ChallengeType[]> {
    const rows = await context.listOf(challengesOfProposals, 'proposalId', collectiveId, proposalId);
    return rows.map(challengeObject);
  }
}
