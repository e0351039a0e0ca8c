import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { printBundle, type Bundle, type Row } from '../core/verify/bundle.js';
import { pour } from '../platform/database/pour.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueueForgetting } from '../platform/jobs/forgetting.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lotUntil } from '../procedures/await-lot.js';
import { CLOSE_POLL } from '../polls/job-kinds.js';
import { MOVE_CONSENT, MOVE_ELECTION, PROCLAIM_POLL } from '../procedures/job-kinds.js';
import { RESTORE_THREAD_WORDS } from '../deliberation/moderate-thread.js';
import { RESTORE_CONTRIBUTION } from '../deliberation/moderate.js';
import { askForReturn } from '../deliberation/carry-concerns.js';
import { SLEEP_GROUP } from '../groups/dormancy.js';
import { CLASSIFICATION, columnsOf } from './classification.js';
import { collectBundle, snakeCase } from './collect-bundle.js';
import { CommandFault } from './command.js';

/**
 * Puts a collective that lived elsewhere into this instance, all of it or nothing: it is read out again before the
 * commit, and must be the same text. Links and sessions stay behind; what an open poll waits for is asked for again.
 * The transaction is the owner's.
 */
export async function importBundle(
  tx: Tx,
  bundle: Bundle,
  tell: (table: string, count: number) => void,
): Promise<void> {
  if (bundle.kind !== 'FULL')
    throw new CommandFault(`Only a full bundle can be imported; this one is ${bundle.kind.toLowerCase()}.`);
  const there = await tx.rows('SELECT FROM ormee.collective WHERE id = $1', [bundle.collective]);
  if (there.length > 0) throw new CommandFault('This collective lives here already: nothing was imported.');

  const pourings = Object.entries(bundle.tables).map(([table, rows]) => ({
    table,
    columns: [...(table === 'collective' ? [] : ['collective_id']), ...columnsOfTable(table).map(snakeCase)],
    rows: rows.map((row) => toColumns(row, bundle.collective)),
  }));
  await pour(tx, pourings, tell);
  await askForJobs(tx, bundle);

  const again = await collectBundle(tx, { kind: 'FULL', collective: bundle.collective, member: null });
  if (printBundle(again) !== printBundle(bundle))
    throw new CommandFault(
      'Once imported, the collective did not read as in the file: nothing was imported.',
    );
}

function columnsOfTable(table: string): readonly string[] {
  const classified = CLASSIFICATION[table];
  return (classified && columnsOf('FULL', classified)) ?? [];
}

const toColumns = (row: Row, collectiveId: Uuid): { readonly [column: string]: unknown } => ({
  collective_id: collectiveId,
  ...Object.fromEntries(Object.entries(row).map(([column, value]) => [snakeCase(column), value])),
});

/**
 * What waits for the clock: an open poll for its deadline, a closed one for its proclamation, what
 * was hidden and appealed to show again, a concern for its date, a group to be looked at, and what is over to be forgotten.
 */
async function askForJobs(tx: Tx, { collective, tables }: Bundle): Promise<void> {
  const now = await tx.now();
  await enqueueForgetting(tx, collective);
  for (const poll of tables['poll'] ?? []) {
    const subjectId = poll['id'] as Uuid;
    const closesAt = poll['closesAt'] as Instant | null;
    if (poll['state'] === 'OPEN' && closesAt !== null)
      await enqueue(tx, { collectiveId: collective, kind: CLOSE_POLL, subjectId, runAt: closesAt });
    const tiedAt = poll['tiedAt'] as Instant | null;
    if (poll['state'] === 'CLOSED')
      await enqueue(tx, {
        collectiveId: collective,
        kind: PROCLAIM_POLL,
        subjectId,
        runAt: tiedAt === null ? now : lotUntil(tiedAt),
      });
  }
  for (const search of tables['consent_process'] ?? []) {
    const runAt = (search['phaseEndsAt'] as Instant | null) ?? now;
    // A vote that is still to be opened is asked for again; where it was, the job finds it.
    if (search['state'] === 'RUNNING' || search['state'] === 'FALLEN_BACK')
      await enqueue(tx, {
        collectiveId: collective,
        kind: MOVE_CONSENT,
        subjectId: search['id'] as Uuid,
        runAt,
      });
  }
  for (const [table, id, kind] of [
    ['contribution_hiding', 'contributionId', RESTORE_CONTRIBUTION],
    ['thread_hiding', 'threadId', RESTORE_THREAD_WORDS],
  ] as const)
    for (const { [id]: subjectId, state, restoresAt } of tables[table] ?? [])
      if (state === 'APPEALED')
        await enqueue(tx, {
          ...{ collectiveId: collective, kind, subjectId: subjectId as Uuid },
          runAt: restoresAt as Instant,
        });
  for (const { contributionId, state, reviewAt } of tables['concern'] ?? [])
    if (state === 'CARRIED' && reviewAt !== null)
      await askForReturn(tx, collective, contributionId as Uuid, reviewAt as Instant);
  for (const election of tables['election'] ?? []) {
    const runAt = (election['phaseEndsAt'] as Instant | null) ?? now;
    if (election['state'] === 'RUNNING')
      await enqueue(tx, {
        collectiveId: collective,
        kind: MOVE_ELECTION,
        subjectId: election['id'] as Uuid,
        runAt,
      });
  }
  for (const { id, state } of tables['working_group'] ?? [])
    if (state === 'OPEN')
      await enqueue(tx, { collectiveId: collective, kind: SLEEP_GROUP, subjectId: id as Uuid, runAt: now });
}
