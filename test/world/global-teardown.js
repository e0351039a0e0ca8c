/** Runs once after all specs, in the process of the set-up. */
export default async function globalTeardown() {
  const { closeDoor } = await import('./door.ts');
  await closeDoor();
}
