import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root, step } from './step.mjs';

/**
 * Installs the libraries that package-lock.json names, unless they are there. Ends the process when npm fails.
 * `folder` has a lock of its own, for what only one command needs.
 */
export async function ensureInstalled({ quiet = false, folder = '.' } = {}) {
  if (isInstalled(folder)) return;
  refuseLink(join(folder, 'node_modules'));
  // We build and test here: NODE_ENV=production must not leave the compiler out.
  const args = [
    npm(),
    'ci',
    ...(folder === '.' ? [] : [`--prefix=${join(root, folder)}`]),
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const code = await step('Installing the libraries', args, {
    quiet,
    remedy: 'The libraries could not be installed: read what npm says above, then try again.',
  });
  if (code !== 0) process.exit(code);
}

/** `npm ci` empties what stands there first: through a link, it would empty what others use. */
function refuseLink(path) {
  if (!lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink()) return;
  process.stderr.write(
    `${path} is a link to libraries that are not those of package-lock.json, and installing would empty the folder ` +
      `that it leads to. Remove the link, then try again.\n`,
  );
  process.exit(1);
}

/** Whether npm's own record of what it installed says what package-lock.json asks, whoever ran it. */
function isInstalled(folder) {
  const record = join(root, folder, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = readPackages(record);
  return Object.entries(readPackages(join(root, folder, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
}

const readPackages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/** npm's program: the one that runs us, else the one that came with this Node, else the first in PATH. */
function npm() {
  const { npm_execpath: parent = '', PATH = '' } = process.env;
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const inPath = PATH.split(':').map((folder) => join(folder, 'npm'));
  const found = [basename(parent).startsWith('npm') && parent, beside, ...inPath].find(
    (path) => path && existsSync(path),
  );
  if (found) return found;
  console.error('npm is not found beside Node nor in PATH: install it, then try again.');
  process.exit(1);
}
