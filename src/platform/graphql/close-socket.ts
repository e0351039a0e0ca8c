import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Locale } from '../../core/kernel/actors.js';
import { refuse } from '../../core/kernel/refusals.js';
import { sentenceOf } from '../i18n/refusals.js';
import { sentenceOfRequestError } from '../i18n/request-errors.js';

/**
 * Why we close a socket, and the number that says so: those of graphql-transport-ws, whose clients do not come back by
 * themselves after 4401, and of RFC 6455, after which they do.
 */
const CLOSINGS = {
  NOT_SIGNED_IN: CloseCode.Unauthorized,
  NOT_A_MEMBER: CloseCode.Forbidden,
  TOO_MANY_SUBSCRIPTIONS: CloseCode.Forbidden,
  SERVICE_STOPS: 1001,
  FAULT: CloseCode.InternalServerError,
} as const;
export type Closing = keyof typeof CLOSINGS;

/** Closes a socket and says why, by name and in words: 123 bytes at most, which our sentences keep to. */
export function closeSocket(socket: WebSocket, closing: Closing, locale: Locale): void {
  socket.close(CLOSINGS[closing], `${closing}: ${sentenceOfClosing(closing, locale)}`);
}

export const CLOSING_CODES = Object.keys(CLOSINGS) as Closing[];

export const sentenceOfClosing = (closing: Closing, locale: Locale): string =>
  sentenceOfRequestError(closing, locale) ?? sentenceOf(refuse(closing as 'NOT_A_MEMBER'), locale);
