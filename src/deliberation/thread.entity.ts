import { Entity, PrimaryColumn } from 'typeorm';
import type { Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import {
  InstantColumn,
  IntegerColumn,
  TextColumn,
  TextKey,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

@Entity('thread')
export class ThreadRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  /** Null: it is called as what it is about. */
  @TextColumn({ nullable: true }) title!: string | null;
  @UuidColumn() openedBy!: Uuid;
  @InstantColumn() openedAt!: Instant;
  /** Of the last contribution: the row that contributing locks. */
  @IntegerColumn() lastNumber!: number;
  @TextColumn() visibility!: Visibility;
}

export type SubjectKind = 'PROPOSAL' | 'AMENDMENT' | 'AGENDA_ITEM' | 'GROUP';

/** What a thread is about; one thread may be about several things, as when two groups share it. */
@Entity('thread_subject')
export class ThreadSubjectRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() threadId!: Uuid;
  @TextKey() kind!: SubjectKind;
  @UuidKey() objectId!: Uuid;
}

/** Up to which contribution a member has read: theirs alone to know. */
@Entity('thread_reading')
export class ThreadReadingRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() threadId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @IntegerColumn() readUpTo!: number;
  /** When they last said so; null for what was read before that was kept. */
  @InstantColumn({ nullable: true }) readAt!: Instant | null;
}

/** What a volunteer made of a thread up to a contribution. Append-only: the next version is somebody's, too. */
@Entity('thread_summary')
export class ThreadSummaryRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() threadId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @UuidColumn() authorId!: Uuid;
  @TextColumn() body!: string;
  @IntegerColumn() upTo!: number;
  @InstantColumn() writtenAt!: Instant;
}
