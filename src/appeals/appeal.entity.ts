import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale, MemberKind } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import {
  BooleanColumn,
  InstantColumn,
  IntegerColumn,
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
  /** Until when it may be signed; null: as long as it is there. */
  @InstantColumn({ nullable: true }) closesAt!: Instant | null;
}

/** A member whom the decision asks to be among the first to sign, and at which place. It is no signature. */
@Entity('first_signatory')
export class FirstSignatoryRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() appealId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) place!: number;
  @UuidColumn() memberId!: Uuid;
}

/** How a signature came: by a link sent to an address, on paper, by a member's session, or as a line of a list. */
export type SignatureSource = 'LINK' | 'PAPER' | 'MEMBER' | 'IMPORTED';
export type SignatureState = 'PENDING' | 'STANDING' | 'WITHDRAWN';

/** Somebody who signed an appeal, and is not thereby a member. An imported line is not verified: it proves nothing by itself. */
@Entity('signatory')
export class SignatoryRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() appealId!: Uuid;
  /** Null once withdrawn, as everything else that leads to a person. */
  @TextColumn({ nullable: true }) name!: string | null;
  @TextColumn({ nullable: true }) email!: string | null;
  @Column({ type: 'date', nullable: true }) signedOn!: CivilDate | null;
  @BooleanColumn() verified!: boolean;
  @TextColumn() kind!: MemberKind;
  @TextColumn({ nullable: true }) role!: string | null;
  @TextColumn({ nullable: true }) organisation!: string | null;
  @TextColumn({ nullable: true }) url!: string | null;
  /** Whether they consented to be named in public. */
  @BooleanColumn() named!: boolean;
  @TextColumn() source!: SignatureSource;
  @TextColumn() state!: SignatureState;
  /** In which language they are written to. */
  @TextColumn({ nullable: true }) locale!: Locale | null;
  @InstantColumn() saidAt!: Instant;
  @InstantColumn({ nullable: true }) verifiedAt!: Instant | null;
  @InstantColumn({ nullable: true }) withdrawnAt!: Instant | null;
  /** Among the first signatories, in this order; null for the others. */
  @IntegerColumn({ nullable: true }) place!: number | null;
  /** The member who signed with their session. */
  @UuidColumn({ nullable: true }) memberId!: Uuid | null;
  /** The application that this signature served: one admits one person. */
  @UuidColumn({ nullable: true }) servedBy!: Uuid | null;
  /** The line as it stood in the list. */
  @TextColumn({ nullable: true }) raw!: string | null;
  /** What tells a line from another; it outlives a withdrawal, so that a list sent again brings nobody back. */
  @TextColumn({ nullable: true }) lineHash!: Sha256 | null;
  /** The same of where a line was written, such as an issue of a forge. */
  @TextColumn({ nullable: true }) originHash!: Sha256 | null;
  /** The same of lines and of papers that say no more than this signature: they were passed over, and are once it is gone. */
  @Column({ type: 'text', array: true }) passedOver!: Sha256[];
}

/** A text of others that the collective signed by a decision, as it was read. */
@Entity('cosigned_text')
export class CosignedTextRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() title!: string;
  @TextColumn({ nullable: true }) url!: string | null;
  @TextColumn({ nullable: true }) body!: string | null;
  @TextColumn() hash!: Sha256;
  @InstantColumn() cosignedAt!: Instant;
  @UuidColumn() cosignedBy!: Uuid;
}
