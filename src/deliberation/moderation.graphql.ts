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
import { membersByIds } from '../collectives/members.queries.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { Hiding, HidingState } from './contribution.entity.js';

const ModerationStateEnum = {
  HIDDEN: 'HIDDEN',
  APPEALED: 'APPEALED',
  UPHELD: 'UPHELD',
  RESTORED: 'RESTORED',
  DROPPED: 'DROPPED',
} as const satisfies { readonly [S in HidingState]: S };
registerEnumType(ModerationStateEnum, {
  name: 'ModerationState',
  description: 'What became of a moderation.',
  valuesMap: {
    HIDDEN: { description: 'The words are hidden; their author may appeal.' },
    APPEALED: {
      description: 'Their author appealed: they show again at `restoresAt` unless somebody else upholds.',
    },
    UPHELD: { description: 'Another holder of the mandate upheld it.' },
    RESTORED: { description: 'The words show again.' },
    DROPPED: { description: 'Their author took the words back.' },
  },
});

@Seen('PARENT')
@ObjectType('Moderation', {
  description: 'Words that were hidden under a mandate: by whom, why, and what became of it.',
})
export class ModerationType {
  collectiveId!: Uuid;
  row!: Hiding;

  @Field(() => Int, {
    description:
      'The version of the words that it hides: of a contribution or of a summary; 0 for the title of a thread.',
  })
  version!: number;

  @Field(() => ModerationStateEnum, { description: 'What became of it.' })
  state!: HidingState;

  @Field(() => String, { description: 'Why the words were hidden.' })
  reason!: string;

  @Field(() => ID, { description: 'The mandate under which they were.' })
  mandateId!: string;

  @Field(() => DateTimeScalar, { description: 'When they were.' })
  hiddenAt!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why their author asks that somebody else looks; null unless they do.',
  })
  appeal!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When their author asked; null unless they did.',
  })
  appealedAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When they show again unless another holder of the mandate upholds before; null without an appeal.',
  })
  restoresAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was upheld or lifted; null where nobody did.' })
  settledReason!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The mandate under which it was upheld or lifted; null where nobody did.',
  })
  settledUnderId!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was upheld, or the words showed again; null until then.',
  })
  settledAt!: string | null;
}

export function moderationObject(row: Hiding): ModerationType {
  const { collectiveId, version, state, reason, hiddenAt, appeal, appealedAt, restoresAt, settledReason } =
    row;
  const { mandateId, settledUnder, settledAt } = row;
  return {
    ...{
      collectiveId,
      row,
      version,
      state,
      reason,
      hiddenAt,
      appeal,
      appealedAt,
      restoresAt,
      settledReason,
      settledAt,
    },
    mandateId: toGlobalId('Mandate', collectiveId, mandateId),
    settledUnderId: settledUnder && toGlobalId('Mandate', collectiveId, settledUnder),
  };
}

@Resolver(() => ModerationType)
export class ModerationResolver {
  @ResolveField(() => MemberType, { nullable: true, description: 'Who hid the words.' })
  hiddenBy(
    @Parent() { row }: ModerationType,
    @Context() context: RequestContext,
  ): Promise<MemberType | null> {
    return person(context, row.collectiveId, row.hiddenBy);
  }

  @ResolveField(() => MemberType, {
    nullable: true,
    description: 'Who upheld it, or showed the words again; null where nobody did, also where the time did.',
  })
  settledBy(
    @Parent() { row }: ModerationType,
    @Context() context: RequestContext,
  ): Promise<MemberType | null> {
    return person(context, row.collectiveId, row.settledBy);
  }
}

async function person(
  context: RequestContext,
  collectiveId: Uuid,
  id: Uuid | null,
): Promise<MemberType | null> {
  const member = id && (await context.oneOf(membersByIds, 'id', collectiveId, id));
  return member ? memberObject(member) : null;
}
