import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BODY_LIMIT_BYTES } from '../platform/graphql/limits.js';

/** Objects and lists that one request may hold; its texts may hold as many brackets, which are counted with them. */
const BRACKETS = 10_000;
const ONE_CLICK_BYTES = 10_000;
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

/**
 * The button of a mail programme may send its one word as `multipart/form-data` (RFC 8058, section 3.2), and nothing else of
 * the house does: for other addresses it stays a type that is not known (415). What is in it is not looked at.
 */
export function takeOneClicks(app: NestFastifyApplication): void {
  app.useBodyParser('multipart/form-data', { bodyLimit: ONE_CLICK_BYTES }, (request, _body, done) => {
    if ((request as { readonly url?: string }).url?.startsWith('/lettres/')) done(null, {});
    else done(new NotTakenHere());
  });
}

class NotTakenHere extends Error {
  readonly statusCode = 415;
}

class TooManyValues extends Error {
  readonly statusCode = 413;
}

function brackets(body: Buffer): number {
  let count = 0;
  for (const byte of body) if (byte === OBJECT || byte === LIST) count += 1;
  return count;
}
