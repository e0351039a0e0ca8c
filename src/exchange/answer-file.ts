import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { MemberActor } from '../core/kernel/actors.js';
import { Refusal, type RefusalCode } from '../core/kernel/refusals.js';
import type { ActorLoader } from '../platform/access/context.js';
import { mayCall } from '../platform/access/rules.js';
import type { Reader } from '../platform/database/transactions.js';
import { problemOf } from '../platform/graphql/problems.js';
import { sessionOf } from '../platform/graphql/session-shown.js';
import { localeOf } from '../platform/i18n/locale.js';

/** How a refusal is told to whoever downloads; any other is 403. */
const STATUS: Partial<Record<RefusalCode, number>> = {
  NOT_SIGNED_IN: 401,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  LINK_NOT_VALID: 410,
  POLL_STILL_OPEN: 409,
  POLL_NOT_OPEN: 409,
  TOO_SLOW: 503,
};

/** Answers with a file, or with the refusal in the reader's language. */
export async function answerFile(
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<string | Readable | Uint8Array>,
): Promise<void> {
  try {
    await reply.send(await work());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refusal: Refusal = error;
    const { code, message } = problemOf(refusal, localeOf(request.headers['accept-language']));
    await reply
      .code(STATUS[refusal.code] ?? 403)
      .header('cache-control', 'no-store')
      .send({ code, message });
  }
}

/** Whoever asks, who has to be a member. */
export async function memberAsking(
  actors: ActorLoader,
  reader: Reader,
  request: FastifyRequest,
): Promise<MemberActor> {
  const actor = await actors.load(reader, sessionOf(request));
  const refusal = mayCall('MEMBER', actor);
  if (refusal) throw refusal;
  return actor as MemberActor;
}

/** A file to keep, which no page of ours runs and no cache keeps. */
export const asFile = (reply: FastifyReply, name: string, type: string): void =>
  void reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store');
