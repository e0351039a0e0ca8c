import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { Topic, Transactions, type Tx } from '../database/transactions.js';
import { Log } from '../logging/log.js';
import type { JobRow } from './job.entity.js';

/** One thing to do at an instant, once: written in the transaction of the act that asks for it. */
export interface Job {
  readonly collectiveId: Uuid;
  readonly kind: string;
  readonly subjectId: Uuid;
  readonly runAt: Instant;
}

export type JobHandler = (tx: Tx, job: Job) => Promise<void>;

/** What each kind of job does; `procedures` gives it. */
export const JOB_HANDLERS = Symbol('JOB_HANDLERS');

const JOBS_WAIT = new Topic<Uuid>('jobs.wait');
const EVERY_MS = 1_000;

/** Asks for a job in the open transaction; asking twice for the same is asking once. */
export const enqueue = (tx: Tx, job: Job): Promise<void> => enqueueAll(tx, [job]);

/** Asks for several jobs at once, however many they are. */
export async function enqueueAll(tx: Tx, jobs: readonly Job[]): Promise<void> {
  const [first] = jobs;
  if (!first) return;
  await tx.rows(
    `INSERT INTO ormee.job (id, collective_id, kind, subject_id, run_at)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[])
     ON CONFLICT (collective_id, kind, subject_id, run_at) DO NOTHING`,
    [
      jobs.map(() => tx.id()),
      jobs.map(({ collectiveId }) => collectiveId),
      jobs.map(({ kind }) => kind),
      jobs.map(({ subjectId }) => subjectId),
      jobs.map(({ runAt }) => runAt),
    ],
  );
  tx.announce(JOBS_WAIT, first.subjectId);
}

/**
 * Runs due jobs, each in one transaction with its own deletion: what it did and that it is done commit together, so a
 * process killed at any moment leaves it to be done once by the next. Several processes share the table.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly others = new Map<string, JobHandler>();
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(JOB_HANDLERS) private readonly handlers: ReadonlyMap<string, JobHandler>,
    @Inject(Log) private readonly log: Log,
  ) {
    transactions.hear(JOBS_WAIT, () => Promise.resolve(this.wake()));
  }

  /** Says what the jobs of a kind do, for a room above procedures. */
  handles(kind: string, handler: JobHandler): void {
    this.others.set(kind, handler);
  }

  onApplicationBootstrap(): void {
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.working;
  }

  /** Runs every job that is due; answers when none is left. */
  async runDue(): Promise<void> {
    if (!(await this.transactions.finds(ANY_DUE))) return;
    while (!this.stopped && (await this.runOne())) continue;
  }

  private wake(): void {
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.working = this.working
      .then(() => this.runDue())
      .catch((error: unknown) => void this.log.fault(error));
    this.timer = setTimeout(() => this.wake(), EVERY_MS);
    this.timer.unref();
  }

  private async runOne(): Promise<boolean> {
    let taken: JobRow | null = null;
    try {
      return await this.transactions.write(async (tx) => {
        taken = await tx.one<JobRow>(NEXT_DUE);
        if (!taken) return false;
        const handler = this.handlers.get(taken.kind) ?? this.others.get(taken.kind);
        if (!handler) throw new Error(`no handler for jobs of kind ${taken.kind}`);
        await handler(tx, taken);
        await tx.rows('DELETE FROM ormee.job WHERE id = $1', [taken.id]);
        return true;
      });
    } catch (error) {
      this.log.fault(error);
      if (taken) await this.postpone(taken);
      return taken !== null;
    }
  }

  /** A job that failed waits twice as long each time, an hour at most. */
  private async postpone(job: JobRow): Promise<void> {
    await this.transactions.write((tx) =>
      tx.rows(
        `UPDATE ormee.job SET attempts = attempts + 1,
           run_at = ormee.instant() + least(interval '1 hour', interval '1 second' * power(2, least(attempts, 12)))
         WHERE id = $1`,
        [job.id],
      ),
    );
  }
}

/** Asked every second: without a transaction. */
const ANY_DUE = 'SELECT FROM ormee.job WHERE run_at <= ormee.instant() LIMIT 1';

const NEXT_DUE = `
  SELECT id, collective_id AS "collectiveId", kind, subject_id AS "subjectId", run_at AS "runAt", attempts
  FROM ormee.job WHERE run_at <= ormee.instant() ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
