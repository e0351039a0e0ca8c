import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Uuid } from '../../core/kernel/ids.js';
import { Topic, Transactions, type Tx } from '../database/transactions.js';
import { Log } from '../logging/log.js';
import { Mail, type Letter } from '../mail/mail.js';
import type { OutboxRow } from './outbox.entity.js';

/** Writes a letter when it is about to leave, in a transaction of its own; null when there is nothing to say any more. */
export type LetterWriter = (tx: Tx, row: OutboxRow) => Promise<Letter | null>;

const LETTERS_WAIT = new Topic<Uuid>('letters.wait');
const EVERY_MS = 5_000;

/** Letters that leave side by side: most of the time of each is spent waiting for a disk and a mail server. */
const AT_ONCE = 4;

/** Tried eleven times in about two hours, then given up: the person asks again. */
const ATTEMPTS = 11;

/**
 * Puts a letter to each of these members in the outbox, in the transaction of the act that has something to say. The
 * same statements run for nobody, so that whoever watches the clock does not learn whether an address is known.
 */
export async function post(
  tx: Tx,
  collectiveId: Uuid,
  memberIds: readonly Uuid[],
  kind: string,
  subjectId: Uuid | null = null,
): Promise<void> {
  const letters = memberIds.map((memberId) => ({ id: tx.id(), memberId }));
  await postLetters(tx, collectiveId, letters, kind, subjectId);
}

/** The same for whoever has written down which letter goes to whom: each has its id already. */
export async function postLetters(
  tx: Tx,
  collectiveId: Uuid,
  letters: readonly { readonly id: Uuid; readonly memberId: Uuid }[],
  kind: string,
  subjectId: Uuid | null = null,
): Promise<void> {
  await tx.rows(
    `INSERT INTO ormee.outbox (collective_id, id, member_id, kind, subject_id, run_at, attempts)
     SELECT $1, letter.id, letter.member_id, $4, $5, ormee.instant(), 0
     FROM unnest($2::uuid[], $3::uuid[]) AS letter (id, member_id)`,
    [collectiveId, letters.map(({ id }) => id), letters.map(({ memberId }) => memberId), kind, subjectId],
  );
  tx.announce(LETTERS_WAIT, collectiveId);
}

/** Puts letters to people who are no members in the outbox: each is about one subject, which leads to its address. */
export async function postAbout(
  tx: Tx,
  collectiveId: Uuid,
  subjectIds: readonly Uuid[],
  kind: string,
): Promise<void> {
  await tx.rows(
    `INSERT INTO ormee.outbox (collective_id, id, member_id, kind, subject_id, run_at, attempts)
     SELECT $1, letter.id, NULL, $4, letter.subject_id, ormee.instant(), 0
     FROM unnest($2::uuid[], $3::uuid[]) AS letter (id, subject_id)`,
    [collectiveId, subjectIds.map(() => tx.id()), subjectIds, kind],
  );
  tx.announce(LETTERS_WAIT, collectiveId);
}

/**
 * Delivers letters at least once: a letter is written and its next try set in one transaction, then sent, then taken
 * out. A process killed in between leaves it to the next, and nobody waits for a mail server with a lock in hand. A
 * letter that the server had taken by then leaves twice, under one Message-ID, by which mail programmes know that it is the
 * same: as many at most as leave side by side. The log knows neither addresses nor words.
 */
@Injectable()
export class Outbox implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly writers = new Map<string, LetterWriter>();
  private readonly later = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Mail) private readonly mail: Mail,
    @Inject(Log) private readonly log: Log,
  ) {
    transactions.hear(LETTERS_WAIT, () => Promise.resolve(this.wake()));
  }

  /** Says who writes the letters of a kind: the room that posts them. Thousands may wait that nobody sits waiting for. */
  writes(kind: string, writer: LetterWriter, when: 'IN_TURN' | 'AFTER_OTHERS' = 'IN_TURN'): void {
    this.writers.set(kind, writer);
    if (when === 'AFTER_OTHERS') this.later.add(kind);
  }

  onApplicationBootstrap(): void {
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.working;
  }

  /** Delivers every letter that is due; answers when none is left. */
  runDue(): Promise<void> {
    this.working = this.working
      .then(() => this.drain())
      .catch((error: unknown) => void this.log.fault(error));
    return this.working;
  }

  private wake(): void {
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    void this.runDue();
    this.timer = setTimeout(() => this.wake(), EVERY_MS);
    this.timer.unref();
  }

  /** The others wait for a first letter: where there is none, nothing is asked twice. */
  private async drain(): Promise<void> {
    while (!this.stopped && (await this.deliverOne()))
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.deliverOn()));
  }

  private async deliverOn(): Promise<void> {
    while (!this.stopped && (await this.deliverOne())) continue;
  }

  private async deliverOne(): Promise<boolean> {
    const row = await this.transactions.write((tx) =>
      tx.one<OutboxRow>(TAKE_NEXT, [ATTEMPTS, [...this.later]]),
    );
    if (!row) return false;
    try {
      const letter = await this.letterOf(row);
      if (letter) await this.mail.send(letter, row.id);
      await this.forget(row);
    } catch (error) {
      this.log.fault(error);
      if (row.attempts >= ATTEMPTS) await this.forget(row);
    }
    return true;
  }

  private async forget({ collectiveId, id }: OutboxRow): Promise<void> {
    await this.transactions.write((tx) => tx.rows(DONE, [collectiveId, id]));
  }

  /** Without a way out a letter is dropped unwritten: what it would have said is found in the house. */
  private async letterOf(row: OutboxRow): Promise<Letter | null> {
    if (!this.mail.isSent) return null;
    const writer = this.writers.get(row.kind);
    if (!writer) throw new Error(`nobody writes letters of kind ${row.kind}`);
    return this.transactions.write((tx) => writer(tx, row));
  }
}

/** Takes one by setting its next try, later each time, so that no two processes send it at once. */
const TAKE_NEXT = `
  UPDATE ormee.outbox SET attempts = attempts + 1,
    run_at = ormee.instant() + least(interval '1 hour', interval '15 seconds' * power(2, least(attempts, 12)))
  WHERE (collective_id, id) IN (
    SELECT collective_id, id FROM ormee.outbox WHERE run_at <= ormee.instant() AND attempts < $1
    ORDER BY kind = ANY ($2::text[]), run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING collective_id AS "collectiveId", id, member_id AS "memberId", kind, subject_id AS "subjectId",
    run_at AS "runAt", attempts`;

const DONE = 'DELETE FROM ormee.outbox WHERE collective_id = $1 AND id = $2';
