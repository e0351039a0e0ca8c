import { Column, Entity } from 'typeorm';
import type { MandateScope, Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration, Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** The roles of one sitting: mandates, not ranks. */
export const SITTING_ROLES = ['FACILITATOR', 'MINUTE_TAKER', 'TIMEKEEPER', 'QUEUE_KEEPER', 'TELLER'] as const;
export type SittingRole = (typeof SITTING_ROLES)[number];

export type MandateState = 'LIVE' | 'REVOKED' | 'HANDED_BACK' | 'ENDED';

@Entity('mandate')
export class MandateRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() task!: string;
  @TextColumn() title!: string;
  @TextColumn() instructions!: string;
  @Column({ type: 'uuid', array: true }) boundBy!: Uuid[];
  @Column({ type: 'text', array: true }) scopeActs!: string[];
  @TextColumn() scopeKind!: MandateScope['object']['kind'];
  @UuidColumn() scopeId!: Uuid;
  /** A role of a sitting, taken by an act; null for a mandate given by a decision. */
  @TextColumn({ nullable: true }) role!: SittingRole | null;
  @TextColumn() state!: MandateState;
  @InstantColumn() startsAt!: Instant;
  /** Null for a role: it ends with its sitting. */
  @InstantColumn({ nullable: true }) endsAt!: Instant | null;
  @InstantColumn({ nullable: true }) reportDueAt!: Instant | null;
  /** How often another report is due from then on; null where one is due once. */
  @TextColumn({ nullable: true }) reportEvery!: CalendarDuration | null;
  @UuidColumn({ nullable: true }) grantedBy!: Uuid | null;
  @UuidColumn({ nullable: true }) endedBy!: Uuid | null;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
  @TextColumn() visibility!: Visibility;
}

@Entity('mandate_holder')
export class MandateHolderRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() mandateId!: Uuid;
  @UuidKey() memberId!: Uuid;
  /** When one of several holders handed back; null for whoever holds the mandate, or held it to its end. */
  @InstantColumn({ nullable: true }) leftAt!: Instant | null;
}
