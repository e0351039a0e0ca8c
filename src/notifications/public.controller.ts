import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Uuid } from '../core/kernel/ids.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import { fromGlobalId } from '../platform/graphql/global-ids.js';
import { readSecret } from '../platform/links/secret.js';
import { datesOf, holderOfCalendar, localeOfCollective, publicDates } from './calendar.queries.js';
import { onlyCollective, readFeed } from './feed.queries.js';
import { writeCalendar } from './write-calendar.js';
import { writeFeed } from './write-feed.js';

const ICS = 'text/calendar; charset=utf-8';
const ATOM = 'application/atom+xml; charset=utf-8';

/**
 * What programmes fetch by themselves: calendars, and the feed of what is public. No session is read here: a calendar of
 * one's own is opened by the secret in its address, and what is not public is answered as what is not there.
 */
@Controller()
export class PublicController {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `/calendar/public.ics?collective=…`, or a member's own by its secret. */
  @Get('calendar/:name')
  async calendar(
    @Param('name') name: string,
    @Query('collective') named: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = await this.transactions.snapshot((reader) =>
      name === 'public.ics' ? publicCalendar(reader, named) : ownCalendar(reader, name),
    );
    await answer(reply, body, ICS);
  }

  @Get('feed.atom')
  async feed(@Query('collective') named: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { publicUrl } = this.config;
    const body = await this.transactions.snapshot(async (reader) => {
      const collectiveId = await collectiveNamed(reader, named);
      const feed = collectiveId && (await readFeed(reader, collectiveId));
      const query = named === undefined ? '' : `?collective=${String(named)}`;
      return feed && writeFeed(feed, { collectiveId, publicUrl, query });
    });
    await answer(reply, body, ATOM);
  }
}

async function publicCalendar(reader: Reader, named: unknown): Promise<string | null> {
  const collectiveId = await collectiveNamed(reader, named);
  if (collectiveId === null) return null;
  const dates = await publicDates(reader, collectiveId);
  const locale = await localeOfCollective(reader, collectiveId);
  return locale === null || dates.length === 0 ? null : writeCalendar(dates, locale);
}

async function ownCalendar(reader: Reader, name: string): Promise<string | null> {
  const key = name.endsWith('.ics') ? readSecret(name.slice(0, -'.ics'.length)) : null;
  const memberId = key && (await holderOfCalendar(reader, key));
  if (!key || memberId === null) return null;
  const locale = await localeOfCollective(reader, key.collectiveId);
  return writeCalendar(await datesOf(reader, key.collectiveId, memberId), locale ?? 'fr');
}

/** An id as the API gives it; without one, the only collective that there is. */
function collectiveNamed(reader: Reader, named: unknown): Promise<Uuid | null> {
  if (named === undefined) return onlyCollective(reader);
  const id = typeof named === 'string' ? fromGlobalId(named) : null;
  return Promise.resolve(id?.type === 'Collective' && id.id === id.collectiveId ? id.id : null);
}

/** Nothing is kept on the way: a secret that was renewed, or a record that is public no more, is gone at once. */
async function answer(reply: FastifyReply, body: string | null, type: string): Promise<void> {
  await reply
    .code(body === null ? 404 : 200)
    .header('content-type', body === null ? 'text/plain; charset=utf-8' : type)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('x-robots-tag', 'noindex')
    .send(body ?? '');
}
