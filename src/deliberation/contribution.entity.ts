import { Entity, PrimaryColumn } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import {
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

export const CONTRIBUTION_KINDS = [
  'QUESTION',
  'ANSWER',
  'ARGUMENT_FOR',
  'ARGUMENT_AGAINST',
  'REACTION',
  'CONCERN',
  'SUGGESTION',
] as const;
export type ContributionKind = (typeof CONTRIBUTION_KINDS)[number];

export type ContributionState = 'STANDING' | 'HIDDEN' | 'WITHDRAWN' | 'ERASED';

/** What somebody said in a thread. Its words are its versions'; it stays in its place whatever becomes of them. */
@Entity('contribution')
export class ContributionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() threadId!: Uuid;
  /** Its place in the thread, given once: what people call it by. */
  @IntegerColumn() number!: number;
  @TextColumn() kind!: ContributionKind;
  @UuidColumn() authorId!: Uuid;
  @UuidColumn({ nullable: true }) repliesTo!: Uuid | null;
  @TextColumn() state!: ContributionState;
  /** The current one. */
  @IntegerColumn() version!: number;
  @InstantColumn() writtenAt!: Instant;
}

/** The words as they were at one time. Immutable, and gone only with the erasure of who wrote them. */
@Entity('contribution_version')
export class ContributionVersionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() contributionId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @TextColumn() body!: string;
  @IntegerColumn() words!: number;
  @InstantColumn() writtenAt!: Instant;
}

/** The passage that a contribution is about, in the version that its author read: block and place in it, and the words. */
@Entity('contribution_anchor')
export class ContributionAnchorRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() contributionId!: Uuid;
  @UuidColumn({ nullable: true }) proposalId!: Uuid | null;
  @IntegerColumn({ nullable: true }) proposalVersion!: number | null;
  @UuidColumn({ nullable: true }) provisionVersionId!: Uuid | null;
  @TextColumn() block!: string;
  /** In UTF-16 code units of the block. */
  @IntegerColumn() startOffset!: number;
  @IntegerColumn() endOffset!: number;
  @TextColumn() quote!: string;
}

export type HidingState = 'HIDDEN' | 'APPEALED' | 'UPHELD' | 'RESTORED' | 'DROPPED';

/** Words were hidden under a mandate: by whom, why, and what became of it. */
export interface Hiding {
  readonly collectiveId: Uuid;
  readonly version: number;
  readonly hiddenBy: Uuid;
  readonly mandateId: Uuid;
  readonly reason: string;
  readonly hiddenAt: Instant;
  readonly state: HidingState;
  readonly appeal: string | null;
  readonly appealedAt: Instant | null;
  readonly restoresAt: Instant | null;
  readonly settledBy: Uuid | null;
  readonly settledUnder: Uuid | null;
  readonly settledReason: string | null;
  readonly settledAt: Instant | null;
}

/** One version of a contribution was hidden under a mandate: by whom, why, and what became of it. */
@Entity('contribution_hiding')
export class ContributionHidingRow implements Hiding {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() contributionId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) version!: number;
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
