import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';

/** One message to one address, in plain text. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The address whose button stops such letters (RFC 8058); none where it was asked for. */
  readonly stop?: string;
}

/** How long a mail server may keep us waiting at each step. */
const PATIENCE_MS = 10_000;

/** What nodemailer says of a letter that did not leave. */
interface MailFault {
  readonly code?: string;
  readonly responseCode?: number;
  readonly permanent?: boolean;
}

/** Codes by which nodemailer says that nobody talked to us, or that whoever did would hear nothing from us. */
const NOBODY = [
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
  'EAUTH',
  'ENOAUTH',
  'EPROXY',
];
const SHUTS_DOWN = 421;

/** Whether it is the server that is away, whatever the letter (RFC 5321, 3.8: 421 also ends what was begun). */
export const endsConnection = (error: unknown): boolean => {
  const { code, responseCode } = error as MailFault;
  return responseCode === SHUTS_DOWN || NOBODY.includes(code ?? '');
};

/** Whether the server said that it takes this letter at no time (RFC 5321, 4.2.1: 5yz). */
export const refusesForGood = (error: unknown): boolean => (error as MailFault).permanent === true;

/** The way out for mail, where the host gave one (SMTP_URL); nothing of the house needs it. */
@Injectable()
export class Mail {
  private readonly transport: Transporter | null;
  private readonly from: string;

  constructor(@Inject(CONFIG) { smtpUrl, mailFrom }: Config) {
    this.from = mailFrom;
    this.transport =
      smtpUrl === null
        ? null
        : createTransport({
            url: smtpUrl,
            connectionTimeout: PATIENCE_MS,
            greetingTimeout: PATIENCE_MS,
            socketTimeout: PATIENCE_MS,
            disableFileAccess: true,
            disableUrlAccess: true,
          });
  }

  get isSent(): boolean {
    return this.transport !== null;
  }

  /** Whether a mail server talks to us now. */
  async answers(): Promise<boolean> {
    return (await this.transport?.verify().catch(() => false)) ?? true;
  }

  /**
   * Answers once the server has taken the letter. The address is one address, whatever is written in it. A letter that
   * is sent again bears the same Message-ID (RFC 5322, 3.6.4), and is known to be the same.
   */
  async send({ to, subject, text, stop }: Letter, id: Uuid): Promise<void> {
    await this.transport?.sendMail({
      from: this.from,
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@${
        this.from
          .split('@')
          .at(-1)
          ?.replace(/[^A-Za-z0-9.-]/g, '') ?? ''
      }>`,
      headers: {
        'Auto-Submitted': 'auto-generated', // RFC 3834: holiday notices do not answer it
        ...(stop !== undefined && {
          'List-Unsubscribe': `<${stop}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
    });
  }
}
