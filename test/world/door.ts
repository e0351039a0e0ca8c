import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { startCluster, type Cluster } from '../../src/platform/database/embedded-postgres.js';
import { prepareTemplate } from './template.js';

/**
 * The one throwaway cluster of a run lives in Jest's own process. Workers knock at a Unix socket in the folder of the
 * run: the first knock starts it, each is answered by the cluster's socket folder, or by why it did not start.
 */
let folder: string;
let door: Server;
let cluster: Promise<Cluster> | undefined;

/** Opens the door in the folder of the run. */
export async function openDoor(ofRun: string): Promise<void> {
  folder = ofRun;
  door = createServer((visitor) => void answer().then((line) => visitor.end(line))).listen(
    join(folder, 'door'),
  );
  await once(door, 'listening');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void closeDoor().finally(() => process.exit(1)));
  }
}

/** Stops what was started and leaves nothing behind, not even what a spec that was cut short had begun. */
export async function closeDoor(): Promise<void> {
  door.close();
  await cluster?.then(
    (running) => running.stop(),
    () => undefined,
  );
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

function answer(): Promise<string> {
  cluster ??= start();
  return cluster.then(
    ({ socketDir }) => JSON.stringify({ socketDir }),
    (error: unknown) => JSON.stringify({ fault: String(error) }),
  );
}

async function start(): Promise<Cluster> {
  // ORMEE_TEST_BIN names the programs of another PostgreSQL, to run the same tests on it.
  const binDir = process.env['ORMEE_TEST_BIN'];
  const started = await startCluster({
    dataDir: join(folder, 'data'),
    throwaway: true,
    ...(binDir && { binDir }),
  });
  await prepareTemplate(started);
  return started;
}
