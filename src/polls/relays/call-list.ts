import type { MemberActor, Locale } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import { holdsMandateFor } from '../../mandates/holds-mandate.js';
import type { Reader } from '../../platform/database/transactions.js';
import type { Form, FormPart } from '../../texts/papers/write-form.js';
import { STANDING_REQUESTS } from './requests.js';
import { hourIn, SHEET } from './sheet-words.js';

/** The list says who needs a relay: it is for whoever is one. */
async function mayCall(reader: Reader, actor: MemberActor): Promise<void> {
  if (!(await holdsMandateFor(reader, actor, ['castForMember'])))
    throw refuse('MANDATE_REQUIRED', { act: 'castForMember' });
}

interface Called {
  readonly name: string;
  readonly wroteThemDown: boolean;
  /** The open questions on which they have a voice. */
  readonly titles: readonly string[];
}

/**
 * Whom a relay has to call, with the open questions to tick off: for whoever holds the mandate, since it says who needs one.
 * A question of which this relay could bring no answer is not there: others wrote the person down after it was opened, or
 * this relay did.
 * Numbers are written in by hand: none is kept here. Whoever cast a ballot stays on it, so that it tells nobody who did.
 */
export async function callList(reader: Reader, actor: MemberActor): Promise<Form> {
  await mayCall(reader, actor);
  const { collectiveId } = actor;
  const [about] = await reader.rows<{ collective: string; locale: Locale; zone: Zone; today: string }>(
    `SELECT name AS collective, locale, zone, (ormee.instant() AT TIME ZONE zone)::date::text AS today
     FROM ormee.collective WHERE id = $1`,
    [collectiveId],
  );
  const { collective, locale, zone, today } = about as NonNullable<typeof about>;
  const say = SHEET[locale];
  const polls = await reader.rows<{ title: string; closesAt: Instant | null }>(OPEN, [collectiveId]);
  const called = await reader.rows<Called>(CALLED, [collectiveId, actor.memberId]);
  const parts: FormPart[] = [
    { kind: 'WORDS', words: say.callIntro },
    { kind: 'HEADING', words: say.openQuestions },
    ...polls.map(({ title, closesAt }): FormPart => {
      const until = closesAt === null ? say.untilLastCall : say.until(hourIn(closesAt, locale, zone));
      return { kind: 'WORDS', words: `${title}. ${until}` };
    }),
    ...(polls.length === 0 ? [{ kind: 'WORDS', words: say.noPoll } as const] : []),
    ...called.flatMap(({ name, wroteThemDown, titles }): FormPart[] => [
      { kind: 'HEADING', words: name },
      ...(wroteThemDown ? [{ kind: 'WORDS', words: say.byAnotherRelay } as const] : []),
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

/** What stands for a row `member` and was not written down by a relay, given as SQL, who may then speak under it. */
const underWhich = (relay: string): string => `ormee.relay_request request
    WHERE request.collective_id = member.collective_id AND request.member_id = member.id
      AND request.stands_from >= member.joined_at AND request.ended_at IS NULL
      AND request.asked_by <> ${relay} AND request.joined_by IS DISTINCT FROM ${relay}`;

/** The questions whose answers the relay may bring: what `requireRequest` refuses is not among them. */
const ofCalled = (relay: string): string => `ormee.poll
    JOIN ormee.roll_entry entry ON entry.collective_id = poll.collective_id AND entry.poll_id = poll.id
      AND entry.member_id = member.id AND entry.entitled
    WHERE poll.collective_id = $1 AND ${IS_OPEN}
      AND EXISTS (SELECT FROM ${underWhich(relay)} AND (request.way = 'ONESELF' OR request.stands_from <= poll.opened_at))`;

const TO_CALL = `ormee.member
  WHERE member.collective_id = $1 AND member.id IN (SELECT request.member_id FROM ${STANDING_REQUESTS})`;

const wroteThemDown = (relay: string): string => `NOT EXISTS (SELECT FROM ${underWhich(relay)})`;

const CALLED = `
  SELECT member.public_name AS name, ${wroteThemDown('$2')} AS "wroteThemDown",
    ARRAY (SELECT poll.title FROM ${ofCalled('$2')} ORDER BY poll.closes_at, poll.id) AS titles
  FROM ${TO_CALL} ORDER BY member.name_skeleton, member.id`;

/** An open question to ask somebody. */
export interface QuestionToAsk {
  readonly pollId: Uuid;
  readonly title: string;
  readonly closesAt: Instant;
  /** Somebody told them of it already. */
  readonly reached: boolean;
}

export interface CallToMake {
  readonly memberId: Uuid;
  readonly publicName: string;
  /** By which the list is in order, as on paper. */
  readonly nameSkeleton: string;
  /** The relay who asks wrote them down, and nobody else did: it is for another relay to bring their voice. */
  readonly wroteThemDown: boolean;
  readonly questions: readonly QuestionToAsk[];
}

/** A page of the same list, for whoever holds the mandate; whether somebody cast a ballot is told to no relay. */
export async function callsAfter(
  reader: Reader,
  actor: MemberActor,
  after: readonly [nameSkeleton: string, memberId: Uuid] | null,
  first: number,
): Promise<CallToMake[]> {
  await mayCall(reader, actor);
  const { collectiveId, memberId } = actor;
  return reader.rows(CALLS, [collectiveId, after?.[0] ?? null, after?.[1] ?? null, first + 1, memberId]);
}

const CALLS = `
  SELECT member.id AS "memberId", member.public_name AS "publicName", member.name_skeleton AS "nameSkeleton",
    ${wroteThemDown('$5')} AS "wroteThemDown", (
    SELECT coalesce(jsonb_agg(jsonb_build_object('pollId', asked.id, 'title', asked.title,
      'closesAt', to_char(asked.closes_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reached', asked.reached)
      ORDER BY asked.closes_at, asked.id), '[]')
    FROM (SELECT poll.id, poll.title, poll.closes_at, EXISTS (SELECT FROM ormee.poll_reached told
        WHERE told.collective_id = poll.collective_id AND told.poll_id = poll.id AND told.member_id = member.id) AS reached
      FROM ${ofCalled('$5')}) asked) AS questions
  FROM ${TO_CALL} AND ($3::uuid IS NULL OR (member.name_skeleton COLLATE "C", member.id) > ($2, $3))
  ORDER BY member.name_skeleton COLLATE "C", member.id LIMIT $4`;
