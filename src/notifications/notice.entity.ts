import { Entity } from 'typeorm';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, TextKey, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** How often somebody is written to of what awaits them. */
export type NoticeRhythm = 'NONE' | 'DAILY' | 'WEEKLY';

/** What somebody chose; whoever chose nothing, and gave an address, is written to once a week. */
@Entity('notice_choice')
export class NoticeChoiceRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @TextColumn() rhythm!: NoticeRhythm;
  @InstantColumn() chosenAt!: Instant;
}

/** DIGEST of a period; or at once: a poll or an answer that CLOSES, a REPORT that is due, a mandate REVOKED, words HIDDEN. */
export type NoticeKind = 'DIGEST' | 'CLOSING' | 'REPORT' | 'REVOKED' | 'HIDDEN';

/** One thing that a member was written to about: its key is why nobody is written to twice. */
@Entity('notice')
export class NoticeRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @TextKey() kind!: NoticeKind;
  /** The day on which a period began; or the thing, with its deadline where it has several. */
  @TextKey() about!: string;
  /** The letter that says it: its row in the outbox, while it waits. */
  @UuidColumn() letterId!: Uuid;
  @InstantColumn() postedAt!: Instant;
  /** When the letter was written that a mail server took; null while it waits, and for one that never left. */
  @InstantColumn({ nullable: true }) sentAt!: Instant | null;
}

/** What lets a calendar programme read somebody's dates, and nothing else. */
@Entity('calendar_key')
export class CalendarKeyRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @TextColumn() secretHash!: Sha256;
  @InstantColumn() madeAt!: Instant;
}
