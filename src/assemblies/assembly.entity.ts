import { Entity } from 'typeorm';
import type { AssemblyForm } from '../core/charter/clause.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, InstantKey, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

@Entity('assembly')
export class AssemblyRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() title!: string;
  @TextColumn() form!: AssemblyForm;
  @TextColumn() state!: 'CONVENED' | 'RUNNING' | 'ENDED';
  @UuidColumn() convenedBy!: Uuid;
  @InstantColumn() convenedAt!: Instant;
  @InstantColumn() startsAt!: Instant;
  @InstantColumn({ nullable: true }) startedAt!: Instant | null;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
  @TextColumn() visibility!: Visibility;
}

/** One interval of somebody's presence. */
@Entity('attendance')
export class AttendanceRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() assemblyId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @InstantKey() arrivedAt!: Instant;
  @InstantColumn({ nullable: true }) leftAt!: Instant | null;
  /** Themselves, or whoever was present and did it for them. */
  @UuidColumn() checkedInBy!: Uuid;
}
