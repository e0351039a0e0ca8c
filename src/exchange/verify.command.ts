import { Option, type Command } from 'commander';
import type { Locale } from '../core/kernel/actors.js';
import { EXIT_CODES } from '../core/verify/notes.js';
import { sayReport } from '../core/verify/sentences.js';
import { verifyBundle } from '../core/verify/verify.js';
import { shapeOf } from './classification.js';
import { readBundle } from './read-file.js';
import { verifySignature } from './signature.js';

interface VerifyFlags {
  readonly key?: readonly string[];
  readonly passphraseFile?: string;
  readonly locale: Locale;
}

const CODES = Object.entries(EXIT_CODES)
  .map(([check, code]) => `  ${code}  ${check.toLowerCase()}`)
  .join('\n');

/** `ormee verify FILE`: needs no database, no settings and no network. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'checks an export offline, by itself, and says in words what it checked and what it could not',
    )
    .argument('<file>', 'the export')
    .option(
      '--key <key...>',
      'a key that you know the register by (C2SP signed-note); else the file’s own is taken',
    )
    .option('--passphrase-file <path>', 'the passphrase of a full export (default: ORMEE_PASSPHRASE)')
    .addOption(new Option('--locale <locale>', 'the language').choices(['fr', 'en']).default('fr'))
    .addHelpText(
      'after',
      `\nExit codes: 0 when all that could be checked holds, 1 when the file cannot be read, else that of the first\ncheck that fails:\n${CODES}`,
    )
    .action(verifyFile);
}

async function verifyFile(path: string, { key, passphraseFile, locale }: VerifyFlags): Promise<void> {
  const bundle = await readBundle(path, passphraseFile);
  const means = { shape: shapeOf(bundle.kind), verifySignature, trustedKeys: key ?? null };
  for (const report of verifyBundle(bundle, means)) {
    process.stdout.write(`${sayReport(report, locale).join('\n')}\n`);
    if (report.faults.length > 0) process.exitCode ||= EXIT_CODES[report.check];
  }
}
