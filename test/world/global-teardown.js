import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Runs once after all specs, in the process of the set-up. */
export default async function globalTeardown() {
  const door = join(process.env.ORMEE_TEST_FOLDER, 'sources/test/world/door.js');
  const { closeDoor } = await import(pathToFileURL(door).href);
  await closeDoor();
}
