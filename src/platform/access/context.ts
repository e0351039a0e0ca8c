import type { Actor, Locale } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Zone } from '../../core/kernel/instants.js';
import type { Reader } from '../database/transactions.js';
import { Together, type Belonging, type ReadOfMany } from './together.js';
import type { SpeaksFor } from './voices.js';

/** The secret a caller shows: which session it is, and nothing about rights. */
export interface SessionKey {
  readonly collectiveId: string;
  readonly tokenHash: string;
}

/** Reads who holds a session, and their membership as it stands now. `auth` gives it, `app` wires it. */
export interface ActorLoader {
  load(reader: Reader, key: SessionKey | null): Promise<Actor>;
  /** Several at once, by one statement, in the order given. */
  loadAll(reader: Reader, keys: readonly (SessionKey | null)[]): Promise<readonly Actor[]>;
}

export const ACTOR_LOADER = Symbol('ACTOR_LOADER');

/** What one request carries from the door inwards. */
export class RequestContext {
  private loading: Promise<Actor> | null = null;
  private loaded: Actor | null = null;
  private reading: Promise<Zone> | null = null;
  private readonly together: Together;

  constructor(
    readonly locale: Locale,
    readonly session: SessionKey | null,
    private readonly reader: Reader,
    private readonly loader: Pick<ActorLoader, 'load'>,
    /** For whom an act is done; null: for oneself, as everything is read. */
    readonly speaksFor: SpeaksFor | null = null,
  ) {
    this.together = new Together(reader);
  }

  /** The same caller, who does one act for somebody else. */
  speakingFor(somebody: SpeaksFor): RequestContext {
    return new RequestContext(this.locale, this.session, this.reader, this.loader, somebody);
  }

  /** Who asks, read once a request: for queries and for the guard of the schema. Acts read it again, inside. */
  async actor(): Promise<Actor> {
    this.loading ??= this.loader.load(this.reader, this.session);
    this.loaded = await this.loading;
    return this.loaded;
  }

  /** Forgets who asks, so that it is read again: a subscription outlives many events, and rights are read at each. */
  renew(): void {
    this.loading = null;
    this.loaded = null;
  }

  /** The zone in which dates are said to whoever asks: their collective's, read once a request and only when needed. */
  zone(): Promise<Zone> {
    this.reading ??= this.readZone();
    return this.reading;
  }

  /**
   * What one row has many of, read for all the rows of its list at once. `by` is the property that says to which row
   * each belongs: `context.listOf(contestsOfPolls, 'pollId', collectiveId, pollId)`.
   */
  listOf<Found, Rest extends readonly unknown[]>(
    read: ReadOfMany<Found, Rest>,
    by: Belonging<Found>,
    collectiveId: Uuid,
    id: Uuid,
    ...rest: Rest
  ): Promise<readonly Found[]> {
    return this.together.load({ read, by, collectiveId, rest }, id);
  }

  /** What one row has one of, read in the same way; null when it has none. */
  async oneOf<Found, Rest extends readonly unknown[]>(
    read: ReadOfMany<Found, Rest>,
    by: Belonging<Found>,
    collectiveId: Uuid,
    id: Uuid,
    ...rest: Rest
  ): Promise<Found | null> {
    return (await this.together.load({ read, by, collectiveId, rest }, id))[0] ?? null;
  }

  /** Who asks, once `actor()` has answered; a stranger before that. */
  get viewer(): Actor {
    return this.loaded ?? { kind: 'ANONYMOUS' };
  }

  private async readZone(): Promise<Zone> {
    if (!this.session) return 'UTC';
    const [collective] = await this.reader.rows<{ zone: Zone }>(
      'SELECT zone FROM ormee.collective WHERE id = $1',
      [this.session.collectiveId],
    );
    return collective?.zone ?? 'UTC';
  }
}
