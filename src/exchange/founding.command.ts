import type { Command } from 'commander';
import { foundingUrl } from '../collectives/offer-founding.js';
import { loadConfig, readEnvironment } from '../platform/config/config.js';
import { openTransactions } from '../platform/database/open-transactions.js';
import { mintFoundingLink } from '../platform/links/founding-links.js';
import { FoundingInvitationRow } from '../platform/links/link.entity.js';

/** `ormee founding-link`: the one thing that the host gives to people who found, and that gives the host nothing. */
export function addFoundingCommand(program: Command): void {
  program
    .command('founding-link')
    .description('prints a link under which a further collective may begin; it works once, within 14 days')
    .action(printFoundingLink);
}

async function printFoundingLink(): Promise<void> {
  const config = loadConfig(readEnvironment());
  const { transactions, close } = await openTransactions(config, [FoundingInvitationRow]);
  const secret = await transactions.write((tx) => mintFoundingLink(tx)).finally(close);
  process.stdout.write(`${foundingUrl(config.publicUrl, secret)}\n`);
}
