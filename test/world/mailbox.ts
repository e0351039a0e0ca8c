import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface Heard {
  readonly to: readonly string[];
  readonly from: string;
  /** Headers and body as they came over the wire. */
  readonly raw: string;
}

/** A mail server that hears everything and keeps it for the spec. */
export class Mailbox {
  readonly heard: Heard[] = [];
  /** How many letters it turns away before it takes one. */
  turnsAway = 0;
  /** Addresses of which it knows that there are none (RFC 5321: 550). */
  readonly refuses = new Set<string>();
  private readonly news = new EventEmitter();
  private server = this.serve();
  private port = 0;

  private serve(): SMTPServer {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: ({ address }, _session, done) => {
        const refused = this.refuses.has(address);
        done(refused ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
      },
      onData: (stream, { envelope }, done) => {
        const refusal = this.turnsAway > 0 ? new Error('come back later') : null;
        if (refusal) this.turnsAway -= 1;
        void text(stream).then((raw) => {
          if (!refusal)
            this.heard.push({
              to: envelope.rcptTo.map(({ address }) => address),
              from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
              raw,
            });
          done(refusal);
          this.news.emit('heard');
        });
      },
    });
    server.on('error', () => undefined);
    return server;
  }

  private async listen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server.server, 'listening');
    this.port = (this.server.server.address() as AddressInfo).port;
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await mailbox.listen();
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Nobody answers at its address any more, until it comes back. */
  goAway(): Promise<void> {
    return this.close();
  }

  async comeBack(): Promise<void> {
    this.server = this.serve();
    await this.listen();
  }

  /** Answers once it has heard so many. */
  async untilHeard(count: number): Promise<void> {
    while (this.heard.length < count) await once(this.news, 'heard');
  }

  /** The words of the last letter, as its reader sees them. */
  get lastText(): string {
    const raw = this.heard.at(-1)?.raw ?? '';
    const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
    const bytes = body
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }

  close(): Promise<void> {
    return new Promise((closed) => this.server.close(() => closed()));
  }
}
