import { Entity, PrimaryColumn } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, InstantKey, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** OPEN, ASLEEP until one of its members wakes it, or ENDED for good by a decision. Never deleted. */
export type GroupState = 'OPEN' | 'ASLEEP' | 'ENDED';

/** A working group: open to join, no rank, no parent, no owner. */
@Entity('working_group')
export class WorkingGroupRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() name!: string;
  /** What its name looks like: no two groups that are not ended have the same. */
  @TextColumn() nameSkeleton!: string;
  @TextColumn() state!: GroupState;
  @InstantColumn() createdAt!: Instant;
  /** The decision that made it; null where the rules let anybody found one. */
  @UuidColumn({ nullable: true }) createdBy!: Uuid | null;
  /** When it was made or last woken: it sleeps on nothing older. */
  @InstantColumn() awakeSince!: Instant;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
  @UuidColumn({ nullable: true }) endedBy!: Uuid | null;
}

/** What a group was called and for, since when and by which decision: only ever added to. */
@Entity('group_scope')
export class GroupScopeRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() groupId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @TextColumn() name!: string;
  @TextColumn() scope!: string;
  @InstantColumn() since!: Instant;
  @UuidColumn({ nullable: true }) decidedBy!: Uuid | null;
}

/** Somebody in a group, from one instant to another: whoever comes back has a row more. */
@Entity('group_member')
export class GroupMemberRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() groupId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @InstantKey() joinedAt!: Instant;
  @InstantColumn({ nullable: true }) leftAt!: Instant | null;
}
