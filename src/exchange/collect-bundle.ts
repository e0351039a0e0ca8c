import type { Uuid } from '../core/kernel/ids.js';
import type { Bundle, BundleKind, Row } from '../core/verify/bundle.js';
import { compareRows } from '../core/verify/check-format.js';
import type { Reader } from '../platform/database/transactions.js';
import { CLASSIFICATION, columnsOf, isShared, type Classified, type VeilFacts } from './classification.js';

export interface Wanted {
  readonly kind: BundleKind;
  readonly collective: Uuid;
  /** Whose bundle it is; null unless the kind is MEMBER. */
  readonly member: Uuid | null;
}

/** Reads a bundle. The reader must show one moment of the database: a register and the rows that it speaks of go together. */
export async function collectBundle(reader: Reader, wanted: Wanted): Promise<Bundle> {
  const people = await reader.rows<{ id: Uuid }>('SELECT id FROM ormee.member WHERE collective_id = $1', [
    wanted.collective,
  ]);
  const nameless = await reader.rows<{ id: Uuid }>(NAMELESS, [wanted.collective]);
  const wordless = await reader.rows<{ id: Uuid }>(WORDLESS, [wanted.collective]);
  const facts: VeilFacts = {
    member: wanted.member,
    members: new Set(people.map(({ id }) => id)),
    nameless: new Set(nameless.map(({ id }) => id)),
    wordless: new Set(wordless.map(({ id }) => id)),
  };
  const tables: Record<string, readonly Row[]> = {};
  for (const [table, classified] of Object.entries(CLASSIFICATION)) {
    const rows = await readTable(reader, table, classified, wanted, facts);
    if (rows) tables[table] = rows;
  }
  return { ...wanted, tables };
}

const NAMELESS = `
  SELECT poll.id FROM ormee.poll WHERE poll.collective_id = $1
    AND EXISTS (SELECT FROM jsonb_array_elements(poll.clauses) AS clause
      WHERE clause ->> 'ballotsVisibleTo' IS DISTINCT FROM 'MEMBERS')`;

const WORDLESS = `
  SELECT object_id AS id FROM ormee.name_withheld
  WHERE collective_id = $1 AND kind IN ('PROPOSAL', 'WORDS', 'ASSEMBLY')
  UNION
  SELECT poll.id FROM ormee.poll JOIN ormee.name_withheld withheld ON withheld.collective_id = poll.collective_id
    AND withheld.object_id = poll.proposal_id
  WHERE poll.collective_id = $1`;

async function readTable(
  reader: Reader,
  table: string,
  classified: Classified,
  { kind, collective, member }: Wanted,
  facts: VeilFacts,
): Promise<Row[] | null> {
  const share = classified[kind];
  const columns = columnsOf(kind, classified);
  if (!isShared(share) || !columns) return null;
  const selected = columns.map((column) => `it.${snakeCase(column)} AS "${column}"`).join(', ');
  const own = table === 'collective' ? 'id' : 'collective_id';
  const rows = await reader.rows<Row>(
    `SELECT ${selected} FROM ormee.${table} it WHERE it.${own} = $1 AND (${share.where})`,
    share.where.includes('$2') ? [collective, member] : [collective],
  );
  const veiled = share.veil ? rows.map((row) => share.veil?.(row, facts) as Row) : rows;
  return veiled.sort((a, b) => compareRows(a, b, classified.key));
}

/** A property's column, as the entities name them. */
export const snakeCase = (column: string): string =>
  column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
