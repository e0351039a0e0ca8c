import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Visibility } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { LeafType } from '../core/kernel/leaves.js';
import { InstantColumn, TextColumn, TextKey, UuidKey } from '../platform/database/columns.js';

/** The growing edge of a collective's register: the last lock of every transaction that records something. */
@Entity('register_head')
export class RegisterHeadRow {
  @UuidKey() collectiveId!: Uuid;
  @Column({ type: 'bigint' }) size!: number;
  @Column({ type: 'text', array: true }) nodes!: string[];
}

@Entity('register_leaf')
export class RegisterLeafRow {
  @UuidKey() collectiveId!: Uuid;
  @PrimaryColumn({ type: 'bigint' }) index!: number;
  @TextColumn() type!: LeafType;
  @TextColumn() encoded!: string;
  @TextColumn() hash!: Sha256;
  @TextColumn() visibility!: Visibility;
  @InstantColumn() recordedAt!: Instant;
}

/** What opens a leaf's commitments. Deleting a row erases the personal value and leaves the register verifiable. */
@Entity('register_salt')
export class RegisterSaltRow {
  @UuidKey() collectiveId!: Uuid;
  @PrimaryColumn({ type: 'bigint' }) leafIndex!: number;
  @TextKey() field!: string;
  @TextColumn() salt!: string;
  @TextColumn() value!: string;
}

/** A key that signed this register (C2SP signed-note verifier key), here or where the collective lived before. */
@Entity('register_key')
export class RegisterKeyRow {
  @UuidKey() collectiveId!: Uuid;
  @TextKey() verifierKey!: string;
}

@Entity('register_checkpoint')
export class RegisterCheckpointRow {
  @UuidKey() collectiveId!: Uuid;
  @PrimaryColumn({ type: 'bigint' }) size!: number;
  @TextColumn() root!: Sha256;
  @TextColumn() note!: string;
}
