import { nameSkeleton } from '../../src/core/kernel/names.js';
import type { TestCollective } from './world.js';

/** Tables whose rows lists show, with what hangs on them. */
const COPIED = [
  'proposal',
  'proposal_version',
  'support',
  'challenge',
  'amendment_base',
  'amendment',
  'amendment_version',
  'amendment_support',
  'amendment_freeze',
  'amendment_deadline',
  'thread',
  'thread_subject',
  'thread_reading',
  'thread_summary',
  'thread_hiding',
  'contribution',
  'contribution_version',
  'contribution_anchor',
  'contribution_hiding',
  'concern',
  'concern_review',
  'poll',
  'poll_option',
  'poll_amendment',
  'roll_entry',
  'ballot',
  'objection',
  'outcome',
  'contest',
  'decision',
  'decision_mark',
  'decision_concern',
  'exclusion',
  'legal_text',
  'provision',
  'provision_version',
  'text_operation',
  'assembly',
  'agenda_item',
  'attendance',
  'working_group',
  'group_scope',
  'group_member',
  'mandate',
  'mandate_holder',
  'mandate_offer',
  'mandate_volunteer',
  'mandate_line',
  'mandate_line_holder',
  'mandate_instruction',
  'mandate_report',
  'mandate_handover',
  'decision_follow_up',
  'election',
  'nomination',
  'nomination_decline',
  'nominee',
  'application',
  'vouching',
  'appeal',
  'cosigned_text',
  'taken_over_decision',
  'export_log',
] as const;

/** Tables whose copies stay with what the real rows belong to. */
const BESIDE = ['member', 'signatory', 'relay_request'] as const;

type Copied = (typeof COPIED)[number] | (typeof BESIDE)[number];
type Row = Record<string, unknown>;

/** What must differ from a copy to the next, where a constraint of the table says so. */
const APART: Partial<Record<Copied, (row: Row, copy: number) => Row>> = {
  decision: (row, copy) => ({ number: (row['number'] as number) + copy * 1_000 }),
  working_group: (row, copy) => {
    const name = `${row['name'] as string} ${copy}`;
    return { name, name_skeleton: nameSkeleton(name) };
  },
  election: (row, copy) => ({ task: `${row['task'] as string}-${copy}` }),
  mandate: (row, copy) => ({ task: `${row['task'] as string}-${copy}` }),
  mandate_line: (row, copy) => ({ task: `${row['task'] as string}-${copy}` }),
  application: (row, copy) => ({ key_hash: marked(row['key_hash'] as string, copy) }),
  taken_over_decision: (row, copy) => ({ label: `${row['label'] as string}-${copy}` }),
  cosigned_text: (row, copy) => ({ hash: marked(row['hash'] as string, copy) }),
  signatory: (row, copy) => ({
    email: row['email'] && `${copy}.${row['email'] as string}`,
    line_hash: row['line_hash'] && marked(row['line_hash'] as string, copy),
    member_id: row['member_id'] && marked(row['member_id'] as string, copy),
    place: null,
  }),
  relay_request: (row, copy) => {
    const [member, by] = [row['member_id'] as string, row['asked_by'] as string];
    return { member_id: marked(member, copy), asked_by: by === member ? marked(by, copy) : by };
  },
  member: (row, copy) => {
    const name = `${row['public_name'] as string} ${copy}`;
    return { public_name: name, name_skeleton: nameSkeleton(name), email: null };
  },
};

/** A value of the same length that belongs to one copy, and sorts after what is real and the copies before it. */
const marked = (id: string, copy: number): string =>
  `ffff${copy.toString(16).padStart(4, '0')}${id.slice(8)}`;

/**
 * Copies what a collective has, whole and so many times: the rows of one copy are neighbours in every list, so that a
 * page which is so many times longer shows so many times the same.
 */
export async function multiply({ world, id }: TestCollective, copies: number): Promise<void> {
  const tables = new Map<Copied, Row[]>();
  for (const table of [...COPIED, ...BESIDE]) tables.set(table, await rowsOf(table));
  const ids = new Set(COPIED.flatMap((table) => tables.get(table)?.map((row) => row['id'] as string) ?? []));
  const copied = (value: string, copy: number) =>
    value.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (one) =>
      ids.has(one) ? marked(one, copy) : one,
    );
  await world.sql('SET session_replication_role = replica'); // copies come in the order of a list, not of foreign keys
  for (const [table, rows] of tables)
    await insert(
      table,
      Array.from({ length: copies }, (_, before) => rows.map((row) => copyOf(table, row, before + 1))).flat(),
    );
  await world.sql('RESET session_replication_role');
  await world.sql('ANALYZE');

  function copyOf(table: Copied, row: Row, copy: number): Row {
    const apart = APART[table]?.(row, copy) ?? {};
    if ((BESIDE as readonly string[]).includes(table))
      return { ...row, id: marked(row['id'] as string, copy), ...apart };
    return { ...(JSON.parse(copied(JSON.stringify(row), copy)) as Row), ...apart };
  }

  async function rowsOf(table: Copied): Promise<Row[]> {
    const found = await world.sql<{ row: Row }>(
      `SELECT to_jsonb(one) AS row FROM ormee.${table} one WHERE collective_id = $1`,
      [id],
    );
    return found.map(({ row }) => row);
  }

  async function insert(table: Copied, rows: readonly Row[]): Promise<void> {
    await world.sql(
      `INSERT INTO ormee.${table} SELECT * FROM jsonb_populate_recordset(NULL::ormee.${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}
