import { Entity } from 'typeorm';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { InstantColumn, IntegerColumn, TextColumn, UuidColumn, UuidKey } from '../database/columns.js';

/** A letter to a member, or to whom its subject leads, that is still to be delivered: about what, never its words, its address or a secret. */
@Entity('outbox')
export class OutboxRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  /** Null for somebody who is no member. */
  @UuidColumn({ nullable: true }) memberId!: Uuid | null;
  @TextColumn() kind!: string;
  /** What the letter is about, as its kind says; null where the member is enough. */
  @UuidColumn({ nullable: true }) subjectId!: Uuid | null;
  @InstantColumn() postedAt!: Instant;
  /** When it is tried next. */
  @InstantColumn() runAt!: Instant;
  @IntegerColumn() attempts!: number;
  /** Since when it is tried no more: a server refused it until then. */
  @InstantColumn({ nullable: true }) givenUpAt!: Instant | null;
}
