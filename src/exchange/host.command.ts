import type { Command } from 'commander';
import { loadConfig, readEnvironment } from '../platform/config/config.js';
import { PASSPHRASE_FILE, type PassphraseFlags, sayTaken } from './backup.command.js';
import { readPassphrase } from './passphrase.js';
import { upgrade } from './backup/upgrade.js';
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
    .action(upgradeHere);
  program
    .command('doctor')
    .description('says in words what is wrong and what to do; exits with 0, 1 for a warning, 2 for a fault')
    .option('--json', 'one object for a supervisor')
    .action(doctor);
}

async function upgradeHere(given: string | undefined, flags: PassphraseFlags): Promise<void> {
  const environment = readEnvironment();
  let written = '';
  const ran = await upgrade(loadConfig(environment), {
    file: given ?? null,
    passphrase: () => readPassphrase(flags.passphraseFile, environment),
    backedUp: (taken, file) => sayTaken(taken, (written = file)),
  });
  process.stdout.write(
    ran.length === 0
      ? 'This database is at this version already: nothing was done.\n'
      : `Migrated by ${ran.join(', ')}. The service can be started.\n` +
          `To go back: the earlier version, an empty place, and "restore ${written}".\n`,
  );
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
