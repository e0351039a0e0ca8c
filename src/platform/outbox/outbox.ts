import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { Topic, Transactions, type Tx } from '../database/transactions.js';
import { Log } from '../logging/log.js';
import { endsConnection, Mail, refusesForGood, type Letter } from '../mail/mail.js';
import type { OutboxRow } from './outbox.entity.js';

/** A letter that is due, and would come at an hour at which nobody wants one: when it may leave. */
export interface NotYet {
  readonly notBefore: Instant;
}

/** Writes a letter when it is about to leave, in a transaction of its own; null when there is nothing to say any more. */
export type LetterWriter = (tx: Tx, row: OutboxRow) => Promise<Letter | NotYet | null>;

/** What became of a letter: a mail server has it, as it was written at that instant; or there is no way out for mail. */
export type Left = { readonly how: 'SENT'; readonly writtenAt: Instant } | { readonly how: 'DROPPED' };

/** What the room that posts letters of a kind may say of them beside their words. */
export interface LetterKind {
  /** Thousands may wait that nobody sits waiting for. */
  readonly afterOthers?: true;
  /** Writes down what became of one, in the transaction that takes it out. */
  readonly left?: (tx: Tx, row: OutboxRow, left: Left) => Promise<void>;
}

const LETTERS_WAIT = new Topic<Uuid>('letters.wait');
const EVERY_MS = 5_000;
/** While no mail server answers, it is asked whether it does, and no letter is touched. */
const AWAY_MS = 60_000;

/** Letters that leave side by side: most of the time of each is spent waiting for a disk and a mail server. */
const AT_ONCE = 4;

/** How long a letter is tried that a server puts off, and one that it refuses for good: it may be wrong for an hour. */
const TRIED_FOR = '7 days';
const REFUSED_FOR = '1 day';

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
    `INSERT INTO ormee.outbox (collective_id, id, member_id, kind, subject_id, posted_at, run_at, attempts)
     SELECT $1, letter.id, letter.member_id, $4, $5, ormee.instant(), ormee.instant(), 0
     FROM unnest($2::uuid[], $3::uuid[]) AS letter (id, member_id)`,
    [collectiveId, letters.map(({ id }) => id), letters.map(({ memberId }) => memberId), kind, subjectId],
  );
  tx.announce(LETTERS_WAIT, collectiveId);
}

/** Takes out the letters of a kind that these members still wait for, but the ones that say the same anew. */
export async function replaceLetters(
  tx: Tx,
  collectiveId: Uuid,
  letters: readonly { readonly id: Uuid; readonly memberId: Uuid }[],
  kind: string,
): Promise<void> {
  await tx.rows(
    `DELETE FROM ormee.outbox WHERE collective_id = $1 AND member_id = ANY($2::uuid[]) AND id <> ALL ($3::uuid[])
       AND kind = $4 AND given_up_at IS NULL`,
    [collectiveId, letters.map(({ memberId }) => memberId), letters.map(({ id }) => id), kind],
  );
}

/** Puts letters to people who are no members in the outbox: each is about one subject, which leads to its address. */
export async function postAbout(
  tx: Tx,
  collectiveId: Uuid,
  subjectIds: readonly Uuid[],
  kind: string,
): Promise<void> {
  await tx.rows(
    `INSERT INTO ormee.outbox (collective_id, id, member_id, kind, subject_id, posted_at, run_at, attempts)
     SELECT $1, letter.id, NULL, $4, letter.subject_id, ormee.instant(), ormee.instant(), 0
     FROM unnest($2::uuid[], $3::uuid[]) AS letter (id, subject_id)`,
    [collectiveId, subjectIds.map(() => tx.id()), subjectIds, kind],
  );
  tx.announce(LETTERS_WAIT, collectiveId);
}

/**
 * Delivers letters at least once: a letter is written and its next try set in one transaction, then sent, then taken
 * out. A process killed in between leaves it to the next, and nobody waits for a mail server with a lock in hand. A
 * letter that the server had taken by then leaves twice, under one Message-ID, by which mail programmes know that it is the
 * same: as many at most as leave side by side. While the server is away letters wait, however long. One that it refuses
 * is given up after a while, and its row says so: to its reader, and to the host. The log knows neither addresses nor words.
 */
