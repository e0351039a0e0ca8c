import { Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import { TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** An argued objection: it stands until its author withdraws it. Written by casting, in the ballot's own statement. */
@Entity('objection')
export class ObjectionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() pollId!: Uuid;
  @UuidColumn() memberId!: Uuid;
  @TextColumn() reason!: string;
  @TextColumn() state!: 'RAISED' | 'WITHDRAWN';
}
