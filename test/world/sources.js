import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { transformFile } from '@swc/core';
import jestConfig from '../../jest.config.js';

const [, options] = jestConfig.transform['^.+\\.ts$'];

/**
 * Compiles once a run, as Jest compiles them, the sources that run outside Jest: its own set-up and child processes.
 * They lie in `folder` as in the clone, with its libraries beside them.
 */
export async function compileSources(folder) {
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  for (const part of ['src', 'migrations', 'test/world']) {
    const names = await readdir(part, { recursive: true });
    await Promise.all(
      names.filter((name) => name.endsWith('.ts')).map((name) => compile(join(part, name), folder)),
    );
  }
}

async function compile(path, folder) {
  const { code } = await transformFile(path, { ...options, sourceMaps: 'inline' });
  const compiled = join(folder, path.replace(/ts$/, 'js'));
  await mkdir(dirname(compiled), { recursive: true });
  await writeFile(compiled, code);
}
