import { Entity, PrimaryColumn } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

export type FollowUpState = 'NOBODY' | 'UNDER_WAY' | 'DONE' | 'DROPPED';

/** One thing that was said of what became of a decision; the last one holds. */
@Entity('decision_follow_up')
export class DecisionFollowUpRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() decisionId!: Uuid;
  /** From 1. */
  @PrimaryColumn({ type: 'integer' }) step!: number;
  @TextColumn() state!: FollowUpState;
  @UuidColumn() authorId!: Uuid;
  /** The line by which whoever took it up asks for a mandate. */
  @UuidColumn({ nullable: true }) lineId!: Uuid | null;
  @TextColumn() note!: string;
  @InstantColumn() saidAt!: Instant;
}
