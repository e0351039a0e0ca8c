import type { Command } from 'commander';
import { isUuid } from '../core/kernel/ids.js';
import { printBundle } from '../core/verify/bundle.js';
import { fromGlobalId } from '../platform/graphql/global-ids.js';
import type { Reader } from '../platform/database/transactions.js';
import { collectBundle } from './collect-bundle.js';
import { CommandFault, withSnapshot } from './command.js';

/** `ormee export`: what anyone may have. The host has no power in a collective, and so no other bundle of it. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('prints the public bundle of a collective: no names, and enough to check it offline')
    .requiredOption('--collective <id>', 'its id')
    .requiredOption('--public', 'the only kind that the host may make')
    .action(({ collective }: { collective: string }) =>
      withSnapshot((reader) => printPublic(reader, collective)),
    );
}

async function printPublic(reader: Reader, wanted: string): Promise<void> {
  const collective = fromGlobalId(wanted)?.collectiveId ?? wanted;
  const known = isUuid(collective)
    ? await reader.rows('SELECT FROM ormee.collective WHERE id = $1', [collective])
    : [];
  if (known.length === 0) throw new CommandFault(`There is no such collective: ${wanted}.`);
  const bundle = await collectBundle(reader, { kind: 'PUBLIC', collective, member: null });
  process.stdout.write(printBundle(bundle));
}
