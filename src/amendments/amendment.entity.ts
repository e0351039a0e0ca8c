import { Entity, PrimaryColumn } from 'typeorm';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Hunk } from '../core/text/amend/hunk.js';
import {
  BooleanColumn,
  DataColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  TextKey,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

/** A wording that was amended, word for word. Append-only: what somebody read stays. */
@Entity('amendment_base')
export class AmendmentBaseRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() proposalId!: Uuid;
  @TextKey() hash!: Sha256;
  /** The version of the proposal that said it. */
  @IntegerColumn() version!: number;
  @TextColumn() markdown!: string;
}

export type AmendmentState = 'PENDING' | 'ACCEPTED' | 'ADOPTED' | 'REJECTED' | 'WITHDRAWN' | 'LAPSED';
export type LapseCause =
  'RIVAL_ADOPTED' | 'ORPHANED' | 'ALREADY_SAID' | 'PARENT_SETTLED' | 'PROPOSAL_DECIDED';

@Entity('amendment')
export class AmendmentRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() proposalId!: Uuid;
  /** Given once and never again: what is printed as `A3` is this amendment for ever. */
  @IntegerColumn() number!: number;
  @UuidColumn() authorId!: Uuid;
  /** The amendment that it amends; null: the proposal's own wording. */
  @UuidColumn({ nullable: true }) parentId!: Uuid | null;
  @TextColumn() reason!: string;
  @TextColumn() state!: AmendmentState;
  @TextColumn({ nullable: true }) cause!: LapseCause | null;
  @IntegerColumn() revision!: number;
  @InstantColumn() submittedAt!: Instant;
  /** The sitting in which it was put. */
  @UuidColumn({ nullable: true }) assemblyId!: Uuid | null;
  /** The poll that settled it, or that adopted what made it lapse. */
  @UuidColumn({ nullable: true }) pollId!: Uuid | null;
  /** While the author's acceptance may be objected to. */
  @InstantColumn({ nullable: true }) objectionUntil!: Instant | null;
  /** Somebody objected to an acceptance: it goes to the vote. */
  @BooleanColumn() acceptanceObjected!: boolean;
  /** The version of the proposal that it made with those adopted beside it; null unless it is in the wording. */
  @IntegerColumn({ nullable: true }) adoptedVersion!: number | null;
}

/** What an amendment asks for, on one wording. The first was written; later ones were carried along. Append-only. */
@Entity('amendment_version')
export class AmendmentVersionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() amendmentId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) revision!: number;
  @UuidColumn() proposalId!: Uuid;
  @TextColumn() baseHash!: Sha256;
  @DataColumn() hunks!: readonly Hunk[];
  /** Of the hash of its base and of its hunks. */
  @TextColumn() hash!: Sha256;
  @TextColumn() outcome!: 'WRITTEN' | 'CLEAN' | 'SHIFTED' | 'SUB_AMENDED';
}

@Entity('amendment_support')
export class AmendmentSupportRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() amendmentId!: Uuid;
  @UuidKey() memberId!: Uuid;
}

/** What a poll on amendments puts, pinned at its opening. */
@Entity('poll_amendment')
export class PollAmendmentRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() amendmentId!: Uuid;
  @TextColumn() optionKey!: string;
  @IntegerColumn() revision!: number;
  @TextColumn() hash!: Sha256;
}

/** Until when amendments to a proposal come in that an assembly will take up. Append-only: nobody moves it. */
@Entity('amendment_deadline')
export class AmendmentDeadlineRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() proposalId!: Uuid;
  @UuidKey() assemblyId!: Uuid;
  @InstantColumn() until!: Instant;
}

/** From here on no amendment comes in but in a sitting, and nobody rewrites the proposal: what is printed stays true. */
@Entity('amendment_freeze')
export class AmendmentFreezeRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() proposalId!: Uuid;
  @InstantColumn() frozenAt!: Instant;
  @IntegerColumn() version!: number;
  @TextColumn() hash!: Sha256;
}
