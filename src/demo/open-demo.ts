import type { INestApplicationContext } from '@nestjs/common';
import type { Uuid } from '../core/kernel/ids.js';
import type { Config } from '../platform/config/config.js';
import { Transactions } from '../platform/database/transactions.js';
import type { SessionKey } from '../platform/access/context.js';
import { mintFoundingLink } from '../platform/links/founding-links.js';
import { mintLink } from '../platform/links/links.js';
import { readSecret } from '../platform/links/secret.js';
import { ATELIER, FACILITATOR, ZONE } from './atelier.js';
import { demoMembers, type DemoMembers } from './demo-members.js';
import { readMark, writeMark } from './demo-mark.js';
import { livePast } from './live-past.js';
import { SeedingClock } from './seeding-clock.js';
import { ensureTodaysSitting } from './todays-sitting.js';

/** What a start of the demonstration has to say. */
export interface Demo {
  readonly collective: string;
  /** The title of today's sitting. */
  readonly sitting: string;
  readonly links: readonly DemoLink[];
}

/** A one-time link for a member of the demonstration, good for a day. */
export interface DemoLink {
  readonly publicName: string;
  readonly url: string;
  /** Whether this member offered to facilitate today's sitting. */
  readonly facilitates: boolean;
}

const LINKS_LAST = 'P1D';

/** Members for whom a start prints a link: enough to decide something together. */
const INVITED = [FACILITATOR, 'Awa', 'Bastien', 'Dounia', 'Farid', 'Karima'];

/**
 * Opens the demonstration: seeds it where the database holds no collective, sees to it that an assembly sits today,
 * and mints links. Null, and nothing done, where the database holds collectives of which none is the demonstration's.
 */
export async function openDemo(
  app: INestApplicationContext,
  { dataDir, publicUrl }: Config,
  ownerUrl: string,
): Promise<Demo | null> {
  const transactions = app.get(Transactions);
  const collectiveId = await findOrSeed(app, dataDir, ownerUrl);
  if (collectiveId === null) return null;
  const members = await demoMembers(transactions, collectiveId);
  const facilitator = members.get(FACILITATOR) ?? [...members.values()][0];
  if (!facilitator) return null;
  return {
    collective: ATELIER.name,
    sitting: await ensureTodaysSitting(transactions, facilitator, ZONE),
    links: await mintLinks(transactions, members, publicUrl),
  };
}

async function findOrSeed(
  app: INestApplicationContext,
  dataDir: string,
  ownerUrl: string,
): Promise<Uuid | null> {
  const mark = readMark(dataDir);
  const [held] = await app
    .get(Transactions)
    .rows<{ any: boolean; ours: boolean }>(
      `SELECT EXISTS (SELECT FROM ormee.collective) AS any, EXISTS (SELECT FROM ormee.collective WHERE id = $1) AS ours`,
      [mark?.collectiveId ?? null],
    );
  if (mark && held?.ours) return mark.collectiveId;
  return held?.any ? null : seed(app, dataDir, ownerUrl);
}

/** The mark comes first: a seeding that is cut short is known as such, and as ours (see `discardHalfLived`). */
async function seed(app: INestApplicationContext, dataDir: string, ownerUrl: string): Promise<Uuid> {
  const link = await app.get(Transactions).write((tx) => mintFoundingLink(tx));
  const { collectiveId } = readSecret(link) as SessionKey;
  writeMark(dataDir, { collectiveId, lived: false });
  await SeedingClock.lend(ownerUrl, ZONE, (clock) => livePast(app, clock, link));
  writeMark(dataDir, { collectiveId, lived: true });
  return collectiveId;
}

async function mintLinks(
  transactions: Transactions,
  members: DemoMembers,
  publicUrl: string,
): Promise<DemoLink[]> {
  const links: DemoLink[] = [];
  for (const publicName of INVITED) {
    const member = members.get(publicName);
    if (!member) continue;
    const { collectiveId, memberId } = member;
    const secret = await transactions.write((tx) =>
      mintLink(tx, { collectiveId, memberId }, 'SIGN_IN', LINKS_LAST),
    );
    const url = `${publicUrl}/entrer/${secret}`;
    links.push({ publicName, url, facilitates: publicName === FACILITATOR });
  }
  return links;
}
