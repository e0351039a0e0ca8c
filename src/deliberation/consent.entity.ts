import { Entity, PrimaryColumn } from 'typeorm';
import type { ConsentRule } from '../core/charter/clause.js';
import type { ConsentPhase, ObjectionEnd } from '../core/charter/consent.js';
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

export type ConsentState =
  'RUNNING' | 'ADOPTED' | 'REJECTED' | 'FALLEN_BACK' | 'UNDECIDED' | 'SUPERSEDED' | 'WITHDRAWN';

/** The consent that a proposal seeks, under the rule pinned when it began. */
@Entity('consent_process')
export class ConsentProcessRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() proposalId!: Uuid;
  /** The sitting it is sought in; null online. */
  @UuidColumn({ nullable: true }) assemblyId!: Uuid | null;
  @UuidColumn({ nullable: true }) agendaItemId!: Uuid | null;
  @DataColumn() rule!: ConsentRule;
  @TextColumn() ruleHash!: Sha256;
  @TextColumn() state!: ConsentState;
  @TextColumn() phase!: ConsentPhase;
  /** How many rounds were asked so far. */
  @IntegerColumn() round!: number;
  /** When the phase is over; null in a sitting, in a round (its poll says when), or where it is held. */
  @InstantColumn({ nullable: true }) phaseEndsAt!: Instant | null;
  /** Why a round could not be asked in time: the code of the refusal. Any member tries again. */
  @TextColumn({ nullable: true }) heldBy!: string | null;
  @UuidColumn() startedBy!: Uuid;
  @InstantColumn() startedAt!: Instant;
  /** Since when its first version could be discussed. */
  @InstantColumn() discussedSince!: Instant;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
}

/** A phase that the process entered. Append-only. */
@Entity('consent_step')
export class ConsentStepRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() processId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) place!: number;
  @TextColumn() phase!: ConsentPhase;
  @IntegerColumn() round!: number;
  @InstantColumn() beganAt!: Instant;
  @InstantColumn({ nullable: true }) until!: Instant | null;
}

/** The poll by which a round is asked. Append-only. */
@Entity('consent_round')
export class ConsentRoundRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() processId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) round!: number;
  @UuidColumn() pollId!: Uuid;
}

/** How an objection stopped standing after its round. Append-only. */
@Entity('objection_end')
export class ObjectionEndRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() objectionId!: Uuid;
  @TextColumn() how!: ObjectionEnd;
  @UuidColumn() proposalId!: Uuid;
  /** The version that integrates it; null for the other ends. */
  @IntegerColumn({ nullable: true }) version!: number | null;
  @InstantColumn() endedAt!: Instant;
}

/** Somebody who was asked finds an objection without argument, and says why. Append-only. */
@Entity('objection_doubt')
export class ObjectionDoubtRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() objectionId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @TextColumn() reason!: string;
}
