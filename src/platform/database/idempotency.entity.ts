import { Entity } from 'typeorm';
import type { Sha256 } from '../../core/kernel/hash.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { InstantColumn, TextColumn, TextKey, UuidColumn, UuidKey } from './columns.js';

/** A call that its caller may repeat: what they sent, by its hash, and what came of it. */
@Entity('idempotency')
export class IdempotencyRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @TextKey() act!: string;
  @TextKey() key!: string;
  @TextColumn() bodyHash!: Sha256;
  @UuidColumn() resultId!: Uuid;
  /** When the database wrote it, so that it can be forgotten. */
  @InstantColumn() calledAt!: Instant;
}
