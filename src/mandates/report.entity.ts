import { Entity, PrimaryColumn } from 'typeorm';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { InstantColumn, TextColumn, UuidColumn, UuidKey } from '../platform/database/columns.js';

/** A holder asked home: the proposal whose decision instructs them. */
@Entity('mandate_instruction')
export class MandateInstructionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidColumn() mandateId!: Uuid;
  @UuidKey() proposalId!: Uuid;
  @UuidColumn() askedBy!: Uuid;
  @InstantColumn() askedAt!: Instant;
}

/** One version of one report: never edited, followed by another. */
@Entity('mandate_report')
export class MandateReportRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() mandateId!: Uuid;
  @PrimaryColumn({ type: 'integer' }) number!: number;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @UuidColumn() authorId!: Uuid;
  @TextColumn() body!: string;
  @InstantColumn() writtenAt!: Instant;
}

/** What somebody who holds or held the mandate leaves to whoever comes next. */
@Entity('mandate_handover')
export class MandateHandoverRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() mandateId!: Uuid;
  @UuidColumn() authorId!: Uuid;
  @TextColumn() body!: string;
  @InstantColumn() writtenAt!: Instant;
}
