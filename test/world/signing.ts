import { Outbox } from '../../src/platform/outbox/outbox.js';
import { Mailbox } from './mailbox.js';
import { World, type Payload } from './world.js';

export interface Signed extends Payload {
  readonly appealId?: string;
  readonly awaitsLetter?: boolean;
  readonly joinLink?: string | null;
  readonly applicationId?: string;
  readonly link?: string;
}

export interface AppealRead {
  readonly signatures: { verified: number; named: number; takenOver: number; withdrawn: number };
  readonly firstSignatories: { name: string; place: number }[];
  readonly namedSignatories: {
    edges: { node: { name: string; role: string | null; url: string | null; verified: boolean } }[];
  };
}

/** What people without a session do with appeals, and the letters that come to them. */
export class Signing {
  private constructor(
    readonly world: World,
    readonly mailbox: Mailbox,
  ) {}

  /** A world of its own, which sends mail. */
  static async open(): Promise<Signing> {
    const mailbox = await Mailbox.open();
    const world = await World.open({ SMTP_URL: mailbox.url, MAIL_FROM: 'bonjour@ormee.example' });
    return new Signing(world, mailbox);
  }

  async close(): Promise<void> {
    await this.world.close();
    await this.mailbox.close();
  }

  /** An act of somebody without a session. */
  async stranger(mutation: string, input: object, selection: string): Promise<Signed> {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await this.world.ask<Record<string, Signed>>(
      null,
      `mutation($input: ${name}Input!) { ${mutation}(input: $input) { __typename
         ... on ${name}Success { ${selection} } ... on Problem { code path facts { name value } } } }`,
      { input },
    );
    if (!data) throw new Error(JSON.stringify(errors));
    return data[mutation] as Signed;
  }

  readonly signs = (appealId: string, said: object): Promise<Signed> =>
    this.stranger('signAppeal', { appealId, name: 'Louise Michel', ...said }, 'awaitsLetter');

  readonly confirms = (link: string): Promise<Signed> =>
    this.stranger('confirmSignature', { link }, 'appealId joinLink');

  readonly withdraws = (link: string): Promise<Signed> =>
    this.stranger('withdrawSignature', { link }, 'withdrawn');

  readonly asksToWithdraw = (appealId: string, email: string): Promise<Signed> =>
    this.stranger('requestSignatureWithdrawal', { appealId, email }, 'requested');

  /** The link of the last letter that went to an address; null where none did. */
  async letterTo(email: string): Promise<{ url: string; link: string; raw: string } | null> {
    await this.world.app.get(Outbox).runDue();
    const heard = this.mailbox.heard.filter(({ to }) => to[0]?.toLowerCase() === email.toLowerCase()).at(-1);
    if (!heard) return null;
    const text = heard.raw.replace(/=\r\n/g, '');
    const url = /https?:\/\/\S+\/appels\/\S+/.exec(text)?.[0] ?? '';
    return { url, link: url.split('/').at(-1) ?? '', raw: heard.raw };
  }

  /** Signs, and confirms by the letter. */
  async confirmed(appealId: string, email: string, said: object = {}): Promise<Signed> {
    await this.signs(appealId, { email, ...said });
    return this.confirms((await this.letterTo(email))?.link ?? '');
  }

  /** Takes the signature of an address back by a letter. */
  async withdrawn(appealId: string, email: string): Promise<Signed> {
    await this.asksToWithdraw(appealId, email);
    return this.withdraws((await this.letterTo(email))?.link ?? '');
  }

  /** An appeal as somebody reads it; null where it is not theirs to read. */
  async read(appealId: string, token: string | null = null): Promise<AppealRead | null> {
    const { data, errors } = await this.world.ask<{ publicAppeal: AppealRead | null }>(
      token,
      `query($id: ID!) { publicAppeal(id: $id) { title body
         signatures { verified named takenOver withdrawn } firstSignatories { name place }
         namedSignatories(first: 100) { edges { node { name role organisation url kind verified } } } } }`,
      { id: appealId },
    );
    if (!data) throw new Error(JSON.stringify(errors));
    return data.publicAppeal;
  }
}

export const namesOf = (appeal: AppealRead | null): readonly string[] =>
  appeal?.namedSignatories.edges.map(({ node }) => node.name) ?? [];
