import { Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

export type OfferState = 'OPEN' | 'TAKEN' | 'WITHDRAWN';

/** A task that looks for a volunteer: it binds nobody, and opens nothing. */
@Entity('mandate_offer')
export class MandateOfferRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() title!: string;
  @TextColumn() instructions!: string;
  @InstantColumn({ nullable: true }) until!: Instant | null;
  @InstantColumn({ nullable: true }) reportDueAt!: Instant | null;
  @UuidColumn() authorId!: Uuid;
  /** Where it comes from: a decision, an item of an agenda, a working group, or none of them. */
  @UuidColumn({ nullable: true }) decisionId!: Uuid | null;
  @UuidColumn({ nullable: true }) agendaItemId!: Uuid | null;
  @UuidColumn({ nullable: true }) groupId!: Uuid | null;
  @TextColumn() state!: OfferState;
  @InstantColumn() offeredAt!: Instant;
  @InstantColumn({ nullable: true }) closedAt!: Instant | null;
  /** Who took it back once its author was gone; null where its author did, and while nobody did. */
  @UuidColumn({ nullable: true }) withdrawnBy!: Uuid | null;
}

/** Somebody who would do it; the row goes when they think better of it. */
@Entity('mandate_volunteer')
export class MandateVolunteerRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() offerId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @InstantColumn() since!: Instant;
}
