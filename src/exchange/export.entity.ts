import { Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** Who asked for a full export, and who took it. Outside of the register, for exporting must change nothing of it. */
@Entity('export_log')
export class ExportLogRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() memberId!: Uuid;
  @TextColumn() step!: 'ASKED' | 'TAKEN';
  @InstantColumn() at!: Instant;
}
