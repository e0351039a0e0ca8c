import { Entity, PrimaryColumn } from 'typeorm';
import type { Matter } from '../core/charter/clause.js';
import type { FoundingSubject } from '../core/charter/founding.js';
import type { Question } from '../core/charter/question.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import {
  DataColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

@Entity('proposal')
export class ProposalRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() authorId!: Uuid;
  @TextColumn() state!: 'OPEN' | 'DECIDED' | 'WITHDRAWN';
  @IntegerColumn() currentVersion!: number;
  @InstantColumn() createdAt!: Instant;
  @TextColumn() visibility!: Visibility;
  /** The contest of an outcome that it answers: its decision closes it. */
  @UuidColumn({ nullable: true }) answersContestId!: Uuid | null;
  /** What it settles in the founding of the collective; null for everything ever after. */
  @TextColumn({ nullable: true }) foundingSubject!: FoundingSubject | null;
  /** The working group in which it was put; null for one put to the collective. */
  @UuidColumn({ nullable: true }) groupId!: Uuid | null;
  /** Since when that group's question is the collective's. */
  @InstantColumn({ nullable: true }) handedAt!: Instant | null;
  /** The proposal of the collective that the group says its mind about. */
  @UuidColumn({ nullable: true }) advises!: Uuid | null;
}

/** One immutable version: what a poll is opened on, and what support is bound to. */
@Entity('proposal_version')
export class ProposalVersionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() proposalId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @TextColumn() title!: string;
  @TextColumn() rationale!: string;
  @DataColumn() effects!: readonly Effect[];
  /** What there is to choose from; null where the answer is yes or no. */
  @DataColumn({ nullable: true }) question!: Question | null;
  /** The leading matter of its effects, as it stood at submission; recomputed when a poll opens. */
  @TextColumn() matter!: Matter;
  /** The stricter path that the author asked for. */
  @TextColumn({ nullable: true }) raisedTo!: Matter | null;
  @TextColumn() wordingHash!: Sha256;
  @TextColumn() effectsHash!: Sha256;
  @InstantColumn() submittedAt!: Instant;
  /** The version that adopted amendments made it of; null where its author wrote it. */
  @IntegerColumn({ nullable: true }) amendsVersion!: number | null;
}

@Entity('support')
export class SupportRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() proposalId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @UuidKey() memberId!: Uuid;
}
