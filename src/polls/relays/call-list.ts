import type { MemberActor, Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import { holdsMandateFor } from '../../mandates/holds-mandate.js';
import type { Reader } from '../../platform/database/transactions.js';
import type { Form, FormPart } from '../../texts/papers/write-form.js';
import { hourIn } from './question-sheet.js';
import { SHEET } from './sheet-words.js';

interface Called {
  readonly name: string;
  /** The open questions on which they have a voice. */
  readonly titles: readonly string[];
}

/**
 * Whom a relay has to call, with the open questions to tick off: for whoever holds the mandate, since it says who needs one.
 * Numbers are written in by hand: none is kept here. Whoever cast a ballot stays on it, so that it tells nobody who did.
 */
export async function callList(reader: Reader, actor: MemberActor): Promise<Form> {
  if (!(await holdsMandateFor(reader, actor, ['castForMember'])))
    throw refuse('MANDATE_REQUIRED', { act: 'castForMember' });
  const { collectiveId } = actor;
  const [about] = await reader.rows<{ collective: string; locale: Locale; zone: Zone; today: string }>(
    `SELECT name AS collective, locale, zone, (ormee.instant() AT TIME ZONE zone)::date::text AS today
     FROM ormee.collective WHERE id = $1`,
    [collectiveId],
  );
  const { collective, locale, zone, today } = about as NonNullable<typeof about>;
  const say = SHEET[locale];
  const polls = await reader.rows<{ title: string; closesAt: Instant | null }>(OPEN, [collectiveId]);
  const called = await reader.rows<Called>(CALLED, [collectiveId]);
  const parts: FormPart[] = [
    { kind: 'WORDS', words: say.callIntro },
    { kind: 'HEADING', words: say.openQuestions },
    ...polls.map(({ title, closesAt }): FormPart => {
      const until = closesAt === null ? say.untilLastCall : say.until(hourIn(closesAt, locale, zone));
      return { kind: 'WORDS', words: `${title}. ${until}` };
    }),
    ...(polls.length === 0 ? [{ kind: 'WORDS', words: say.noPoll } as const] : []),
    ...called.flatMap(({ name, titles }): FormPart[] => [
      { kind: 'HEADING', words: name },
      { kind: 'TICKS', lines: titles },
      { kind: 'BLANK', words: say.number },
    ]),
    ...(called.length === 0 ? [{ kind: 'WORDS', words: say.nobody } as const] : []),
  ];
  return { title: say.callList, collective, language: locale, day: today, parts, pages: null };
}

const IS_OPEN = `poll.state = 'OPEN' AND poll.visibility IN ('PUBLIC', 'MEMBERS') AND poll.venue = 'ONLINE'
  AND poll.closes_at > ormee.instant()`;

const OPEN = `
  SELECT poll.title, poll.closes_at AS "closesAt" FROM ormee.poll
  WHERE poll.collective_id = $1 AND ${IS_OPEN} ORDER BY poll.closes_at, poll.id`;

const CALLED = `
  SELECT member.public_name AS name, ARRAY (
    SELECT poll.title FROM ormee.poll
    JOIN ormee.roll_entry entry ON entry.collective_id = poll.collective_id AND entry.poll_id = poll.id
      AND entry.member_id = member.id AND entry.entitled
    WHERE poll.collective_id = $1 AND ${IS_OPEN} ORDER BY poll.closes_at, poll.id) AS titles
  FROM ormee.relay_request request
  JOIN ormee.member ON member.collective_id = request.collective_id AND member.id = request.member_id
    AND member.state IN ('ACTIVE', 'FOUNDING')
  WHERE request.collective_id = $1 AND request.stands_from IS NOT NULL AND request.ended_at IS NULL
  ORDER BY member.name_skeleton, member.id`;
