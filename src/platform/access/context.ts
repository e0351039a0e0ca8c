import type { Actor, Locale } from '../../core/kernel/actors.js';
import type { Reader } from '../database/transactions.js';

/** The secret a caller shows: which session it is, and nothing about rights. */
export interface SessionKey {
  readonly collectiveId: string;
  readonly tokenHash: string;
}

/** Reads who holds a session, and their membership as it stands now. `auth` gives it, `app` wires it. */
export interface ActorLoader {
  load(reader: Reader, key: SessionKey | null): Promise<Actor>;
}

export const ACTOR_LOADER = Symbol('ACTOR_LOADER');

/** What one request carries from the door inwards. */
export class RequestContext {
  private loading: Promise<Actor> | null = null;
  private loaded: Actor | null = null;

  constructor(
    readonly locale: Locale,
    readonly session: SessionKey | null,
    private readonly reader: Reader,
    private readonly loader: ActorLoader,
  ) {}

  /** Who asks, read once a request: for queries and for the guard of the schema. Acts read it again, inside. */
  async actor(): Promise<Actor> {
    this.loading ??= this.loader.load(this.reader, this.session);
    this.loaded = await this.loading;
    return this.loaded;
  }

  /** Who asks, once `actor()` has answered; a stranger before that. */
  get viewer(): Actor {
    return this.loaded ?? { kind: 'ANONYMOUS' };
  }
}
