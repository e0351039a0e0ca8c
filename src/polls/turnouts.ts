import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { Transactions } from '../platform/database/transactions.js';
import { Mailbox } from '../platform/graphql/mailbox.js';
import { Log } from '../platform/logging/log.js';
import { BALLOTS_CAST } from './cast-ballot.js';

/** How many ballots are in a box, of how many that may be: never what is on them, nor whose they are. */
export interface Turnout {
  readonly collectiveId: Uuid;
  readonly pollId: Uuid;
  readonly visibility: Visibility;
  readonly castCount: number;
  readonly rollCount: number;
}

/** Ballots of half a second are told of together: one that came alone would tell when somebody voted. */
const EVERY_MS = 500;

interface Watched {
  readonly collectiveId: Uuid;
  readonly pollId: Uuid;
  /** Who watches, and the turnout that they know. */
  readonly boxes: Map<Mailbox<Turnout>, number | null>;
}

/**
 * Counts the boxes that somebody watches: after the commit of ballots, by one statement for all, twice a second at most.
 * A box that nobody watches costs a cast nothing.
 */
@Injectable()
export class Turnouts implements BeforeApplicationShutdown {
  private readonly watched = new Map<Uuid, Watched>();
  private readonly due = new Set<Uuid>();
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Log) private readonly log: Log,
  ) {
    transactions.hear(BALLOTS_CAST, (polls) => Promise.resolve(this.count(polls)));
  }

  /** Follows one box, from how it stands now. A poll that is not there and one that is hidden answer alike. */
  async watch(collectiveId: Uuid, pollId: Uuid): Promise<AsyncIterator<Turnout>> {
    const [poll] = await this.transactions.rows(
      `SELECT FROM ormee.poll WHERE collective_id = $1 AND id = $2 AND visibility IN ('PUBLIC', 'MEMBERS')`,
      [collectiveId, pollId],
    );
    if (!poll) throw refuse('NOT_FOUND');
    const box = new Mailbox<Turnout>((one) => this.leave(pollId, one));
    const watched = this.watched.get(pollId) ?? { collectiveId, pollId, boxes: new Map() };
    this.watched.set(pollId, watched);
    watched.boxes.set(box, null);
    this.count([pollId]);
    return box;
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private count(polls: readonly Uuid[]): void {
    for (const pollId of polls) if (this.watched.has(pollId)) this.due.add(pollId);
    if (this.timer || this.stopped || this.due.size === 0) return;
    this.timer = setTimeout(() => void this.tick(), EVERY_MS);
    this.timer.unref();
  }

  private async tick(): Promise<void> {
    const due = [...this.due].flatMap((pollId) => this.watched.get(pollId) ?? []);
    this.due.clear();
    try {
      for (const turnout of await this.turnouts(due)) this.tell(turnout);
    } catch (error) {
      this.log.fault(error);
      for (const { pollId } of due) this.due.add(pollId);
    }
    this.timer = null;
    this.count([]);
  }

  private turnouts(due: readonly Watched[]): Promise<Turnout[]> {
    if (due.length === 0) return Promise.resolve([]);
    return this.transactions.rows(TURNOUTS, [
      due.map(({ collectiveId }) => collectiveId),
      due.map(({ pollId }) => pollId),
    ]);
  }

  /** A ballot that was changed changes no count, and says nothing. */
  private tell(turnout: Turnout): void {
    const boxes = this.watched.get(turnout.pollId)?.boxes ?? new Map<Mailbox<Turnout>, number | null>();
    for (const [box, known] of boxes) {
      if (known === turnout.castCount) continue;
      boxes.set(box, turnout.castCount);
      box.put('turnout', turnout);
    }
  }

  private leave(pollId: Uuid, box: Mailbox<Turnout>): void {
    const watched = this.watched.get(pollId);
    watched?.boxes.delete(box);
    if (watched?.boxes.size === 0) this.watched.delete(pollId);
  }
}

const TURNOUTS = `
  SELECT poll.collective_id AS "collectiveId", poll.id AS "pollId", poll.visibility,
    (SELECT count(*)::int FROM ormee.ballot WHERE ballot.collective_id = poll.collective_id
       AND ballot.poll_id = poll.id) AS "castCount",
    (SELECT count(*)::int FROM ormee.roll_entry entry WHERE entry.collective_id = poll.collective_id
       AND entry.poll_id = poll.id AND entry.entitled) AS "rollCount"
  FROM unnest($1::uuid[], $2::uuid[]) AS due (collective_id, poll_id)
  JOIN ormee.poll poll ON poll.collective_id = due.collective_id AND poll.id = due.poll_id`;
