import { accessSync, constants, existsSync, readdirSync, statSync, statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Config, Environment } from '../../platform/config/config.js';
import { plainHttpWarning } from '../../platform/config/plain-http.js';
import { fault, fine, note, warning, type Finding } from './finding.js';

const MIB = 1_048_576;
/** What the service and its PostgreSQL are promised to run in (npm run bench -- memory). */
const MEMORY = 1_000_000_000;

/** What can be known without the database: this Node, the settings, the folder, its disk, the memory. */
export const lookAtMachine = (config: Config, environment: Environment): Finding[] => [
  node(process.versions.node),
  address(config.publicUrl),
  mail(environment),
  folder(config.dataDir),
  ...keys(config.dataDir),
  ...disk(config.dataDir),
  memory(),
];

/** Node 20.19 or later (package.json, engines). */
export function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? fine('node', `Node ${version}.`)
    : fault('node', `Node ${version} is too old.`, 'Install Node 20.19 or later.');
}

function address(publicUrl: string): Finding {
  const said = plainHttpWarning(publicUrl);
  if (said === null) return fine('address', `Members reach the service at ${publicUrl}.`);
  const [what = '', ...remedy] = said.split('. ');
  return warning('address', `${what}.`, remedy.join('. '));
}

const mail = (environment: Environment): Finding =>
  environment['SMTP_URL']
    ? fine('mail', 'SMTP_URL is set: mail is sent.')
    : note(
        'mail',
        'SMTP_URL is not set: no mail is sent, and everything works without.',
        'Print links and codes, or set SMTP_URL.',
      );

function folder(dataDir: string): Finding {
  if (!existsSync(dataDir))
    return note('folder', `${dataDir} is not there yet.`, 'The first start makes it; check DATA_DIR.');
  try {
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    return fine('folder', `${dataDir} can be written.`);
  } catch {
    return fault('folder', `${dataDir} cannot be written.`, 'Give it to the user that runs the service.');
  }
}

/** Whoever reads a signing key can sign in the name of every collective. */
function keys(dataDir: string): Finding[] {
  const place = join(dataDir, 'keys');
  if (!existsSync(place)) return [];
  const open = [place, ...readdirSync(place).map((name) => join(place, name))].filter(
    (path) => (statSync(path).mode & 0o077) !== 0,
  );
  if (open.length === 0) return [fine('keys', 'The keys are for the eyes of their owner alone.')];
  return [
    fault('keys', `Others may read ${open.join(', ')}.`, `chmod -R go= ${place}, and ask who has read them.`),
  ];
}

function disk(dataDir: string): Finding[] {
  let path = dataDir;
  while (!existsSync(path)) path = dirname(path);
  const { bavail, bsize } = statfsSync(path);
  const free = Math.floor((bavail * bsize) / MIB);
  const remedy = 'Free some, or move DATA_DIR: PostgreSQL stops when its disk is full.';
  if (free < 200) return [fault('disk', `${free} MiB are left on the disk of ${dataDir}.`, remedy)];
  if (free < 1_024) return [warning('disk', `${free} MiB are left on the disk of ${dataDir}.`, remedy)];
  return [fine('disk', `${free} MiB are left on the disk of ${dataDir}.`)];
}

function memory(): Finding {
  const granted = process.constrainedMemory();
  // A process under no limit is told an enormous one.
  const bytes = granted > 0 ? Math.min(granted, totalmem()) : totalmem();
  const says = `${Math.floor(bytes / MIB)} MiB of memory.`;
  return bytes >= MEMORY * 0.45
    ? fine('memory', says)
    : warning('memory', says, 'Give it 512 MiB, or 1 GB together with its PostgreSQL.');
}
