import { Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import {
  BooleanColumn,
  InstantColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

/** Who holds a secret, and nothing about what they may do. */
@Entity('session')
export class SessionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() memberId!: Uuid;
  @TextColumn() tokenHash!: string;
  @InstantColumn() createdAt!: Instant;
  @InstantColumn() expiresAt!: Instant;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
  /** Opened with a link that others gave: what is cast in it is marked. */
  @BooleanColumn() assisted!: boolean;
}
