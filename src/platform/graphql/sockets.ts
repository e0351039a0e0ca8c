import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError } from 'graphql';
import { handleProtocols, makeServer, type Context, type Server, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { ANONYMOUS, type Actor, type Locale, type MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { SessionKey } from '../access/context.js';
import { mayCall } from '../access/rules.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';
import { localeOf } from '../i18n/locale.js';
import { Log } from '../logging/log.js';
import { closeSocket, type Closing } from './close-socket.js';
import { errorFormatter, errorsSaid } from './errors.js';
import { API_PATH } from './http-status.plugin.js';
import { BODY_LIMIT_BYTES } from './limits.js';
import { LiveActors } from './live-actors.js';
import { readSubscription } from './read-subscription.js';
import { parameterNamed, sessionOfSocket } from './session-shown.js';

/** Subscriptions that one member may have open at once, and sockets to carry them. */
export const MOST_SUBSCRIPTIONS = 10;

/** How long a socket may stay without saying whose it is. */
const SAY_WHO_WITHIN_MS = 3_000;
/** How often all sessions with a socket are read again, by one statement: half of the five seconds that we promise. */
const ASKED_AGAIN_EVERY_MS = 2_000;
/** A socket that has not answered the ping before this one is taken for dead. */
const PING_EVERY_MS = 15_000;
/** How long the other side may take to close what we close. */
const CLOSED_WITHIN_MS = 1_000;
/** What may wait to be sent to one who does not read: answers to pings, for events wait in their mailbox. */
const MOST_UNSENT_BYTES = 1024 * 1024;

/** A socket whose session is a member's. */
interface Follower {
  readonly socket: WebSocket;
  readonly locale: Locale;
  readonly session: SessionKey;
  readonly memberId: Uuid;
  /** How many subscriptions it carries, those about to begin included. */
  readonly open: () => number;
}

interface Extra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  follower?: Follower;
}
type SocketContext = Context<Readonly<Record<string, unknown>>, Extra>;

/** The API over graphql-transport-ws, for subscriptions alone: who connects, what they follow, and when it ends. */
@Injectable()
export class Sockets implements OnApplicationBootstrap {
  private readonly followers = new Map<Uuid, Set<Follower>>();
  private readonly answering = new WeakSet<WebSocket>();
  private readonly door = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: BODY_LIMIT_BYTES,
    closeTimeout: CLOSED_WITHIN_MS,
  } as ServerOptions);
  private readonly formatError: ReturnType<typeof errorFormatter>;
  private readonly protocol: Server<Extra>;
  private timers: NodeJS.Timeout[] = [];
  private ending = false;

  constructor(
    @Inject(HttpAdapterHost) private readonly adapter: HttpAdapterHost,
    @Inject(GraphQLSchemaHost) private readonly host: GraphQLSchemaHost,
    @Inject(LiveActors) private readonly actors: LiveActors,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Log) private readonly log: Log,
  ) {
    this.formatError = errorFormatter(log);
    this.protocol = makeServer<Readonly<Record<string, unknown>>, Extra>({
      connectionInitWaitTimeout: SAY_WHO_WITHIN_MS,
      onConnect: (context) => this.welcome(context),
      onSubscribe: (context, _id, payload) => this.begin(context, payload),
      onError: ({ extra }, _id, _payload, errors) => this.say(errors as GraphQLError[], extra),
      onNext: ({ extra }, _id, _payload, _args, { data = null, errors }) =>
        errors && { data, errors: this.say(errors, extra) },
    });
  }

  onApplicationBootstrap(): void {
    const server = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    server.server.on('upgrade', this.knock);
    server.addHook('preClose', () => this.end());
    const again = () => void this.askAgain();
    this.timers = [setInterval(again, ASKED_AGAIN_EVERY_MS), setInterval(() => this.ping(), PING_EVERY_MS)];
    for (const timer of this.timers) timer.unref();
  }

  /** Before the server waits for its connections to end, which these would not by themselves; whoever ends it. */
  private async end(): Promise<void> {
    this.ending = true;
    for (const timer of this.timers) clearInterval(timer);
    const closed = [...this.door.clients].map((socket) => once(socket, 'close'));
    for (const { socket, locale } of this.all()) closeSocket(socket, 'SERVICE_STOPS', locale);
    for (const socket of this.door.clients) socket.close(1001);
    await Promise.all(closed);
  }

  /** Reads again who those are that follow, of one collective or of all; who may no longer is shown out, and told why. */
  async askAgain(collectiveId?: Uuid): Promise<void> {
    const asked = this.all().filter(
      ({ session }) => collectiveId === undefined || session.collectiveId === collectiveId,
    );
    try {
      const actors = await Promise.all(asked.map(({ session }) => this.actors.load(session)));
      for (const [place, { socket, locale }] of asked.entries())
        showOutUnlessMember(actors[place] as Actor, socket, locale);
    } catch (error) {
      this.log.fault(error);
    }
  }

  private readonly knock = (request: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] === API_PATH && !this.ending)
      return this.door.handleUpgrade(request, duplex, head, (socket) => this.open(socket, request));
    duplex.on('error', () => undefined);
    duplex.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  };

  private open(socket: WebSocket, request: IncomingMessage): void {
    const extra: Extra = { socket, request };
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        // Answers once it is on its way, so that the next event is taken only then; to whoever has gone, nothing is.
        send: (text) => new Promise((sent) => void socket.send(text, () => sent())),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (read) =>
          socket.on('message', (data) => void read(String(data)).catch((error) => this.fail(extra, error))),
      },
      extra,
    );
    this.answering.add(socket);
    socket.on('pong', () => this.answering.add(socket));
    for (const sign of ['message', 'ping'] as const)
      socket.on(sign, () => socket.bufferedAmount > MOST_UNSENT_BYTES && socket.terminate());
    socket.on('error', () => undefined); // a frame that is none: ws closes, and its reason is the client's
    socket.once('close', (code, reason) => {
      if (extra.follower) this.forget(extra.follower);
      void closed(code, String(reason));
    });
  }

  private fail({ socket, follower }: Extra, error: unknown): void {
    this.log.fault(error);
    closeSocket(socket, 'FAULT', follower?.locale ?? 'fr');
  }

  private ping(): void {
    for (const socket of this.door.clients)
      if (this.answering.delete(socket)) socket.ping();
      else socket.terminate();
  }

  /** Whether a socket may stay. Whose it is, only a session says; everyone else is shown out, and told why. */
  private async welcome(context: SocketContext): Promise<boolean> {
    const { connectionParams = {}, extra } = context;
    const { socket, request } = extra;
    const spoken = parameterNamed(connectionParams, 'accept-language') ?? request.headers['accept-language'];
    const locale = localeOf(spoken);
    const session = sessionOfSocket(connectionParams, request.headers, this.config.publicUrl);
    const actor = session ? await this.actors.load(session) : ANONYMOUS;
    showOutUnlessMember(actor, socket, locale);
    const { memberId } = actor as MemberActor;
    const others = this.followers.get(memberId) ?? new Set<Follower>();
    if (others.size >= MOST_SUBSCRIPTIONS) closeSocket(socket, 'TOO_MANY_SUBSCRIPTIONS', locale);
    if (socket.readyState !== socket.OPEN) return false; // also one that has gone while we asked
    const open = (): number => Object.keys(context.subscriptions).length;
    extra.follower = { socket, locale, session: session as SessionKey, memberId, open };
    this.followers.set(memberId, others.add(extra.follower));
    return true;
  }

  /** What is executed, or why nothing is. The one that asks is counted among those open. */
  private begin(
    { extra }: SocketContext,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    const { memberId, locale, session } = extra.follower as Follower;
    const open = [...(this.followers.get(memberId) ?? [])].reduce((sum, one) => sum + one.open(), 0);
    if (open > MOST_SUBSCRIPTIONS)
      return [
        new GraphQLError('Too many subscriptions.', { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }),
      ];
    const read = readSubscription(this.host.schema, payload);
    return 'document' in read ? { ...read, contextValue: this.actors.contextFor(locale, session) } : read;
  }

  private say(errors: readonly GraphQLError[], { follower }: Extra): GraphQLFormattedError[] {
    return errorsSaid(errors, this.formatError, follower?.locale ?? 'fr');
  }

  private all(): Follower[] {
    return [...this.followers.values()].flatMap((followers) => [...followers]);
  }

  private forget(follower: Follower): void {
    const followers = this.followers.get(follower.memberId);
    followers?.delete(follower);
    if (followers?.size === 0) this.followers.delete(follower.memberId);
  }
}

/** Rights are read, never remembered: this is asked when a socket opens, after each act of weight, and by the clock. */
function showOutUnlessMember(actor: Actor, socket: WebSocket, locale: Locale): void {
  const refusal = mayCall('MEMBER', actor);
  if (refusal) closeSocket(socket, refusal.code as Closing, locale);
}
