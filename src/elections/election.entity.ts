import { Entity, PrimaryColumn } from 'typeorm';
import type { ElectionPhase, ElectionState, NomineeEnd, Role } from '../core/charter/circle-election.js';
import type { ConsentRule } from '../core/charter/clause.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import {
  BooleanColumn,
  DataColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

/** An election without candidates: for one role, under the rule of consent pinned when it began. */
@Entity('election')
export class ElectionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  /** The task of the role: one election a task runs at a time. */
  @TextColumn() task!: string;
  @DataColumn() role!: Role;
  @TextColumn() roleHash!: Sha256;
  /** The working group that elects; null for the collective. */
  @UuidColumn({ nullable: true }) groupId!: Uuid | null;
  /** The sitting it is held in; null online. */
  @UuidColumn({ nullable: true }) assemblyId!: Uuid | null;
  @UuidColumn({ nullable: true }) agendaItemId!: Uuid | null;
  @DataColumn() rule!: ConsentRule;
  @TextColumn() ruleHash!: Sha256;
  /** Whether nominations say whose they are once their round is over: where the clause shows ballots. */
  @BooleanColumn() named!: boolean;
  @TextColumn() state!: ElectionState;
  @TextColumn() phase!: ElectionPhase;
  /** The round of nominations that is open, or was the last: 1, 2 for the change, then those among equals. */
  @IntegerColumn() round!: number;
  /** When the phase is over; null in a sitting, while somebody is put to consent, or where it is held. */
  @InstantColumn({ nullable: true }) phaseEndsAt!: Instant | null;
  /** Why nobody could be put: the code of the refusal. Any member tries again. */
  @TextColumn({ nullable: true }) heldBy!: string | null;
  @UuidColumn() startedBy!: Uuid;
  @InstantColumn() startedAt!: Instant;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
}

/** A nomination; a later one by the same in the same round takes its place. Append-only but for its reason, which is erased. */
@Entity('nomination')
export class NominationRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() electionId!: Uuid;
  @IntegerColumn() round!: number;
  @UuidColumn() memberId!: Uuid;
  /** Null: blank. */
  @UuidColumn({ nullable: true }) personId!: Uuid | null;
  @TextColumn() reason!: string;
  @InstantColumn() madeAt!: Instant;
}

/** Somebody who does not want the role, whether or not it would be their turn. Append-only. */
@Entity('nomination_decline')
export class NominationDeclineRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() electionId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @InstantColumn() declinedAt!: Instant;
}

/** Somebody whose turn it was, with the proposal that put them to consent. */
@Entity('nominee')
export class NomineeRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() electionId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) place!: number;
  @UuidColumn() personId!: Uuid;
  /** Null for somebody who declined, or was gone, before they were put. */
  @UuidColumn({ nullable: true }) proposalId!: Uuid | null;
  /** Null while they are being put. */
  @TextColumn({ nullable: true }) how!: NomineeEnd | null;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
}
