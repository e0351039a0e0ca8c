import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { revealUntil, type LotSource } from '../core/charter/lot.js';
import type { OptionWithEffects, PinnedElection } from '../core/charter/question.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { EffectUnion, effectObject, type EffectObject } from '../decisions/effect.graphql.js';
import { Seen } from '../platform/access/access.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { PollRecord } from './polls.queries.js';

@Seen('PARENT')
@ObjectType('PollOption', { description: 'One of the options that a poll elects among.' })
export class PollOptionType {
  @Field(() => String, { description: 'Its key on ballots: 1, 2, …; 0 for “nothing changes”.' })
  key!: string;

  @Field(() => String, { description: 'What it is called.' })
  label!: string;

  @Field(() => Boolean, { description: 'Whether it leaves everything as it is.' })
  statusQuo!: boolean;

  @Field(() => Int, { nullable: true, description: 'What it costs; null where nothing is paid for.' })
  cost!: number | null;

  @Field(() => [EffectUnion], { description: 'What it does if it is chosen, frozen at opening.' })
  effects!: EffectObject[];
}

export const optionObjects = (
  options: readonly OptionWithEffects[],
  { options: settings }: PinnedElection,
  collectiveId: Uuid,
): PollOptionType[] =>
  options.map(({ key, label, statusQuo, effects }) => ({
    key,
    label,
    statusQuo,
    cost: costIn(settings, label),
    effects: effects.map((effect) => effectObject(effect, collectiveId)),
  }));

function costIn({ costs }: PinnedElection['options'], label: string): number | null {
  const cost = costs && (costs as { readonly [label: string]: string })[label];
  return cost ? Number(cost) : null;
}

export const LotSourceEnum = { TWO_MEMBERS: 'TWO_MEMBERS', COMMITMENTS: 'COMMITMENTS' } as const;
registerEnumType(LotSourceEnum, {
  name: 'LotSource',
  description: 'Where the value of a lot comes from.',
  valuesMap: {
    TWO_MEMBERS: {
      description: 'Two members type the same value once the box is shut, such as dice that all see.',
    },
    COMMITMENTS: {
      description: 'Members commit to values while the box is open, and reveal them once it is shut.',
    },
  },
});

@Seen('PARENT')
@ObjectType('Lot', { description: 'The lot to which the rules of a poll leave a tie.' })
export class LotType {
  @Field(() => LotSourceEnum, { description: 'Where its value comes from, as it was settled at opening.' })
  source!: LotSource;

  @Field(() => Boolean, { description: 'Whether the poll is tied, and waits for the value.' })
  awaited!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it is tied; null when it is not.' })
  tiedAt!: Instant | null;

  @Field(() => Int, { description: 'How many members committed to a value.' })
  committedCount!: number;

  @Field(() => Int, { description: 'How many members typed or revealed a value.' })
  enteredCount!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when those who committed reveal their value; null where nobody has to.',
  })
  revealUntil!: Instant | null;
}

export function lotObject({
  lotSource,
  tiedAt,
  state,
  committedCount,
  enteredCount,
  byCommitments,
}: PollRecord): LotType | null {
  if (lotSource === null) return null;
  return {
    source: lotSource,
    awaited: state === 'CLOSED' && tiedAt !== null,
    tiedAt,
    committedCount,
    enteredCount,
    revealUntil: byCommitments && tiedAt !== null ? revealUntil(tiedAt) : null,
  };
}
