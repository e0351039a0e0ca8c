import type { IncomingHttpHeaders } from 'node:http';
import type { SessionKey } from '../access/context.js';
import { readSecret } from '../links/secret.js';

const BEARER = /^Bearer +([A-Za-z0-9_-]+)$/i; // the name of the scheme is in any case (RFC 9110, section 11.1)

/** The name of the cookie that the sign-in page sets; the API reads it as it reads a bearer token. */
export const SESSION_COOKIE = 'ormee_session';

/** The session that a request shows: a bearer token, else the cookie of our own page. */
export const sessionOf = ({ headers }: { readonly headers: IncomingHttpHeaders }): SessionKey | null =>
  keyOf(bearerIn(headers.authorization) ?? cookieIn(headers));

/** What a client says as it connects: headers, under the names they have in a request, for a browser can set none. */
export type ConnectionParameters = Readonly<Record<string, unknown>>;

/**
 * The session that a socket shows: a bearer token among its parameters, else the cookie, and that to a page of ours
 * alone. A browser sends it along with whatever page opens a socket, and no preflight asks first (RFC 6455, section 10.2).
 */
export function sessionOfSocket(
  parameters: ConnectionParameters,
  headers: IncomingHttpHeaders,
  publicUrl: string,
): SessionKey | null {
  const cookie = isFromOurPage(headers, publicUrl) ? cookieIn(headers) : undefined;
  return keyOf(bearerIn(parameterNamed(parameters, 'authorization')) ?? cookie);
}

/** Whether a browser says that a page of ours asks: its origin is one under which this service is reached. */
export const isFromOurPage = (
  { host, origin }: Pick<IncomingHttpHeaders, 'host' | 'origin'>,
  publicUrl: string,
): boolean => [publicUrl, `http://${host}`, `https://${host}`].includes(origin ?? '');

/** A parameter by the name of a header, in any case. */
export function parameterNamed(parameters: ConnectionParameters, header: string): string | undefined {
  const value = Object.entries(parameters).find(([name]) => name.toLowerCase() === header)?.[1];
  return typeof value === 'string' ? value : undefined;
}

const bearerIn = (text: string | undefined): string | undefined => BEARER.exec(text ?? '')?.[1];

const cookieIn = ({ cookie }: IncomingHttpHeaders): string | undefined =>
  new RegExp(`(?:^|; )${SESSION_COOKIE}=([A-Za-z0-9_-]+)`).exec(cookie ?? '')?.[1];

const keyOf = (token: string | undefined): SessionKey | null =>
  token === undefined ? null : readSecret(token);
