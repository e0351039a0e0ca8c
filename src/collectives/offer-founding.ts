import { mintFoundingLink } from '../platform/links/founding-links.js';
import type { Transactions } from '../platform/database/transactions.js';

/** Where a founding link leads: a page whose button begins a collective. */
export const foundingUrl = (publicUrl: string, secret: string): string => `${publicUrl}/fonder/${secret}`;

/** A link to begin a collective, where there is none yet; null, and nothing done, where there is one. */
export async function offerFounding(transactions: Transactions, publicUrl: string): Promise<string | null> {
  const collectives = await transactions.rows('SELECT FROM ormee.collective LIMIT 1');
  if (collectives.length > 0) return null;
  return foundingUrl(publicUrl, await transactions.write((tx) => mintFoundingLink(tx)));
}
