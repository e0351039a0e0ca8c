import { Entity } from 'typeorm';
import type { Visibility } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration, Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

export type ExclusionState = 'OPEN' | 'WITHDRAWN' | 'DECIDED';
export type Recourse = 'NONE' | 'PENDING' | 'HEARD';

/** The story of an exclusion: grounds sent, time to answer, the answer, the last word, and the recourse. */
@Entity('exclusion')
export class ExclusionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() memberId!: Uuid;
  @UuidColumn() openedBy!: Uuid;
  @TextColumn() grounds!: string;
  @TextColumn() groundsHash!: Sha256;
  @InstantColumn() openedAt!: Instant;
  /** The period that led to `answerUntil`: the longer of a week and of the clause's deliberation. */
  @TextColumn() answerMinimum!: CalendarDuration;
  @InstantColumn() answerUntil!: Instant;
  @TextColumn({ nullable: true }) answer!: string | null;
  @InstantColumn({ nullable: true }) answeredAt!: Instant | null;
  @TextColumn({ nullable: true }) lastWord!: string | null;
  @InstantColumn({ nullable: true }) lastWordAt!: Instant | null;
  @TextColumn() state!: ExclusionState;
  @UuidColumn({ nullable: true }) decisionId!: Uuid | null;
  @TextColumn() recourse!: Recourse;
  @TextColumn({ nullable: true }) recourseReason!: string | null;
  @InstantColumn({ nullable: true }) recourseAt!: Instant | null;
  @UuidColumn({ nullable: true }) recourseDecisionId!: Uuid | null;
  /** NAMED until a proposal puts it: the person reads the grounds, and may answer them, before the others do. */
  @TextColumn() visibility!: Visibility;
}
