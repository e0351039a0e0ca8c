import { Entity } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import {
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

export type AgendaItemState = 'PLANNED' | 'CURRENT' | 'DONE';

/** One thing that a sitting takes up, at its place in the agenda. */
@Entity('agenda_item')
export class AgendaItemRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() assemblyId!: Uuid;
  /** From 1. */
  @IntegerColumn() place!: number;
  @TextColumn() title!: string;
  /** How long it is meant to take; null where nobody said. */
  @IntegerColumn({ nullable: true }) minutes!: number | null;
  @TextColumn() state!: AgendaItemState;
  @UuidColumn() askedBy!: Uuid;
  @InstantColumn({ nullable: true }) takenUpAt!: Instant | null;
  @InstantColumn({ nullable: true }) leftAt!: Instant | null;
}
