import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../core/kernel/actors.js';
import type { Instant, Zone } from '../core/kernel/instants.js';
import { Refusal } from '../core/kernel/refusals.js';
import type { Reader } from '../platform/database/transactions.js';
import { fromGlobalId } from '../platform/graphql/global-ids.js';
import type { Asker } from '../platform/graphql/in-process.js';
import { sessionOf } from '../platform/graphql/session-shown.js';
import { localeOf } from '../platform/i18n/locale.js';
import { escape } from './page.js';
import { ONLY_THIS_PAGE } from './sign-in.controller.js';

/*
 * What the pages for members have in common: who asks, what a form sent, and an answer that no other host hears of and no
 * browser keeps.
 */

export const askerOf = (request: FastifyRequest): Asker => ({
  locale: localeOf(request.headers['accept-language']),
  session: sessionOf(request),
});

/** A field of a form, with the line ends that our rules know: browsers send others. Empty for what is none. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';

/** A place in a list that an address says; null from the start. */
export const cursorOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** What somebody typed whose session is over, or who has no page any more to send it from: it is theirs. Empty for nothing. */
export const givenBack = (label: string, typed: string): string =>
  typed === '' ? '' : `<label>${label} <textarea rows="6" readonly>${escape(typed)}</textarea></label>`;

/** For what is refused to whoever asks: to them it is not there. Any other error is thrown on. */
export function nothingFor(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

export async function sendPage(reply: FastifyReply, status: number, body: string): Promise<void> {
  await reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', ONLY_THIS_PAGE)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .send(body);
}

/** Whether something is of the collective of whoever looks: what others made public is on none of these pages. */
export const isOfTheirs = (memberId: string, id: string): boolean =>
  fromGlobalId(memberId)?.collectiveId === fromGlobalId(id)?.collectiveId;

/** In which zone the collective of something says its hours, and in which language its members write. */
export async function placeOf(reader: Reader, globalId: string): Promise<{ zone: Zone; language: Locale }> {
  const [place] = await reader.rows<{ zone: Zone; language: Locale }>(
    'SELECT zone, locale AS language FROM ormee.collective WHERE id = $1',
    [fromGlobalId(globalId)?.collectiveId],
  );
  return place as { zone: Zone; language: Locale };
}

/** A day and an hour as people say them, in the zone of their collective. */
export function hourOf(instant: Instant, locale: Locale, zone: Zone): string {
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone: zone } as const;
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', style).format(new Date(instant));
}
