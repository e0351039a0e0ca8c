import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';

/** One message to one address, in plain text. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** How long a mail server may keep us waiting at each step. */
const PATIENCE_MS = 10_000;

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

  /** Answers once the server has taken the letter. The address is one address, whatever is written in it. */
  async send({ to, subject, text }: Letter): Promise<void> {
    await this.transport?.sendMail({ from: this.from, to: { name: '', address: to }, subject, text });
  }
}
