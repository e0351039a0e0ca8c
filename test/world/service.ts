import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readEnvironment } from '../../src/platform/config/config.js';
import { compiled } from './folder.js';
import type { World } from './world.js';

/** The real service, as a process of its own. */
export class Service {
  private said = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
  }

  /** On the database of a world; null: on a PostgreSQL of its own in the data folder. */
  static async start(
    world: Pick<World, 'database'> | null,
    dataDir: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Service> {
    const port = await freePort();
    const child = spawn(process.execPath, [compiled('src/main.js')], {
      env: {
        ...readEnvironment(),
        NODE_OPTIONS: '', // Jest's own are not the service's
        PORT: String(port),
        DATA_DIR: dataDir,
        DATABASE_URL: world?.database.url ?? '',
        MIGRATION_DATABASE_URL: world?.database.ownerUrl ?? '',
        DEMO: '0',
        LOG_LEVEL: 'silent',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Service(child, `http://127.0.0.1:${port}`);
  }

  /** The number of its process. */
  get pid(): number {
    return this.child.pid as number;
  }

  /** Everything that it has written to its two outputs. */
  get output(): string {
    return this.said;
  }

  /** Answers once it says its own address; throws with its last words when it ends before. */
  async listening(): Promise<void> {
    const gone = once(this.child, 'exit');
    while (!this.said.includes(this.url)) {
      if (this.isGone()) throw new Error(this.said);
      await Promise.race([gone, once(this.child.stdout as NodeJS.ReadableStream, 'data')]);
    }
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.isGone()) return;
    const gone = once(this.child, 'close');
    this.child.kill(signal);
    await gone;
  }

  private isGone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

/** A port that nothing holds. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
