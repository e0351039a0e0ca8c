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
  private readonly news = new EventEmitter();
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
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
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    mailbox.server.on('error', () => undefined);
    mailbox.server.listen(0, '127.0.0.1');
    await once(mailbox.server.server, 'listening');
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
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
