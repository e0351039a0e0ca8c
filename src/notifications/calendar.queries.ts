import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { NEXT_REPORT_DUE } from '../mandates/reports.queries.js';
import type { Reader } from '../platform/database/transactions.js';
import type { SessionKey } from '../platform/access/context.js';
import { namesBorne } from './feed.queries.js';

/** A date in a calendar. */
export interface Dated {
  readonly kind: 'ASSEMBLY' | 'CLOSING' | 'REPORT';
  readonly id: Uuid;
  /** Null where the calendar says only what sort of date it is. */
  readonly title: string | null;
  readonly at: Instant;
  readonly until: Instant | null;
  /** Since when it is known. */
  readonly knownAt: Instant;
}

/** Older dates are in the minutes; a calendar of everything that ever was would be no calendar. */
const SINCE = `ormee.instant() - interval '180 days'`;
const AT_MOST = 1000;

const ASSEMBLIES = `
  SELECT 'ASSEMBLY' AS kind, assembly.id, assembly.title, assembly.starts_at AS at, assembly.ended_at AS until,
    assembly.convened_at AS "knownAt"
  FROM ormee.assembly assembly
  WHERE assembly.collective_id = $1 AND assembly.starts_at > ${SINCE}`;

/** The assemblies that anybody may know of. One that names somebody, or did, is a date and no more. */
export async function publicDates(reader: Reader, collectiveId: Uuid): Promise<Dated[]> {
  const dates = await reader.rows<Dated & { readonly withheld: boolean }>(
    `SELECT dated.*, EXISTS (SELECT FROM ormee.name_withheld withheld WHERE withheld.collective_id = $1
       AND withheld.kind = 'ASSEMBLY' AND withheld.object_id = dated.id) AS withheld
     FROM (${ASSEMBLIES} AND assembly.visibility = 'PUBLIC') dated ORDER BY at, id LIMIT ${AT_MOST}`,
    [collectiveId],
  );
  const namesSomebody = await namesBorne(reader, collectiveId);
  return dates.map(({ withheld, title, ...date }) => ({
    ...date,
    title: title === null || withheld || namesSomebody(title) ? null : title,
  }));
}

/**
 * The dates of a member: assemblies, polls on whose roll they are, and the reports that they owe, in one statement. What
 * a poll on a person is called is left out: a calendar programme keeps what it reads elsewhere.
 */
export const datesOf = (reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<Dated[]> =>
  reader.rows(
    `${ASSEMBLIES} AND assembly.visibility IN ('PUBLIC', 'MEMBERS')
     UNION ALL
     SELECT 'CLOSING', poll.id, CASE WHEN poll.matter <> 'EXCLUSION' THEN poll.title END, poll.closes_at, NULL,
       poll.opened_at
     FROM ormee.poll poll
     JOIN ormee.roll_entry entry ON entry.collective_id = poll.collective_id AND entry.poll_id = poll.id
       AND entry.member_id = $2 AND entry.entitled
     WHERE poll.collective_id = $1 AND poll.venue = 'ONLINE' AND poll.state <> 'CANCELLED'
       AND poll.closes_at > ${SINCE}
     UNION ALL
     SELECT 'REPORT', mandate.id, mandate.title, report.due, NULL, mandate.starts_at
     FROM ormee.mandate_holder holder
     JOIN ormee.mandate mandate ON mandate.collective_id = holder.collective_id AND mandate.id = holder.mandate_id
     CROSS JOIN LATERAL (SELECT ${NEXT_REPORT_DUE} AS due) report
     WHERE holder.collective_id = $1 AND holder.member_id = $2 AND holder.left_at IS NULL AND report.due IS NOT NULL
     ORDER BY at, id LIMIT ${AT_MOST}`,
    [collectiveId, memberId],
  );

/** Whose calendar a secret opens: a current member's, and nobody's once it was renewed or they left. */
export async function holderOfCalendar(
  reader: Reader,
  { collectiveId, tokenHash }: SessionKey,
): Promise<Uuid | null> {
  const [holder] = await reader.rows<{ memberId: Uuid }>(
    `SELECT key.member_id AS "memberId" FROM ormee.calendar_key key
     JOIN ormee.member member ON member.collective_id = key.collective_id AND member.id = key.member_id
     WHERE key.collective_id = $1 AND key.secret_hash = $2 AND member.state = 'ACTIVE'`,
    [collectiveId, tokenHash],
  );
  return holder?.memberId ?? null;
}

/** The language of a collective, in which its calendars and feeds are; null where there is none. */
export async function localeOfCollective(reader: Reader, collectiveId: Uuid): Promise<'fr' | 'en' | null> {
  const [found] = await reader.rows<{ locale: 'fr' | 'en' }>(
    'SELECT locale FROM ormee.collective WHERE id = $1',
    [collectiveId],
  );
  return found?.locale ?? null;
}
