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
import type { Hiding, HidingState } from './contribution.entity.js';

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

/** A title of a thread, or a version of its summary, was hidden under a mandate. */
@Entity('thread_hiding')
export class ThreadHidingRow implements Hiding {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() threadId!: Uuid;
  /** Of the summary; 0 for the title. */
  @PrimaryColumn({ type: 'integer' }) version!: number;
  /** The title while it is hidden, for then its thread has it no more. */
  @TextColumn({ nullable: true }) title!: string | null;
  @UuidColumn() hiddenBy!: Uuid;
  @UuidColumn() mandateId!: Uuid;
  @TextColumn() reason!: string;
  @InstantColumn() hiddenAt!: Instant;
  @TextColumn() state!: HidingState;
  @TextColumn({ nullable: true }) appeal!: string | null;
  @InstantColumn({ nullable: true }) appealedAt!: Instant | null;
  /** When it shows again unless another holder of the mandate says otherwise before. */
  @InstantColumn({ nullable: true }) restoresAt!: Instant | null;
  @UuidColumn({ nullable: true }) settledBy!: Uuid | null;
  /** The mandate under which somebody settled it; null where the time did. */
  @UuidColumn({ nullable: true }) settledUnder!: Uuid | null;
  @TextColumn({ nullable: true }) settledReason!: string | null;
  @InstantColumn({ nullable: true }) settledAt!: Instant | null;
}
