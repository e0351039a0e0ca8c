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

/**
 * VOICED: no decision carries it yet. CARRIED: a decision does, and it waits for its date. DUE: its date has come.
 * SETTLED, TAKEN_UP: it was answered, until its author says another date.
 */
export const CONCERN_STATES = ['VOICED', 'CARRIED', 'DUE', 'SETTLED', 'TAKEN_UP'] as const;
export type ConcernState = (typeof CONCERN_STATES)[number];

/** What becomes of a contribution that says what worries: when the collective looks at it again. */
@Entity('concern')
export class ConcernRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() contributionId!: Uuid;
  @TextColumn() state!: ConcernState;
  /** Null: nobody said when, and it stands beside its decision without a date. */
  @InstantColumn({ nullable: true }) reviewAt!: Instant | null;
}

/** A decision carries a concern, in the words of then. Append-only. */
@Entity('decision_concern')
export class DecisionConcernRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() decisionId!: Uuid;
  @UuidKey() contributionId!: Uuid;
  /** Of its words, when the decision was proclaimed. */
  @IntegerColumn() version!: number;
}

/** How a concern was answered: looked at again later, no concern any more, taken up elsewhere, or taken back. */
export const REVIEW_KINDS = ['LATER', 'NO_LONGER', 'TAKEN_UP', 'WITHDRAWN'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** One answer to a concern; its words are a reply in the thread. Append-only. */
@Entity('concern_review')
export class ConcernReviewRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() contributionId!: Uuid;
  /** From 1. */
  @PrimaryColumn({ type: 'integer' }) step!: number;
  @TextColumn() how!: ReviewKind;
  @UuidColumn() authorId!: Uuid;
  /** The contribution that says why; null where its author took the concern back. */
  @UuidColumn({ nullable: true }) replyId!: Uuid | null;
  /** The next date, where it is looked at later. */
  @InstantColumn({ nullable: true }) reviewAt!: Instant | null;
  /** Where it was taken up: one of both. */
  @UuidColumn({ nullable: true }) threadId!: Uuid | null;
  @UuidColumn({ nullable: true }) proposalId!: Uuid | null;
  @InstantColumn() saidAt!: Instant;
}
