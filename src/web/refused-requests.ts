import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localeOf } from '../platform/i18n/locale.js';
import { sentenceOfRequestError } from '../platform/i18n/request-errors.js';
import type { Log } from '../platform/logging/log.js';

/** What an HTTP status means where no operation was read yet. */
const CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  403: 'FOREIGN_PAGE',
  404: 'NO_SUCH_PAGE',
  413: 'BODY_TOO_LARGE',
  414: 'ADDRESS_TOO_LONG',
  415: 'MEDIA_TYPE_UNKNOWN',
  503: 'NOT_READY',
};

/** A request refused before any operation: in the form of GraphQL's errors, and in the caller's language. */
@Catch()
export class RefusedRequests implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    if (host.getType() !== 'http') throw error; // GraphQL says its own, in errors.ts
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = statusOf(error);
    const code = CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'FAULT');
    const locale = localeOf(request.headers['accept-language']);
    const extensions = code === 'FAULT' ? { code, faultId: this.log.fault(error) } : { code };
    const message = sentenceOfRequestError(code, locale) ?? code;
    await reply.code(status).send({ errors: [{ message, extensions }] });
  }
}

/** Nest says a status by a method, Fastify by a property; anything else is a fault of ours. */
function statusOf(error: unknown): number {
  const { getStatus, statusCode } = error as { getStatus?: () => number; statusCode?: number };
  return (typeof getStatus === 'function' ? getStatus.call(error) : statusCode) ?? 500;
}
