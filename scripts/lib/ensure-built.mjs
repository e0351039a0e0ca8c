import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, step } from './step.mjs';

const SOURCES = [
  'src',
  'migrations',
  'bench',
  'examples',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

/** Compiles the sources into `dist` when they are newer. Ends the process when they do not compile. */
export async function ensureBuilt({ quiet = false } = {}) {
  const stamp = join(root, 'dist/.built');
  if (
    existsSync(stamp) &&
    statSync(stamp).mtimeMs >= newest(SOURCES.map((name) => join(root, name)).filter(existsSync))
  )
    return;
  const began = new Date();
  // A migration that was renamed must not be run under both names.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const code = await step(
    'Building',
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    {
      quiet,
      remedy: 'The sources do not compile: mend what is said above, then try again.',
    },
  );
  if (code !== 0) process.exit(code);
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began); // what changed during the build is newer
}

/** The latest change under some paths, in milliseconds; a folder's own time tells what was taken away. */
function newest(paths) {
  return paths.reduce((latest, path) => {
    const { mtimeMs } = statSync(path);
    const inside = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [];
    return Math.max(latest, mtimeMs, newest(inside));
  }, 0);
}
