import { Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration, Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

export type LineState = 'PROPOSED' | 'CONFIRMED' | 'REFUSED' | 'WITHDRAWN';

/**
 * A mandate as it is written down in a meeting, "task: first name, until …". It opens nothing and counts for nothing until
 * a decision confirms it, and then it is the mandate of the same id.
 */
@Entity('mandate_line')
export class MandateLineRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() task!: string;
  @TextColumn() title!: string;
  @TextColumn() instructions!: string;
  @InstantColumn() endsAt!: Instant;
  @InstantColumn({ nullable: true }) reportDueAt!: Instant | null;
  @TextColumn({ nullable: true }) reportEvery!: CalendarDuration | null;
  @UuidColumn() authorId!: Uuid;
  /** The offer that its persons answered. */
  @UuidColumn({ nullable: true }) offerId!: Uuid | null;
  /** The decision of which it is the task. */
  @UuidColumn({ nullable: true }) decisionId!: Uuid | null;
  /** The sitting in which it was written down. */
  @UuidColumn({ nullable: true }) assemblyId!: Uuid | null;
  /** The working group whose task it is. */
  @UuidColumn({ nullable: true }) groupId!: Uuid | null;
  @TextColumn() state!: LineState;
  @InstantColumn() notedAt!: Instant;
  @InstantColumn({ nullable: true }) settledAt!: Instant | null;
  @UuidColumn({ nullable: true }) settledBy!: Uuid | null;
}

@Entity('mandate_line_holder')
export class MandateLineHolderRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() lineId!: Uuid;
  @UuidKey() memberId!: Uuid;
}
