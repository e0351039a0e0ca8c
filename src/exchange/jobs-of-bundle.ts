import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Bundle, Row } from '../core/verify/bundle.js';
import { RETURN_CONCERN } from '../deliberation/carry-concerns.js';
import { RESTORE_THREAD_WORDS } from '../deliberation/moderate-thread.js';
import { RESTORE_CONTRIBUTION } from '../deliberation/moderate.js';
import { SLEEP_GROUP } from '../groups/dormancy.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueueForgetting } from '../platform/jobs/forgetting.js';
import { enqueueAll } from '../platform/jobs/jobs.js';
import { CLOSE_POLL } from '../polls/job-kinds.js';
import { lotUntil } from '../procedures/await-lot.js';
import { askToCarryLater } from '../procedures/carry-amendments.js';
import {
  CARRY_AMENDMENTS,
  FREEZE_AMENDMENTS,
  MOVE_CONSENT,
  MOVE_ELECTION,
  PROCLAIM_POLL,
  SETTLE_ACCEPTANCE,
} from '../procedures/job-kinds.js';

/** What a row waits for: a kind of job at an instant, about the row or what it names; null for nothing. */
type Waits = readonly [kind: string, subject: unknown, runAt: unknown] | null;

/**
 * What waits for the clock in the rows of a table; a job finds by itself what was done already. `now`: for what has no hour of its own.
 */
const WAITING: Readonly<Record<string, (row: Row, now: Instant) => Waits>> = {
  poll: ({ id, state, closesAt, tiedAt }, now) =>
    state === 'CLOSED'
      ? [PROCLAIM_POLL, id, tiedAt === null ? now : lotUntil(tiedAt as Instant)]
      : state === 'OPEN' && closesAt !== null
        ? [CLOSE_POLL, id, closesAt]
        : null,
  // The day of a decision may have come on the way.
  legal_text: ({ id }, now) => [CARRY_AMENDMENTS, id, now],
  amendment: ({ id, state, objectionUntil }) =>
    state === 'ACCEPTED' ? [SETTLE_ACCEPTANCE, id, objectionUntil] : null,
  amendment_deadline: ({ proposalId, until }) => [FREEZE_AMENDMENTS, proposalId, until],
  concern: ({ contributionId, state, reviewAt }) =>
    state === 'CARRIED' && reviewAt !== null ? [RETURN_CONCERN, contributionId, reviewAt] : null,
  // A vote that is still to be opened is asked for again; where it was, the job finds it.
  consent_process: ({ id, state, phaseEndsAt }, now) =>
    state === 'RUNNING' || state === 'FALLEN_BACK' ? [MOVE_CONSENT, id, phaseEndsAt ?? now] : null,
  election: ({ id, state, phaseEndsAt }, now) =>
    state === 'RUNNING' ? [MOVE_ELECTION, id, phaseEndsAt ?? now] : null,
  contribution_hiding: ({ contributionId, state, restoresAt }) =>
    state === 'APPEALED' ? [RESTORE_CONTRIBUTION, contributionId, restoresAt] : null,
  thread_hiding: ({ threadId, state, restoresAt }) =>
    state === 'APPEALED' ? [RESTORE_THREAD_WORDS, threadId, restoresAt] : null,
  working_group: ({ id, state }, now) => (state === 'OPEN' ? [SLEEP_GROUP, id, now] : null),
};

/** Asks again for what waits for the clock in a collective that was taken in, and for what is over to be forgotten. */
export async function askForJobs(tx: Tx, { collective: collectiveId, tables }: Bundle): Promise<void> {
  const now = await tx.now();
  await enqueueForgetting(tx, collectiveId);
  const waiting = Object.entries(WAITING).flatMap(([table, waits]) =>
    (tables[table] ?? []).flatMap((row) => {
      const job = waits(row, now);
      return job ? [job] : [];
    }),
  );
  await enqueueAll(
    tx,
    waiting.map(([kind, subjectId, runAt]) => ({
      ...{ collectiveId, kind, subjectId: subjectId as Uuid, runAt: runAt as Instant },
    })),
  );
  await askToCarryLater(tx, collectiveId, null);
}
