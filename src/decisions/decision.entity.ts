import { Column, Entity } from 'typeorm';
import type { AssemblyForm, Venue } from '../core/charter/clause.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { Effect, TargetKey } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import type { RefusalCode } from '../core/kernel/refusals.js';
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

/** Why an adopted decision changed nothing: the refusal that its effects met at proclamation. */
export interface NotApplied {
  readonly code: RefusalCode;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** A numbered decision: never edited, replaced only by another. */
@Entity('decision')
export class DecisionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @IntegerColumn() year!: number;
  @IntegerColumn() number!: number;
  @TextColumn() title!: string;
  @TextColumn() outcome!: 'ADOPTED' | 'REJECTED';
  @TextColumn() effectsState!: 'NONE' | 'APPLIED' | 'NOT_APPLIED';
  @DataColumn({ nullable: true }) notApplied!: NotApplied | null;
  @DataColumn() effects!: readonly Effect[];
  /** The working group that took it; null for the collective. */
  @UuidColumn({ nullable: true }) groupId!: Uuid | null;
  @UuidColumn({ nullable: true }) pollId!: Uuid | null;
  @UuidColumn({ nullable: true }) proposalId!: Uuid | null;
  @IntegerColumn({ nullable: true }) proposalVersion!: number | null;
  @TextColumn({ nullable: true }) venue!: Venue | null;
  @TextColumn({ nullable: true }) form!: AssemblyForm | null;
  @BooleanColumn() prevails!: boolean;
  @BooleanColumn() revocableOnline!: boolean;
  @InstantColumn() proclaimedAt!: Instant;
  @TextColumn() visibility!: Visibility;
}

/** The last decision on each thing that effects touch, also on what does not exist yet. */
@Entity('last_decision')
export class LastDecisionRow {
  @UuidKey() collectiveId!: Uuid;
  @TextKey() target!: TargetKey;
  @UuidColumn() decisionId!: Uuid;
}

/** A decision from before the collective came here, as a file told it: not verified, and no part of the numbering. */
@Entity('taken_over_decision')
export class TakenOverDecisionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() label!: string;
  @Column({ type: 'date' }) decidedOn!: CivilDate;
  @TextColumn() title!: string;
  @TextColumn() body!: string;
  /** Who brought the file; null where a decision took it over. */
  @UuidColumn({ nullable: true }) takenOverBy!: Uuid | null;
  /** The decision of this register that took it over with a text; null where somebody brought it in a file. */
  @UuidColumn({ nullable: true }) decisionId!: Uuid | null;
}

/** What a later decision says of one: replaced, or opened to online change. The decision itself is never edited. */
@Entity('decision_mark')
export class DecisionMarkRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() decisionId!: Uuid;
  @TextKey() kind!: 'REOPENED' | 'REPEALED';
  @UuidColumn() byDecisionId!: Uuid;
}
