import { Entity } from 'typeorm';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../database/columns.js';

export type LinkPurpose = 'SIGN_IN';

/** A one-time link. Only the hash of its secret is kept. */
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
