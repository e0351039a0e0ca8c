import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { Seen } from '../platform/access/access.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { AgendaItemRow, AgendaItemState } from './agenda.entity.js';

const AgendaItemStates = {
  PLANNED: 'PLANNED',
  CURRENT: 'CURRENT',
  DONE: 'DONE',
} as const satisfies { readonly [S in AgendaItemState]: S };
registerEnumType(AgendaItemStates, {
  name: 'AgendaItemState',
  description: 'How far the sitting is with an item.',
  valuesMap: {
    PLANNED: { description: 'Not taken up yet.' },
    CURRENT: { description: 'What the sitting is at.' },
    DONE: { description: 'Left behind; it can be taken up again.' },
  },
});

@InputType({ description: 'An item of an agenda.' })
export class AgendaItemInput {
  @Field(() => String, { description: 'What it is about, on one line.' })
  title!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many minutes it should take; null where nobody knows.',
  })
  minutes?: number | null;
}

@Seen('PARENT')
@ObjectType('AgendaItem', { description: 'One thing that a sitting takes up.' })
export class AgendaItemType {
  @Field(() => ID, { description: 'Its id, for `takeUpItem` and `openPoll`.' })
  id!: string;

  @Field(() => Int, { description: 'Its place in the agenda, from 1.' })
  place!: number;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many minutes it should take; null where nobody said.',
  })
  minutes!: number | null;

  @Field(() => AgendaItemStates, { description: 'How far the sitting is with it.' })
  state!: AgendaItemState;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was first taken up; null before that.',
  })
  takenUpAt!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the sitting went on to something else; null until then.',
  })
  leftAt!: Instant | null;
}

export const itemObject = (row: AgendaItemRow): AgendaItemType => ({
  id: itemGlobalId(row.collectiveId, row.id),
  place: row.place,
  title: row.title,
  minutes: row.minutes,
  state: row.state,
  takenUpAt: row.takenUpAt,
  leftAt: row.leftAt,
});

const itemGlobalId = (collectiveId: Uuid, id: Uuid): string => toGlobalId('AgendaItem', collectiveId, id);