@Injectable()
export class Outbox implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly writers = new Map<string, { readonly writer: LetterWriter; readonly kind: LetterKind }>();
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;
  private away = false;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Mail) private readonly mail: Mail,
    @Inject(Log) private readonly log: Log,
  ) {
    transactions.hear(LETTERS_WAIT, () => Promise.resolve(this.wake()));
  }

  /** Says who writes the letters of a kind: the room that posts them. */
  writes(name: string, writer: LetterWriter, kind: LetterKind = {}): void {
    this.writers.set(name, { writer, kind });
  }

  onApplicationBootstrap(): void {
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.working;
  }

  /** Delivers every letter that is due; answers when none is left, or the mail server is away. */
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
    this.timer = setTimeout(() => this.wake(), this.away ? AWAY_MS : EVERY_MS);
    this.timer.unref();
  }

  /** The others wait for a first letter: where there is none, nothing is asked twice. */
  private async drain(): Promise<void> {
    if (this.away && !(await this.mail.answers())) return;
    this.away = false;
    if (!(await this.transactions.finds(ANY_DUE))) return;
    while (await this.deliverOne())
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.deliverOn()));
  }

  private async deliverOn(): Promise<void> {
    while (await this.deliverOne()) continue;
  }

  private async deliverOne(): Promise<boolean> {
    if (this.stopped || this.away) return false;
    const later = [...this.writers].filter(([, { kind }]) => kind.afterOthers).map(([name]) => name);
    const row = await this.transactions.write((tx) => tx.one<OutboxRow>(TAKE_NEXT, [later]));
    if (!row) return false;
    try {
      await this.deliver(row);
    } catch (error) {
      this.log.fault(error);
      await this.putOff(row, error);
    }
    return true;
  }

  /** Without a way out a letter is dropped unwritten: what it would have said is found in the house. */
  private async deliver(row: OutboxRow): Promise<void> {
    if (!this.mail.isSent) return this.takeOut(row, { how: 'DROPPED' });
    const known = this.writers.get(row.kind);
    if (!known) throw new Error(`nobody writes letters of kind ${row.kind}`);
    const { letter, at } = await this.transactions.write(async (tx) => ({
      at: await tx.now(),
      letter: await known.writer(tx, row),
    }));
    if (letter === null) return this.takeOut(row, null);
    if ('notBefore' in letter) return this.wait(row, letter);
    await this.mail.send(letter, row.id);
    return this.takeOut(row, { how: 'SENT', writtenAt: at });
  }

  private async takeOut(row: OutboxRow, left: Left | null): Promise<void> {
    const said = this.writers.get(row.kind)?.kind.left;
    await this.transactions.write(async (tx) => {
      if (left) await said?.(tx, row, left);
      await tx.rows(DONE, [row.collectiveId, row.id]);
    });
  }

  private async wait({ collectiveId, id }: OutboxRow, { notBefore }: NotYet): Promise<void> {
    await this.transactions.write((tx) => tx.rows(WAIT, [collectiveId, id, notBefore]));
  }

  private async putOff({ collectiveId, id, kind, memberId }: OutboxRow, error: unknown): Promise<void> {
    if (endsConnection(error)) this.away = true;
    const [row] = await this.transactions.write((tx) =>
      tx.rows<{ isGivenUp: boolean }>(PUT_OFF, [collectiveId, id, refusesForGood(error)]),
    );
    if (!row?.isGivenUp) return;
    this.log.info('letter given up', { kind });
    // Nobody is there to read that it was: an address that a stranger typed leaves no row behind.
    if (memberId === null) await this.transactions.write((tx) => tx.rows(DONE, [collectiveId, id]));
  }
}

/** Asked every few seconds: without a transaction. */
const ANY_DUE = 'SELECT FROM ormee.outbox WHERE run_at <= ormee.instant() AND given_up_at IS NULL LIMIT 1';

/**
 * Takes one by setting its next try, later each time, so that no two processes send it at once. It is chosen once, whatever way
 * the planner goes: within an `IN`, a choice may be made again for each row it is compared with, and as many would be taken.
 */
export const TAKE_NEXT = `
  WITH next AS MATERIALIZED (
    SELECT collective_id, id FROM ormee.outbox WHERE run_at <= ormee.instant() AND given_up_at IS NULL
    ORDER BY kind = ANY ($1::text[]), run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE ormee.outbox AS o SET attempts = o.attempts + 1,
    run_at = ormee.instant() + least(interval '4 hours', interval '15 seconds' * power(2, least(o.attempts, 12)))
  FROM next WHERE o.collective_id = next.collective_id AND o.id = next.id
  RETURNING o.collective_id AS "collectiveId", o.id, o.member_id AS "memberId", o.kind, o.subject_id AS "subjectId",
    o.posted_at AS "postedAt", o.run_at AS "runAt", o.attempts, o.given_up_at AS "givenUpAt"`;

const DONE = 'DELETE FROM ormee.outbox WHERE collective_id = $1 AND id = $2';

const WAIT =
  'UPDATE ormee.outbox SET attempts = attempts - 1, run_at = $3 WHERE collective_id = $1 AND id = $2';

/** Given up once it was tried for long and often enough: not at the first try after a server was away. */
const PUT_OFF = `
  UPDATE ormee.outbox SET
    run_at = CASE WHEN $3 THEN greatest(run_at, ormee.instant() + interval '6 hours') ELSE run_at END,
    given_up_at = CASE
      WHEN $3 AND attempts >= 4 AND posted_at <= ormee.instant() - interval '${REFUSED_FOR}' THEN ormee.instant()
      WHEN attempts >= 12 AND posted_at <= ormee.instant() - interval '${TRIED_FOR}' THEN ormee.instant() END
  WHERE collective_id = $1 AND id = $2 RETURNING given_up_at IS NOT NULL AS "isGivenUp"`;
