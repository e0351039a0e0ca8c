import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import type { Locale } from '../../src/core/kernel/actors.js';
import type { Answer } from './world.js';

/** How somebody connects: as a program does, with a token among its parameters, or as a browser, with headers. */
export interface Connecting {
  readonly token?: string;
  readonly locale?: Locale;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** What came instead of the next event: the codes of its errors, or why the socket was closed. */
export class NotFollowed extends Error {
  constructor(
    readonly codes: readonly (string | undefined)[],
    readonly closed: Closed | null = null,
  ) {
    super(closed?.reason ?? codes.join(', '));
  }
}

interface Result<T> {
  readonly data?: T | null | undefined;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[] | undefined;
}

/** A real client of graphql-transport-ws at one socket, which does not come back by itself. */
export class TestFollower {
  private readonly client: Client;
  private socket: WebSocket | null = null;
  /** Answers once the socket is closed, by whomever. */
  readonly closed: Promise<Closed>;

  constructor(url: string, { token, locale = 'fr', headers = {} }: Connecting = {}) {
    const keep = (socket: WebSocket): void => void (this.socket = socket);
    let close: (closed: Closed) => void;
    this.closed = new Promise((resolve) => (close = resolve));
    this.client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      connectionParams: {
        'Accept-Language': locale,
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      lazy: true,
      retryAttempts: 0,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string) {
          super(address, protocols, { headers });
          keep(this);
        }
      },
      on: {
        closed: (event) => {
          const { code, reason } = event as Closed;
          close({ code, reason });
        },
      },
    });
  }

  /** Follows something; each call of what is answered waits for the next event. */
  follow<T>(query: string, variables: Record<string, unknown> = {}): () => Promise<T> {
    const events = this.client.iterate<T>({ query, variables });
    return async () => {
      const { value, done } = await events.next().catch(notFollowed);
      if (done) throw new NotFollowed([]);
      const { data, errors } = value as Result<T>;
      if (errors) throw new NotFollowed(errors.map(({ extensions }) => extensions?.code));
      return data as T;
    };
  }

  /** Says goodbye. */
  async leave(): Promise<void> {
    await this.client.dispose();
  }

  /** Reads no more. */
  pause(): void {
    this.socket?.pause();
  }

  /** Is gone without a word, as a phone is whose battery dies. */
  vanish(): void {
    this.socket?.terminate();
  }
}

function notFollowed(cause: unknown): never {
  if (Array.isArray(cause))
    throw new NotFollowed(
      cause.map((error: NonNullable<Result<never>['errors']>[number]) => error.extensions?.code),
    );
  const { code, reason } = cause as Closed;
  throw new NotFollowed([], { code, reason });
}

/** Asks for the first event of a subscription; a socket that is closed instead answers the name of its reason. */
export const askBySocket =
  (url: string) =>
  async (
    token: string | null,
    document: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer<Record<string, unknown>>> => {
    const follower = new TestFollower(url, token === null ? {} : { token });
    try {
      return { data: await follower.follow<Record<string, unknown>>(document, { ...variables })() };
    } catch (error) {
      const { codes, closed, message } = error as NotFollowed;
      const code = closed?.reason.split(':')[0] ?? codes[0] ?? message;
      return { data: null, errors: [{ message, extensions: { code } }] };
    } finally {
      await follower.leave();
    }
  };
