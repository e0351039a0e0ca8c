import { Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** Somebody of the roll says that an outcome is wrong. It suspends nothing; the collective hears it by a decision. */
@Entity('contest')
export class ContestRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() pollId!: Uuid;
  @UuidColumn() memberId!: Uuid;
  @TextColumn() reason!: string;
  @TextColumn() state!: 'STANDING' | 'WITHDRAWN' | 'HEARD';
  @InstantColumn() raisedAt!: Instant;
  @UuidColumn({ nullable: true }) heardBy!: Uuid | null;
}
