import { Column, Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import {
  BooleanColumn,
  InstantColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

/** A public text open to signatures, published by a decision. */
@Entity('appeal')
export class AppealRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() title!: string;
  @TextColumn() body!: string;
  @TextColumn() visibility!: 'PUBLIC' | 'MEMBERS';
  @InstantColumn() publishedAt!: Instant;
  @UuidColumn() publishedBy!: Uuid;
}

/** Somebody who signed an appeal, and is not thereby a member. An imported line is not verified: it proves nothing by itself. */
@Entity('signatory')
export class SignatoryRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() appealId!: Uuid;
  @TextColumn() name!: string;
  @TextColumn({ nullable: true }) email!: string | null;
  @Column({ type: 'date', nullable: true }) signedOn!: CivilDate | null;
  @BooleanColumn() verified!: boolean;
}
