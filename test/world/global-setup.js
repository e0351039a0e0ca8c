import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileSources } from './sources.js';

/** Runs once before all specs. The door opens at once; the database behind it starts when the first spec asks. */
export default async function globalSetup() {
  const folder = await mkdtemp(join(tmpdir(), 'ormee-'));
  await chmod(folder, 0o711); // root lends the cluster to another user, who passes through
  process.env.ORMEE_TEST_FOLDER = folder; // which workers inherit
  await compileSources(join(folder, 'sources'));
  const { openDoor } = await import(pathToFileURL(join(folder, 'sources/test/world/door.js')).href);
  await openDoor(folder);
}
