import { Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** A link asked for somebody else: who asked, who joined them, and when it was given. */
@Entity('link_issue')
export class LinkIssueRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  /** For whom. */
  @UuidColumn() memberId!: Uuid;
  @TextColumn() way!: 'TWO_MEMBERS' | 'MANDATE';
  @UuidColumn() askedBy!: Uuid;
  @InstantColumn() askedAt!: Instant;
  /** The second member; null under a mandate, and until somebody joins. */
  @UuidColumn({ nullable: true }) joinedBy!: Uuid | null;
  @InstantColumn({ nullable: true }) issuedAt!: Instant | null;
}
