import { register } from 'node:module';

/** Runs once before all specs. The door opens at once; the database behind it starts when the first spec asks. */
export default async function globalSetup() {
  register('./typescript.js', import.meta.url);
  const { openDoor } = await import('./door.ts');
  await openDoor();
}
