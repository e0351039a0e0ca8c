import { Inject, Injectable } from '@nestjs/common';
import {
  DataSource,
  QueryFailedError,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type QueryRunner,
} from 'typeorm';
import type { Instant } from '../../core/kernel/instants.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { refuse } from '../../core/kernel/refusals.js';
import { Log } from '../logging/log.js';
import { Ids } from '../random/ids.js';
import { Random } from '../random/random.js';
import { CONSTRAINT_REFUSALS } from './constraints.js';
import { Lane, type LaneWork } from './lane.js';
import { Reads } from './reads.js';

const RETRIED = new Set(['40001', '40P01']); // serialization failure, deadlock
const ATTEMPTS = 5;

/** Whoever can run a read: the pool for queries, the open transaction for acts. */
export interface Reader {
  rows<T>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
}

/** What this process is told of once it is committed, and what is told of it. */
export class Topic<News> {
  declare private readonly news: News;

  constructor(readonly name: string) {}
}

interface Announcement {
  readonly topic: Topic<unknown>;
  readonly news: unknown;
}

type Listener<News> = (news: News) => Promise<void>;

/** One open transaction, passed explicitly from the act down. */
export class Tx implements Reader {
  private readonly last = new Map<string, () => Promise<void>>();
  private readonly news: Announcement[] = [];
  private wasSo = false;

  constructor(
    private readonly manager: EntityManager,
    private readonly ids: Ids,
    private readonly random: Random,
  ) {}

  async rows<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const result = await (this.manager.queryRunner as QueryRunner).query(sql, [...parameters], true);
    return (result.records ?? []) as T[];
  }

  async one<T>(sql: string, parameters: readonly unknown[] = []): Promise<T | null> {
    return (await this.rows<T>(sql, parameters))[0] ?? null;
  }

  async insert<T extends ObjectLiteral>(entity: EntityTarget<T>, rows: T | readonly T[]): Promise<void> {
    const values = Array.isArray(rows) ? [...(rows as readonly T[])] : [rows as T];
    for (let start = 0; start < values.length; start += 2_000)
      await this.manager.insert(entity, values.slice(start, start + 2_000) as never);
  }

  /** The database's clock, read after the locks that the act has taken so far. */
  async now(): Promise<Instant> {
    return ((await this.one<{ now: Instant }>('SELECT ormee.instant() AS now')) as { now: Instant }).now;
  }

  /** A new time-ordered id. */
  id(): Uuid {
    return this.ids.timeOrdered();
  }

  /** Random bytes for a secret or a salt. */
  randomBytes(count: number): Uint8Array {
    return this.random.bytes(count);
  }

  /** Runs once, just before the commit, however often the same name is given. */
  beforeCommit(name: string, work: () => Promise<void>): void {
    this.last.set(name, work);
  }

  /**
   * Tells this process, once committed, that something of a topic awaits. A hint that saves waiting and carries
   * nothing that matters: whoever listens finds its work in the database too.
   */
  announce<News>(topic: Topic<News>, news: News): void {
    this.news.push({ topic, news });
  }

  /** An act says that what it was asked for was so already, and that it did nothing: there is nothing to tell of it. */
  foundItSo(): void {
    this.wasSo = true;
  }

  get hasFoundItSo(): boolean {
    return this.wasSo;
  }

  /** @internal */
  async finish(): Promise<readonly Announcement[]> {
    for (const work of this.last.values()) await work();
    return this.news;
  }
}

/** The two doors to the database, and the window for reads. */
@Injectable()
export class Transactions implements Reader {
  private readonly listeners = new Map<Topic<unknown>, Listener<never>[]>();
  private saidLevel: Promise<boolean> | null = null;

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Random) private readonly random: Random,
    @Inject(Log) private readonly log: Log,
    @Inject(Reads) private readonly reads: Reads,
  ) {}

  /**
   * Runs one act in one READ COMMITTED transaction. A refusal is thrown inside and rolls everything back;
   * deadlocks and serialization failures start the work again in a fresh transaction, five times at most.
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt < ATTEMPTS && RETRIED.has(sqlState(error))) continue;
        throw asRefusal(error);
      }
    }
  }

  /** Opens a lane: many callers, one statement and one commit a batch, each answered after the commit. */
  lane<Item, Answer>(work: LaneWork<Item, Answer>): Lane<Item, Answer> {
    return new Lane({ rows: (sql, parameters = []) => this.source.query(sql, [...parameters]) }, work);
  }

  /** Whether a statement finds a row, on the connections of acts: slow reads hold nothing up that waits for the answer. */
  async finds(sql: string, parameters: readonly unknown[] = []): Promise<boolean> {
    return (await this.source.query<unknown[]>(sql, [...parameters])).length > 0;
  }

  /** Reads, in a bounded time (TOO_SLOW), and writes nothing. */
  rows<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return this.reads.rows(sql, parameters);
  }

  /** Reads that all see one moment: what goes together is read together; each statement in a bounded time. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.reads.snapshot(work);
  }

  /** Hears, after each commit, of what a transaction announced on a topic. A failure is logged and undoes nothing. */
  hear<News>(topic: Topic<News>, listener: Listener<News>): void {
    this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), listener]);
  }

  /** Tells whoever hears of a topic what a lane has committed; acts announce, and are told of after their commit. */
  async tell<News>(topic: Topic<News>, news: News): Promise<void> {
    for (const listener of (this.listeners.get(topic) ?? []) as Listener<News>[])
      await listener(news).catch((error: unknown) => this.log.fault(error));
  }

  /** Whether the database gives every transaction that level by itself, as PostgreSQL does: it is said to it where it does not. */
  private isReadCommitted(): Promise<boolean> {
    this.saidLevel ??= this.finds(
      `SELECT WHERE current_setting('default_transaction_isolation') = 'read committed'`,
    );
    return this.saidLevel.catch((error: unknown) => {
      this.saidLevel = null;
      throw error;
    });
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const inside = async (manager: EntityManager): Promise<readonly [T, readonly Announcement[]]> => {
      const tx = new Tx(manager, this.ids, this.random);
      const value = await work(tx);
      return [value, await tx.finish()];
    };
    const [result, news] = (await this.isReadCommitted())
      ? await this.source.transaction(inside)
      : await this.source.transaction('READ COMMITTED', inside);
    for (const { topic, news: told } of news) await this.tell(topic, told);
    return result;
  }
}

function sqlState(error: unknown): string {
  const driverError = error instanceof QueryFailedError ? (error.driverError as { code?: unknown }) : null;
  return typeof driverError?.code === 'string' ? driverError.code : '';
}

/** A broken constraint is a refusal by name where the table foresees it; anything else stays a fault. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof QueryFailedError)) return error;
  const constraint = (error.driverError as { constraint?: string }).constraint;
  if (constraint === undefined) return error;
  return CONSTRAINT_REFUSALS[constraint]?.() ?? refuse('CONSTRAINT', { constraint });
}
