import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BODY_LIMIT_BYTES } from '../platform/graphql/limits.js';

/** Objects and lists that one request may hold; its texts may hold as many brackets, which are counted with them. */
const BRACKETS = 10_000;
const OBJECT = '{'.charCodeAt(0);
const LIST = '['.charCodeAt(0);

/** Reads JSON as Fastify does, and refuses (413) before it builds tens of thousands of objects for one request. */
export function boundJsonBodies(app: NestFastifyApplication): void {
  const read = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: BODY_LIMIT_BYTES }, (request, body: Buffer, done) => {
    if (brackets(body) > BRACKETS) done(new TooManyValues());
    else void read(request as never, body as never, done); // typed for text over HTTP/1; reads bytes as well
  });
}

class TooManyValues extends Error {
  readonly statusCode = 413;
}

function brackets(body: Buffer): number {
  let count = 0;
  for (const byte of body) if (byte === OBJECT || byte === LIST) count += 1;
  return count;
}
