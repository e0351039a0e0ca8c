import { Agent, request } from 'node:http';

const CLIENTS = 32;

export interface Rate {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Runs numbered jobs with as many at once as there are clients, and answers their rate and latencies in milliseconds. */
export async function rateOf(count: number, job: (place: number) => Promise<void>): Promise<Rate> {
  const latencies: number[] = [];
  let next = 0;
  const started = process.hrtime.bigint();
  const client = async (): Promise<void> => {
    while (next < count) {
      const place = next++;
      const at = process.hrtime.bigint();
      await job(place);
      latencies.push(Number(process.hrtime.bigint() - at) / 1e6);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(share * (latencies.length - 1))] as number;
  return { perSecond: count / seconds, p50: at(0.5), p99: at(0.99) };
}

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

/** One GraphQL request over a kept connection; throws unless the answer holds the text expected of a success. */
export function ask(url: string, token: string, body: string, expected: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const outgoing = request(`${url}/graphql`, { method: 'POST', agent, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8');
        if (answer.includes(expected)) resolve();
        else reject(new Error(`unexpected answer: ${answer.slice(0, 300)}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Closes the kept connections, so that the process can end. */
export const hangUp = (): void => agent.destroy();
