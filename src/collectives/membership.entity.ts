import { Column, Entity } from 'typeorm';
import type { MembershipRule } from '../core/charter/membership.js';
import type { MemberKind } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import { DataColumn, InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** The rule on members, from the decision that wrote it to the one that ended it. */
@Entity('membership_rule')
export class MembershipRuleRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @DataColumn() rule!: MembershipRule;
  @TextColumn() hash!: Sha256;
  @InstantColumn() inForceFrom!: Instant;
  @InstantColumn({ nullable: true }) inForceUntil!: Instant | null;
  @UuidColumn() openedBy!: Uuid;
  @UuidColumn({ nullable: true }) closedBy!: Uuid | null;
}

/** Until when somebody's dues are paid: a date, and no amount. */
@Entity('membership_dues')
export class MembershipDuesRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @Column({ type: 'date' }) until!: CivilDate;
  @UuidColumn() recordedBy!: Uuid;
}

export type ApplicationState = 'OPEN' | 'ADMITTED';
/** What proves that somebody signed the appeal that the rule asks for. */
export type SignatureProof = 'VOUCHED' | 'MANDATE' | 'MAIL_LINK';

/** Somebody's declaration that they want to join: private, and no membership yet. */
@Entity('application')
export class ApplicationRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() publicName!: string;
  @TextColumn() kind!: MemberKind;
  @TextColumn() statement!: string;
  @TextColumn({ nullable: true }) email!: string | null;
  /** Hash of the secret that only the applicant has: their sign-in link, once they are a member. */
  @TextColumn() keyHash!: Sha256;
  /** Who comes back, as their own session said; null for somebody new. */
  @UuidColumn({ nullable: true }) returningMemberId!: Uuid | null;
  @TextColumn() state!: ApplicationState;
  @TextColumn({ nullable: true }) signatureProof!: SignatureProof | null;
  @UuidColumn({ nullable: true }) memberId!: Uuid | null;
  @InstantColumn() declaredAt!: Instant;
  @InstantColumn() lapsesAt!: Instant;
}

/** A member who says that they know an applicant. */
@Entity('vouching')
export class VouchingRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() applicationId!: Uuid;
  @UuidKey() memberId!: Uuid;
}

/** A member taken over from a file: not verified until they sign in. */
@Entity('taken_over_member')
export class TakenOverMemberRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @UuidColumn() takenOverBy!: Uuid;
  @InstantColumn({ nullable: true }) verifiedAt!: Instant | null;
}
