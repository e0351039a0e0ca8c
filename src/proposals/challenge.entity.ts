import { Entity } from 'typeorm';
import type { Matter } from '../core/charter/clause.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import {
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

/** Somebody asks a stricter path for a proposal, or says that it contradicts an assembly's decision: one of the two. */
@Entity('challenge')
export class ChallengeRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() proposalId!: Uuid;
  /** The version that was read; the challenge is of the proposal, and outlives it. */
  @IntegerColumn() version!: number;
  @UuidColumn() memberId!: Uuid;
  @TextColumn({ nullable: true }) matter!: Matter | null;
  @UuidColumn({ nullable: true }) decisionId!: Uuid | null;
  @TextColumn() reason!: string;
  @TextColumn() state!: 'STANDING' | 'WITHDRAWN' | 'UPHELD' | 'DISMISSED';
  @InstantColumn() raisedAt!: Instant;
  @UuidColumn({ nullable: true }) settledBy!: Uuid | null;
}
