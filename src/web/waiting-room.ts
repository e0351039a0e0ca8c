import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Answers for a service that is still starting: alive, and not ready (503). It holds the service's port from the first
 * moment, so that a supervisor hears why it waits, and a port that is taken is known before anything is opened.
 * Answers how to close it, which frees the port; safe to repeat. Throws what listening throws.
 */
export async function openWaitingRoom(port: number, host: string): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const isLive = request.url === '/health/live';
    response.writeHead(isLive ? 200 : 503, {
      'content-type': 'application/json; charset=utf-8',
      connection: 'close',
      ...(!isLive && { 'retry-after': '1' }),
    });
    response.end(JSON.stringify({ status: isLive ? 'live' : 'starting' }));
  });
  server.listen({ port, host });
  await once(server, 'listening');
  return async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
}
