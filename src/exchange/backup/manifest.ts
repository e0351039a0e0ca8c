import type { Sha256 } from '../../core/kernel/hash.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import type { StoredTable } from '../../platform/database/stored-tables.js';
import type { Reader } from '../../platform/database/transactions.js';

/** The head of a collective's register, as it was when a backup was taken. */
export interface RegisterHead {
  readonly collectiveId: Uuid;
  readonly name: string;
  readonly size: number;
  /** The latest signed checkpoint; null before the first. It may be smaller than the head, which a start then signs. */
  readonly checkpoint: { readonly size: number; readonly root: Sha256; readonly note: string } | null;
}

/** What a backup says of itself, before anything else in it. */
export interface Manifest {
  readonly format: 1;
  readonly takenAt: Instant;
  readonly postgres: string;
  readonly migrations: readonly string[];
  readonly tables: readonly StoredTable[];
  /** Paths in the data folder: keys, and the mark of the demonstration. */
  readonly files: readonly string[];
  readonly registers: readonly RegisterHead[];
}

/** What was written of each table, said after the last of them. */
export interface TableSum {
  readonly rows: number;
  readonly sha256: Sha256;
}

export type Sums = Readonly<Record<string, TableSum>>;

/** The head of every register, in the order of the collectives' ids. */
export const registerHeads = (reader: Reader): Promise<RegisterHead[]> =>
  reader.rows<RegisterHead>(
    `SELECT collective.id AS "collectiveId", collective.name, coalesce(head.size, 0)::int AS size, (
       SELECT json_build_object('size', signed.size, 'root', signed.root, 'note', signed.note)
       FROM ormee.register_checkpoint signed WHERE signed.collective_id = collective.id
       ORDER BY signed.size DESC LIMIT 1) AS checkpoint
     FROM ormee.collective collective LEFT JOIN ormee.register_head head ON head.collective_id = collective.id
     ORDER BY collective.id`,
  );
