import { Column, Entity } from 'typeorm';
import type { Visibility } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import type { PatchOperation } from '../core/text/operations.js';
import {
  DataColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

@Entity('legal_text')
export class LegalTextRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() title!: string;
  @TextColumn() matter!: 'DEEP' | 'GOVERNANCE';
  /** Grows with each patch: the row that patches lock. */
  @IntegerColumn() revision!: number;
  @TextColumn() visibility!: Visibility;
  /** The decision by which its history was taken over from elsewhere; null: all its words were written here. */
  @UuidColumn({ nullable: true }) takenOverBy!: Uuid | null;
}

/** A provision's identity; its words and its number are in its versions. */
@Entity('provision')
export class ProvisionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidColumn() textId!: Uuid;
  @UuidKey() id!: Uuid;
}

@Entity('provision_version')
export class ProvisionVersionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() textId!: Uuid;
  @UuidColumn() provisionId!: Uuid;
  @UuidColumn({ nullable: true }) parentId!: Uuid | null;
  @TextColumn() position!: string;
  @TextColumn() number!: string;
  @TextColumn() heading!: string;
  @TextColumn() body!: string;
  @TextColumn() hash!: Sha256;
  @Column({ type: 'date' }) inForceFrom!: CivilDate;
  @Column({ type: 'date', nullable: true }) inForceUntil!: CivilDate | null;
  @InstantColumn() knownFrom!: Instant;
  @InstantColumn({ nullable: true }) knownUntil!: Instant | null;
  @UuidColumn() openedBy!: Uuid;
  @UuidColumn({ nullable: true }) closedBy!: Uuid | null;
}

/** The operations of one decision on one text, from which the versions can be replayed. */
@Entity('text_operation')
export class TextOperationRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() decisionId!: Uuid;
  @UuidKey() textId!: Uuid;
  /** `decisionId` where it is a decision of this register; null where it was taken over. */
  @UuidColumn({ nullable: true }) adoptedBy!: Uuid | null;
  /** `decisionId` where it is a decision that was taken over; null where it was taken here. */
  @UuidColumn({ nullable: true }) takenOverFrom!: Uuid | null;
  @DataColumn() operations!: readonly PatchOperation[];
  @Column({ type: 'date' }) effectiveOn!: CivilDate;
  @InstantColumn() knownAt!: Instant;
}
