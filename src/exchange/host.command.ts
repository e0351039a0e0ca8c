import type { Command } from 'commander';
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { Clock } from '../platform/clock/clock.js';
import { loadConfig, readEnvironment, type Config } from '../platform/config/config.js';
import { MIGRATION_NAMES, migrate } from '../platform/database/migrate.js';
import { openReader } from '../platform/database/open-reader.js';
import { reachDatabase } from '../platform/database/reach-database.js';
import { refuseWhileServed } from '../platform/database/services-connected.js';
import { PASSPHRASE_FILE, type PassphraseFlags, sayTaken } from './backup.command.js';
import { readPassphrase } from './backup/passphrase.js';
import { takeBackup, writeNew } from './backup/take-backup.js';
import { exitCodeOf, type Finding } from './doctor/finding.js';
import { lookAtDatabase } from './doctor/look-at-database.js';
import { lookAtMachine } from './doctor/look-at-machine.js';

/** `ormee upgrade|doctor`: what a host does when a new version comes, and when something is wrong. */
export function addHostCommands(program: Command): void {
  program
    .command('upgrade')
    .description(
      'takes a backup, then migrates the database to this version; the service is stopped meanwhile',
    )
    .argument('[file]', 'where the backup goes (default: a new file in DATA_DIR/backups)')
    .option(...PASSPHRASE_FILE)
    .action(upgrade);
  program
    .command('doctor')
    .description('says in words what is wrong and what to do; exits with 0, 1 for a warning, 2 for a fault')
    .option('--json', 'one object for a supervisor')
    .action(doctor);
}

async function upgrade(given: string | undefined, flags: PassphraseFlags): Promise<void> {
  const environment = readEnvironment();
  const config = loadConfig(environment);
  const pending = await pendingMigrations(config);
  if (pending.length === 0) {
    process.stdout.write('This database is at this version already: nothing was done.\n');
    return;
  }
  const passphrase = await readPassphrase(flags.passphraseFile, environment);
  const file = given ?? newBackupFile(config.dataDir);
  sayTaken(await takeBackup(config, passphrase, (sealed) => writeNew(file, sealed)), file);
  const { url, close } = await reachDatabase(config, 'OWNER');
  const ran = await migrate(url).finally(close);
  process.stdout.write(
    `Migrated: ${ran} (${pending.join(', ')}). The service can be started.\n` +
      `To go back: the earlier version, an empty place, and "restore ${file}".\n`,
  );
}

/** What this version would do to the database, which no service may use meanwhile. */
async function pendingMigrations(config: Config): Promise<string[]> {
  const { reader, close } = await openReader(config, 'OWNER');
  try {
    await refuseWhileServed(reader);
    const done = await reader.rows<{ name: string }>('SELECT name FROM ormee.migration');
    return MIGRATION_NAMES.filter((name) => !done.some((one) => one.name === name));
  } finally {
    await close();
  }
}

function newBackupFile(dataDir: string): string {
  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const instant = new Date(new Clock().unixMilliseconds()).toISOString();
  return join(folder, `${instant.replaceAll(/[-:]|\.\d+/g, '')}.ormee`);
}

async function doctor({ json }: { json?: boolean }): Promise<void> {
  const environment = readEnvironment();
  const config = loadConfig(environment);
  const findings = [...lookAtMachine(config, environment), ...(await lookAtDatabase(config))];
  const exitCode = exitCodeOf(findings);
  process.stdout.write(
    json ? `${JSON.stringify({ exitCode, findings })}\n` : `${findings.map(lineOf).join('\n')}\n`,
  );
  process.exitCode = exitCode;
}

const MARKS = { FINE: 'fine   ', NOTE: 'note   ', WARNING: 'WARNING', FAULT: 'FAULT  ' } as const;

const lineOf = ({ gravity, about, says, remedy }: Finding): string =>
  `${MARKS[gravity]}  ${about}: ${says}${remedy === null ? '' : `\n         → ${remedy}`}`;
