import { Entity } from 'typeorm';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { InstantColumn, IntegerColumn, TextColumn, UuidColumn, UuidKey } from '../database/columns.js';

/** One thing to do at an instant, for as long as it is not done. */
@Entity('job')
export class JobRow {
  @UuidKey() id!: Uuid;
  @UuidColumn() collectiveId!: Uuid;
  @TextColumn() kind!: string;
  @UuidColumn() subjectId!: Uuid;
  @InstantColumn() runAt!: Instant;
  @IntegerColumn() attempts!: number;
}
