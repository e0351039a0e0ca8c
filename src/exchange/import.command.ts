import { Option, type Command } from 'commander';
import type { Locale } from '../core/kernel/actors.js';
import type { Bundle } from '../core/verify/bundle.js';
import { EXIT_CODES } from '../core/verify/notes.js';
import { sayReport } from '../core/verify/sentences.js';
import { verifyBundle } from '../core/verify/verify.js';
import { loadConfig, readEnvironment } from '../platform/config/config.js';
import { withOwner } from '../platform/database/open-owner.js';
import { shapeOf } from './classification.js';
import { CommandFault } from './command.js';
import { importBundle } from './import-bundle.js';
import { readBundle } from './read-file.js';
import { verifySignature } from './signature.js';

interface ImportFlags {
  readonly key?: readonly string[];
  readonly passphraseFile?: string;
  readonly locale: Locale;
}

/** `ormee import FILE`: a collective that comes to live here, with all it has. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('brings a collective here from its full export, checked first, all of it or nothing')
    .argument('<file>', 'the full export')
    .option('--key <key...>', 'a key that you know the register by (C2SP signed-note)')
    .option('--passphrase-file <path>', 'the passphrase of the export (default: ORMEE_PASSPHRASE)')
    .addOption(
      new Option('--locale <locale>', 'the language of the checks').choices(['fr', 'en']).default('fr'),
    )
    .action(importFile);
}

async function importFile(path: string, { key, passphraseFile, locale }: ImportFlags): Promise<void> {
  const bundle = await readBundle(path, passphraseFile);
  check(bundle, key ?? null, locale);
  const tell = (table: string, count: number): void => void process.stderr.write(`${table}: ${count}\n`);
  await withOwner(loadConfig(readEnvironment()), (transactions) =>
    transactions.write((tx) => importBundle(tx, bundle, tell)),
  );
  const leaves = bundle.tables['register_leaf']?.length ?? 0;
  process.stdout.write(
    `Imported: the collective ${bundle.collective}, its register of ${leaves} leaves with the same root.\n`,
  );
}

/** Nothing comes in that does not hold: the first check that fails is said, with its exit code. */
function check(bundle: Bundle, trustedKeys: readonly string[] | null, locale: Locale): void {
  const means = { shape: shapeOf(bundle.kind), verifySignature, trustedKeys };
  for (const report of verifyBundle(bundle, means)) {
    if (report.faults.length === 0) continue;
    const [line = '', fault = ''] = sayReport(report, locale);
    throw new CommandFault(`Nothing was imported. ${line} ${fault.trim()}`, EXIT_CODES[report.check]);
  }
}
