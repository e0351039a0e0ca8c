import { Inject, Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Actor, Locale } from '../../core/kernel/actors.js';
import { ACTOR_LOADER, RequestContext, type ActorLoader, type SessionKey } from '../access/context.js';
import { Transactions } from '../database/transactions.js';

/**
 * Who those are that follow, as it stands now: nothing is remembered, and all who are asked for in one turn of the loop
 * are read by one statement, for one event is read by many.
 */
@Injectable()
export class LiveActors {
  private readonly reading: DataLoader<SessionKey, Actor, string>;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ACTOR_LOADER) actors: ActorLoader,
  ) {
    this.reading = new DataLoader((keys) => actors.loadAll(transactions, keys), { cache: false });
  }

  load(key: SessionKey): Promise<Actor> {
    return this.reading.load(key);
  }

  /** The context of one subscription, of which each event reads again who asks. */
  contextFor(locale: Locale, session: SessionKey): RequestContext {
    return new RequestContext(locale, session, this.transactions, { load: () => this.load(session) });
  }
}
