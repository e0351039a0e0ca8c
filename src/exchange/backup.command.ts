import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { loadConfig, readEnvironment } from '../platform/config/config.js';
import type { Manifest } from './backup/manifest.js';
import { readPassphrase } from './passphrase.js';
import { restoreBackup } from './backup/restore-backup.js';
import { takeBackup, writeNew, type Taken } from './backup/take-backup.js';

export interface PassphraseFlags {
  readonly passphraseFile?: string;
}

/** The option of every command that locks or opens a backup. */
export const PASSPHRASE_FILE = [
  '--passphrase-file <path>',
  'the passphrase (default: ORMEE_PASSPHRASE)',
] as const;

/** `ormee backup|restore`: everything that the service keeps, in one locked file, and back. */
export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('writes everything that the service keeps into one locked file, while it runs or not')
    .argument('<file>', 'a new file, or - for the standard output')
    .option(...PASSPHRASE_FILE)
    .action(backup);
  program
    .command('restore')
    .description('puts a backup back into an empty DATA_DIR, or an empty database')
    .argument('<file>', 'what "backup" wrote')
    .option(...PASSPHRASE_FILE)
    .action(restore);
}

async function backup(file: string, flags: PassphraseFlags): Promise<void> {
  const environment = readEnvironment();
  const passphrase = await readPassphrase(flags.passphraseFile, environment);
  const taken = await takeBackup(loadConfig(environment), passphrase, (sealed) =>
    file === '-' ? pipeline(Readable.from(sealed), process.stdout) : writeNew(file, sealed),
  );
  sayTaken(taken, file);
}

/** Says what was backed up; on the error output where the backup itself went to the standard one. */
export function sayTaken({ manifest, rows }: Taken, file: string): void {
  const { takenAt, tables, files } = manifest;
  const lines = [
    `Backup taken at ${takenAt}: ${count(rows, 'row')} of ${count(tables.length, 'table')}, ${count(files.length, 'file')}.`,
    ...registerLines(manifest),
    ...(file === '-' ? [] : [`Written to ${file}. Only its passphrase opens it: keep that elsewhere.`]),
  ];
  (file === '-' ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
}

async function restore(file: string, flags: PassphraseFlags): Promise<void> {
  const environment = readEnvironment();
  const passphrase = await readPassphrase(flags.passphraseFile, environment);
  const { manifest, migrated } = await restoreBackup(loadConfig(environment), file, passphrase);
  process.stdout.write(
    [
      `Restored as it was at ${manifest.takenAt}, every row compared and every register computed again:`,
      ...registerLines(manifest),
      ...(migrated === 0 ? [] : [`Brought to this version by ${count(migrated, 'migration')}.`]),
      'The service can be started.',
      '',
    ].join('\n'),
  );
}

/** The checkpoint of each collective, as a member can compare it with the one they kept. */
const registerLines = ({ registers }: Manifest): string[] =>
  registers.map(({ name, size, checkpoint }) =>
    checkpoint
      ? `  ${name}: ${count(size, 'act')}; checkpoint ${checkpoint.size}, root ${checkpoint.root}`
      : `  ${name}: ${count(size, 'act')}; no checkpoint signed yet`,
  );

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;
