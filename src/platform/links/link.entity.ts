import { Entity } from 'typeorm';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import {
  InstantColumn,
  IntegerColumn,
  TextColumn,
  TextKey,
  UuidColumn,
  UuidKey,
} from '../database/columns.js';

export type LinkPurpose = 'SIGN_IN' | 'EXPORT' | 'STOP_NOTICES';

/** A one-time link, and the code beside it where there is one. Only the hashes of their secrets are kept. */
@Entity('link')
export class LinkRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() memberId!: Uuid;
  @TextColumn() purpose!: LinkPurpose;
  @TextColumn() secretHash!: string;
  @InstantColumn() issuedAt!: Instant;
  @InstantColumn() expiresAt!: Instant;
  @InstantColumn({ nullable: true }) consumedAt!: Instant | null;
  /** The first signs of the code, by which it is looked for; null for a link without a code. */
  @TextColumn({ nullable: true }) codePlace!: string | null;
  @TextColumn({ nullable: true }) codeHash!: string | null;
  @IntegerColumn() codeTries!: number;
  /** Who gave it, where others than its holder did. */
  @UuidColumn({ nullable: true }) issueId!: Uuid | null;
}

/** How often something was tried in a collective since an instant; nobody who tried is kept. */
@Entity('link_try')
export class LinkTryRow {
  @UuidKey() collectiveId!: Uuid;
  @TextKey() kind!: 'CODE' | 'MAIL' | 'SIGN';
  @InstantColumn() since!: Instant;
  @IntegerColumn() tries!: number;
}

/** A one-time link under which a collective may begin. It belongs to nobody: there is no member yet, only an id to come. */
@Entity('founding_invitation')
export class FoundingInvitationRow {
  @UuidKey() collectiveId!: Uuid;
  @TextColumn() secretHash!: string;
  @InstantColumn() issuedAt!: Instant;
  @InstantColumn() expiresAt!: Instant;
  @InstantColumn({ nullable: true }) consumedAt!: Instant | null;
}

/** What a link of a signatory is good for, and for nothing else. */
export type SignaturePurpose = 'CONFIRM' | 'WITHDRAW' | 'JOIN';

/** A one-time link of somebody who signed an appeal, and is no member. Only the hash of its secret is kept. */
@Entity('signature_link')
export class SignatureLinkRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() signatoryId!: Uuid;
  @TextColumn() purpose!: SignaturePurpose;
  /** The letter that holds it: one that is tried again holds another each time. Null for a link that a page gives. */
  @UuidColumn({ nullable: true }) letterId!: Uuid | null;
  @TextColumn() secretHash!: string;
  @InstantColumn() issuedAt!: Instant;
  @InstantColumn() expiresAt!: Instant;
  @InstantColumn({ nullable: true }) consumedAt!: Instant | null;
}
